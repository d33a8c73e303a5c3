// What an index outside of the database reads of a store, all of it synchronously on one thread.

/** What decides whether a revision is in a scope, and which passages are its own. Numbers are the store's own. */
export interface RevisionNumbers {
  readonly revision: number;
  /** May be used at t where visibleFrom <= t < visibleTo, in ms since 1970. */
  readonly visibleFrom: number;
  readonly visibleTo: number;
  /** Null if undated. */
  readonly publishedMs: number | null;
  /** Folded outlet; null if it has none. */
  readonly sourceKey: string | null;
  /** Number of its first passage, which the others follow without a gap. */
  readonly firstPassage: number;
  readonly passages: number;
}

/** A change of a revision: stored, ended by a later one, embedded or removed. To be read again, whatever it was. */
export interface RevisionChange {
  /** Grows with every change and is never given twice. */
  readonly number: number;
  readonly revision: number;
}

export interface NumberedVector {
  readonly passage: number;
  readonly embedding: Float32Array;
}

export interface IndexSource {
  /** Number of the newest change; 0 if there was none. Takes microseconds. */
  newestChange(): number;
  /** Changes after this number, oldest first; null if some of them are no longer kept, so that all has to be compared. */
  changesAfter(number: number, limit: number): RevisionChange[] | null;
  revisions(): Iterable<RevisionNumbers>;
  /** Null if it is not stored. */
  revision(number: number): RevisionNumbers | null;
  /** Vectors of the passages numbered `from` to `to`, both included; at most `limit`, lowest first. */
  vectors(from: number, to: number, limit?: number): NumberedVector[];
  /** Numbers of passages without a vector. */
  withoutVector(): Iterable<number>;
  /** Vectors of the current fingerprint. */
  vectorCount(): number;
  /** Ids, in order; null for a passage that was removed. */
  passageIds(passages: readonly number[]): (string | null)[];
  /** Vectors, in order; null for a passage that is unknown or has none. */
  vectorsOf(passageIds: readonly string[]): (Float32Array | null)[];
  /** Notes that an index was saved that holds everything up to this change, and forgets changes that are needed no more. */
  noteSave(saveId: string, change: number): void;
  /** Returns whether this store, and not an older copy of it, has noted the save. */
  knowsSave(saveId: string): boolean;
}
