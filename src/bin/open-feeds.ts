// Feeds over their parts: store, reader on a thread of its own, poller and services. Starts nothing.
import type { Config } from "../config.js";
import type { DocumentReader } from "../feeds/document-reader.js";
import { createFeedDesk } from "../feeds/feed-desk.js";
import { FeedPoller, type PollerOptions } from "../feeds/poller.js";
import type { FeedServices } from "../services.js";
import type { FeedStore } from "../store/feed-store.js";

/** Told of reads and of what was not foreseen. */
export type FeedEvents = Pick<PollerOptions, "onRefresh" | "onFault">;

export interface Feeds {
  readonly store: FeedStore;
  /** Reads when it is asked to; reads what is due once it is started. */
  readonly poller: FeedPoller;
  readonly services: FeedServices;
  /** Ends reads under way, after what is being stored. */
  close(): Promise<void>;
}

/** Joins the parts. */
export function openFeeds(
  store: FeedStore,
  parts: Pick<PollerOptions, "articles" | "fetcher" | "ingest" | "onPage" | "now"> & {
    readonly reader: DocumentReader;
  },
  { feedPace: pace }: Pick<Config, "feedPace">,
  events: FeedEvents = {},
): Feeds {
  const { fetcher, reader, now } = parts;
  const poller = new FeedPoller({ ...parts, ...events, feeds: store, random: Math.random, pace });
  const services = createFeedDesk({ feeds: store, poller, fetcher, reader, now });
  return { store, poller, services, close: () => poller.stop() };
}
