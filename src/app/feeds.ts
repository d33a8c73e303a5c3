// The services about feeds: add, list, look after, read now, remove. Joins store, finder and poller; renders nothing.
import { createHash } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { findFeed, type SubscribeParts, typedAddress } from "../ingest/feeds/find-feed.js";
import type { FeedPoller } from "../ingest/feeds/poller.js";
import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { FeedHealth, FeedRefresh } from "../model/feed.js";
import type { FeedRecord, FeedStore } from "../store/ports.js";
import type { FeedAddition, FeedInput, FeedServices } from "./services.js";

/** More feeds than this are not looked through for a suggestion. */
const MAX_SUGGESTED_FROM = 2_000;
const FEEDS_A_TURN = 25; // some 5 ms

export interface DeskParts extends SubscribeParts {
  readonly feeds: FeedStore;
  readonly poller: FeedPoller;
}

/** Makes the services over their parts. */
export function createFeedDesk(parts: DeskParts): FeedServices {
  const { feeds } = parts;
  return {
    add: (input, waitMs) => add(input, waitMs, parts),
    list: async (offset, limit) => {
      const records = await feeds.feeds(offset, limit);
      return {
        total: await feeds.count(),
        items: await healthOfAll(records, feeds),
      };
    },
    health: async (feedId) => healthOf(await known(feedId, feeds), feeds),
    remove: async (feedId) => {
      const health = await healthOf(await known(feedId, feeds), feeds);
      await feeds.remove(feedId);
      return health;
    },
    refresh: (feedId, waitMs) => refresh(feedId, waitMs, parts),
    suggest: async (typed, limit) => {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
      const all = await feeds.feeds(0, MAX_SUGGESTED_FROM);
      const fitting = all.filter(({ title, url }) => {
        const text = `${title ?? ""} ${url}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
      return Promise.all(fitting.slice(0, limit).map((feed) => healthOf(feed, feeds)));
    },
  };
}

async function add(input: FeedInput, waitMs: number, parts: DeskParts): Promise<FeedAddition> {
  const { feeds, poller } = parts;
  const address = typedAddress(input.url);
  const there = await feeds.feedAt(address);
  if (there !== null) return { isNew: false, feed: await healthOf(there, feeds), refresh: null };
  const found = await findFeed(address, parts);
  const record = newFeed(found.url, parts.now(), { ...input, title: found.title });
  const isNew = await feeds.add(record);
  const kept = (await feeds.feedAt(found.url)) ?? (await known(record.feedId, feeds));
  const read = isNew ? await within(waitMs, [poller.refresh(kept)]) : { finished: [], waiting: 0 };
  return {
    isNew,
    feed: await healthOf(await known(kept.feedId, feeds), feeds),
    refresh: read.finished[0] ?? null,
  };
}

/** Makes the record of a feed that was never read; due at once. */
export function newFeed(
  url: string,
  now: Instant,
  given: Omit<FeedInput, "url"> & { readonly title?: string | null; readonly siteUrl?: string | null },
): FeedRecord {
  const { source = null, fullText = "auto", title = null, siteUrl = null } = given;
  const feedId = createHash("sha256").update(url).digest("hex").slice(0, 12);
  return {
    ...{ feedId, url, title, siteUrl, source, fullText, state: "active", etag: null, lastModified: null },
    ...{ addedAt: now, checkedAt: null, succeededAt: null, nextAt: now, intervalMinutes: null },
    ...{ failures: 0, problem: null },
  };
}

async function refresh(feedId: string | null, waitMs: number, { feeds, poller, now }: DeskParts) {
  if (feedId !== null) return within(waitMs, [poller.refresh(await known(feedId, feeds))]);
  const all = await feeds.feeds(0, await feeds.count());
  const asked = all.filter(({ state }) => state === "active");
  // Due at once, so that what is not finished when the program ends is read after the next start.
  await feeds.makeDue(now());
  return within(
    waitMs,
    asked.map((feed) => poller.refresh(feed)),
  );
}

/** Waits for reads, but not longer than asked; those still going on go on. */
async function within(
  waitMs: number,
  reads: readonly Promise<FeedRefresh>[],
): Promise<{ finished: FeedRefresh[]; waiting: number }> {
  const finished: FeedRefresh[] = [];
  const all = Promise.all(reads.map((read) => read.then((refreshed) => finished.push(refreshed))));
  const timer = new AbortController();
  const late = wait(waitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([all, late]);
  timer.abort();
  return { finished: [...finished], waiting: reads.length - finished.length };
}

async function known(feedId: string, feeds: FeedStore): Promise<FeedRecord> {
  const feed = await feeds.feed(feedId);
  if (feed !== null) return feed;
  throw new DatelineError("feed-unknown", `No such feed: ${feedId.slice(0, 100)}`, {
    hint: "/feeds list and `dateline feeds list` show what is followed.",
  });
}

/** Counting takes a moment a feed: what answers Discord comes in between. */
async function healthOfAll(records: readonly FeedRecord[], feeds: FeedStore): Promise<FeedHealth[]> {
  const all: FeedHealth[] = [];
  for (const feed of records) {
    all.push(await healthOf(feed, feeds));
    if (all.length % FEEDS_A_TURN === 0) await nextTurn();
  }
  return all;
}

async function healthOf(feed: FeedRecord, feeds: FeedStore): Promise<FeedHealth> {
  const { feedId, title, url, siteUrl, source, fullText, state } = feed;
  const { addedAt, succeededAt, nextAt, failures, problem } = feed;
  const counts = await feeds.counts(feedId);
  return {
    feedId,
    title,
    url,
    siteUrl,
    source,
    fullText,
    state,
    addedAt,
    succeededAt,
    nextAt,
    failures,
    problem,
    counts,
  };
}
