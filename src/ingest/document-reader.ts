// Port: documents → what they hold. Reading takes time on some thread; where, is the implementation's choice.

import { Worker } from "node:worker_threads";
import type { Instant } from "../model/article.js";
import { DatelineError, describeError, type ErrorCode } from "../model/errors.js";
import type { Input } from "../read/draft.js";
import { discoverFeeds } from "../read/html/links.js";
import { type FeedDocument, type FeedReading, readFeed } from "./feeds/feed-items.js";
import { type ReadInput, type ReadOptions, type ReadOutcome, readInput } from "./read-input.js";

/** A page as it was fetched. */
export interface PageDocument {
  readonly bytes: Uint8Array;
  /** Of HTTP; null where it names none. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** After all redirects. */
  readonly address: string;
  readonly now: Instant;
}

/** Anything that ingest takes: a page, an upload, a file. */
interface InputDocument {
  /** Name of the input. */
  readonly address: string;
  readonly input: Input;
  readonly options: ReadOptions;
}

export interface DocumentReader {
  /** @throws DatelineError read-unreadable where it is no feed */
  feed(document: FeedDocument): Promise<FeedReading>;
  /** Reads an article page; what cannot be read is a rejected outcome. */
  page(document: PageDocument): Promise<ReadOutcome[]>;
  /** Reads every article of an input, see `readInput`. @throws DatelineError read-unreadable where reading it never ends */
  input(document: InputDocument): Promise<ReadOutcome[]>;
  /** Addresses of the feeds that a page links to, the page's own first. */
  links(document: PageDocument): Promise<string[]>;
  close(): Promise<void>;
}

/** The work itself, by name, for whichever thread does it. */
export const documentWork = {
  feed: (document: FeedDocument) => readFeed(document),
  page: ({ bytes, address: url, mediaType, charset, now }: PageDocument) =>
    readInput({ name: url, bytes, page: { url, mediaType, charset, fetchedAt: now } }, { now }),
  input: ({ input, options }: InputDocument) => readInput(input, options),
  links: ({ bytes, address }: PageDocument) => discoverFeeds(bytes, address),
} as const;

type DocumentWork = typeof documentWork;

/** Makes a reader that works on the calling thread: for short runs and tests. */
export function createInlineReader(): DocumentReader {
  return {
    feed: async (document) => documentWork.feed(document),
    page: async (document) => documentWork.page(document),
    input: async (document) => documentWork.input(document),
    links: async (document) => documentWork.links(document),
    close: async () => undefined,
  };
}

/** Lets ingest read with this reader; what kills or outlasts it is rejected as any other that cannot be read. */
export function readInputWith(reader: Pick<DocumentReader, "input">): ReadInput {
  return async (input, options) => {
    try {
      return await reader.input({ address: input.name, input, options });
    } catch (error) {
      if (!(error instanceof DatelineError)) throw error;
      const reason = error.message.replace(`Cannot read ${input.name}: `, "");
      return [{ kind: "rejected", subject: input.name, code: error.code, reason, hint: error.hint }];
    }
  };
}

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
    ? "../../dist/src/ingest/document-worker.js"
    : "./document-worker.js";
  return new URL(place, import.meta.url);
}
