// Everything that brings articles in: the web fetcher, ingest, the poller of feeds and the refetcher of pages.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { approximateTokenCounter } from "../embed/embedder.js";
import type { HostTurns } from "../fetch/host-connections.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { createWebFetcher } from "../fetch/web-fetcher.js";
import { createWorkerReader, type DocumentReader, readInputWith } from "../ingest/document-reader.js";
import { FeedPoller, type PollerOptions } from "../ingest/feeds/poller.js";
import { type OnPage, readHere } from "../ingest/fetch-page.js";
import { createIngest, type Ingest } from "../ingest/ingest.js";
import { type Refetch, Refetcher, type RefetcherOptions, rememberPage } from "../ingest/refetch.js";
import type { Instant } from "../model/article.js";
import { DatelineError, describeError } from "../model/errors.js";
import type { FeedPack } from "../model/feed.js";
import { WORK } from "../model/processes.js";
import type { Stores, VectorIndex } from "../store/ports.js";
import type { Processes } from "../store/process-ports.js";
import type { Config } from "./config.js";
import { fileOfDateline, readVersion } from "./environment.js";
import type { Models } from "./open-models.js";

/** Told of reads of feeds and of unforeseen failures. */
export type FeedEvents = Pick<PollerOptions, "onRefresh" | "onFault">;

/** Told of fetches of known pages and of unforeseen failures. */
export interface RefetchEvents {
  readonly onRefetch?: (refetch: Refetch) => void;
  readonly onFault?: NonNullable<RefetcherOptions["onFault"]>;
}

interface IntakeParts {
  readonly stores: Pick<Stores, "articles" | "feeds" | "refetches" | "processes">;
  readonly index: VectorIndex | null;
  readonly embedder: Models["embedder"];
  readonly now: () => Instant;
  readonly feedEvents?: FeedEvents | undefined;
  readonly refetchEvents?: RefetchEvents | undefined;
  /** True: documents are read on a separate thread. */
  readonly threads?: boolean | undefined;
}

export interface Intake {
  /** The one way out to the web for articles and feeds. */
  readonly fetcher: HttpFetcher;
  readonly reader: DocumentReader;
  readonly ingest: Ingest;
  /** Reads feeds when it is asked to, and what is due once it is started. */
  readonly poller: FeedPoller;
  /** Fetches known pages on request, and automatically once it is started; null if the settings turn it off. */
  readonly refetcher: Refetcher | null;
  /** Ends reads and fetches under way, after what is being stored. */
  close(): Promise<void>;
}

/** Opens everything that reads; nothing is read before it is asked for or started. */
export function openIntake(config: Config, parts: IntakeParts): Intake {
  const { stores, index, embedder, now, feedEvents, refetchEvents, threads = false } = parts;
  const { articles, feeds, refetches, processes } = stores;
  const fetcher = openFetcher(config, now, config.database === null ? null : turnsAmong(processes));
  const reader = createWorkerReader();
  const read = threads ? readInputWith(reader) : readHere;
  const onPage: OnPage = (...page) => rememberPage(...page, { articles, refetches, now });
  const ingest = createIngest({
    ...{ store: articles, index, embedder, now, fetcher, read, onPage },
    tokens: embedder ?? approximateTokenCounter,
    skipFolders: [config.storePath, config.models.path],
  });
  const poller = new FeedPoller({
    ...{ feeds, articles, processes, fetcher, reader, ingest, onPage, now, ...feedEvents },
    elsewhere: config.role === "bot" && config.database !== null,
    pace: config.feedPace,
    random: Math.random,
  });
  const refetcher = config.refetch
    ? new Refetcher({ refetches, articles, processes, fetcher, read, ingest, now, ...refetchEvents })
    : null;
  const close = async () => {
    await poller.stop();
    await refetcher?.stop();
    await reader.close();
    await fetcher.close();
  };
  return { fetcher, reader, ingest, poller, refetcher, close };
}

/** Makes the fetcher by the settings; it connects nowhere until it is asked, and wants to be closed. */
export function openFetcher(
  { fetch: { contact, allowHosts } }: Config,
  now: () => Instant = () => new Date().toISOString(),
  turns: HostTurns | null = null,
): HttpFetcher {
  const userAgent = `Dateline/${readVersion()}${contact === null ? "" : ` (+${contact})`}`;
  return createWebFetcher({ userAgent, allowHosts, now, turns });
}

/** One process at a time is connected to a host. */
function turnsAmong(processes: Processes): HostTurns {
  return {
    take: async (host) => (await processes.take([WORK.host(host)])).length > 0,
    giveBack: (host) => processes.giveBack([WORK.host(host)]),
  };
}

/** Reads the packs of feeds to begin with. @throws DatelineError read-unreadable */
export async function readStarterFeeds({ starterFeeds }: Pick<Config, "starterFeeds">): Promise<FeedPack[]> {
  const { decodeFeed } = await import("../read/feeds/feed.js");
  const { readPacks } = await import("../read/feeds/opml.js");
  const file = starterFeeds ?? fileURLToPath(fileOfDateline("data/starter-feeds.opml"));
  try {
    return readPacks(file, decodeFeed(file, await readFile(file), null).text);
  } catch (error) {
    if (error instanceof DatelineError) throw error;
    throw new DatelineError("read-unreadable", `Cannot read ${file}: ${describeError(error)}`, {
      hint: "Unset DATELINE_STARTER_FEEDS to use the list that comes with Dateline.",
      cause: error,
    });
  }
}
