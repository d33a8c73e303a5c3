// Runs a few questions at a time and keeps the rest waiting in order, so that memory stays bounded and each can be told its place.
import { DatelineError } from "../model/errors.js";
import { MINUTE_MS } from "../model/time.js";

/** While the models work on one question, the store is searched for another; more at once would only wait in the worker. */
const AT_ONCE = 3;
/** A question with reranking, warm (docs/measurements.md); soon replaced by measured times. */
const INITIAL_MEAN_MS = 400;
/** Weight of the newest duration in the moving average. */
const NEWEST_WEIGHT = 0.2;
/** After waiting this long, a person is told how many questions are ahead, unless the turn is near. */
const TELL_AFTER_MS = 1500;
const NEAR_MS = 1000;
/** An interaction can be answered for 15 minutes; if the wait would be longer than this, the question is refused. */
const MAX_WAIT_MS = 12 * MINUTE_MS;

/** Thrown to whoever has no turn when the queue closes. */
export class QueueClosed extends Error {
  override readonly name = "QueueClosed";
}

/** Questions in order of arrival; not p-queue, which cannot give the position of a waiting task. */
export class QuestionQueue {
  readonly #tellAfterMs: number;
  #working = 0;
  #meanMs = INITIAL_MEAN_MS;
  /** Ends the wait of each question in order: with its turn, or with an error. */
  readonly #waiting: ((error: QueueClosed | null) => void)[] = [];
  #isClosed = false;

  constructor({ tellAfterMs = TELL_AFTER_MS }: { readonly tellAfterMs?: number } = {}) {
    this.#tellAfterMs = tellAfterMs;
  }

  /** Questions not answered yet: in progress and waiting. */
  get size(): number {
    return this.#working + this.#waiting.length;
  }

  /**
   * Runs `work` in its turn. If that takes a while, `onWait` is called once with the number of questions ahead.
   * @throws DatelineError worker-busy if its turn would come too late to reply, QueueClosed if it has to wait and the queue is closed
   */
  async run<T>(work: () => Promise<T>, onWait: (ahead: number) => void): Promise<T> {
    if (this.#isClosed && this.#working >= AT_ONCE) throw new QueueClosed();
    if (this.#expectedMs(this.size) > MAX_WAIT_MS) {
      throw new DatelineError("worker-busy", `Too many questions: ${this.size} are already waiting`, {
        hint: "Ask again in a few minutes.",
      });
    }
    if (this.#working >= AT_ONCE) await this.#turn(onWait);
    else this.#working += 1;
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#meanMs += NEWEST_WEIGHT * (performance.now() - started - this.#meanMs);
      const next = this.#waiting.shift();
      if (next === undefined) this.#working -= 1;
      else next(null);
    }
  }

  /** Lets what has a turn finish, and turns away all others at once. */
  close(): void {
    this.#isClosed = true;
    for (const end of this.#waiting.splice(0)) end(new QueueClosed());
  }

  /** Resolves when a finished question passes its slot on to this one. */
  #turn(onWait: (ahead: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (error: QueueClosed | null) => {
        clearTimeout(timer);
        if (error === null) resolve();
        else reject(error);
      };
      const timer = setTimeout(() => {
        const ahead = this.#waiting.indexOf(begin) + this.#working;
        if (this.#expectedMs(ahead) > NEAR_MS) onWait(ahead);
      }, this.#tellAfterMs);
      this.#waiting.push(begin);
    });
  }

  #expectedMs(ahead: number): number {
    return (ahead / AT_ONCE) * this.#meanMs;
  }
}
