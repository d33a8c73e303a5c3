// Keeps a worker process alive and busy: the next batch sent ahead, restart with back-off, a failing text given up alone. Knows no model.
import { setTimeout as sleep } from "node:timers/promises";
import { DatelineError } from "../errors.js";
import type { Work, WorkQueue } from "./work-queue.js";
import { type Outcome, WorkerProcess } from "./worker-process.js";
import type { LoadRequest, UnsentRequest } from "./worker-protocol.js";

export interface SupervisorOptions {
  readonly queue: WorkQueue;
  readonly workerPath: string;
  readonly answerTimeoutMs: number;
  readonly load: Omit<LoadRequest, "id">;
}

/** One that the process works on and one that waits there, or it would idle while a result is stored here; a question waits for both. */
const BATCHES_IN_FLIGHT = 2;
const mostFailures = 3; // failures of one text, or of a start, before it is given up
const firstDelayMs = 100;
const longestDelayMs = 5000;

export class WorkerSupervisor {
  readonly #options: SupervisorOptions;
  readonly #closing = new AbortController();
  #process: WorkerProcess | null = null;
  #starts = 0;
  /** Ends of the process since it last did something well. */
  #crashesInRow = 0;
  #starting = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get restarts(): number {
    return Math.max(0, this.#starts - 1);
  }

  get pid(): number | null {
    return this.#process === null || this.#process.isGone ? null : this.#process.pid;
  }

  /** True while a process is up and not still loading. */
  get isLoaded(): boolean {
    return !this.#starting && this.pid !== null;
  }

  /** Starts the process and returns the embedder's dimensions. @throws DatelineError model-broken, worker-failed */
  async start(): Promise<number> {
    this.#starting = true;
    try {
      const started = await this.#bringUp();
      if (started instanceof DatelineError) throw started;
      return started;
    } finally {
      this.#starting = false;
    }
  }

  /** Sends what waits as far as there is room, with a new process where the old one is gone; returns at once. */
  wake(): void {
    while (!this.#starting && !this.#closing.signal.aborted) {
      const running = this.#process;
      if (running === null || running.isGone) {
        this.#restart();
        return;
      }
      if (running.inFlight >= BATCHES_IN_FLIGHT) return;
      const batch = this.#options.queue.take();
      if (batch.length === 0) return;
      void running.request(toRequest(batch)).then((outcome) => {
        this.#settle(batch, outcome);
        this.wake();
      });
    }
  }

  /** Ends the process and fails what waits. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#options.queue.close(closed());
    await this.#process?.kill("closed");
  }

  #restart(): void {
    const { queue } = this.#options;
    this.#starting = true;
    void this.#bringUp().then((started) => {
      this.#starting = false;
      if (started instanceof DatelineError) queue.rejectAll(started);
      if (typeof started === "number" || !queue.isEmpty) this.wake();
    });
  }

  /** Starts a process until one has loaded; returns the dimensions, or why it is in vain. */
  async #bringUp(): Promise<number | DatelineError> {
    const { workerPath, answerTimeoutMs, load } = this.#options;
    let last = "";
    for (let tries = 0; tries < mostFailures; tries++) {
      await this.#pause();
      if (this.#closing.signal.aborted) return closed();
      this.#starts += 1;
      const started = new WorkerProcess(workerPath, answerTimeoutMs, () => {
        this.#crashesInRow += 1;
        this.wake();
      });
      this.#process = started;
      const outcome = await started.request(load);
      if (outcome.kind === "loaded") return outcome.dimensions;
      await started.kill("the models did not load");
      last = reasonOf(outcome);
      if (outcome.kind === "failed") return modelBroken(last);
    }
    return new DatelineError(
      "worker-failed",
      `Worker: ${workerPath}: ended ${mostFailures} times at start: ${last}`,
      {
        hint: "Run `dateline doctor`, or go on with --lexical.",
      },
    );
  }

  /** Waits longer with each crash in a row: not after the first, then 0.1 s, doubling up to 5 s. */
  async #pause(): Promise<void> {
    if (this.#crashesInRow < 2) return;
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (this.#crashesInRow - 2));
    const { signal } = this.#closing;
    await sleep(delayMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  #settle(batch: readonly Work[], outcome: Outcome): void {
    if (outcome.kind === "done") {
      this.#crashesInRow = 0;
      const width = outcome.values.length / batch.length;
      batch.forEach((work, index) => {
        work.resolve(outcome.values.slice(index * width, (index + 1) * width));
      });
      return;
    }
    if (this.#closing.signal.aborted) {
      for (const work of batch) work.reject(closed());
      return;
    }
    if (outcome.kind !== "untouched") {
      for (const work of batch) {
        work.failures += 1;
        if (work.failures >= mostFailures) work.reject(givenUp(work, reasonOf(outcome)));
      }
    }
    this.#options.queue.putBack(batch.filter((work) => work.failures < mostFailures));
  }
}

function toRequest(batch: readonly Work[]): UnsentRequest {
  const texts = batch.map((work) => work.text);
  const [{ kind, question } = { kind: "count", question: null }] = batch;
  if (kind === "rerank") return { kind, texts, question: question ?? "" };
  return { kind: kind === "count" ? "count" : "embed", texts };
}

const reasonOf = (outcome: Outcome): string =>
  "reason" in outcome ? outcome.reason : "it answered out of turn";

const closed = () => new DatelineError("worker-failed", "Worker: closed");

const modelBroken = (reason: string) =>
  new DatelineError("model-broken", `Models: loaded but not usable: ${reason}`, {
    hint: "Delete the model's folder and run it again, run `dateline doctor`, or go on with --lexical.",
  });

/** Names the text by its beginning, so that the person finds it. */
function givenUp({ text, failures }: Work, reason: string): DatelineError {
  const beginning = text.replace(/\s+/g, " ").slice(0, 60);
  const message = `Text: "${beginning}…" (${text.length} characters): the worker failed ${failures} times on it: ${reason}`;
  return new DatelineError("worker-failed", message, {
    hint: "Leave this text out; everything else went on.",
  });
}
