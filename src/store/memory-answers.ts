// Answers in memory, as sqlite-answers.ts keeps them.
import type { Place } from "../schema.js";
import type { AnswerRecord } from "./store.js";
import { instantMs } from "./visibility.js";

export class MemoryAnswers {
  readonly #answers = new Map<string, AnswerRecord>();

  get size(): number {
    return this.#answers.size;
  }

  put(record: AnswerRecord): void {
    this.#answers.set(record.answer.answerId, structuredClone(record));
  }

  read(answerId: string): AnswerRecord | null {
    return this.#answers.get(answerId) ?? null;
  }

  recent(place: Place, limit: number): AnswerRecord[] {
    const here = [...this.#answers.values()].filter(
      (record) =>
        record.place.channelId === place.channelId &&
        (record.visibility === "public" || record.place.userId === place.userId),
    );
    const newestFirst = here
      .reverse()
      .sort((a, b) => instantMs(b.answer.askedAt) - instantMs(a.answer.askedAt));
    return newestFirst.slice(0, limit);
  }

  /** Removes what this says; returns how many there were. */
  remove(goes: (record: AnswerRecord) => boolean): number {
    const going = [...this.#answers].filter(([, record]) => goes(record));
    for (const [answerId] of going) this.#answers.delete(answerId);
    return going.length;
  }
}
