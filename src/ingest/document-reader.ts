// Reads documents on a separate thread that can be killed if a document takes too long.

import pLimit from "p-limit";
import { Piscina } from "piscina";
import type { Instant } from "../model/article.js";
import { describeError, type ErrorCode } from "../model/errors.js";
import type { Input } from "../read/draft.js";
import { UnreadableError } from "../read/unreadable.js";
import type { FeedContents, FeedDocument } from "./feeds/feed-items.js";
import type { ReadInput, ReadOptions, ReadOutcome } from "./read-input.js";

/** A page as it was fetched. */
export interface PageDocument {
  readonly bytes: Uint8Array;
  /** Of HTTP; null if it names none. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** After all redirects. */
  readonly address: string;
  readonly now: Instant;
}

/** Anything that ingest takes: a page, an upload, a file. */
export interface InputDocument {
  /** Name of the input. */
  readonly address: string;
  readonly input: Input;
  readonly options: ReadOptions;
}

export interface DocumentReader {
  /** @throws DatelineError read-unreadable if it is not a feed */
  feed(document: FeedDocument): Promise<FeedContents>;
  /** Reads an article page; what cannot be read is a rejected outcome. */
  page(document: PageDocument): Promise<ReadOutcome[]>;
  /** Reads every article of an input, see `readInput`. @throws DatelineError read-unreadable if reading it never ends */
  input(document: InputDocument): Promise<ReadOutcome[]>;
  /** Addresses of the feeds that a page links to, the page's own first. */
  links(document: PageDocument): Promise<string[]>;
  close(): Promise<void>;
}

/** Lets ingest read with this reader; what kills or outlasts it is rejected as any other that cannot be read. */
export function readInputWith(reader: Pick<DocumentReader, "input">): ReadInput {
  return async (input, options) => {
    try {
      return await reader.input({ address: input.name, input, options });
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      const { code, reason, hint } = error;
      return [{ kind: "rejected", subject: input.name, code, reason, hint }];
    }
  };
}

/** A document takes about 50 ms, a page of 10 MB some seconds; one that takes this long never ends, even on a machine that is busy. */
const TIMEOUT_MS = 30_000;
/** Long enough to serve a round of reads, short enough to give the memory back between them. */
const IDLE_MS = 30_000;
/** A page of 10 MiB needs about a third of it, one of 480,000 elements half as much again: that is not an article. */
const MAX_HEAP_MB = 512;

/** What goes to the thread. */
export interface DocumentJob {
  readonly work: Exclude<keyof DocumentReader, "close">;
  readonly document: { readonly address: string };
}

/** What comes back: a result, why the document cannot be read, or the message of a bug. */
export type DocumentReply =
  | { readonly result: unknown }
  | { readonly code: ErrorCode; readonly reason: string; readonly hint: string | null }
  | { readonly bug: string };

export interface WorkerReaderOptions {
  /** The built worker; default: document-worker.js of this build. */
  readonly script?: URL;
  readonly timeoutMs?: number;
  readonly idleMs?: number;
}

/**
 * Makes a reader over a worker thread, which ends when idle and reads one document at a time. A document that kills or outlasts the
 * thread is unreadable, and the next gets a new thread.
 */
export function createWorkerReader(options: WorkerReaderOptions = {}): DocumentReader {
  const { script = builtScript(), timeoutMs = TIMEOUT_MS, idleMs = IDLE_MS } = options;
  const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
  const threads = { minThreads: 0, maxThreads: 1, idleTimeout: idleMs, resourceLimits };
  const pool = new Piscina<DocumentJob, DocumentReply>({ filename: script.href, ...threads });
  pool.on("error", () => undefined); // of a thread without a document; unheard, it would end the process
  const inTurn = pLimit(1);
  const run = (work: DocumentJob["work"], document: DocumentJob["document"]) =>
    inTurn(() => readOn(pool, { work, document }, timeoutMs)) as Promise<never>; // the timeout counts from its turn
  return {
    feed: (document) => run("feed", document),
    page: (document) => run("page", document),
    input: (document) => run("input", document),
    links: (document) => run("links", document),
    close: async () => {
      await inTurn(() => pool.destroy());
    },
  };
}

async function readOn(
  pool: Piscina<DocumentJob, DocumentReply>,
  job: DocumentJob,
  timeoutMs: number,
): Promise<unknown> {
  const { address } = job.document;
  const late = AbortSignal.timeout(timeoutMs);
  const lost = new AbortController();
  const lose = (error: unknown) => {
    if (pool.threads.length === 0) lost.abort(error); // a thread that still ends is that of an earlier document
  };
  pool.on("error", lose);
  const signal = AbortSignal.any([late, lost.signal]);
  const reply = await pool
    .run(job, { signal })
    .catch((error) => {
      const tooSlow = `it is too complex to read within ${timeoutMs / 1000} s`;
      const loss = describeLoss(lost.signal.aborted ? lost.signal.reason : error);
      throw new UnreadableError(address, late.aborted ? tooSlow : loss);
    })
    .finally(() => pool.off("error", lose));
  if ("result" in reply) return reply.result;
  if ("bug" in reply) throw new TypeError(`reading ${address}: ${reply.bug}`);
  throw new UnreadableError(address, reply.reason, reply);
}

function describeLoss(error: unknown): string {
  const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
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
