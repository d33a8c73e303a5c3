// The round of the watches: look at what arrived, ask again once it is quiet, send what is due. Goes on until it is stopped.
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../model/time.js";
import type { CitedQuote, News, Notice, Watch } from "../model/watch.js";
import type { PendingWatch, WatchStore } from "../store/ports.js";
import { sayingOf, sayingsOf } from "./claims.js";
import { type DeliverParts, deliverDue } from "./deliver.js";
import { type AskParts, findChange, gatherEvidence } from "./find-change.js";
import { ArrivalMatcher, type NoticeParts } from "./notice-arrivals.js";
import { sendAt } from "./schedule.js";
import { gatherStories, type TopicParts } from "./topic-stories.js";

/** The moments of the round, in ms; see DEFAULT_PACE. */
export interface Pace {
  /** Between two rounds. */
  readonly everyMs: number;
  /** Nothing arrived for so long: a feed that brings 200 items is over. */
  readonly quietMs: number;
  /** Marked for so long: asked again although more arrives. */
  readonly patienceMs: number;
  /** Between two messages about one topic. */
  readonly pauseMs: number;
  /** Before a watch is tried again that could not be asked, as while many questions wait. */
  readonly retryMs: number;
}

/** A minute is soon enough for news that a feed has every five; four messages about a topic an hour. */
export const DEFAULT_PACE: Pace = {
  everyMs: 5_000,
  quietMs: 20_000,
  patienceMs: 120_000,
  pauseMs: 900_000,
  retryMs: MINUTE_MS,
};

/** What was told is remembered up to so many quotes. */
const MAX_KNOWN = 40;
/** Ended watches and sent news are forgotten after so long. */
const FORGET_AFTER_MS = 30 * DAY_MS;
const PRUNE_EVERY_MS = 6 * HOUR_MS;
const PENDING_AT_ONCE = 500;
/** As long as the bot waits for answers in flight. */
const STOP_TIMEOUT_MS = 10_000;

export interface WatcherParts extends NoticeParts, AskParts, TopicParts, DeliverParts {
  readonly watches: WatchStore;
  readonly articles: NoticeParts["articles"];
  readonly embedder: (NoticeParts["embedder"] & AskParts["embedder"]) | null;
  /** Of the guild that a watch belongs to. */
  readonly clockOf: (
    guildId: string | null,
  ) => Promise<{ readonly timeZone: string; readonly digestHour: number }>;
  /** Keeps an answer that is told, so that its sources can be asked for. */
  readonly keep: (news: News, watch: Watch) => Promise<void>;
  /** Waits until no person waits for an answer. */
  readonly peopleFirst: () => Promise<void>;
  readonly onRound?: (round: Round) => void;
  readonly pace?: Partial<Pace>;
}

/** What a round came to. */
export interface Round {
  readonly arrivals: number;
  readonly asked: number;
  readonly changes: number;
  readonly sent: number;
}

export class Watcher {
  readonly #parts: WatcherParts;
  readonly #pace: Pace;
  readonly #desk: ArrivalMatcher;
  readonly #postponed = new Map<string, number>();
  #lastArrivalMs = Number.NEGATIVE_INFINITY;
  #prunedMs = Number.NEGATIVE_INFINITY;
  #isStopping = false;
  #endSleep: (() => void) | null = null;
  #endWait: (() => void) | null = null;
  #loop: Promise<void> | null = null;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
    this.#pace = { ...DEFAULT_PACE, ...parts.pace };
    this.#desk = new ArrivalMatcher(parts);
  }

  /** Goes round from now on. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Ends after the watch or message in hand, or after 10 s: what is left is done after the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#endSleep?.();
    this.#endWait?.();
    const timer = new AbortController();
    const late = wait(STOP_TIMEOUT_MS, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([this.#loop, late]);
    timer.abort();
  }

  /** Does one round: looks, asks again where it is time, sends. Never rejects. */
  async round(): Promise<Round> {
    const arrivals = (await this.#attempt(() => this.#look())) ?? 0;
    const { asked, changes } = (await this.#attempt(() => this.#askAll())) ?? { asked: 0, changes: 0 };
    const sent = this.#isStopping ? 0 : ((await this.#attempt(() => deliverDue(this.#parts))) ?? 0);
    await this.#attempt(() => this.#prune());
    const round = { arrivals, asked, changes, sent };
    if (asked + sent > 0) this.#parts.onRound?.(round);
    return round;
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
    const { arrivals } = await this.#desk.look();
    if (arrivals > 0) this.#lastArrivalMs = this.#nowMs();
    return arrivals;
  }

  /** Each watch once, one after the other, when nothing more arrives or the first has waited long enough. */
  async #askAll(): Promise<{ asked: number; changes: number }> {
    const isQuiet = this.#nowMs() - this.#lastArrivalMs >= this.#pace.quietMs;
    const pending = await this.#parts.watches.pending(PENDING_AT_ONCE);
    let [asked, changes] = [0, 0];
    for (const one of pending) {
      if (this.#isStopping) break;
      const isLate = this.#nowMs() - Date.parse(one.at) >= this.#pace.patienceMs;
      if (!(isQuiet || isLate) || this.#isPaused(one)) continue;
      await this.#peopleFirst();
      if (this.#isStopping) break;
      const news = await this.#attempt(() => this.#askOne(one), one.watch.watchId);
      asked += 1;
      changes += news === true ? 1 : 0;
    }
    return { asked, changes };
  }

  async #peopleFirst(): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      this.#endWait = resolve;
    });
    await Promise.race([this.#parts.peopleFirst(), stopped]);
  }

  #isPaused({ watch }: PendingWatch): boolean {
    const now = this.#nowMs();
    if ((this.#postponed.get(watch.watchId) ?? 0) > now) return true;
    return (
      watch.kind === "topic" &&
      now - Date.parse(watch.toldAt ?? watch.createdAt) < this.#pace.pauseMs &&
      watch.toldAt !== null
    );
  }

  async #askOne({ watch, number }: PendingWatch): Promise<boolean> {
    const { watches, now } = this.#parts;
    const at = now();
    if (watch.expiresAt <= at || watch.paused !== null) {
      await watches.settle(watch.watchId, number, {}, null);
      return false;
    }
    const news =
      watch.kind === "topic" ? await gatherStories(watch, at, this.#parts) : await this.#changeOf(watch);
    if (news === null) {
      // A topic has no evidence: what was looked at is done with.
      await watches.settle(watch.watchId, number, watch.kind === "topic" ? { since: number } : {}, null);
      return false;
    }
    await this.#parts.keep(news, watch);
    await watches.settle(
      watch.watchId,
      number,
      toldOf(news, watch, number, at),
      await this.#noticeOf(news, watch, at),
    );
    return true;
  }

  async #changeOf(watch: Watch): Promise<News | null> {
    return findChange(await gatherEvidence(watch, this.#parts));
  }

  async #noticeOf(news: News, watch: Watch, at: Instant): Promise<Notice> {
    const { watchId, userId, guildId, target, language, delivery } = watch;
    const clock = await this.#parts.clockOf(guildId);
    const zone = { ...clock, timeZone: watch.timeZone ?? clock.timeZone };
    return {
      ...{ noticeId: randomBytes(6).toString("hex"), watchId, userId, guildId, target, language, news },
      ...{ isDigest: delivery === "daily", createdAt: at, sendAt: sendAt(at, watch, zone) },
      ...{ tries: 0, nonce: null, state: "waiting", sentAt: null },
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
      this.#parts.onFault?.(error, watchId);
      return null;
    }
  }

  #nowMs(): number {
    return Date.parse(this.#parts.now());
  }
}

/** What a watch remembers once its news is queued. */
function toldOf(news: News, watch: Watch, number: number, at: Instant) {
  if (news.kind === "topic") return { since: number, toldAt: at };
  const { answer, revision, now } = news;
  const told = answer === null ? watch.told : leadBy(now, answer);
  const says = answer === null ? [] : sayingsOf(answer);
  const replaced = revision?.now == null ? [] : [sayingOf({ text: revision.now, resolvedDates: [] }, null)];
  return { since: number, toldAt: at, told, known: [...watch.known, ...replaced, ...says].slice(-MAX_KNOWN) };
}

/** What was told as news is what the next news is held against first. */
function leadBy(now: CitedQuote | null, answer: Answer): Answer {
  if (now === null || answer.kind === "unanswered") return answer;
  const others = answer.quotes.filter(({ text }) => text !== now.quote.text);
  return { ...answer, quotes: [now.quote, ...others] };
}
