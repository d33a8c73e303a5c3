// Port of the vector index: nearest neighbors over unit-length vectors.
export interface Neighbor {
  readonly passageId: string;
  /** Cosine similarity, −1..1, higher is better. */
  readonly similarity: number;
}

export interface IndexEntry {
  readonly passageId: string;
  /** Unit length, `dimensions` long. */
  readonly embedding: Float32Array;
}

export interface SearchOptions {
  /** Passages that may be returned; all if absent. */
  readonly accept?: (passageId: string) => boolean;
}

/** Every method is async, so that the index can be in another process or a database. */
export interface VectorIndex {
  readonly dimensions: number;
  /** Adds or replaces entries. @throws RangeError if a vector has another length. */
  add(entries: readonly IndexEntry[]): Promise<void>;
  /** Removes these; unknown ids are ignored. */
  remove(passageIds: readonly string[]): Promise<void>;
  /** Returns up to `limit` neighbors, best first; an empty index gives an empty list. */
  search(embedding: Float32Array, limit: number, options?: SearchOptions): Promise<Neighbor[]>;
  /** Cosines of the query and these passages, in order; null for a passage that the index does not hold. */
  similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]>;
  /** Entries that can be found. */
  size(): Promise<number>;
}

const UNIT_TOLERANCE = 1e-3; // float32 sums over 384 dimensions stay within 1e-6; int8 models normalize in float32

/** Returns the dot product, which is the cosine similarity of unit vectors; lengths must be equal. */
export function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

/** @throws RangeError if the vector has another length than `dimensions`, or a norm other than 1 */
export function checkVector(embedding: Float32Array, dimensions: number): void {
  if (embedding.length !== dimensions) {
    throw new RangeError(`Vector: expected ${dimensions} dimensions, got ${embedding.length}`);
  }
  const norm = Math.sqrt(dot(embedding, embedding));
  if (!(Math.abs(norm - 1) <= UNIT_TOLERANCE)) throw new RangeError(`Vector: expected norm 1, got ${norm}`);
}

/** Returns an unsigned 32-bit stamp of the bits of a vector, to notice that it changed; not cryptographic. */
export function vectorStamp(embedding: Float32Array): number {
  const words = new Uint32Array(embedding.buffer, embedding.byteOffset, embedding.length);
  let stamp = 0x811c9dc5; // FNV-1a offset basis and prime (Fowler, Noll, Vo), over words instead of bytes
  for (let i = 0; i < words.length; i += 1) stamp = Math.imul(stamp ^ (words[i] as number), 0x01000193);
  return stamp >>> 0;
}

/** Orders by similarity, best first, equal ones by passage id, and keeps `limit`. */
export function nearest(neighbors: Neighbor[], limit: number): Neighbor[] {
  const ordered = neighbors.sort(
    (left, right) => right.similarity - left.similarity || (left.passageId < right.passageId ? -1 : 1),
  );
  return ordered.slice(0, Math.max(0, limit));
}
