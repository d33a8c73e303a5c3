// Reads feeds when they are due, several at a time, until it is stopped; a failure becomes the feed's problem and the others go on.

import pLimit from "p-limit";
import type { Instant } from "../../model/article.js";
import { DatelineError, describeError } from "../../model/errors.js";
import type { FeedRefresh } from "../../model/feed.js";
import type { FeedRecord } from "../../store/ports.js";
import { type RefreshParts, refreshFeed } from "./refresh-feed.js";
import { retryInstant } from "./schedule.js";

/** Feeds read at the same time; since each host has one connection, they are best of as many hosts. */
const FEEDS_AT_ONCE = 8;
/** How often it looks for feeds that another process has added, such as `dateline feeds add` while the bot runs. */
const LOOK_EVERY_MS = 15_000;

export interface PollerOptions extends Omit<RefreshParts, "alone"> {
  /** Called after each read. */
  readonly onRefresh?: (refresh: FeedRefresh) => void;
  /** Called with unexpected failures: a bug, or a store or model that fails; without a feed if the list of feeds cannot be read. */
  readonly onFault?: (error: unknown, feed: FeedRecord | null) => void;
  readonly lookEveryMs?: number;
}

export class FeedPoller {
  readonly #options: PollerOptions;
  readonly #parts: RefreshParts;
  readonly #stopping = new AbortController();
  /** Reads under way or waiting, by feed: one at a time for each. */
  readonly #open = new Map<string, Promise<FeedRefresh>>();
  /** After a fault, by feed: not before this moment, whatever the store says. */
  readonly #postponed = new Map<string, Instant>();
  readonly #places = pLimit(FEEDS_AT_ONCE);
  readonly #oneAtATime = pLimit(1);
  #isWoken = false;
  #endSleep: (() => void) | null = null;
  #loop: Promise<void> | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#parts = { ...options, alone: (work) => this.#oneAtATime(work) };
  }

  /** Reads what is due, now and from now on. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Ends fetches under way and waits until what is being stored is stored. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("Dateline is stopping"));
    this.wake();
    await this.#loop;
    await Promise.all(this.#open.values());
  }

  /** Looks for due feeds at once. */
  wake(): void {
    this.#isWoken = true;
    this.#endSleep?.();
  }

  /** Reads a feed now, or waits for the read under way. */
  refresh(feed: FeedRecord): Promise<FeedRefresh> {
    const open = this.#open.get(feed.feedId);
    if (open !== undefined) return open;
    const read = this.#places(() => this.#refresh(feed)).finally(() => this.#open.delete(feed.feedId));
    this.#open.set(feed.feedId, read);
    return read;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const free = FEEDS_AT_ONCE - this.#places.activeCount - this.#places.pendingCount;
      const due = free > 0 ? await this.#due(free) : [];
      for (const feed of due) void this.refresh(feed).then(() => this.wake());
      if (due.length < free || free <= 0) await this.#sleep();
    }
  }

  /** Excludes feeds that are being read and those that just had a fault. */
  async #due(limit: number): Promise<FeedRecord[]> {
    const { feeds, now, onFault } = this.#options;
    try {
      const due = await feeds.due(now(), limit + this.#open.size + this.#postponed.size);
      const isFree = ({ feedId }: FeedRecord) => {
        return !this.#open.has(feedId) && (this.#postponed.get(feedId) ?? "") <= now();
      };
      return due.filter(isFree).slice(0, limit);
    } catch (error) {
      onFault?.(error, null);
      return [];
    }
  }

  async #sleep(): Promise<void> {
    if (!this.#isWoken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#options.lookEveryMs ?? LOOK_EVERY_MS);
        this.#endSleep = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#endSleep = null;
    this.#isWoken = false;
  }

  async #refresh(feed: FeedRecord): Promise<FeedRefresh> {
    try {
      const refresh = await refreshFeed(feed, this.#parts, this.#stopping.signal);
      this.#postponed.delete(feed.feedId);
      this.#options.onRefresh?.(refresh);
      return refresh;
    } catch (error) {
      this.#options.onFault?.(error, feed);
      return this.#postpone(feed, error);
    }
  }

  /** A store that is busy or a model that fails is no reason to lose the feed, nor to try it without pause. */
  async #postpone(feed: FeedRecord, error: unknown): Promise<FeedRefresh> {
    const { now, random, pace, feeds, onFault } = this.#options;
    const nextAt = retryInstant(1, null, { now: now(), random: random(), pace });
    const problem =
      error instanceof DatelineError ? describeError(error) : "an unexpected failure: see the log";
    this.#postponed.set(feed.feedId, nextAt);
    await feeds.change(feed.feedId, { nextAt, problem }).catch((second) => onFault?.(second, feed));
    const nothing = { items: 0, added: 0, revised: 0, same: 0, undated: 0, rejected: 0 };
    const { feedId, title, url } = feed;
    const timesMs = { fetch: 0, read: 0, pages: 0, store: 0 };
    return { feedId, title, url, outcome: "failed", ...nothing, problem, nextAt, timesMs };
  }
}
