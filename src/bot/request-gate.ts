// Refuses tasks if a person lacks a right, or if too many questions were asked within the last minute.
import { setTimeout as wait } from "node:timers/promises";
import type { BaseInteraction } from "discord.js";
import type { Instant } from "../model/article.js";
import type { UseCounter } from "../model/processes.js";
import { MINUTE_MS } from "../model/time.js";
import { renderMayNotPost, renderMissingRight, renderTooMany } from "../render/refusal.js";
import type { Access, Right } from "./rights.js";
import { privateNotice, type Task } from "./router.js";

/** Maximum number of questions that use models, per minute; 0 means no limit. */
export interface AskLimits {
  readonly personPerMinute: number;
  readonly guildPerMinute: number;
}

export const NO_LIMITS: AskLimits = { personPerMinute: 0, guildPerMinute: 0 };

/** How long the count of all processes is waited for: Discord wants a first response within 3 s. */
const SHARED_TIMEOUT_MS = 1_000;

export class RequestGate {
  readonly #person: RateLimit;
  readonly #guild: RateLimit;
  readonly #now: () => Instant;
  readonly #shared: UseCounter | null;

  /** `shared`: null if no other process answers questions. */
  constructor(
    { personPerMinute, guildPerMinute }: AskLimits,
    now: () => Instant,
    shared: UseCounter | null = null,
  ) {
    this.#person = new RateLimit(personPerMinute);
    this.#guild = new RateLimit(guildPerMinute);
    this.#now = now;
    this.#shared = shared;
  }

  /** Returns the task, or one that says why it is refused. An admitted question counts, whatever its outcome. */
  async admit(
    task: Task,
    { user, guildId }: Pick<BaseInteraction, "user" | "guildId">,
    access: Access,
  ): Promise<Task> {
    const { needs, usesModels } = task;
    if (needs !== null && !access.can[needs]) return withoutRight(needs, guildId, access);
    if (task.reply === "public" && !access.mayPost) return privateNotice(renderMayNotPost);
    return usesModels ? this.#count(task, user.id, guildId) : task;
  }

  /** Forgets how often a person asked; null: of everybody. */
  forget(userId: string | null): void {
    this.#person.forget(userId);
  }

  async #count(task: Task, userId: string, guildId: string | null): Promise<Task> {
    const nowMs = Date.parse(this.#now());
    const personNext = this.#person.nextAt(userId, nowMs);
    if (personNext !== null) return tooMany("person", this.#person.limit, personNext);
    const guildNext = guildId === null ? null : this.#guild.nextAt(guildId, nowMs);
    if (guildNext !== null) return tooMany("guild", this.#guild.limit, guildNext);
    const refused = await this.#elsewhere(userId, guildId, nowMs);
    if (refused !== null) return refused;
    this.#person.take(userId, nowMs);
    if (guildId !== null) this.#guild.take(guildId, nowMs);
    return task;
  }

  /** Counts a question that this process would take, over all; if that cannot be done in time, this process's own count has to do. */
  async #elsewhere(userId: string, guildId: string | null, nowMs: number): Promise<Task | null> {
    if (this.#shared === null) return null;
    const person = { key: `person:${userId}`, limit: this.#person.limit };
    const guild = { key: `guild:${guildId}`, limit: this.#guild.limit };
    const uses = [person, ...(guildId === null ? [] : [guild])].filter(({ limit }) => limit > 0);
    if (uses.length === 0) return null;
    const timer = new AbortController();
    const late = wait(SHARED_TIMEOUT_MS, null, { signal: timer.signal }).catch(() => null);
    const full = await Promise.race([this.#shared.take(uses, nowMs).catch(() => null), late]);
    timer.abort();
    if (full === null) return null;
    return full.key === person.key
      ? tooMany("person", person.limit, full.freeMs)
      : tooMany("guild", guild.limit, full.freeMs);
  }
}

function withoutRight(right: Right, guildId: string | null, { settings, isGuest }: Access): Task {
  const where = guildId === null ? "dm" : isGuest ? "guest" : "guild";
  const audience = right === "ask" ? settings.mayAsk : right === "add" ? settings.mayAdd : "managers";
  return privateNotice((at, translator) => renderMissingRight({ right, where, audience }, at, translator));
}

function tooMany(who: "person" | "guild", count: number, nextMs: number): Task {
  const next = new Date(nextMs).toISOString();
  return privateNotice((at, translator) => renderTooMany({ who, count, next }, at, translator));
}

/** Number of keys above which those without a use in the last minute are dropped. */
const KEYS_BEFORE_SWEEP = 5000;

/** Limits uses per key and minute. The minute is a sliding window, so that "in the last minute" is literally true. */
export class RateLimit {
  readonly limit: number;
  /** Times of the uses within the last minute, oldest first. */
  readonly #uses = new Map<string, number[]>();

  /** `limit` is the maximum number of uses within any minute; 0 means no limit. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Returns when the next use is allowed; null if it is now. */
  nextAt(key: string, nowMs: number): number | null {
    if (this.limit === 0) return null;
    const recent = this.#recent(key, nowMs);
    const oldest = recent[recent.length - this.limit];
    return oldest === undefined ? null : oldest + MINUTE_MS;
  }

  /** Counts one use. */
  take(key: string, nowMs: number): void {
    if (this.limit === 0) return;
    if (this.#uses.size >= KEYS_BEFORE_SWEEP) this.#sweep(nowMs);
    this.#uses.set(key, [...this.#recent(key, nowMs), nowMs]);
  }

  /** Forgets all uses of a key; null: of all. */
  forget(key: string | null): void {
    if (key === null) this.#uses.clear();
    else this.#uses.delete(key);
  }

  /** Number of keys held in memory. */
  get size(): number {
    return this.#uses.size;
  }

  #recent(key: string, nowMs: number): number[] {
    return (this.#uses.get(key) ?? []).filter((at) => nowMs - at < MINUTE_MS);
  }

  #sweep(nowMs: number): void {
    for (const key of this.#uses.keys()) if (this.#recent(key, nowMs).length === 0) this.#uses.delete(key);
  }
}
