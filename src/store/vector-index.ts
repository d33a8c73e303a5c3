// Port: nearest neighbors over unit-length vectors. hnsw-index.ts approximates, exact-index.ts is the oracle.

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
  /** Passages that may be returned; all where absent. */
  readonly accept?: (passageId: string) => boolean;
}

/** Every method is async, so that an index in another process or a database fits behind it. */
export interface VectorIndex {
  readonly dimensions: number;
  /** Adds or replaces entries. @throws RangeError where a vector has another length. */
  add(entries: readonly IndexEntry[]): Promise<void>;
  /** Removes what is there of these; unknown ids are passed over. */
  remove(passageIds: readonly string[]): Promise<void>;
  /** Returns up to `limit` neighbors, best first; an empty index gives an empty list. */
  search(embedding: Float32Array, limit: number, options?: SearchOptions): Promise<Neighbor[]>;
  /** Cosines of the query and these passages, in order; null for a passage that the index does not hold. */
  similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]>;
  /** Entries that can be found. */
  size(): Promise<number>;
}
