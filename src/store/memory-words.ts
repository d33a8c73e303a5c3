// BM25 in memory, word for word as FTS5 reckons it: the same words, stems, phrases and formula. Not made for speed or size.
import { stem } from "./porter.js";

const K1 = 1.2; // fts5Bm25Function in SQLite's fts5_aux.c, as are B and the floor of the inverse document frequency
const B = 0.75;
const MIN_IDF = 1e-6;

/** Lower-case words without diacritics: unicode61 with remove_diacritics 2, but for rare scripts' own marks. */
export function words(text: string): string[] {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return plain.toLowerCase().match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
}

interface Entry {
  /** Stems, column by column. */
  readonly columns: readonly (readonly string[])[];
  readonly length: number;
}

export class MemoryWords {
  readonly #entries = new Map<string, Entry>();
  readonly #holders = new Map<string, Set<string>>();
  readonly #weights: readonly number[];
  #totalLength = 0;

  /** `weights`: one a column. */
  constructor(weights: readonly number[]) {
    this.#weights = weights;
  }

  add(id: string, columns: readonly string[]): void {
    const stems = columns.map((column) => words(column).map(stem));
    const length = stems.reduce((sum, column) => sum + column.length, 0);
    this.#entries.set(id, { columns: stems, length });
    this.#totalLength += length;
    for (const word of stems.flat()) {
      const holders = this.#holders.get(word) ?? new Set();
      this.#holders.set(word, holders.add(id));
    }
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#totalLength -= entry.length;
    for (const word of entry.columns.flat()) this.#holders.get(word)?.delete(id);
  }

  /** Weighted number of times each entry holds the term; words of one term must follow each other. */
  frequencies(term: string): Map<string, number> {
    const phrase = words(term).map(stem);
    const result = new Map<string, number>();
    const first = phrase[0];
    if (first === undefined) return result;
    for (const id of this.#holders.get(first) ?? []) {
      const columns = this.#entries.get(id)?.columns ?? [];
      const counts = columns.map((column) => occurrences(column, phrase));
      if (counts.some((count) => count > 0)) {
        result.set(
          id,
          counts.reduce((sum, count, n) => sum + count * (this.#weights[n] ?? 1), 0),
        );
      }
    }
    return result;
  }

  /** BM25 of every entry that holds one of the terms; higher is better. */
  scores(terms: readonly string[]): Map<string, number> {
    const scores = new Map<string, number>();
    const averageLength = this.#totalLength / Math.max(1, this.#entries.size);
    for (const term of new Set(terms)) {
      const frequencies = this.frequencies(term);
      const absent = this.#entries.size - frequencies.size;
      const idf = Math.max(Math.log((absent + 0.5) / (frequencies.size + 0.5)), MIN_IDF);
      for (const [id, frequency] of frequencies) {
        const length = (this.#entries.get(id)?.length ?? 0) / averageLength;
        const part = (idf * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * length));
        scores.set(id, (scores.get(id) ?? 0) + part);
      }
    }
    return scores;
  }
}

function occurrences(column: readonly string[], phrase: readonly string[]): number {
  let count = 0;
  for (let at = 0; at + phrase.length <= column.length; at += 1) {
    if (phrase.every((word, n) => column[at + n] === word)) count += 1;
  }
  return count;
}
