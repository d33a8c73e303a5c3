// Words and stems of a text, as the answer stage compares them.
import { fold } from "../model/fold.js";

const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;

/** Between the parts of a word that count as words, too. */
const HYPHENS = /[-’']/u;

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

/** Returns the stems of all words of a text, and of the parts of hyphenated ones: "Chang'e-6" holds "chang'e", too. */
export function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text).flatMap((word) => [word, ...word.split("-"), ...word.split(HYPHENS)].map(stemLightly)),
  );
}

/** Returns the share of the words whose stems are among `held`, 0..1; 1 for no words. */
export function shareHeld(words: readonly string[], held: ReadonlySet<string>): number {
  return words.length === 0 ? 1 : words.filter((word) => held.has(stemLightly(word))).length / words.length;
}

/**
 * Returns those of the words whose stems are among those of a text (`stemsOf`), in order. Looks only where a stem stands at the
 * beginning of a word, so that a long text costs little.
 */
export function wordsHeld(text: string, words: readonly string[]): string[] {
  const folded = fold(text);
  return words.filter((word) => holdsStem(folded, stemLightly(word)));
}

const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const WORD_HERE = new RegExp(WORD, "uy");

function holdsStem(folded: string, stem: string): boolean {
  if (stem === "") return false;
  for (let at = folded.indexOf(stem); at >= 0; at = folded.indexOf(stem, at + 1)) {
    const before = folded[at - 1] ?? " ";
    if (WORD_CHARACTER.test(before)) continue;
    const isInside = /[.'’-]/.test(before) && WORD_CHARACTER.test(folded[at - 2] ?? " ");
    if (isInside && before === ".") continue;
    WORD_HERE.lastIndex = at;
    const word = WORD_HERE.exec(folded)?.[0] ?? "";
    const parts = word.split(HYPHENS);
    const found = isInside
      ? [parts[0] ?? "", before === "-" ? (word.split("-")[0] ?? "") : ""]
      : [word, ...word.split("-"), ...parts];
    if (found.some((one) => stemLightly(one) === stem)) return true;
  }
  return false;
}

/** Shorter words say little about the subject; numbers always do. */
const MIN_LETTERS = 4;

/** Returns the stems of the words of at least four letters, and the numbers. */
export function contentWords(text: string): Set<string> {
  const kept = wordsOf(text).filter((word) => word.length >= MIN_LETTERS || /\p{N}/u.test(word));
  return new Set(kept.map(stemLightly));
}
