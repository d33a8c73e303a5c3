// Whether a task is done for this person now: by rights, and by how much was asked in the last minute. Refuses in one sentence.
import type { BaseInteraction } from "discord.js";
import type { Instant } from "../model/article.js";
import { MINUTE_MS } from "../model/time.js";
import { renderMayNotPost, renderMissingRight, renderTooMany } from "../render/refusal.js";
import type { Right, Terms } from "./rights.js";
import { notice, type Task } from "./task-list.js";

/** Keys held before those of an earlier minute are let go. */
const KEYS_BEFORE_SWEEP = 5000;

/** Counts by key. A window that moves instead of a bucket that fills, so that what is said of the last minute is true. */
export class RateLimit {
  readonly #most: number;
  /** When each was taken within the last minute, oldest first. */
  readonly #taken = new Map<string, number[]>();

  /** `most` is the number in any minute; 0 sets no bound. */
  constructor(most: number) {
    this.#most = most;
  }

  get most(): number {
    return this.#most;
  }

  /** Returns when the next one may be taken; null where that is now. */
  nextAt(key: string, nowMs: number): number | null {
    if (this.#most === 0) return null;
    const recent = this.#recent(key, nowMs);
    const oldest = recent[recent.length - this.#most];
    return oldest === undefined ? null : oldest + MINUTE_MS;
  }

  /** Counts one. */
  take(key: string, nowMs: number): void {
    if (this.#most === 0) return;
    if (this.#taken.size >= KEYS_BEFORE_SWEEP) this.#sweep(nowMs);
    this.#taken.set(key, [...this.#recent(key, nowMs), nowMs]);
  }

  /** Keys that are held. */
  get size(): number {
    return this.#taken.size;
  }

  #recent(key: string, nowMs: number): number[] {
    return (this.#taken.get(key) ?? []).filter((at) => nowMs - at < MINUTE_MS);
  }

  #sweep(nowMs: number): void {
    for (const key of this.#taken.keys()) if (this.#recent(key, nowMs).length === 0) this.#taken.delete(key);
  }
}

/** How often the models may be asked in a minute; 0 sets no bound. */
export interface AskLimits {
  readonly personPerMinute: number;
  readonly guildPerMinute: number;
}

export const NO_LIMITS: AskLimits = { personPerMinute: 0, guildPerMinute: 0 };

export class RequestGate {
  readonly #person: RateLimit;
  readonly #guild: RateLimit;
  readonly #now: () => Instant;

  constructor({ personPerMinute, guildPerMinute }: AskLimits, now: () => Instant) {
    this.#person = new RateLimit(personPerMinute);
    this.#guild = new RateLimit(guildPerMinute);
    this.#now = now;
  }

  /** Returns the task, or a private sentence in its place. A question that is let through counts, whatever becomes of it. */
  admit(task: Task, { user, guildId }: Pick<BaseInteraction, "user" | "guildId">, terms: Terms): Task {
    const { needs, cost } = task;
    if (needs !== null && !terms.may[needs]) return this.#withoutRight(needs, guildId, terms);
    if (task.reply === "public" && !terms.mayPost) return notice(renderMayNotPost);
    return cost === "model" ? this.#count(task, user.id, guildId) : task;
  }

  #withoutRight(right: Right, guildId: string | null, { settings, isGuest }: Terms): Task {
    const where = guildId === null ? "dm" : isGuest ? "guest" : "guild";
    const audience = right === "ask" ? settings.mayAsk : right === "add" ? settings.mayAdd : "managers";
    return notice((at, translator) => renderMissingRight({ right, where, audience }, at, translator));
  }

  #count(task: Task, userId: string, guildId: string | null): Task {
    const nowMs = Date.parse(this.#now());
    const ownNext = this.#person.nextAt(userId, nowMs);
    if (ownNext !== null) return tooMany("person", this.#person.most, ownNext);
    const guildNext = guildId === null ? null : this.#guild.nextAt(guildId, nowMs);
    if (guildNext !== null) return tooMany("guild", this.#guild.most, guildNext);
    this.#person.take(userId, nowMs);
    if (guildId !== null) this.#guild.take(guildId, nowMs);
    return task;
  }
}

function tooMany(who: "person" | "guild", count: number, nextMs: number): Task {
  const next = new Date(nextMs).toISOString();
  return notice((at, translator) => renderTooMany({ who, count, next }, at, translator));
}
