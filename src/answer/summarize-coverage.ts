// How well chosen sentences cover all sentences of a text, by their words. Knows no article and no model.
import { contentWords } from "./timeline-alike.js";

/** What a word that every sentence holds still weighs: it is what the text is about. */
const COMMON_WEIGHT = 0.3;

/** Likeness of all sentences to each other: cosines of weighed words, 0..1. Memory grows with the square of their number. */
export class Coverage {
  readonly #rows: readonly Float32Array[];
  /** How well each sentence is covered so far. */
  readonly #best: Float32Array;

  constructor(sentences: readonly string[]) {
    const words = sentences.map(contentWords);
    const holders = new Map<string, number[]>();
    for (const [at, own] of words.entries()) {
      for (const word of own) holders.set(word, [...(holders.get(word) ?? []), at]);
    }
    const weightOf = (word: string) =>
      Math.log((sentences.length + 1) / (holders.get(word)?.length ?? 1)) + COMMON_WEIGHT;
    const norms = words.map(
      (own) => Math.sqrt([...own].reduce((sum, word) => sum + weightOf(word) ** 2, 0)) || 1,
    );
    this.#rows = words.map((own, at) => {
      const row = new Float32Array(sentences.length);
      for (const word of own) {
        const weight = weightOf(word) ** 2;
        for (const other of holders.get(word) ?? []) row[other] = (row[other] ?? 0) + weight;
      }
      // Nothing covers itself: else what is like nothing else in a short text would seem worth the most.
      return row.map((sum, other) => (other === at ? 0 : sum / ((norms[at] ?? 1) * (norms[other] ?? 1))));
    });
    this.#best = new Float32Array(sentences.length);
  }

  /** What the whole would be covered better with this sentence, 0..1. */
  gain(sentence: number): number {
    const row = this.#rows[sentence] ?? new Float32Array(0);
    let sum = 0;
    for (let at = 0; at < row.length; at += 1) sum += Math.max(0, (row[at] ?? 0) - (this.#best[at] ?? 0));
    return row.length === 0 ? 0 : sum / row.length;
  }

  /** Takes the sentence in. */
  choose(sentence: number): void {
    this.#rows[sentence]?.forEach((share, at) => {
      this.#best[at] = Math.max(this.#best[at] ?? 0, share);
    });
    this.#best[sentence] = 1;
  }
}
