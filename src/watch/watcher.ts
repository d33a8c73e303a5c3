// Runs the rounds of the watches: match arrivals, ask again once it is quiet, send what is due.
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { WORK } from "../model/processes.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../model/time.js";
import type { CitedQuote, News, Notice, Watch } from "../model/watch.js";
import type { PendingWatch, WatchStore } from "../store/ports.js";
import type { Processes } from "../store/process-ports.js";
import { type ChannelChange, type DeliveryParts, deliverDue } from "./deliver.js";
import type { ArrivalMatcher } from "./match-arrivals.js";
import { sendAt } from "./schedule.js";
import { statementOf, statementsOf } from "./stated-facts.js";

/** How long things wait, in ms; see DEFAULT_PACE. */
export interface Pace {
  /** Between two rounds. */
  readonly everyMs: number;
  /** Without an arrival before watches are asked again, so that a feed of 200 items is finished by then. */
  readonly quietMs: number;
  /** After which a marked watch is asked again even if more arrives. */
  readonly patienceMs: number;
  /** Between two messages about one topic. */
  readonly pauseMs: number;
  /** Before a watch that could not be asked is tried again, for example because many questions wait. */
  readonly retryMs: number;
}

/** Feeds are read every five minutes at most, so that a minute is soon enough; four messages per hour about a topic. */
const DEFAULT_PACE: Pace = {
  everyMs: 5_000,
  quietMs: 20_000,
  patienceMs: 120_000,
  pauseMs: 900_000,
  retryMs: MINUTE_MS,
};

/** Told statements that a watch remembers. */
const MAX_KNOWN = 40;
/** Age at which ended watches and sent news are deleted. */
const FORGET_AFTER_MS = 30 * DAY_MS;
const PRUNE_EVERY_MS = 6 * HOUR_MS;
const PENDING_AT_ONCE = 500;
/** As long as the bot waits for answers in progress. */
const STOP_TIMEOUT_MS = 5_000;

interface WatcherParts {
  readonly watches: WatchStore;
  readonly processes: Pick<Processes, "take" | "giveBack">;
  readonly matcher: ArrivalMatcher;
  readonly news: {
    /** Returns what to tell of a watch; null if nothing is new. */
    find(watch: Watch): Promise<News | null>;
    /** Stores an answer that is sent, so that its sources can be asked for. */
    keep(news: News, watch: Watch): Promise<void>;
  };
  readonly delivery: DeliveryParts;
  /** Of the guild that a watch belongs to. */
  readonly clockOf: (
    guildId: string | null,
  ) => Promise<{ readonly timeZone: string; readonly digestHour: number }>;
  /** Resolves when no person waits for an answer. */
  readonly whenIdle: () => Promise<void>;
  readonly now: () => Instant;
}

/** Called with rounds and with failures in them; the pace is for tests. */
export interface WatcherEvents {
  readonly onRound?: (round: Round) => void;
  /** Called with an unexpected failure; it is tried again later, and the rest goes on. */
  readonly onFault?: (error: unknown, watchId: string | null) => void;
  /** Called when a channel refuses for the first time, and when it takes a message again. */
  readonly onChannel?: (change: ChannelChange) => void;
  readonly pace?: Partial<Pace>;
}

/** The counts of one round. */
export interface Round {
  readonly arrivals: number;
  readonly asked: number;
  readonly changes: number;
  readonly sent: number;
}

export class Watcher {
  readonly #parts: WatcherParts;
  readonly #events: WatcherEvents;
  readonly #pace: Pace;
  readonly #postponed = new Map<string, number>();
  /** When news of each topic was last queued. */
  readonly #queued = new Map<string, number>();
  #lastArrivalMs = Number.NEGATIVE_INFINITY;
  #prunedMs = Number.NEGATIVE_INFINITY;
  #isStopping = false;
  #endSleep: (() => void) | null = null;
  #endWait: (() => void) | null = null;
  #loop: Promise<void> | null = null;

  constructor(parts: WatcherParts, events: WatcherEvents = {}) {
    this.#parts = parts;
    this.#events = events;
    this.#pace = { ...DEFAULT_PACE, ...events.pace };
  }

  /** Makes rounds from now on. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Stops after the current watch or message, or after 5 s; what is left is done after the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#endSleep?.();
    this.#endWait?.();
    const timer = new AbortController();
    const late = wait(STOP_TIMEOUT_MS, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([this.#loop, late]);
    timer.abort();
  }

  /** Makes one round; never rejects. */
  async round(): Promise<Round> {
    const judged = (await this.#attempt(() => this.#judge())) ?? { arrivals: 0, asked: 0, changes: 0 };
    const { arrivals, asked, changes } = judged;
    const sent = this.#isStopping ? 0 : ((await this.#attempt(() => deliverDue(this.#parts.delivery))) ?? 0);
    const round = { arrivals, asked, changes, sent };
    if (asked + sent > 0) this.#events.onRound?.(round);
    return round;
  }

  /** Done by one process at a time, the first that came, until it ends; the others only tell what concerns their servers. */
  async #judge(): Promise<Omit<Round, "sent">> {
    const none = { arrivals: 0, asked: 0, changes: 0 };
    const [isOurs] = await this.#parts.processes.take([WORK.watches]);
    if (isOurs === undefined) return none;
    const arrivals = (await this.#attempt(() => this.#look())) ?? 0;
    const asked = (await this.#attempt(() => this.#askAll())) ?? none;
    await this.#attempt(() => this.#prune());
    return { ...asked, arrivals };
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const { arrivals } = await this.round();
      if (arrivals === 0 && !this.#isStopping) await this.#sleep();
    }
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#pace.everyMs);
      this.#endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endSleep = null;
  }

  async #look(): Promise<number> {
    const { arrivals } = await this.#parts.matcher.look();
    if (arrivals > 0) this.#lastArrivalMs = this.#nowMs();
    return arrivals;
  }

  /** Asks each marked watch once, one after another, when nothing more arrives or it has waited long enough. */
  async #askAll(): Promise<{ asked: number; changes: number }> {
    const isQuiet = this.#nowMs() - this.#lastArrivalMs >= this.#pace.quietMs;
    const pending = await this.#parts.watches.pending(this.#parts.now(), PENDING_AT_ONCE);
    let [asked, changes] = [0, 0];
    for (const one of pending) {
      if (this.#isStopping) break;
      const isLate = this.#nowMs() - Date.parse(one.at) >= this.#pace.patienceMs;
      if (!(isQuiet || isLate) || this.#isPaused(one)) continue;
      await this.#whenIdle();
      if (this.#isStopping) break;
      const news = await this.#attempt(() => this.#askOne(one), one.watch.watchId);
      // A channel that refuses is tried again for weeks: that is not worth a line each time.
      if (one.watch.paused !== null) continue;
      asked += 1;
      changes += news === true ? 1 : 0;
    }
    return { asked, changes };
  }

  async #whenIdle(): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      this.#endWait = resolve;
    });
    await Promise.race([this.#parts.whenIdle(), stopped]);
  }

  #isPaused({ watch }: PendingWatch): boolean {
    const now = this.#nowMs();
    if ((this.#postponed.get(watch.watchId) ?? 0) > now) return true;
    if (watch.kind !== "topic") return false;
    const told = watch.toldAt === null ? Number.NEGATIVE_INFINITY : Date.parse(watch.toldAt);
    const last = Math.max(told, watch.paused === null ? (this.#queued.get(watch.watchId) ?? told) : told);
    return now - last < this.#pace.pauseMs;
  }

  async #askOne({ watch, number: marked }: PendingWatch): Promise<boolean> {
    const { watches, news: newsOf, now } = this.#parts;
    const at = now();
    // What arrived during a pause was looked through, whether it marked the watch or not.
    const number = watch.paused === null ? marked : Math.max(marked, (await watches.cursor()) ?? marked);
    if (watch.expiresAt <= at || watch.paused === "no-dm") {
      await watches.settle(watch.watchId, number, {}, null);
      return false;
    }
    const news = await newsOf.find(watch);
    if (news === null) {
      // A topic keeps no evidence: arrivals that were considered are done with.
      await watches.settle(watch.watchId, number, watch.kind === "topic" ? { since: number } : {}, null);
      return false;
    }
    await newsOf.keep(news, watch);
    await watches.settle(
      watch.watchId,
      number,
      toldOf(news, watch, number),
      await this.#noticeOf(news, watch, number, at),
    );
    this.#queued.set(watch.watchId, this.#nowMs());
    return true;
  }

  async #noticeOf(news: News, watch: Watch, number: number, at: Instant): Promise<Notice> {
    const { watchId, userId, guildId, target, language, delivery, told, known, since } = watch;
    const clock = await this.#parts.clockOf(guildId);
    const zone = { ...clock, timeZone: watch.timeZone ?? clock.timeZone };
    // The same wherever it is found, so that it is queued once.
    const noticeId = createHash("sha256").update(`${watchId} ${number}`).digest("hex").slice(0, 12);
    return {
      ...{ noticeId, watchId, userId, guildId, target, language, news },
      ...{ isDigest: delivery === "daily", createdAt: at, sendAt: sendAt(at, watch, zone) },
      ...{ tries: 0, nonce: null, state: "waiting", sentAt: null, undo: { told, known, since } },
    };
  }

  async #prune(): Promise<void> {
    const now = this.#nowMs();
    if (now - this.#prunedMs < PRUNE_EVERY_MS) return;
    this.#prunedMs = now;
    await this.#parts.watches.prune(new Date(now - FORGET_AFTER_MS).toISOString());
  }

  async #attempt<T>(work: () => Promise<T>, watchId: string | null = null): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (watchId !== null) this.#postponed.set(watchId, this.#nowMs() + this.#pace.retryMs);
      this.#events.onFault?.(error, watchId);
      return null;
    }
  }

  #nowMs(): number {
    return Date.parse(this.#parts.now());
  }
}

/** Returns what a watch remembers once its news is queued. */
function toldOf(news: News, watch: Watch, number: number) {
  if (news.kind === "topic") return { since: number };
  const { answer, revision, now } = news;
  const told = answer === null ? watch.told : leadBy(now, answer);
  const says = answer === null ? [] : statementsOf(answer);
  const replaced =
    revision?.now == null ? [] : [statementOf({ text: revision.now, resolvedDates: [] }, null)];
  return { since: number, told, known: [...watch.known, ...replaced, ...says].slice(-MAX_KNOWN) };
}

/** Puts the quote that was told as news first, since the next news is compared with it first. */
function leadBy(now: CitedQuote | null, answer: Answer): Answer {
  if (now === null || answer.kind === "unanswered") return answer;
  const others = answer.quotes.filter(({ text }) => text !== now.quote.text);
  return { ...answer, quotes: [now.quote, ...others] };
}
