// Answers in memory, as sqlite-answers.ts keeps them.
import type { Instant, Place } from "../model/article.js";
import { instantMs } from "../model/time.js";
import { MemoryOpenQuestions } from "./memory-open-questions.js";
import type { AnswerRecord } from "./ports.js";

export class MemoryAnswers {
  readonly open = new MemoryOpenQuestions();
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

  removeOf(userId: string): number {
    this.open.remove(({ place }) => place.userId === userId);
    return this.#remove(({ place }) => place.userId === userId);
  }

  removeBefore(before: Instant, guildId: string | null): number {
    const isOld = (at: Instant, place: Place) =>
      instantMs(at) < instantMs(before) && (guildId === null || place.guildId === guildId);
    this.open.remove(({ askedAt, place }) => isOld(askedAt, place));
    return this.#remove(({ answer, place }) => isOld(answer.askedAt, place));
  }

  #remove(goes: (record: AnswerRecord) => boolean): number {
    const going = [...this.#answers].filter(([, record]) => goes(record));
    for (const [answerId] of going) this.#answers.delete(answerId);
    return going.length;
  }
}
