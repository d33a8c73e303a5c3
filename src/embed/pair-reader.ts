// Scores pairs of a question and a text on several threads at once, each with weights of its own.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { InferenceSession } from "onnxruntime-node";
import { openSession, type Row, runModel } from "./session.js";

/** One batch, shared by all threads: each takes the next pair that nobody has taken, so that all end together. */
interface Batch {
  readonly rows: readonly Row[];
  /** Number of the next pair, in shared memory. */
  readonly next: Int32Array;
  /** One logit per pair, in shared memory. */
  readonly logits: Float32Array;
}

export interface PairReaderOptions {
  /** Pairs that are read at the same time. */
  readonly readers: number;
  /** Threads of the runtime for each of them. */
  readonly coresEach: number;
}

/** What a thread gets to start with. */
export interface ThreadData {
  readonly folder: string;
  readonly coresEach: number;
}

/** What a thread says after loading and after each batch: null, or what went wrong. */
type ThreadReply = string | null;

/** Returns one logit per pair, in order. Batches must not overlap. */
export type ReadPairs = (rows: readonly Row[]) => Promise<number[]>;

/**
 * Opens the weights once per reader: here, and on `readers` − 1 threads. Two readers that never wait for each other are a third faster
 * than two threads of the runtime on one pair, which meet after each of its 560 steps; on a busy machine three times.
 */
export async function openPairReader(
  folder: string,
  { readers, coresEach }: PairReaderOptions,
): Promise<ReadPairs> {
  const session = await openSession(folder, coresEach);
  const threads: Worker[] = [];
  // One after the other: the runtime's binding cannot be loaded by two threads at the same time.
  while (threads.length < readers - 1) threads.push(await startThread({ folder, coresEach }));
  return async (rows) => {
    const batch: Batch = {
      rows,
      next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
      logits: new Float32Array(new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT * rows.length)),
    };
    const helping = rows.length > 1 ? threads.map((thread) => helpOn(thread, batch)) : [];
    const ended = await Promise.allSettled([readBatch(session, batch), ...helping]);
    for (const one of ended) if (one.status === "rejected") throw one.reason;
    return [...batch.logits];
  };
}

/** Reads pairs of the batch until none is left. */
export async function readBatch(session: InferenceSession, { rows, next, logits }: Batch): Promise<void> {
  for (;;) {
    const at = Atomics.add(next, 0, 1);
    const row = rows[at];
    if (row === undefined) return;
    const [logit] = (await runModel(session, row, "logits")).data;
    if (logit === undefined) throw new TypeError("the model gave no logit");
    logits[at] = logit;
  }
}

/** Tokens of a batch are small beside those of a text, and are garbage after it. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

async function startThread(data: ThreadData): Promise<Worker> {
  const script = new URL("./pair-reader-thread.js", import.meta.url);
  const thread = new Worker(script, { workerData: data, resourceLimits: LIMITS });
  thread.on("error", (error) => {
    throw error; // ends the process, which is started again
  });
  await replyOf(thread);
  return thread;
}

async function helpOn(thread: Worker, batch: Batch): Promise<void> {
  const reply = replyOf(thread);
  thread.postMessage(batch);
  await reply;
}

async function replyOf(thread: Worker): Promise<void> {
  const [reply]: ThreadReply[] = await once(thread, "message");
  if (typeof reply === "string") throw new Error(reply);
}
