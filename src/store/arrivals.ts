// Port: what was stored since, in order, whoever stored it: a feed, an upload, another process. Tells no texts.
import type { Instant } from "../schema.js";

/** A revision that was stored. */
export interface Arrival {
  /** Grows with every revision that is stored and is never given twice. */
  readonly number: number;
  readonly articleId: string;
  readonly revision: number;
}

export interface Arrivals {
  /** Number of the newest arrival; 0 where nothing was ever stored. */
  newest(): Promise<number>;
  /** Arrivals after this number, oldest first; those removed meanwhile are left out. */
  after(number: number, limit: number): Promise<Arrival[]>;
  /** Null where the revision is not there. */
  numberOf(articleId: string, revision: number): Promise<number | null>;
  /** Number of the newest arrival fetched at or before this moment; 0 where there is none. */
  newestAt(at: Instant): Promise<number>;
}
