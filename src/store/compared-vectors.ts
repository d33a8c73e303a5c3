// Compares the vectors of narrow scopes one by one, and keeps them in memory: the last days are asked about again and again.
import type { IndexSource } from "./index-source.js";
import { dot } from "./vectors.js";

const BATCH = 256; // vectors read from the store at a time: 384 KiB at 384 dimensions
const GROWTH = 1.25; // room beyond the longest list so far, for what comes in before the oldest vectors make room

export interface Compared {
  readonly passage: number;
  readonly similarity: number;
}

/** Keeps about as many vectors as the longest list that was compared has, those that were read last. */
export class ComparedVectors {
  readonly #source: Pick<IndexSource, "vectors">;
  readonly #dimensions: number;
  /** One vector after another, each in a slot. */
  #vectors = new Float32Array(0);
  /** By slot: the passage whose vector is in it; 0 if it is free. */
  #passages = new Uint32Array(0);
  readonly #slotOf = new Map<number, number>();
  #next = 0;

  constructor(source: Pick<IndexSource, "vectors">, dimensions: number) {
    this.#source = source;
    this.#dimensions = dimensions;
  }

  /**
   * Returns the `limit` most similar of the passages, best first, and those as similar as the last of them; a passage without a
   * vector is left out. Passages are given lowest first, so that neighbors in the file are read together.
   */
  nearest(embedding: Float32Array, passages: readonly number[], limit: number): Compared[] {
    const best = new Best(limit);
    const unread: number[] = [];
    for (const passage of passages) {
      const slot = this.#slotOf.get(passage);
      if (slot === undefined) unread.push(passage);
      else best.offer(passage, dot(embedding, this.#vectors, slot * this.#dimensions));
    }
    this.#makeRoom(passages.length);
    for (const [first, last] of spans(unread)) {
      for (const vector of this.#source.vectors(first, last)) {
        best.offer(vector.passage, dot(embedding, vector.embedding));
        this.#keep(vector.passage, vector.embedding);
      }
    }
    return best.take();
  }

  #keep(passage: number, embedding: Float32Array): void {
    const slot = this.#next;
    this.#next = (slot + 1) % this.#passages.length;
    this.#slotOf.delete(this.#passages[slot] as number);
    this.#passages[slot] = passage;
    this.#slotOf.set(passage, slot);
    this.#vectors.set(embedding, slot * this.#dimensions);
  }

  #makeRoom(passages: number): void {
    const room = this.#passages.length;
    if (passages <= room) return;
    const larger = Math.ceil(passages * GROWTH);
    const [kept, numbers] = [this.#vectors, this.#passages];
    this.#vectors = new Float32Array(larger * this.#dimensions);
    this.#vectors.set(kept);
    this.#passages = new Uint32Array(larger);
    this.#passages.set(numbers);
    if (this.#slotOf.size === room) this.#next = room;
  }
}

/** Keeps the most similar of many, without ordering all of them. */
class Best {
  readonly #limit: number;
  #found: Compared[] = [];
  /** What is less similar is none of them. */
  #floor = Number.NEGATIVE_INFINITY;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(passage: number, similarity: number): void {
    if (similarity < this.#floor) return;
    this.#found.push({ passage, similarity });
    if (this.#found.length >= 4 * this.#limit + 64) this.take();
  }

  take(): Compared[] {
    this.#found.sort((left, right) => right.similarity - left.similarity);
    this.#floor = this.#found[this.#limit - 1]?.similarity ?? this.#floor;
    this.#found = this.#found.filter(({ similarity }) => similarity >= this.#floor);
    return this.#found;
  }
}

/** Cuts ascending numbers into spans without a gap, none longer than a batch. */
function* spans(numbers: readonly number[]): Generator<[first: number, last: number]> {
  for (let at = 0; at < numbers.length; ) {
    const first = numbers[at] as number;
    let last = first;
    while (numbers[at + last - first + 1] === last + 1 && last - first + 1 < BATCH) last += 1;
    yield [first, last];
    at += last - first + 1;
  }
}
