// Lets a few questions at once to the models and the rest wait in order, so that memory stays bounded and a place can be told.
import { DatelineError } from "../model/errors.js";
import { MINUTE_MS } from "../model/time.js";

/** While the models read for one question, the store is searched for the other; more of them wait in the worker instead. */
const AT_ONCE = 3;
/** A question with reranking, warm (docs/measurements.md); replaced by what is measured here. */
const FIRST_GUESS_MS = 400;
/** Weight of the newest duration in the mean. */
const NEWEST = 0.2;
/** Who has waited this long is told how many questions are before, unless their turn is near. */
const TELL_AFTER_MS = 1500;
const NEAR_MS = 1000;
/** An interaction can be answered for 15 minutes; who would wait longer than this is told to come back. */
const MAX_WAIT_MS = 12 * MINUTE_MS;

/** Questions in order of arrival. */
export class QuestionQueue {
  readonly #tellAfterMs: number;
  #working = 0;
  #meanMs = FIRST_GUESS_MS;
  /** What begins the turn of each question that waits. */
  readonly #waiting: (() => void)[] = [];

  constructor({ tellAfterMs = TELL_AFTER_MS }: { readonly tellAfterMs?: number } = {}) {
    this.#tellAfterMs = tellAfterMs;
  }

  /** Questions that are not answered yet. */
  get size(): number {
    return this.#working + this.#waiting.length;
  }

  /**
   * Does the work in its turn. `onWait` is called at most once, with the number of questions before it, where that takes a while.
   * @throws DatelineError worker-busy where it would come too late
   */
  async run<T>(work: () => Promise<T>, onWait: (before: number) => void): Promise<T> {
    if (this.#expectedMs(this.size) > MAX_WAIT_MS) {
      throw new DatelineError("worker-busy", `Questions: ${this.size} wait already, no more are taken`, {
        hint: "Ask again in a few minutes.",
      });
    }
    if (this.#working >= AT_ONCE) await this.#turn(onWait);
    else this.#working += 1;
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#meanMs += NEWEST * (performance.now() - started - this.#meanMs);
      const next = this.#waiting.shift();
      if (next === undefined) this.#working -= 1;
      else next();
    }
  }

  /** Resolves when the place of a question that has left is handed on to this one. */
  #turn(onWait: (before: number) => void): Promise<void> {
    return new Promise((resolve) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        const before = this.#waiting.indexOf(begin) + this.#working;
        if (this.#expectedMs(before) > NEAR_MS) onWait(before);
      }, this.#tellAfterMs);
      this.#waiting.push(begin);
    });
  }

  #expectedMs(before: number): number {
    return (before / AT_ONCE) * this.#meanMs;
  }
}
