// Feeds over real parts in a temporary folder: SQLite, ingest by words, HTTP on loopback; the clock stands still until it is moved.
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type FeedInput, FeedService, newFeed } from "../../../src/app/feeds.js";
import { approximateTokenCounter } from "../../../src/embed/embedder.js";
import { createInlineReader } from "../../../src/ingest/document-work.js";
import { FeedPoller } from "../../../src/ingest/feeds/poller.js";
import { DEFAULT_PACE } from "../../../src/ingest/feeds/schedule.js";
import { createIngest } from "../../../src/ingest/ingest.js";
import type { FeedRefresh } from "../../../src/model/feed.js";
import type { FeedRecord } from "../../../src/store/ports.js";
import { tempFolder, tempStores } from "../../store/temp-folder.js";
import { loopbackFetcher } from "./loopback-fetcher.js";

export const START = "2025-10-22T12:00:00.000Z";

export async function openFeeds() {
  const folder = join(await tempFolder(), "store");
  const { articles: store, feeds, refetches, processes } = await tempStores(folder);
  let nowMs = Date.parse(START);
  const now = () => new Date(nowMs).toISOString();
  const ingest = createIngest({ store, embedder: null, tokens: approximateTokenCounter, index: null, now });
  const [fetcher, reader] = [loopbackFetcher(now), createInlineReader()];
  const refreshes: FeedRefresh[] = [];
  const faults: unknown[] = [];
  /** What a poller needs. */
  const parts = {
    ...{ feeds, processes, articles: store, fetcher, reader, ingest, now },
    ...{ random: () => 0.5, pace: DEFAULT_PACE },
  };
  const poller = new FeedPoller({
    ...parts,
    onRefresh: (refresh) => refreshes.push(refresh),
    onFault: (error) => faults.push(error),
    lookEveryMs: 20,
  });
  onTestFinished(() => poller.stop());
  /** Follows a feed without reading it. */
  const follow = async (url: string, given: Omit<FeedInput, "url"> = {}): Promise<FeedRecord> => {
    const feed = newFeed(url, now(), given);
    await feeds.add(feed);
    return feed;
  };
  /** Reads a feed as it is now known. */
  const read = async ({ feedId }: FeedRecord): Promise<FeedRefresh> => {
    const feed = await feeds.feed(feedId);
    if (feed === null) throw new TypeError("no such feed");
    return poller.refresh(feed);
  };
  const service = new FeedService({ feeds, poller, fetcher, reader, now });
  const pass = (minutes: number) => {
    nowMs += minutes * 60_000;
  };
  return {
    store,
    feeds,
    refetches,
    processes,
    parts,
    poller,
    service,
    follow,
    read,
    pass,
    now,
    refreshes,
    faults,
    ingest,
    fetcher,
    reader,
  };
}
