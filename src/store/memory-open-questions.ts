// Open questions in memory, as sqlite-open-questions.ts keeps them.
import type { OpenQuestion } from "../model/answer.js";

export class MemoryOpenQuestions {
  readonly #questions = new Map<string, OpenQuestion>();

  write(noted: readonly OpenQuestion[], closed: readonly string[]): void {
    for (const question of noted) this.#questions.set(question.questionId, structuredClone(question));
    for (const questionId of closed) this.#questions.delete(questionId);
  }

  /** Forgets what this says. */
  remove(goes: (question: OpenQuestion) => boolean): void {
    for (const [questionId, question] of this.#questions)
      if (goes(question)) this.#questions.delete(questionId);
  }

  ofUser(userId: string, limit: number): OpenQuestion[] {
    const keyOf = ({ askedAt, questionId }: OpenQuestion) => `${askedAt} ${questionId}`;
    return [...this.#questions.values()]
      .filter(({ place }) => place.userId === userId)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
      .slice(0, limit);
  }
}
