// Words of texts and of questions as PostgreSQL is to match them, by the rules of SQLite's FTS5 ("porter unicode61
// remove_diacritics 2"), and BM25 with FTS5's constants. PostgreSQL's own parser parts hyphens, addresses and numbers differently.
import { stemmer } from "stemmer";
import { fold } from "../../model/fold.js";

/** Runs of these are words: letters, numbers, private use. */
const WORD = /[\p{L}\p{N}\p{Co}]+/gu;
/** Accents that are left when letters are folded stand on letters of other scripts; FTS5 leaves them out too. */
const MARKS = /[\u0300-\u036f]+/g;
/** FTS5 leaves shorter and longer words as they are. */
const STEMMED = { min: 3, max: 64 } as const;
/** PostgreSQL keeps no higher positions, and no longer words. */
const MAX_POSITION = 16_383;
const MAX_WORD = 500;

/** Splits text into words without case and diacritics. */
function wordsOf(text: string): string[] {
  return [...fold(text).replace(MARKS, "").matchAll(WORD)].map(([word]) => word.slice(0, MAX_WORD));
}

/** The same, stemmed as texts are searched. */
function stemsOf(text: string): string[] {
  return wordsOf(text).map((word) =>
    word.length < STEMMED.min || word.length > STEMMED.max ? word : stemmer(word),
  );
}

/** Words with their places, as text of the type tsvector, and how many there are. */
export interface WordVector {
  readonly vector: string;
  readonly count: number;
  /** Each once. */
  readonly stems: readonly string[];
}

/** Lays out a passage: its text, then, marked "A" and out of reach of a phrase, the title of its article. */
export function passageWords(title: string, text: string): WordVector {
  const [stems, titleStems] = [stemsOf(text), stemsOf(title)];
  const places = new Map<string, string[]>();
  addPlaces(places, stems, 1, "");
  addPlaces(places, titleStems, stems.length + 2, "A");
  return { vector: writeVector(places), count: stems.length + titleStems.length, stems: [...places.keys()] };
}

/** Lays out unstemmed fields, out of reach of each other's phrases, to be found by what a person types. */
export function typedFields(fields: readonly string[]): string {
  const places = new Map<string, string[]>();
  let from = 1;
  for (const field of fields) {
    const words = wordsOf(field);
    addPlaces(places, words, from, "");
    from += words.length + 1;
  }
  return writeVector(places);
}

function addPlaces(
  places: Map<string, string[]>,
  words: readonly string[],
  from: number,
  mark: string,
): void {
  for (const [at, word] of words.entries()) {
    const place = `${Math.min(from + at, MAX_POSITION)}${mark}`;
    const known = places.get(word);
    if (known === undefined) places.set(word, [place]);
    else known.push(place);
  }
}

/** Words consist of letters and digits, so that nothing in them needs to be escaped. */
function writeVector(places: ReadonlyMap<string, readonly string[]>): string {
  return [...places].map(([word, at]) => `'${word}':${at.join(",")}`).join(" ");
}

/** A search term: one stem, or the stems of a phrase in order. */
export type Term = readonly string[];

/** Splits search terms into stems; those without a word, which match nothing, and repeated ones are left out. */
export function termsOf(texts: readonly string[]): Term[] {
  const terms = texts.map(stemsOf).filter((stems) => stems.length > 0);
  return [...new Map(terms.map((stems) => [stems.join(" "), stems])).values()];
}

/** Writes a term as text of the type tsquery. */
export function termQuery(term: Term): string {
  return term.map((stem) => `'${stem}'`).join(" <-> ");
}

/** Writes words that are being typed as tsquery: all of them, the last stem of each as the start of a word; null for none. */
export function typedQuery(typed: string): string | null {
  const terms = typed
    .split(/[\s\0]+/u)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  if (terms.length === 0) return null;
  return terms.map((words) => `(${words.map((word) => `'${word}'`).join(" <-> ")}:*)`).join(" & ");
}

/** FTS5's constants, and the factor on words of the title, which repeats in each passage of its article. */
export const BM25 = { k1: 1.2, b: 0.75, title: 0.5 } as const;
/** FTS5's floor for words that more than half of all passages hold. */
const MIN_IDF = 1e-6;

/** Returns the inverse document frequency of a term that `holding` of all `passages` hold. */
export function inverseFrequency(passages: number, holding: number): number {
  const idf = Math.log((passages - holding + 0.5) / (holding + 0.5));
  return idf > 0 ? idf : MIN_IDF;
}

/** Where a stem stands in a passage: positions in order, and which of them are in the title. */
export interface StemPlaces {
  readonly positions: readonly number[];
  readonly inTitle: readonly boolean[];
}

/** Counts a term in a passage, each occurrence by the weight of where it stands. */
export function weightedCount(term: Term, places: ReadonlyMap<string, StemPlaces>): number {
  const [first, ...rest] = term.map((stem) => places.get(stem));
  if (first === undefined || rest.includes(undefined)) return 0;
  let sum = 0;
  for (const [n, position] of first.positions.entries()) {
    const follows = rest.every((stem, at) => stem?.positions.includes(position + at + 1));
    if (follows) sum += first.inTitle[n] ? BM25.title : 1;
  }
  return sum;
}

/** Returns what a term that occurs `count` times adds to the score; `length` is that of the passage in average passages. */
export function bm25(idf: number, count: number, length: number): number {
  return (idf * count * (BM25.k1 + 1)) / (count + BM25.k1 * (1 - BM25.b + BM25.b * length));
}
