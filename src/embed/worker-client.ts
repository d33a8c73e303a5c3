// The embedder, token counter and reranker as the rest of Dateline sees them: texts in, results out in order. Runs no model itself.
import { fileURLToPath } from "node:url";
import { estimateTokens } from "./approximate-tokens.js";
import type { Embedder, Reranker, TokenCounter } from "./embedder.js";
import { findModel, fingerprintOf, weightsFile } from "./model-catalog.js";
import type { ProvidedModel } from "./models.js";
import { type Work, type WorkKind, WorkQueue } from "./work-queue.js";
import type { LoadRequest } from "./worker-protocol.js";
import { WorkerSupervisor } from "./worker-supervisor.js";

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
