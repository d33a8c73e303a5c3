// Which passages are scored for the words of a question: all that hold a word, or, where that is too many, those with a rare one.

/** Passages scored for one question: about 10 ms in SQLite. */
const MOST_SCORED = 20_000;

/** Passages of a word are counted up to here, in about 3 ms: of two words beyond it neither is rare. */
const MOST_COUNTED = 100_000;

/** A word as FTS5 matches it, and how many passages hold it. */
interface CountedWord {
  readonly phrase: string;
  readonly passages: number;
}

/** Counts the passages that FTS5 matches, no further than `most`. */
type Count = (phrase: string, most: number) => number;

/**
 * Yields what to match, in turn, until enough is found: passages with the rarest words, as many words as `most` allows, at least
 * one; then also those with the next rarest, and so on. Common words count in the score of each, but bring in no passages of
 * their own. Each time these are one or two expressions: of a passage that both match, the higher score is the one that BM25
 * gives for all words, and that of the best is exact.
 */
export function* wordMatches(
  phrases: readonly string[],
  count: Count,
  most = MOST_SCORED,
): Generator<string[]> {
  const held = rarestFirst(phrases, (phrase) => count(phrase, most + 1));
  const rare = held.slice(0, countWithin(held, most));
  const rest = held.slice(rare.length);
  if (rest.length > 0) {
    if (rare.length > 0) yield scoredTogether(rare, rest);
    const ordered = rarestFirst(rest.map(phraseOf), (phrase) => count(phrase, MOST_COUNTED));
    for (let taken = 1; taken < ordered.length; taken += 1)
      yield scoredTogether([...rare, ...ordered.slice(0, taken)], ordered.slice(taken));
  }
  if (held.length > 0) yield [any(held)];
}

function rarestFirst(phrases: readonly string[], count: (phrase: string) => number): CountedWord[] {
  return phrases
    .map((phrase) => ({ phrase, passages: count(phrase) }))
    .filter(({ passages }) => passages > 0)
    .sort((one, other) => one.passages - other.passages);
}

/** How many of the words, rarest first, have no more than `most` passages together; at least one. */
export function countOfRarest(held: readonly Pick<CountedWord, "passages">[], most = MOST_SCORED): number {
  return Math.min(held.length, Math.max(1, countWithin(held, most)));
}

function countWithin(held: readonly Pick<CountedWord, "passages">[], most: number): number {
  let passages = 0;
  const end = held.findIndex((word) => {
    passages += word.passages;
    return passages > most;
  });
  return end === -1 ? held.length : end;
}

/**
 * A passage without a common word has its score from the first expression, any other from the second. One expression for both would
 * name every word twice, and for each time FTS5 goes through all passages with the word.
 */
function scoredTogether(rare: readonly CountedWord[], common: readonly CountedWord[]): string[] {
  return [any(rare), `${any(rare)} AND ${any(common)}`];
}

const phraseOf = ({ phrase }: CountedWord): string => phrase;
const any = (words: readonly CountedWord[]): string => `(${words.map(phraseOf).join(" OR ")})`;
