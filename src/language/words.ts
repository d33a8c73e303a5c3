// Words and stems of a text, as the answer stage compares them.
import { fold } from "../model/fold.js";

const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;

/** Lists the words of a text in order, hyphens and apostrophes inside kept; no words, an empty list. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Folds a word and cuts common English endings, so that "talks" meets "talk". */
export function stemLightly(word: string): string {
  return fold(word)
    .replace(/['’]s$/u, "")
    .replace(/(?<=\p{L}{3})(?:ing|ed|es|s)$/u, "");
}

/** Returns the stems of all words of a text, and of the parts of hyphenated ones. */
export function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text).flatMap((word) => [stemLightly(word), ...word.split(/[-’']/u).map(stemLightly)]),
  );
}

/** Shorter words say little about the subject; numbers always do. */
const MIN_LETTERS = 4;

/** Returns the stems of the words of at least four letters, and the numbers. */
export function contentWords(text: string): Set<string> {
  const kept = wordsOf(text).filter((word) => word.length >= MIN_LETTERS || /\p{N}/u.test(word));
  return new Set(kept.map(stemLightly));
}
