// The embedder, token counter and reranker as the rest of Dateline sees them: texts in, results out in order. Runs no model itself.
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DatelineError } from "../model/errors.js";
import { type Embedder, estimateTokens, type Reranker, type TokenCounter } from "./embedder.js";
import { findModel, fingerprintOf, weightsFile } from "./model-catalog.js";
import type { ProvidedModel } from "./provide-models.js";
import { type Work, type WorkKind, WorkQueue } from "./work-queue.js";
import { type LoadRequest, type Outcome, type UnsentRequest, WorkerProcess } from "./worker-process.js";

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

/** Most tokens in a batch, padding included; see `ModelWorkerOptions.batchTokens`. */
export const DEFAULT_BATCH_TOKENS = 512;

export interface ModelWorkerOptions {
  readonly embedder: ProvidedModel;
  /** Null: without reranking. */
  readonly reranker: ProvidedModel | null;
  /** Script of the worker process; default the built worker-main.js. */
  readonly workerPath?: string;
  /** Most tokens in a batch, padding included; default 512: three passages, some 50 ms. With 1,536 the processor works 19 % longer: the activations leave its cache. */
  readonly batchTokens?: number;
  /** Texts that may wait; default 1,000, about a minute's work. `embedPassages` and `countTokens` wait for room. */
  readonly maxWaitingTexts?: number;
  /** Questions, and rerank calls, that may wait; default 32. More are refused with worker-busy. */
  readonly maxWaitingQuestions?: number;
  /** Most milliseconds for one batch, or for loading, before the process is killed; default 60,000. */
  readonly answerTimeoutMs?: number;
}

/** A process with both models, and how to reach it. All methods reject with DatelineError worker-failed, worker-busy or model-broken. */
export interface ModelWorker {
  readonly embedder: Embedder & TokenCounter;
  readonly reranker: Reranker | null;
  /** How often the process was started anew. */
  readonly restarts: number;
  /** Null while there is no process. */
  readonly pid: number | null;
  /** True while a process is up and has loaded the models. */
  readonly isLoaded: boolean;
  /** Texts in the queue; those that wait outside for room are not counted. */
  readonly waiting: number;
  /** Ends the process; what waits is rejected with worker-failed. */
  close(): Promise<void>;
}

/**
 * Starts the process, loads the models and checks them.
 * @throws DatelineError model-broken where they load but give nonsense, worker-failed where the process does not stay up
 */
export async function createModelWorker(options: ModelWorkerOptions): Promise<ModelWorker> {
  const { batchTokens = DEFAULT_BATCH_TOKENS, maxWaitingTexts = 1000, maxWaitingQuestions = 32 } = options;
  const queue = new WorkQueue({ batchTokens, maxWaitingTexts, maxWaitingQuestions });
  const supervisor = new WorkerSupervisor({
    queue,
    workerPath: options.workerPath ?? defaultWorkerPath(),
    answerTimeoutMs: options.answerTimeoutMs ?? 60_000,
    load: loadRequest(options),
  });
  const dimensions = await supervisor.start();
  const desk = new Desk(queue, supervisor);
  return {
    embedder: makeEmbedder(options.embedder, desk, dimensions),
    reranker: options.reranker && makeReranker(options.reranker, desk),
    get restarts() {
      return supervisor.restarts;
    },
    get pid() {
      return supervisor.pid;
    },
    get isLoaded() {
      return supervisor.isLoaded;
    },
    get waiting() {
      return queue.size;
    },
    close: () => supervisor.close(),
  };
}

/** Under vitest the sources run as .ts, which a plain child process cannot: it takes the built file. */
function defaultWorkerPath(): string {
  const sibling = import.meta.url.endsWith(".ts")
    ? "../../dist/src/embed/worker-main.js"
    : "./worker-main.js";
  return fileURLToPath(new URL(sibling, import.meta.url));
}

/** Turns calls into works and works into results. */
class Desk {
  readonly #queue: WorkQueue;
  readonly #supervisor: WorkerSupervisor;
  #calls = 0;

  constructor(queue: WorkQueue, supervisor: WorkerSupervisor) {
    this.#queue = queue;
    this.#supervisor = supervisor;
  }

  /** Hands texts in and returns their results in the order of input. */
  async hand(
    kind: WorkKind,
    texts: readonly string[],
    maxTokens: number,
    question: string | null = null,
  ): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    const call = this.#calls++;
    const before = 2 + (question === null ? 0 : estimateTokens(question) + 1);
    const works: Work[] = [];
    const results = texts.map(
      (text) =>
        new Promise<Float32Array>((resolve, reject) => {
          const tokens = Math.min(maxTokens, before + estimateTokens(text));
          works.push({ kind, text, question, call, tokens, failures: 0, resolve, reject });
        }),
    );
    if (kind === "count" || kind === "passage") {
      this.#queue.admit(kind, works, () => this.#supervisor.wake());
    } else {
      this.#queue.offer(kind, works);
      this.#supervisor.wake();
    }
    return Promise.all(results);
  }
}

function makeEmbedder(model: ProvidedModel, desk: Desk, dimensions: number): Embedder & TokenCounter {
  const spec = embedderSpec(model);
  const { maxTokens, passagePrefix, queryPrefix } = spec;
  return {
    fingerprint: fingerprintOf(spec, weightsOf(model)),
    dimensions,
    maxTokens,
    embedPassages: (texts) =>
      desk.hand(
        "passage",
        texts.map((text) => passagePrefix + text),
        maxTokens,
      ),
    embedQuestion: async (text) => {
      const [vector] = await desk.hand("question", [queryPrefix + text], maxTokens);
      if (vector === undefined) throw new TypeError("one question gave no vector");
      return vector;
    },
    countTokens: async (texts) => firstNumbers(await desk.hand("count", texts, Number.POSITIVE_INFINITY)),
  };
}

function makeReranker(model: ProvidedModel, desk: Desk): Reranker {
  const spec = findModel(model.name);
  return {
    fingerprint: fingerprintOf(spec, weightsOf(model)),
    rerank: async (question, texts) =>
      firstNumbers(await desk.hand("rerank", texts, spec.maxTokens, question)),
  };
}

function loadRequest({ embedder, reranker }: ModelWorkerOptions): Omit<LoadRequest, "id"> {
  const { pooling, maxTokens, queryPrefix, passagePrefix } = embedderSpec(embedder);
  return {
    kind: "load",
    embedder: {
      folder: embedder.path,
      pooling,
      maxTokens,
      weightsSha256: weightsOf(embedder),
      queryPrefix,
      passagePrefix,
    },
    reranker: reranker && { folder: reranker.path, maxTokens: findModel(reranker.name).maxTokens },
  };
}

function embedderSpec(model: ProvidedModel) {
  const spec = findModel(model.name);
  if (spec.kind !== "embedder") throw new TypeError(`${model.name} is no embedder`);
  return spec;
}

function weightsOf(model: ProvidedModel): string {
  const weights = model.files.find((record) => record.file === weightsFile);
  if (weights === undefined) throw new TypeError(`${model.name} has no weights`);
  return weights.sha256;
}

const firstNumbers = (values: readonly Float32Array[]): number[] =>
  values.map(([value = Number.NaN]) => value);
