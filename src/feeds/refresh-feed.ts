// One read of one feed: fetch on condition, read, settle its items in slices, say when to come again. Never throws for what a server does.

import { DatelineError, describeError } from "../errors.js";
import type { FetchedOutcome, FetchOutcome, HttpFetcher } from "../fetch/http-fetcher.js";
import type { OnPage } from "../ingest/fetch-page.js";
import type { Ingest } from "../ingest/ingest.js";
import type { FeedRefresh } from "../reports-feeds.js";
import type { Instant } from "../schema.js";
import type { FeedRecord, FeedStore } from "../store/feed-store.js";
import type { Store } from "../store/store.js";
import type { DocumentReader } from "./document-reader.js";
import type { FeedReading } from "./read-feed.js";
import { instantAfter, intervalAfter, type Pace, retryInstant } from "./schedule.js";
import { ItemSettler, noItems, type SettledItems } from "./settle-items.js";

/** An item that comes back later than 90 days after it was settled is read again, and found unchanged by its address. */
const REMEMBER_MS = 90 * 86_400_000;

export interface RefreshParts {
  readonly feeds: FeedStore;
  readonly articles: Pick<Store, "article">;
  readonly fetcher: HttpFetcher;
  readonly reader: DocumentReader;
  readonly ingest: Pick<Ingest, "ingestArticles">;
  /** Told of each page that an item's article was read from. */
  readonly onPage?: OnPage;
  readonly now: () => Instant;
  /** 0 to 1. */
  readonly random: () => number;
  readonly pace: Pace;
  /** Lets one feed at a time compare and store, so that an item of two feeds is stored once. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Reads a feed once and records what came of it. Where `signal` ends it early, what is stored by then is settled and the feed stays due.
 * @throws DatelineError of store or embedder (store-busy, worker-failed, …)
 */
export async function refreshFeed(
  feed: FeedRecord,
  parts: RefreshParts,
  signal: AbortSignal,
): Promise<FeedRefresh> {
  const started = performance.now();
  const { url, etag, lastModified } = feed;
  try {
    signal.throwIfAborted();
    const outcome = await parts.fetcher.fetch({ url, purpose: "feed", etag, lastModified, signal });
    const fetchMs = performance.now() - started;
    const refresh = await takeOutcome(feed, outcome, parts, signal);
    return { ...refresh, timesMs: { ...refresh.timesMs, fetch: fetchMs } };
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    return { ...reportOf(feed, "stopped", noItems), nextAt: feed.nextAt };
  }
}

async function takeOutcome(
  feed: FeedRecord,
  outcome: FetchOutcome,
  parts: RefreshParts,
  signal: AbortSignal,
): Promise<FeedRefresh> {
  switch (outcome.kind) {
    case "fetched":
      return takeDocument(feed, outcome, parts, signal);
    case "not-modified":
      await keepAddress(feed, outcome.keepUrl, parts);
      return takeNothingNew(feed, parts);
    case "gone": {
      const { reason } = outcome;
      await parts.feeds.change(feed.feedId, { state: "gone", checkedAt: parts.now(), problem: reason });
      return { ...reportOf(feed, "gone", noItems), problem: reason };
    }
    case "later":
      return recordFailure(feed, outcome.reason, outcome.retryAfterMs, parts);
    case "refused":
      return recordFailure(feed, outcome.reason, null, parts);
  }
}

async function takeNothingNew(feed: FeedRecord, parts: RefreshParts): Promise<FeedRefresh> {
  const now = parts.now();
  const { intervalMinutes } = feed;
  const interval = intervalAfter({ dates: [], news: 0, intervalMinutes, waitMinutes: null, now }, parts.pace);
  const nextAt = instantAfter(interval, now, parts.random());
  const stands = { state: "active", checkedAt: now, succeededAt: now, failures: 0 } as const;
  await parts.feeds.change(feed.feedId, { ...stands, nextAt, intervalMinutes: interval });
  return { ...reportOf(feed, "not-modified", noItems), nextAt };
}

async function takeDocument(
  feed: FeedRecord,
  { bytes, charset, finalUrl, keepUrl, etag, lastModified }: FetchedOutcome,
  parts: RefreshParts,
  signal: AbortSignal,
): Promise<FeedRefresh> {
  const started = performance.now();
  const now = parts.now();
  let reading: FeedReading;
  try {
    reading = await parts.reader.feed({ bytes, charset, address: finalUrl, source: feed.source, now });
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return recordFailure(feed, describeError(error), null, parts);
  }
  const readMs = performance.now() - started;
  await keepAddress(feed, keepUrl, parts);
  const settled = await new ItemSettler(feed, parts, signal).settle(reading.items);
  if (settled.isComplete) await forgetOld(feed, reading, parts);
  const { intervalMinutes } = feed;
  const { waitMinutes, notes } = reading;
  const dates = reading.items.flatMap(({ facts }) => facts?.publishedAt ?? []);
  const interval = intervalAfter(
    { dates, news: settled.news, intervalMinutes, waitMinutes, now },
    parts.pace,
  );
  const nextAt = settled.isComplete ? instantAfter(interval, now, parts.random()) : feed.nextAt;
  const problem = notes[0] ?? null;
  const title = reading.title ?? feed.title;
  await parts.feeds.change(feed.feedId, {
    ...{ title, siteUrl: reading.siteUrl ?? feed.siteUrl, state: "active", checkedAt: now, succeededAt: now },
    // Without validators the next read gets the whole document again, for what is not settled yet.
    ...(settled.isComplete && !settled.isWaiting
      ? { etag, lastModified }
      : { etag: null, lastModified: null }),
    ...{ nextAt, intervalMinutes: interval, failures: 0, problem },
  });
  const report = reportOf({ ...feed, title }, settled.isComplete ? "read" : "stopped", settled);
  const timesMs = { fetch: 0, read: readMs, pages: settled.pagesMs, store: settled.storeMs };
  return { ...report, items: reading.items.length, problem, nextAt, timesMs };
}

/** What a feed has not held for long is not looked for again; one that is empty or broken today says nothing of what it holds. */
async function forgetOld(
  feed: FeedRecord,
  { items, notes }: FeedReading,
  parts: RefreshParts,
): Promise<void> {
  if (items.length === 0 || notes.length > 0) return;
  const before = new Date(Date.parse(parts.now()) - REMEMBER_MS).toISOString();
  await parts.feeds.prune(
    feed.feedId,
    items.map(({ key }) => key),
    before,
  );
}

async function recordFailure(
  feed: FeedRecord,
  problem: string,
  retryAfterMs: number | null,
  { feeds, now, random, pace }: RefreshParts,
): Promise<FeedRefresh> {
  const failures = feed.failures + 1;
  const nextAt = retryInstant(failures, retryAfterMs, { now: now(), random: random(), pace });
  await feeds.change(feed.feedId, { checkedAt: now(), failures, problem, nextAt });
  return { ...reportOf(feed, "failed", noItems), problem, nextAt };
}

/** Follows a permanent redirect, unless another feed is there already. */
async function keepAddress(feed: FeedRecord, keepUrl: string, { feeds }: RefreshParts): Promise<void> {
  if (keepUrl !== feed.url) await feeds.change(feed.feedId, { url: keepUrl });
}

function reportOf(feed: FeedRecord, outcome: FeedRefresh["outcome"], settled: SettledItems): FeedRefresh {
  const { feedId, title, url, nextAt } = feed;
  const { added, revised, same, undated, rejected } = settled;
  const timesMs = { fetch: 0, read: 0, pages: 0, store: 0 };
  return {
    feedId,
    title,
    url,
    outcome,
    items: 0,
    added,
    revised,
    same,
    undated,
    rejected,
    problem: null,
    nextAt,
    timesMs,
  };
}
