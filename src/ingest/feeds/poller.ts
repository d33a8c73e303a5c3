// Reads feeds when they are due, several at a time, until it is stopped; a failure becomes the feed's problem and the others go on.

import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import type { Instant } from "../../model/article.js";
import { DatelineError, describeError } from "../../model/errors.js";
import type { FeedRefresh } from "../../model/feed.js";
import { WORK } from "../../model/processes.js";
import type { FeedRecord } from "../../store/ports.js";
import type { Processes } from "../../store/process-ports.js";
import type { ReadItem } from "./feed-items.js";
import { readElsewhere } from "./read-elsewhere.js";
import { type RefreshParts, refreshFeed } from "./refresh-feed.js";
import { retryInstant } from "./schedule.js";

/** Feeds read at the same time; since each host has one connection, they are best of as many hosts. */
const FEEDS_AT_ONCE = 8;
/** How often it looks for feeds that another process has added, such as `dateline feeds add` while the bot runs. */
const LOOK_EVERY_MS = 15_000;
/** How long another process is waited for that stores the same items, on average, in ms. */
const SAME_ITEMS_WAIT_MS = 100;
/** Longest wait after faults of our own: once there is room on the disk again, feeds are read within the hour. */
const MAX_FAULT_MINUTES = 60;

export interface PollerOptions extends Omit<RefreshParts, "alone"> {
  /** Called after each read. */
  readonly onRefresh?: (refresh: FeedRefresh) => void;
  /** Called with unexpected failures: a bug, or a store or model that fails; without a feed if the list of feeds cannot be read. */
  readonly onFault?: (error: unknown, feed: FeedRecord | null) => void;
  readonly lookEveryMs?: number;
  readonly processes: Pick<Processes, "take" | "giveBack">;
  /** True: this process reads no feed itself; one that is asked for is read by another. Default: false. */
  readonly elsewhere?: boolean | undefined;
}

export class FeedPoller {
  readonly #options: PollerOptions;
  readonly #parts: RefreshParts;
  readonly #stopping = new AbortController();
  /** Reads under way or waiting, by feed: one at a time for each. */
  readonly #open = new Map<string, Promise<FeedRefresh>>();
  /** After a fault, by feed: not before this moment, whatever the store says; and how many faults there were in a row. */
  readonly #postponed = new Map<string, { readonly nextAt: Instant; readonly faults: number }>();
  readonly #places = pLimit(FEEDS_AT_ONCE);
  readonly #oneAtATime = pLimit(1);
  #isWoken = false;
  #endSleep: (() => void) | null = null;
  #loop: Promise<void> | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#parts = { ...options, alone: (items, work) => this.#alone(items, work) };
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

  /** Reads a feed now, or waits for the read under way, here or in another process. */
  refresh(feed: FeedRecord): Promise<FeedRefresh> {
    const open = this.#open.get(feed.feedId);
    if (open !== undefined) return open;
    const read = this.#read(feed).finally(() => this.#open.delete(feed.feedId));
    this.#open.set(feed.feedId, read);
    return read;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const free = FEEDS_AT_ONCE - this.#places.activeCount - this.#places.pendingCount;
      const due = free > 0 ? await this.#takeDue(free) : [];
      for (const feed of due) void this.refresh(feed).then(() => this.wake());
      if (due.length < free || free <= 0) await this.#sleep();
    }
  }

  /** Excludes feeds that are being read and those that just had a fault. */
  async #takeDue(limit: number): Promise<FeedRecord[]> {
    const { feeds, processes, now, onFault } = this.#options;
    try {
      const due = await feeds.takeDue(now(), limit + this.#open.size + this.#postponed.size);
      const isFree = ({ feedId }: FeedRecord) => {
        return !this.#open.has(feedId) && (this.#postponed.get(feedId)?.nextAt ?? "") <= now();
      };
      const chosen = due.filter(isFree).slice(0, limit);
      const others = due.filter((feed) => !chosen.includes(feed) && !this.#open.has(feed.feedId));
      await processes.giveBack(others.map(({ feedId }) => WORK.feed(feedId)));
      return chosen;
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

  async #read(feed: FeedRecord): Promise<FeedRefresh> {
    const own = this.#options.elsewhere ? null : await this.#places(() => this.#readIfFree(feed));
    return own ?? readElsewhere(feed, this.#options, this.#stopping.signal);
  }

  /** Null if another process reads it. */
  async #readIfFree(feed: FeedRecord): Promise<FeedRefresh | null> {
    const { processes, onFault } = this.#options;
    const work = [WORK.feed(feed.feedId)];
    try {
      if ((await processes.take(work)).length === 0) return null;
    } catch (error) {
      onFault?.(error, feed);
      return this.#postpone(feed, error);
    }
    const refresh = await this.#refresh(feed);
    await processes.giveBack(work).catch((error) => onFault?.(error, feed));
    return refresh;
  }

  /** Two feeds may have the same item: only one of them may store it at a time, whichever processes read them. */
  async #alone<T>(items: readonly ReadItem[], work: () => Promise<T>): Promise<T> {
    const { processes } = this.#options;
    const names = [
      ...new Set(items.flatMap(({ url, content }) => [WORK.item(url ?? content), WORK.item(content)])),
    ];
    for (;;) {
      const done = await this.#oneAtATime(async () => {
        const taken = await processes.take(names);
        try {
          return taken.length === names.length ? { result: await work() } : null;
        } finally {
          await processes.giveBack(taken);
        }
      });
      if (done !== null) return done.result;
      await wait(SAME_ITEMS_WAIT_MS * (0.5 + Math.random()));
      this.#stopping.signal.throwIfAborted();
    }
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

  /** A store that is busy, a full disk or a model that fails is no reason to lose the feed, nor to try it without pause. */
  async #postpone(feed: FeedRecord, error: unknown): Promise<FeedRefresh> {
    const { now, random, pace, feeds, onFault } = this.#options;
    const faults = (this.#postponed.get(feed.feedId)?.faults ?? 0) + 1;
    const maxMinutes = Math.min(pace.maxMinutes, MAX_FAULT_MINUTES);
    const nextAt = retryInstant(faults, null, {
      now: now(),
      random: random(),
      pace: { ...pace, maxMinutes },
    });
    const problem =
      error instanceof DatelineError ? describeError(error) : "an unexpected failure: see the log";
    this.#postponed.set(feed.feedId, { nextAt, faults });
    await feeds.change(feed.feedId, { nextAt, problem }).catch((second) => onFault?.(second, feed));
    const nothing = { items: 0, added: 0, revised: 0, same: 0, undated: 0, rejected: 0 };
    const { feedId, title, url } = feed;
    const timesMs = { fetch: 0, read: 0, pages: 0, store: 0 };
    return { feedId, title, url, outcome: "failed", ...nothing, problem, nextAt, timesMs };
  }
}
