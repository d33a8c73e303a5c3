// Reads documents on a thread of its own, one at a time, so that no page stops what answers Discord. Started when needed, ended when idle.
import { Worker } from "node:worker_threads";
import { DatelineError, describeError, type ErrorCode } from "../errors.js";
import type { DocumentReader, DocumentWork } from "./document-reader.js";

/** A document takes some 50 ms, a page of 10 MB some seconds; one that takes this long never ends, even on a machine that is busy. */
const TIMEOUT_MS = 30_000;
/** Loading what reads takes half a second; where it takes this long the machine has come to a standstill. */
const START_TIMEOUT_MS = 120_000;
/** Long enough to serve a round of reads, short enough to give the memory back between them. */
const IDLE_MS = 30_000;
/** A page of 10 MiB needs about a third of it, one of 480,000 elements half as much again: that is no article. */
const MAX_HEAP_MB = 512;

/** What goes to the thread. */
export interface DocumentJob {
  readonly work: keyof DocumentWork;
  readonly document: unknown;
}

/** What a thread says first: it is loaded and takes jobs. */
export const READY = "ready";

/** What comes back: a result, or a failure that keeps its code. */
export type DocumentReply =
  | { readonly result: unknown }
  | { readonly code: ErrorCode | null; readonly message: string; readonly hint: string | null };

export interface WorkerReaderOptions {
  /** The built worker, document-worker-main.js; default: the one beside this file. */
  readonly script?: URL;
  readonly timeoutMs?: number;
  readonly idleMs?: number;
}

/** Makes a reader over a worker thread; a document that kills or outlasts the thread is unreadable, and the next gets a new thread. */
export function createWorkerReader(options: WorkerReaderOptions = {}): DocumentReader {
  const thread = new ReaderThread(options);
  return {
    feed: (document) => thread.run("feed", document) as Promise<ReturnType<DocumentWork["feed"]>>,
    page: (document) => thread.run("page", document) as Promise<ReturnType<DocumentWork["page"]>>,
    input: (document) => thread.run("input", document) as Promise<ReturnType<DocumentWork["input"]>>,
    links: (document) => thread.run("links", document) as Promise<ReturnType<DocumentWork["links"]>>,
    close: () => thread.close(),
  };
}

/** What became of a job: a reply, or the thread was lost over it. */
type Outcome = DocumentReply | { readonly lost: string } | { readonly ready: true };

class ReaderThread {
  readonly #script: URL;
  readonly #timeoutMs: number;
  readonly #idleMs: number;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #settle: ((outcome: Outcome) => void) | null = null;

  constructor({ script, timeoutMs = TIMEOUT_MS, idleMs = IDLE_MS }: WorkerReaderOptions) {
    this.#script = script ?? builtScript();
    this.#timeoutMs = timeoutMs;
    this.#idleMs = idleMs;
  }

  run(work: keyof DocumentWork, document: { readonly address: string }): Promise<unknown> {
    const turn = this.#last.then(() => this.#runNow({ work, document }, document.address));
    this.#last = turn.catch(() => undefined); // the caller gets it; the next turn does not care
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#end();
  }

  async #runNow(job: DocumentJob, address: string): Promise<unknown> {
    clearTimeout(this.#idle);
    const outcome = await this.#ask(job);
    if ("result" in outcome || "message" in outcome) {
      this.#idle = setTimeout(() => void this.#end(), this.#idleMs).unref();
    } else await this.#end();
    if ("result" in outcome) return outcome.result;
    if ("lost" in outcome)
      throw new DatelineError("read-unreadable", `Cannot read ${address}: ${outcome.lost}`);
    if ("ready" in outcome) throw new TypeError("a thread that is loaded said so again");
    const { code, message, hint } = outcome;
    if (code === null) throw new TypeError(`reading ${address}: ${message}`);
    throw new DatelineError(code, message, hint === null ? {} : { hint });
  }

  async #ask(job: DocumentJob): Promise<Outcome> {
    const worker = this.#worker ?? this.#start();
    if (this.#worker === null) {
      this.#worker = worker;
      const started = await this.#settled(worker, START_TIMEOUT_MS);
      if (!("ready" in started)) return started;
    }
    return this.#settled(worker, this.#timeoutMs, job);
  }

  /** Waits for the next word of the thread, or until it is lost or late. */
  async #settled(worker: Worker, timeoutMs: number, job?: DocumentJob): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      const tooComplex = `it is too complex to read within ${timeoutMs / 1000} s`;
      timer = setTimeout(() => resolve({ lost: tooComplex }), timeoutMs);
      worker.ref();
      if (job !== undefined) worker.postMessage(job);
    });
    this.#settle = null;
    clearTimeout(timer);
    worker.unref();
    return outcome;
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    const lost = (why: string) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#settle?.({ lost: why });
    };
    worker.on("message", (reply: DocumentReply | typeof READY) => {
      this.#settle?.(reply === READY ? { ready: true } : reply);
    });
    worker.on("error", (error) => lost(describeLoss(error)));
    worker.on("exit", () => lost("its reader failed: it ended"));
    return worker;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

function describeLoss(error: Error): string {
  const isTooLarge = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isTooLarge
    ? `it is too complex to read within ${MAX_HEAP_MB} MB of memory`
    : `its reader failed: ${describeError(error)}`;
}

/** Also when this file runs unbuilt, as in tests. */
function builtScript(): URL {
  const place = import.meta.url.endsWith(".ts")
    ? "../../dist/src/feeds/document-worker-main.js"
    : "./document-worker-main.js";
  return new URL(place, import.meta.url);
}
