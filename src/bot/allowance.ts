// At most so many in any minute, counted in memory. Pure: the clock is handed in, in milliseconds.

const MINUTE_MS = 60_000;
/** Keys held before those of an earlier minute are let go. */
const KEYS_BEFORE_SWEEP = 5000;

/** Counts by key. A window that moves instead of a bucket that fills, so that what is said of the last minute is true. */
export class Allowance {
  readonly #most: number;
  /** When each was taken within the last minute, oldest first. */
  readonly #taken = new Map<string, number[]>();

  /** `most` is the number in any minute; 0 sets no bound. */
  constructor(most: number) {
    this.#most = most;
  }

  get most(): number {
    return this.#most;
  }

  /** Returns when the next one may be taken; null where that is now. */
  nextAt(key: string, nowMs: number): number | null {
    if (this.#most === 0) return null;
    const recent = this.#recent(key, nowMs);
    const oldest = recent[recent.length - this.#most];
    return oldest === undefined ? null : oldest + MINUTE_MS;
  }

  /** Counts one. */
  take(key: string, nowMs: number): void {
    if (this.#most === 0) return;
    if (this.#taken.size >= KEYS_BEFORE_SWEEP) this.#sweep(nowMs);
    this.#taken.set(key, [...this.#recent(key, nowMs), nowMs]);
  }

  /** Keys that are held. */
  get size(): number {
    return this.#taken.size;
  }

  #recent(key: string, nowMs: number): number[] {
    return (this.#taken.get(key) ?? []).filter((at) => nowMs - at < MINUTE_MS);
  }

  #sweep(nowMs: number): void {
    for (const key of this.#taken.keys()) if (this.#recent(key, nowMs).length === 0) this.#taken.delete(key);
  }
}
