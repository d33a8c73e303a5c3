// How much two reports are of one story, by the words that tell them apart from the rest. Knows no model and no time.
import { stemLightly, wordsOf } from "./words.js";

/** Characters from the start that say what a report is about. */
const START = 450;
/** Shorter words carry no story; numbers always do. */
const MIN_LETTERS = 4;

/** A text as far as it says what it is about. */
export interface Told {
  readonly title: string;
  readonly text: string;
}

/** Weighs the likeness of reports; made once over all that are compared, so that words which all of them hold count little. */
export class Likeness {
  readonly #weights = new Map<string, number>();
  readonly #known = new WeakMap<Told, ReadonlySet<string>>();

  /** `background` is whatever was found beside what is compared: the more, the better it tells rare words from common ones. */
  constructor(background: readonly Told[]) {
    const counts = new Map<string, number>();
    for (const told of background) {
      for (const word of this.#wordsOf(told)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const [word, count] of counts) this.#weights.set(word, Math.log((background.length + 1) / count));
  }

  /** Cosine of the weighed words, 0..1; two reports of one event have .3 and more. */
  of(one: Told, other: Told): number {
    const [left, right] = [this.#wordsOf(one), this.#wordsOf(other)];
    const shared = [...left].filter((word) => right.has(word));
    const norm = Math.sqrt(this.#sum(left) * this.#sum(right));
    return norm === 0 ? 0 : this.#sum(shared) / norm;
  }

  #sum(words: Iterable<string>): number {
    let sum = 0;
    for (const word of words) sum += (this.#weights.get(word) ?? 1) ** 2;
    return sum;
  }

  #wordsOf(told: Told): ReadonlySet<string> {
    const known = this.#known.get(told);
    if (known !== undefined) return known;
    const words = contentWords(`${told.title} ${told.text.slice(0, START)}`);
    this.#known.set(told, words);
    return words;
  }
}

/** Stems of the words of at least four letters, and the numbers. */
export function contentWords(text: string): Set<string> {
  const kept = wordsOf(text).filter((word) => word.length >= MIN_LETTERS || /\p{N}/u.test(word));
  return new Set(kept.map(stemLightly));
}
