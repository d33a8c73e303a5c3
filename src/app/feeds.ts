// The feeds that are followed: add, list, health, read now, remove.
import { createHash } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { findFeed, type SubscribeParts, typedAddress } from "../ingest/feeds/find-feed.js";
import type { FeedPoller } from "../ingest/feeds/poller.js";
import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { FeedHealth, FeedRefresh } from "../model/feed.js";
import type { FeedRecord, FeedStore } from "../store/ports.js";

/** Maximum number of feeds searched for a suggestion. */
const MAX_SUGGESTED_FROM = 2_000;
const FEEDS_PER_TURN = 25; // about 5 ms

/** A feed, or a page that links to its feed, to be followed. */
export interface FeedInput {
  readonly url: string;
  /** The outlet; absent: what the feed says. */
  readonly source?: string;
  /** Whether the page behind each link is read; default "auto": if the item is short. */
  readonly fullText?: FeedHealth["fullText"];
}

interface FeedAddition {
  /** False if it was followed already. */
  readonly isNew: boolean;
  readonly feed: FeedHealth;
  /** Its first read; null if that takes longer than the wait. */
  readonly refresh: FeedRefresh | null;
}

interface FeedParts extends SubscribeParts {
  readonly feeds: FeedStore;
  readonly poller: FeedPoller;
}

/** `waitMs` bounds how long a read is waited for, never how long it takes. */
export class FeedService {
  readonly #parts: FeedParts;
  readonly #feeds: FeedStore;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#feeds = parts.feeds;
  }

  /** Finds the feed, follows it and reads it. @throws DatelineError usage-address, feed-unusable if there is no feed */
  async add(input: FeedInput, waitMs: number): Promise<FeedAddition> {
    const { poller, now } = this.#parts;
    const address = typedAddress(input.url);
    const there = await this.#feeds.feedAt(address);
    if (there !== null) return { isNew: false, feed: await healthOf(there, this.#feeds), refresh: null };
    const found = await findFeed(address, this.#parts);
    const record = newFeed(found.url, now(), { ...input, title: found.title });
    const isNew = await this.#feeds.add(record);
    const kept = (await this.#feeds.feedAt(found.url)) ?? (await this.#known(record.feedId));
    const read = isNew ? await within(waitMs, [poller.refresh(kept)]) : { finished: [], waiting: 0 };
    return { isNew, feed: await this.health(kept.feedId), refresh: read.finished[0] ?? null };
  }

  /** By title. */
  async list(
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly FeedHealth[] }> {
    const records = await this.#feeds.feeds(offset, limit);
    return { total: await this.#feeds.count(), items: await healthOfAll(records, this.#feeds) };
  }

  /** @throws DatelineError feed-unknown */
  async health(feedId: string): Promise<FeedHealth> {
    return healthOf(await this.#known(feedId), this.#feeds);
  }

  /** Stops following a feed; its articles stay. @throws DatelineError feed-unknown */
  async remove(feedId: string): Promise<FeedHealth> {
    const health = await this.health(feedId);
    await this.#feeds.remove(feedId);
    return health;
  }

  /** Reads one feed now, or all for null. @throws DatelineError feed-unknown */
  async refresh(
    feedId: string | null,
    waitMs: number,
  ): Promise<{ readonly finished: readonly FeedRefresh[]; readonly waiting: number }> {
    const { poller, now } = this.#parts;
    if (feedId !== null) return within(waitMs, [poller.refresh(await this.#known(feedId))]);
    const all = await this.#feeds.feeds(0, await this.#feeds.count());
    const asked = all.filter(({ state }) => state === "active");
    // Due at once, so that what is not finished when the program ends is read after the next start.
    await this.#feeds.makeDue(now());
    return within(
      waitMs,
      asked.map((feed) => poller.refresh(feed)),
    );
  }

  /** Returns feeds whose title or address holds every typed word, by title. */
  async suggest(typed: string, limit: number): Promise<readonly FeedHealth[]> {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const all = await this.#feeds.feeds(0, MAX_SUGGESTED_FROM);
    const fitting = all.filter(({ title, url }) => {
      const text = `${title ?? ""} ${url}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return Promise.all(fitting.slice(0, limit).map((feed) => healthOf(feed, this.#feeds)));
  }

  async #known(feedId: string): Promise<FeedRecord> {
    const feed = await this.#feeds.feed(feedId);
    if (feed !== null) return feed;
    throw new DatelineError("feed-unknown", `No such feed: ${feedId.slice(0, 100)}`, {
      hint: "/feeds list and `dateline feeds list` show what is followed.",
    });
  }
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

/** Waits for reads, but no longer than asked; unfinished reads go on. */
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

/** Counting takes a moment per feed; replies to Discord come in between. */
async function healthOfAll(records: readonly FeedRecord[], feeds: FeedStore): Promise<FeedHealth[]> {
  const all: FeedHealth[] = [];
  for (const feed of records) {
    all.push(await healthOf(feed, feeds));
    if (all.length % FEEDS_PER_TURN === 0) await nextTurn();
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
