// The order in which texts go to the worker: urgent kinds first, batches of like length, bounded waiting. Runs nothing.
import { DatelineError } from "../model/errors.js";

/** In the order of urgency. */
export const workKinds = ["question", "rerank", "count", "passage"] as const;
export type WorkKind = (typeof workKinds)[number];

/** One text on its way. */
export interface Work {
  readonly kind: WorkKind;
  readonly text: string;
  /** The question that a text is scored against; null for other kinds. */
  readonly question: string | null;
  /** Texts of one rerank call are never mixed with those of another. */
  readonly call: number;
  /** Estimated tokens, as many as the model will read. */
  readonly tokens: number;
  /** How often the worker failed with this text in hand. */
  failures: number;
  /** Gets one vector, or one number in an array of length 1. */
  readonly resolve: (values: Float32Array) => void;
  readonly reject: (error: DatelineError) => void;
}

export interface QueueLimits {
  /** Most tokens in a batch, padding included; a longer text goes alone. */
  readonly batchTokens: number;
  /** Texts to embed or count that may wait; more of them wait outside, in order of arrival. */
  readonly maxWaitingTexts: number;
  /** Questions, and rerank calls, that may wait; more of them are refused. */
  readonly maxWaitingQuestions: number;
}

const isolateAfter = 2; // a text that was in two failures goes alone, so that it cannot take others with it
const countBatchTokens = 20_000; // the tokenizer takes about 7 µs a token: 0.15 s

/** Holds what waits. */
export class WorkQueue {
  readonly #limits: QueueLimits;
  readonly #lanes: Record<WorkKind, Work[]> = { question: [], rerank: [], count: [], passage: [] };
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

  /** Texts inside the queue, without those that wait outside. */
  get size(): number {
    return workKinds.reduce((sum, kind) => sum + this.#lanes[kind].length, 0);
  }

  /** Takes a question or one rerank call in. @throws DatelineError worker-busy where too many wait */
  offer(kind: "question" | "rerank", works: readonly Work[]): void {
    if (this.#closed !== null) throw this.#closed;
    const waiting = new Set(this.#lanes[kind].map((work) => work.call)).size;
    if (waiting >= this.#limits.maxWaitingQuestions) {
      throw new DatelineError("worker-busy", `Questions: ${waiting} wait already, no more are taken`, {
        hint: "Ask again in a moment.",
      });
    }
    this.#lanes[kind].push(...works);
  }

  /** Takes texts in as room appears, calls in order of arrival; `onEntry` is called whenever some went in. */
  admit(kind: "count" | "passage", works: readonly Work[], onEntry: () => void): void {
    this.#turn[kind] = this.#turn[kind].then(() => this.#enter(kind, works, onEntry));
  }

  async #enter(kind: "count" | "passage", works: readonly Work[], onEntry: () => void): Promise<void> {
    let entered = 0;
    while (entered < works.length && this.#closed === null) {
      const room = this.#limits.maxWaitingTexts - this.#lanes[kind].length;
      if (room > 0) {
        this.#lanes[kind].push(...works.slice(entered, entered + room));
        entered += room;
        onEntry();
      } else {
        await new Promise<void>((resolve) => this.#wakeWaiting.push(resolve));
      }
    }
    if (this.#closed !== null) for (const work of works.slice(entered)) work.reject(this.#closed);
  }

  /** Removes and returns the next batch; empty where nothing waits. */
  take(): Work[] {
    const kind = workKinds.find((one) => this.#lanes[one].length > 0);
    if (kind === undefined) return [];
    const batch = chooseBatch(this.#lanes[kind], this.#limits.batchTokens);
    const taken = new Set(batch);
    this.#lanes[kind] = this.#lanes[kind].filter((work) => !taken.has(work));
    this.#wake();
    return batch;
  }

  /** Puts a batch back in front. */
  putBack(works: readonly Work[]): void {
    for (const work of works.toReversed()) this.#lanes[work.kind].unshift(work);
  }

  /** Fails everything inside. Those outside come in afterwards. */
  rejectAll(error: DatelineError): void {
    for (const kind of workKinds) for (const work of this.#lanes[kind].splice(0)) work.reject(error);
    this.#wake();
  }

  /** Fails everything inside and outside, now and later. */
  close(error: DatelineError): void {
    this.#closed = error;
    this.rejectAll(error);
  }

  #wake(): void {
    for (const wake of this.#wakeWaiting.splice(0)) wake();
  }
}

/** Chooses what goes with the oldest text of a lane. */
function chooseBatch(lane: readonly Work[], batchTokens: number): Work[] {
  const [oldest] = lane;
  if (oldest === undefined) return [];
  if (oldest.kind === "question" || oldest.failures >= isolateAfter) return [oldest];
  const companions = lane.filter(
    (work) => work.failures < isolateAfter && (work.kind !== "rerank" || work.call === oldest.call),
  );
  return oldest.kind === "count" ? firstOf(companions) : likeLength(companions, oldest, batchTokens);
}

function firstOf(works: readonly Work[]): Work[] {
  let tokens = 0;
  const end = works.findIndex((work, index) => {
    tokens += work.tokens;
    return index > 0 && tokens > countBatchTokens;
  });
  return works.slice(0, end === -1 ? undefined : end);
}

/** Grows a window over the works sorted by length, around `center`, to the nearer side as long as the padded batch fits. */
function likeLength(works: readonly Work[], center: Work, batchTokens: number): Work[] {
  const sorted = works.toSorted((a, b) => a.tokens - b.tokens);
  let start = sorted.indexOf(center);
  let end = start + 1;
  for (;;) {
    const longest = sorted[end - 1]?.tokens ?? 0;
    const shorter = sorted[start - 1];
    const longer = sorted[end];
    const count = end - start + 1;
    const shorterFits = shorter !== undefined && count * longest <= batchTokens;
    const longerFits = longer !== undefined && count * longer.tokens <= batchTokens;
    if (!shorterFits && !longerFits) return sorted.slice(start, end);
    const gapBelow = shorterFits ? center.tokens - shorter.tokens : Number.POSITIVE_INFINITY;
    const gapAbove = longerFits ? longer.tokens - center.tokens : Number.POSITIVE_INFINITY;
    if (gapAbove <= gapBelow) end += 1;
    else start -= 1;
  }
}
