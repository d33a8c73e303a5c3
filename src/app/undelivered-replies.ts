// Remembers questions until their reply has reached the person, even across restarts; writes to the store in groups.
import type { Missed, OpenQuestion } from "../model/answer.js";
import type { Instant, Place } from "../model/article.js";
import { DAY_MS } from "../model/time.js";
import type { AnswerRecord, AnswerStore } from "../store/ports.js";
import type { Forgets } from "../store/process-ports.js";
import type { AnswerService } from "./stored-answers.js";

/** Records from this many milliseconds are written together: a burst of 200 questions does not wait 200 times for the disk. */
const GROUP_MS = 100;
/** Older questions are not brought up again. */
const MAX_AGE_MS = 7 * DAY_MS;
/** Questions considered when a person is shown what was missed. */
const MAX_TOLD = 6;

/** Writes that wait for the next group. */
interface Group {
  readonly noted: Map<string, OpenQuestion>;
  readonly closed: Set<string>;
  readonly written: Promise<void>;
  readonly write: () => void;
}

interface OpenQuestionParts {
  readonly store: Pick<AnswerStore, "writeOpenQuestions" | "openQuestions" | "answer" | "removeAnswersOf">;
  readonly forgets: Pick<Forgets, "count">;
  /** Removes from an answer what may not be quoted at a place. */
  readonly answers: Pick<AnswerService, "quotedAt">;
  readonly now: () => Instant;
}

/** Tracks which questions are being answered now, and which a person still has to be told about. */
export class OpenQuestionService {
  readonly #store: OpenQuestionParts["store"];
  readonly #forgets: OpenQuestionParts["forgets"];
  readonly #answers: OpenQuestionParts["answers"];
  readonly #now: () => Instant;
  /** Asked in this process, and neither delivered nor lost. */
  readonly #live = new Map<string, OpenQuestion>();
  /** What the reply to an interaction reports; settled when it is delivered. */
  readonly #told = new Map<string, readonly string[]>();
  #group: Group | null = null;
  /** Questions that are about to be noted; never rejects. */
  #beginning: Promise<unknown> = Promise.resolve();
  /** The groups that are being written; never rejects. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor({ store, forgets, answers, now }: OpenQuestionParts) {
    this.#store = store;
    this.#forgets = forgets;
    this.#answers = answers;
    this.#now = now;
  }

  /**
   * Records a question before it is answered; resolves when it is stored, which may take 100 ms. It is not kept of somebody who asks
   * to be forgotten meanwhile, in whichever process.
   */
  async begin(questionId: string, question: string, place: Place): Promise<void> {
    const asked = { questionId, question, place, askedAt: this.#now(), answerId: null };
    this.#live.set(questionId, asked);
    const counting = this.#forgets.count(place.userId);
    this.#beginning = Promise.allSettled([this.#beginning, counting]);
    const before = await counting;
    if (this.#live.get(questionId) !== asked) return; // answered, ended or forgotten
    await this.#note(asked);
    if ((await this.#forgets.count(place.userId)) !== before) await this.#store.removeAnswersOf(place.userId);
  }

  /** Links the stored answer to its question, at once; no error if the question is not open. */
  async answered(questionId: string, answerId: string): Promise<void> {
    const asked = this.#live.get(questionId);
    if (asked === undefined) return;
    const noted = this.#note({ ...asked, answerId });
    this.#group?.write();
    await noted;
  }

  /** Records that the reply to this interaction was delivered or lost; no error if the interaction asked nothing. */
  async end(interactionId: string, outcome: "delivered" | "lost"): Promise<void> {
    const told = this.#told.get(interactionId) ?? [];
    this.#told.delete(interactionId);
    const wasOpen = this.#live.delete(interactionId);
    const settled = outcome === "delivered" ? [...told, ...(wasOpen ? [interactionId] : [])] : [];
    if (settled.length > 0) await this.#close(settled);
  }

  /** Returns what never reached this person, null if all did; delivering the reply to `interactionId` settles it. */
  async missed(place: Place, interactionId: string): Promise<Missed | null> {
    await this.#flush();
    const oldest = new Date(Date.parse(this.#now()) - MAX_AGE_MS).toISOString();
    const all = await this.#store.openQuestions(place.userId, MAX_TOLD + this.#live.size);
    const missed = all.filter(({ questionId }) => !this.#live.has(questionId)).slice(0, MAX_TOLD);
    const recent = missed.filter(({ askedAt }) => askedAt >= oldest);
    const unfinished = recent.filter(({ answerId }) => answerId === null);
    const undelivered = await this.#newestAnswer(recent);
    const told = [...unfinished, ...(undelivered === null ? [] : undelivered.upTo)];
    const settled = [...told, ...missed.filter(({ askedAt }) => askedAt < oldest)];
    this.#told.set(
      interactionId,
      settled.map(({ questionId }) => questionId),
    );
    if (told.length === 0) return null;
    const answer =
      undelivered === null ? null : await this.#answers.quotedAt(place, undelivered.record.answer);
    return answer === null && unfinished.length === 0 ? null : { answer, unfinished };
  }

  /** Forgets the questions of a person that are being answered, and waits for what is being written, so that it can be deleted. */
  async forget(userId: string): Promise<void> {
    for (const [questionId, { place }] of this.#live) {
      if (place.userId !== userId) continue;
      this.#live.delete(questionId);
      this.#group?.noted.delete(questionId);
    }
    await this.#writing;
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    await this.#flush();
  }

  /** The newest answer that is still stored; those that are not are settled with it. */
  async #newestAnswer(
    missed: readonly OpenQuestion[],
  ): Promise<{ readonly record: AnswerRecord; readonly upTo: readonly OpenQuestion[] } | null> {
    const answered = missed.filter(({ answerId }) => answerId !== null);
    for (const [at, { answerId }] of answered.entries()) {
      const record = await this.#store.answer(answerId ?? "");
      if (record !== null) return { record, upTo: answered.slice(0, at + 1) };
    }
    return null;
  }

  #note(question: OpenQuestion): Promise<void> {
    this.#live.set(question.questionId, question);
    const group = this.#nextGroup();
    group.noted.set(question.questionId, question);
    return group.written;
  }

  #close(questionIds: readonly string[]): Promise<void> {
    const group = this.#nextGroup();
    for (const questionId of questionIds) {
      group.noted.delete(questionId);
      group.closed.add(questionId);
    }
    return group.written;
  }

  #nextGroup(): Group {
    if (this.#group !== null) return this.#group;
    const noted = new Map<string, OpenQuestion>();
    const closed = new Set<string>();
    let write: () => void = () => undefined;
    const due = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GROUP_MS);
      write = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const written = due.then(() => {
      this.#group = null;
      // A database may write two groups in either order: each waits for the one before.
      const writing = this.#writing.then(() =>
        this.#store.writeOpenQuestions([...noted.values()], [...closed]),
      );
      this.#writing = writing.catch(() => undefined);
      return writing;
    });
    this.#group = { noted, closed, written, write };
    return this.#group;
  }

  async #flush(): Promise<void> {
    await this.#beginning;
    const group = this.#group;
    group?.write();
    await group?.written;
    await this.#writing; // one that was due a moment ago may still be under way
  }
}
