// What is kept about people: storing it, telling it, deleting it on request, and deleting answers that are too old.

import type { Instant } from "../model/article.js";
import { WORK } from "../model/processes.js";
import type { Forgotten, PrivacyFacts } from "../model/status.js";
import { DAY_MS } from "../model/time.js";
import type { AnswerStore, GuildStore } from "../store/ports.js";
import type { Forgets, Processes, Signals } from "../store/process-ports.js";
import type { SettingsService } from "./guild-settings.js";

/** Deletes what one part of Dateline keeps about a person, or takes the person out of it; returns how many things that were. */
interface Forgetter {
  readonly kind: keyof Forgotten;
  readonly forget: (userId: string) => Promise<number>;
}

interface PrivacyParts {
  /** Every one there is: what is not in the list is not forgotten. */
  readonly forgetters: readonly Forgetter[];
  /** Tells the other processes. */
  readonly signals: Pick<Signals, "tell" | "on">;
  /** Known to all processes, whether or not they hear the signals. */
  readonly forgets: Forgets;
  readonly settings: Pick<SettingsService, "of">;
  /** Days that Dateline keeps questions and answers; null: for ever. */
  readonly retentionDays: number | null;
  readonly countsQuestions: boolean;
  readonly contact: string | null;
  /** Told why a person could not be forgotten again; absent: thrown. */
  readonly onFault?: (error: unknown) => void;
}

/** Runs what stores something about a person; leaves it out if the person is forgotten by then. */
export type StoreForPerson = (write: () => Promise<unknown>) => Promise<void>;

export class PrivacyService {
  readonly #parts: PrivacyParts;
  readonly #listeners = new Set<(userId: string | null) => void>();
  /** People whom this process is deleting. */
  readonly #deleting = new Set<string>();

  constructor(parts: PrivacyParts) {
    this.#parts = parts;
    parts.signals.on(({ kind, id }) => {
      if (kind === "forget") this.#heard(id);
    });
  }

  /**
   * Does work for a person, such as answering, and stores what it comes to by the given function: nothing is stored, or stays, for
   * somebody who asks to be forgotten meanwhile.
   */
  async forPerson<T>(userId: string, work: (store: StoreForPerson) => Promise<T>): Promise<T> {
    const { forgets } = this.#parts;
    const before = await forgets.count(userId);
    const isForgotten = async () => (await forgets.count(userId)) !== before;
    return work(async (write) => {
      if (!(await isForgotten())) await write();
      // What was being written may have been written after everything else was deleted.
      if (await isForgotten()) await this.#delete(userId);
    });
  }

  /** Returns what is kept about people in a guild, and how long; null means DMs. */
  async facts(guildId: string | null): Promise<PrivacyFacts> {
    const { forgetters, settings, retentionDays, countsQuestions, contact } = this.#parts;
    const own = (await settings.of(guildId)).retentionDays;
    const kinds = [...new Set(forgetters.map(({ kind }) => kind))];
    return { retentionDays: shorter(own, retentionDays), kinds, countsQuestions, contact };
  }

  /** Deletes what is kept about a person, everywhere; backups and messages in Discord stay. */
  async forget(userId: string): Promise<Forgotten> {
    for (const listener of this.#listeners) listener(userId);
    this.#deleting.add(userId);
    try {
      await this.#parts.forgets.note(userId);
      const forgotten = await this.#delete(userId);
      await this.#parts.signals.tell({ kind: "forget", id: userId });
      return forgotten;
    } finally {
      this.#deleting.delete(userId);
    }
  }

  /**
   * Calls back with each person who is to be forgotten, whichever process was told so, for what is kept in memory; with null if
   * somebody may have been missed. Until the returned function is called.
   */
  onForget(forget: (userId: string | null) => void): () => void {
    this.#listeners.add(forget);
    return () => this.#listeners.delete(forget);
  }

  /** Another process may have deleted a person while this one was still storing something. */
  #heard(userId: string | null): void {
    for (const listener of this.#listeners) listener(userId);
    if (userId === null || this.#deleting.has(userId)) return;
    this.#delete(userId).catch((error: unknown) => {
      if (this.#parts.onFault === undefined) throw error;
      this.#parts.onFault(error);
    });
  }

  async #delete(userId: string): Promise<Forgotten> {
    const forgotten = { answers: 0, watches: 0, lines: 0 };
    for (const { kind, forget } of this.#parts.forgetters) forgotten[kind] += await forget(userId);
    return forgotten;
  }
}

/** The shorter of two times in days, null standing for ever: a guild may keep less than Dateline, never more. */
function shorter(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

interface RetentionParts {
  readonly answers: Pick<AnswerStore, "removeAnswersBefore">;
  readonly guilds: Pick<GuildStore, "guilds">;
  readonly processes: Pick<Processes, "take">;
  readonly settings: Pick<SettingsService, "of">;
  /** Days that questions and answers are kept if a guild asks for no less; null: for ever. */
  readonly days: number | null;
  readonly now: () => Instant;
}

export interface RetentionEvents {
  /** Called once a sweep with the number of answers that went. */
  readonly onSwept: (answers: number) => void;
  /** Called if a sweep failed; the next one takes up what was left. */
  readonly onFault: (error: unknown) => void;
}

export class Retention {
  readonly #parts: RetentionParts;
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Sweeps now and every day until it is closed. */
  start(events: RetentionEvents): void {
    const sweep = () => {
      this.#sweeping = this.sweep().then(events.onSwept, events.onFault);
    };
    sweep();
    this.#timer = setInterval(sweep, DAY_MS);
    this.#timer.unref();
  }

  /** Ends the sweeps; one that is going on is waited for. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Deletes what is older than may be kept, unless another process does; returns how many answers that were. */
  async sweep(): Promise<number> {
    const { answers, guilds, processes, settings, days } = this.#parts;
    if ((await processes.take([WORK.retention])).length === 0) return 0;
    let swept = days === null ? 0 : await answers.removeAnswersBefore(this.#before(days), null);
    for (const guildId of await guilds.guilds()) {
      const own = (await settings.of(guildId)).retentionDays;
      if (own === null || (days !== null && own >= days)) continue;
      swept += await answers.removeAnswersBefore(this.#before(own), guildId);
    }
    return swept;
  }

  #before(days: number): Instant {
    return new Date(Date.parse(this.#parts.now()) - days * DAY_MS).toISOString();
  }
}
