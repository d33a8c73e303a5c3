// Orders texts on their way to the model worker: urgent kinds first, in batches, with limits on how many wait.
import { DatelineError } from "../model/errors.js";

/** Most urgent first. */
export const workKinds = ["question", "rerank", "count", "passage"] as const;
export type WorkKind = (typeof workKinds)[number];

/** One text for the worker. */
export interface WorkItem {
  readonly kind: WorkKind;
  readonly text: string;
  /** The question that the text is scored against; null for other kinds. */
  readonly question: string | null;
  /** Number of the call it belongs to; texts of different rerank calls are never mixed. */
  readonly call: number;
  /** Estimated tokens, at most those that the model will read. */
  readonly tokens: number;
  /** How often the worker failed while working on this text. */
  failures: number;
  /** Receives one vector, or one number in an array of length 1. */
  readonly resolve: (values: Float32Array) => void;
  readonly reject: (error: DatelineError) => void;
}

interface QueueLimits {
  /** Maximum tokens per batch; a longer text goes alone. */
  readonly batchTokens: number;
  /** The same for pairs, of which several are read at a time. */
  readonly pairTokens: number;
  /** Maximum texts to embed or count in the queue; further calls wait for room, in order of arrival. */
  readonly maxWaitingTexts: number;
  /** Maximum questions, and rerank calls, in the queue; further ones are refused. */
  readonly maxWaitingQuestions: number;
}

const isolateAfter = 2; // a text involved in two failures goes alone, so that it cannot fail others with it
const countBatchTokens = 20_000; // the tokenizer takes about 7 µs per token: 0.15 s

/** Holds the texts that wait. Written here because p-queue runs single tasks, and these are batched by kind. */
export class WorkQueue {
  readonly #limits: QueueLimits;
  readonly #lanes: Record<WorkKind, WorkItem[]> = { question: [], rerank: [], count: [], passage: [] };
  readonly #turn: Record<"count" | "passage", Promise<void>> = {
    count: Promise.resolve(),
    passage: Promise.resolve(),
  };
  #wakeWaiting: (() => void)[] = [];
  #closed: DatelineError | null = null;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return workKinds.every((kind) => this.#lanes[kind].length === 0);
  }

  /** Texts in the queue, without those of calls that wait for room. */
  get size(): number {
    return workKinds.reduce((sum, kind) => sum + this.#lanes[kind].length, 0);
  }

  /** Adds a question or one rerank call. @throws DatelineError worker-busy if too many are waiting */
  add(kind: "question" | "rerank", items: readonly WorkItem[]): void {
    if (this.#closed !== null) throw this.#closed;
    const waiting = new Set(this.#lanes[kind].map((item) => item.call)).size;
    if (waiting >= this.#limits.maxWaitingQuestions) {
      throw new DatelineError("worker-busy", `Too many questions: ${waiting} are already waiting`, {
        hint: "Ask again in a moment.",
      });
    }
    this.#lanes[kind].push(...items);
  }

  /** Adds texts as room appears, calls in order of arrival; `onEntry` is called whenever some were added. */
  addWhenRoom(kind: "count" | "passage", items: readonly WorkItem[], onEntry: () => void): void {
    this.#turn[kind] = this.#turn[kind].then(() => this.#enter(kind, items, onEntry));
  }

  async #enter(kind: "count" | "passage", items: readonly WorkItem[], onEntry: () => void): Promise<void> {
    let entered = 0;
    while (entered < items.length && this.#closed === null) {
      const room = this.#limits.maxWaitingTexts - this.#lanes[kind].length;
      if (room > 0) {
        this.#lanes[kind].push(...items.slice(entered, entered + room));
        entered += room;
        onEntry();
      } else {
        await new Promise<void>((resolve) => this.#wakeWaiting.push(resolve));
      }
    }
    if (this.#closed !== null) for (const item of items.slice(entered)) item.reject(this.#closed);
  }

  /** Removes and returns the next batch; empty if nothing waits. */
  take(): WorkItem[] {
    const kind = workKinds.find((one) => this.#lanes[one].length > 0);
    if (kind === undefined) return [];
    const batch = chooseBatch(this.#lanes[kind], this.#limits);
    const taken = new Set(batch);
    this.#lanes[kind] = this.#lanes[kind].filter((item) => !taken.has(item));
    this.#wake();
    return batch;
  }

  /** Puts a batch back at the front. */
  putBack(items: readonly WorkItem[]): void {
    for (const item of items.toReversed()) this.#lanes[item.kind].unshift(item);
  }

  /** Rejects everything in the queue; calls that wait for room are added afterwards. */
  rejectAll(error: DatelineError): void {
    for (const kind of workKinds) for (const item of this.#lanes[kind].splice(0)) item.reject(error);
    this.#wake();
  }

  /** Rejects everything, now and later. */
  close(error: DatelineError): void {
    this.#closed = error;
    this.rejectAll(error);
  }

  #wake(): void {
    for (const wake of this.#wakeWaiting.splice(0)) wake();
  }
}

/** Chooses the texts that go with the oldest one of a lane, in order of arrival. */
function chooseBatch(lane: readonly WorkItem[], { batchTokens, pairTokens }: QueueLimits): WorkItem[] {
  const [oldest] = lane;
  if (oldest === undefined) return [];
  if (oldest.kind === "question" || oldest.failures >= isolateAfter) return [oldest];
  const most = { count: countBatchTokens, rerank: pairTokens, passage: batchTokens }[oldest.kind];
  const batch: WorkItem[] = [];
  let tokens = 0;
  for (const item of lane) {
    if (item.failures >= isolateAfter || (item.kind === "rerank" && item.call !== oldest.call)) continue;
    tokens += item.tokens;
    if (batch.length > 0 && tokens > most) break;
    batch.push(item);
  }
  return batch;
}
