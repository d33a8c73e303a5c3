// Runs the models in a child process: embedder, token counter and reranker for callers, a queue, and restarts after a crash.
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DatelineError } from "../model/errors.js";
import { type Embedder, estimateTokens, type Reranker, type TokenCounter } from "./embedder.js";
import { findModel, fingerprintOf, weightsFile } from "./model-catalog.js";
import type { ProvidedModel } from "./provide-models.js";
import { type WorkItem, type WorkKind, WorkQueue } from "./work-queue.js";
import { type LoadRequest, type Outcome, type UnsentRequest, WorkerProcess } from "./worker-process.js";

/** See `ModelWorkerOptions.batchTokens`. */
export const DEFAULT_BATCH_TOKENS = 512;

/** The cross-encoder takes all cores, four at most: a person waits for it, and so does what asks it. */
const RERANK_CORES = Math.min(4, availableParallelism());
/** Each reader has weights of its own, 55 MB with what belongs to them, so two are enough; on four cores each uses two. */
const DEFAULT_PAIR_READERS = 2;

export interface ModelWorkerOptions {
  readonly embedder: ProvidedModel;
  /** Null: no reranking. */
  readonly reranker: ProvidedModel | null;
  /** Script of the worker process; default: the built worker-main.js. */
  readonly workerPath?: string;
  /** Pairs that the cross-encoder reads at the same time, never more than it has cores; default 2. */
  readonly pairReaders?: number;
  /** Maximum tokens per batch and reader, which a question may have to wait for; default 512: four passages, about 90 ms. */
  readonly batchTokens?: number;
  /** Maximum texts in the queue; default 1,000, about a minute's work. `embedPassages` and `countTokens` wait for room. */
  readonly maxWaitingTexts?: number;
  /** Maximum questions, and rerank calls, in the queue; default 32. Further ones are refused with worker-busy. */
  readonly maxWaitingQuestions?: number;
  /** Maximum milliseconds for one batch, or for loading, before the process is killed; default 60,000. */
  readonly answerTimeoutMs?: number;
}

/** A process with the models loaded. Its methods reject with DatelineError worker-failed, worker-busy or model-broken. */
export interface ModelWorker {
  readonly embedder: Embedder & TokenCounter;
  readonly reranker: Reranker | null;
  /** How often the process was started again. */
  readonly restarts: number;
  /** Null while there is no process. */
  readonly pid: number | null;
  /** True while the process is up and has loaded the models. */
  readonly isLoaded: boolean;
  /** Texts in the queue, without those of calls that wait for room. */
  readonly waiting: number;
  /** Ends the process; what waits is rejected with worker-failed. */
  close(): Promise<void>;
}

/**
 * Starts the process, loads the models and checks them.
 * @throws DatelineError model-broken if they load but give nonsense, worker-failed if the process does not stay up
 */
export async function createModelWorker(options: ModelWorkerOptions): Promise<ModelWorker> {
  const { batchTokens = DEFAULT_BATCH_TOKENS, maxWaitingTexts = 1000, maxWaitingQuestions = 32 } = options;
  const queue = new WorkQueue({
    batchTokens,
    pairTokens: readersOf(options) * batchTokens,
    maxWaitingTexts,
    maxWaitingQuestions,
  });
  const supervisor = new WorkerSupervisor({
    queue,
    workerPath: options.workerPath ?? defaultWorkerPath(),
    answerTimeoutMs: options.answerTimeoutMs ?? 60_000,
    load: loadRequest(options),
  });
  const dimensions = await supervisor.start();
  const client = new WorkerClient(queue, supervisor);
  return {
    embedder: makeEmbedder(options.embedder, client, dimensions),
    reranker: options.reranker && makeReranker(options.reranker, client),
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

/** Vitest runs the sources as .ts, which a plain child process cannot load: it takes the built file. */
function defaultWorkerPath(): string {
  const sibling = import.meta.url.endsWith(".ts")
    ? "../../dist/src/embed/worker-main.js"
    : "./worker-main.js";
  return fileURLToPath(new URL(sibling, import.meta.url));
}

function readersOf({ pairReaders = DEFAULT_PAIR_READERS }: ModelWorkerOptions): number {
  return Math.min(pairReaders, RERANK_CORES);
}

function loadRequest(options: ModelWorkerOptions): Omit<LoadRequest, "id"> {
  const { embedder, reranker } = options;
  const readers = readersOf(options);
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
    reranker: reranker && {
      folder: reranker.path,
      maxTokens: findModel(reranker.name).maxTokens,
      readers,
      coresEach: Math.max(1, Math.floor(RERANK_CORES / readers)),
    },
  };
}

function makeEmbedder(
  model: ProvidedModel,
  client: WorkerClient,
  dimensions: number,
): Embedder & TokenCounter {
  const spec = embedderSpec(model);
  const { maxTokens, passagePrefix, queryPrefix } = spec;
  return {
    fingerprint: fingerprintOf(spec, weightsOf(model)),
    dimensions,
    maxTokens,
    englishOnly: spec.englishOnly === true,
    embedPassages: (texts) =>
      client.submit(
        "passage",
        texts.map((text) => passagePrefix + text),
        maxTokens,
      ),
    embedQuestion: async (text) => {
      const [vector] = await client.submit("question", [queryPrefix + text], maxTokens);
      if (vector === undefined) throw new TypeError("one question gave no vector");
      return vector;
    },
    countTokens: async (texts) => firstNumbers(await client.submit("count", texts, Number.POSITIVE_INFINITY)),
  };
}

function makeReranker(model: ProvidedModel, client: WorkerClient): Reranker {
  const spec = findModel(model.name);
  return {
    fingerprint: fingerprintOf(spec, weightsOf(model)),
    rerank: async (question, texts) => {
      const different = [...new Set(texts)]; // copies of one report are read once
      different.sort((one, other) => other.length - one.length); // the longest first, so that the readers of a batch end together
      const scores = firstNumbers(await client.submit("rerank", different, spec.maxTokens, question));
      const scoreOf = new Map(different.map((text, at) => [text, scores[at]]));
      return texts.map((text) => scoreOf.get(text) ?? Number.NaN);
    },
  };
}

function embedderSpec(model: ProvidedModel) {
  const spec = findModel(model.name);
  if (spec.kind !== "embedder") throw new TypeError(`${model.name} is not an embedder`);
  return spec;
}

function weightsOf(model: ProvidedModel): string {
  const weights = model.files.find((record) => record.file === weightsFile);
  if (weights === undefined) throw new TypeError(`${model.name} has no weights`);
  return weights.sha256;
}

function firstNumbers(values: readonly Float32Array[]): number[] {
  return values.map(([value = Number.NaN]) => value);
}

/** Turns calls into work items and their results back into one result per call. */
class WorkerClient {
  readonly #queue: WorkQueue;
  readonly #supervisor: WorkerSupervisor;
  #calls = 0;

  constructor(queue: WorkQueue, supervisor: WorkerSupervisor) {
    this.#queue = queue;
    this.#supervisor = supervisor;
  }

  /** Queues texts and returns their results in the order of input. */
  async submit(
    kind: WorkKind,
    texts: readonly string[],
    maxTokens: number,
    question: string | null = null,
  ): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    const call = this.#calls++;
    const before = 2 + (question === null ? 0 : estimateTokens(question) + 1);
    const items: WorkItem[] = [];
    const results = texts.map(
      (text) =>
        new Promise<Float32Array>((resolve, reject) => {
          const tokens = Math.min(maxTokens, before + estimateTokens(text));
          items.push({ kind, text, question, call, tokens, failures: 0, resolve, reject });
        }),
    );
    if (kind === "count" || kind === "passage") {
      this.#queue.addWhenRoom(kind, items, () => this.#supervisor.wake());
    } else {
      this.#queue.add(kind, items);
      this.#supervisor.wake();
    }
    return Promise.all(results);
  }
}

interface SupervisorOptions {
  readonly queue: WorkQueue;
  readonly workerPath: string;
  readonly answerTimeoutMs: number;
  readonly load: Omit<LoadRequest, "id">;
}

/** One in work and one waiting in the process, which would else idle while a result is stored here; a question waits for both. */
const BATCHES_IN_FLIGHT = 2;
/** Failures of one text, or of a start, after which it is given up. */
const MAX_FAILURES = 3;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;

/** Keeps a process running and feeds it from the queue. */
class WorkerSupervisor {
  readonly #options: SupervisorOptions;
  readonly #closing = new AbortController();
  #process: WorkerProcess | null = null;
  #starts = 0;
  /** Crashes since the last successful batch. */
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

  get isLoaded(): boolean {
    return !this.#starting && this.pid !== null;
  }

  /** Starts the process and returns the dimensions of the embedder. @throws DatelineError model-broken, worker-failed */
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

  /** Sends batches as far as there is room, to a new process if the old one is gone; returns at once. */
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

  /** Ends the process and rejects what waits. */
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

  /** Starts processes until one has loaded the models; returns the dimensions, or why it gave up. */
  async #bringUp(): Promise<number | DatelineError> {
    const { workerPath, answerTimeoutMs, load } = this.#options;
    let last = "";
    for (let tries = 0; tries < MAX_FAILURES; tries++) {
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
      `The model worker ${workerPath} ended ${MAX_FAILURES} times while starting: ${last}`,
      { hint: "Run `dateline doctor`, or continue with --lexical." },
    );
  }

  /** Waits longer after each crash in a row: not after the first, then 0.1 s, doubling up to 5 s. */
  async #pause(): Promise<void> {
    if (this.#crashesInRow < 2) return;
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#crashesInRow - 2));
    const { signal } = this.#closing;
    await sleep(delayMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  #settle(batch: readonly WorkItem[], outcome: Outcome): void {
    if (outcome.kind === "done") {
      this.#crashesInRow = 0;
      const width = outcome.values.length / batch.length;
      batch.forEach((item, index) => {
        item.resolve(outcome.values.slice(index * width, (index + 1) * width));
      });
      return;
    }
    if (this.#closing.signal.aborted) {
      for (const item of batch) item.reject(closed());
      return;
    }
    if (outcome.kind !== "untouched") {
      for (const item of batch) {
        item.failures += 1;
        if (item.failures >= MAX_FAILURES) item.reject(givenUp(item, reasonOf(outcome)));
      }
    }
    this.#options.queue.putBack(batch.filter((item) => item.failures < MAX_FAILURES));
  }
}

function toRequest(batch: readonly WorkItem[]): UnsentRequest {
  const texts = batch.map((item) => item.text);
  const [{ kind, question } = { kind: "count", question: null }] = batch;
  if (kind === "rerank") return { kind, texts, question: question ?? "" };
  return { kind: kind === "count" ? "count" : "embed", texts };
}

function reasonOf(outcome: Outcome): string {
  return "reason" in outcome ? outcome.reason : "it answered out of turn";
}

function closed(): DatelineError {
  return new DatelineError("worker-failed", "The model worker was closed");
}

function modelBroken(reason: string): DatelineError {
  return new DatelineError("model-broken", `The models load but do not work: ${reason}`, {
    hint: "Delete the folder of the model and try again, run `dateline doctor`, or continue with --lexical.",
  });
}

/** Names the text by its beginning, so that the person can find it. */
function givenUp({ text, failures }: WorkItem, reason: string): DatelineError {
  const beginning = text.replace(/\s+/g, " ").slice(0, 60);
  const message = `The model worker failed ${failures} times on "${beginning}…" (${text.length} characters): ${reason}`;
  return new DatelineError("worker-failed", message, {
    hint: "Leave this text out; everything else was processed.",
  });
}
