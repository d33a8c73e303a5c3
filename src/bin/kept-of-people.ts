// What is kept about people, and how it goes: one forgetter for each place that holds a person's id. Holds no rule of any of them.
import type { Forgotten, PrivacyFacts } from "../reports.js";
import type { PrivacyServices, SettingsServices } from "../services.js";

/** Deletes what one part of Dateline keeps about a person, or takes the person out of it; returns how many things that were. */
export interface Forgetter {
  readonly kind: keyof Forgotten;
  readonly forget: (userId: string) => Promise<number>;
}

export interface KeptParts {
  /** Every one there is: what is not in the list is not forgotten. */
  readonly forgetters: readonly Forgetter[];
  readonly settings: Pick<SettingsServices, "of">;
  /** Days that Dateline keeps questions and answers; null: for ever. */
  readonly retentionDays: number | null;
  readonly countsQuestions: boolean;
  readonly contact: string | null;
}

export class KeptOfPeople implements PrivacyServices {
  readonly #parts: KeptParts;

  constructor(parts: KeptParts) {
    this.#parts = parts;
  }

  async facts(guildId: string | null): Promise<PrivacyFacts> {
    const { forgetters, settings, retentionDays, countsQuestions, contact } = this.#parts;
    const own = (await settings.of(guildId)).retentionDays;
    const kinds = [...new Set(forgetters.map(({ kind }) => kind))];
    return { retentionDays: shorter(own, retentionDays), kinds, countsQuestions, contact };
  }

  async forget(userId: string): Promise<Forgotten> {
    const forgotten = { answers: 0, watches: 0, lines: 0 };
    for (const { kind, forget } of this.#parts.forgetters) forgotten[kind] += await forget(userId);
    return forgotten;
  }
}

/** The shorter of two times in days, null standing for ever: a guild may keep less than Dateline, never more. */
export function shorter(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
