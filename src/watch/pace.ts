// How fast the round of the watches goes. Numbers only.

/** The moments of the round, in ms; see DEFAULT_PACE. */
export interface Pace {
  /** Between two rounds. */
  readonly everyMs: number;
  /** Nothing arrived for so long: a feed that brings 200 items is over. */
  readonly quietMs: number;
  /** Marked for so long: asked again although more arrives. */
  readonly patienceMs: number;
  /** Between two messages about one topic. */
  readonly pauseMs: number;
  /** Before a watch is tried again that could not be asked, as while many questions wait. */
  readonly retryMs: number;
}

/** A minute is soon enough for news that a feed has every five; four messages about a topic an hour. */
export const DEFAULT_PACE: Pace = {
  everyMs: 5_000,
  quietMs: 20_000,
  patienceMs: 120_000,
  pauseMs: 900_000,
  retryMs: 60_000,
};
