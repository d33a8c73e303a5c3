// Which passages are scored for the words of a question: all that hold a word, or, where that is too many, those with a rare one.

/** A word as FTS5 matches it, and how many passages hold it. */
export interface CountedWord {
  readonly phrase: string;
  readonly passages: number;
}

export interface WordMatch {
  readonly match: string;
  /** How often each word counts in the score. */
  readonly times: 1 | 2;
}

/** Passages scored for one question: about 15 ms in SQLite. */
const MOST_SCORED = 20_000;

/**
 * Yields what to match, in turn, until enough is found: passages with the rarest words, as many words as `most` allows, at least
 * one; then also those with the next rarest, and so on. Common words count in the score of each, but bring in no passages of
 * their own: every word stands in the expression equally often, so that the order is that of BM25 over all words.
 */
export function* wordMatches(words: readonly CountedWord[], most = MOST_SCORED): Generator<WordMatch> {
  const held = words
    .filter(({ passages }) => passages > 0)
    .sort((one, other) => one.passages - other.passages);
  const any = (some: readonly CountedWord[]) => `(${some.map(({ phrase }) => phrase).join(" OR ")})`;
  for (let taken = countOfRarest(held, most); taken < held.length; taken += 1) {
    const [rare, common] = [any(held.slice(0, taken)), any(held.slice(taken))];
    yield { match: `${rare} AND (${rare} OR (${common} AND ${common}))`, times: 2 };
  }
  if (held.length > 0) yield { match: any(held), times: 1 };
}

/** How many of the words, rarest first, have no more than `most` passages together; at least one. */
export function countOfRarest(held: readonly Pick<CountedWord, "passages">[], most = MOST_SCORED): number {
  let passages = 0;
  const end = held.findIndex((word) => {
    passages += word.passages;
    return passages > most;
  });
  return end === -1 ? held.length : Math.max(1, end);
}
