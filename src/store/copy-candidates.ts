// Port: which articles may hold a copy of a text, found by sketch. Whether they do is decided by compare/copies.ts.
import type { Article } from "../schema.js";
import type { Scope } from "./store.js";

/** Hashes that a candidate must share: copies share far more, and one alone may be chance or a standing line. */
export const MIN_SHARED = 2;
/** A hash that more revisions hold is a standing line of an outlet and finds nothing. */
export const COMMON_HASH = 1_000;

export interface CopyCandidates {
  /**
   * Articles in scope that share at least two hashes with the sketch, most shared first, then by article id; the article
   * that the sketch was taken of is among them. Does not depend on the order in which articles were put.
   */
  copyCandidates(sketch: Uint32Array, limit: number, scope: Scope): Promise<Article[]>;
  /** Sketches up to `limit` revisions that an older version stored without a sketch; returns how many are left. */
  sketchMissing(limit: number): Promise<number>;
}
