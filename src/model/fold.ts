// Folds case, accents and special letters, alike for every text that is compared, searched or typed.
import type { Span } from "./article.js";

/** Letters that Unicode does not decompose, as people without them on their keyboard type them. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ħ: "h", ŧ: "t", ŋ: "n" },
  ...{ ɓ: "b", ɗ: "d", ƙ: "k", ƴ: "y", ɛ: "e", ɔ: "o", ǝ: "e", ə: "e", ĸ: "k", ς: "σ" },
};
/** Letters outside ASCII that may fold, and marks that go with them. */
const FOLDABLE =
  /[\u00aa-\u052f\u1d00-\u1fff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a]/g;
const MARK = /[\u0300-\u036f]/g;
/** й, ї, ў and the like are letters of their own, ё is written as е. */
const CYRILLIC = /[\u0400-\u052f]/;
const NOT_ASCII = /[^\0-\u007f]/;

const folded = new Map<string, string>();

/**
 * Folds a text for comparison: lower case, without accents, and ı, ł, ø, đ, æ, ß and their like in plain letters, so that
 * "İnciraltı" and "INCIRALTI" are one. Letters of other scripts, digits and signs are kept. The result may be shorter or
 * longer than the text: offsets in it mean nothing (see `findFolded`). Folding twice changes nothing.
 */
export function fold(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFC").toLowerCase().replace(FOLDABLE, foldLetter);
}

function foldLetter(letter: string): string {
  let plain = folded.get(letter);
  if (plain === undefined) {
    plain = PLAIN[letter] ?? withoutMarks(letter);
    folded.set(letter, plain);
  }
  return plain;
}

function withoutMarks(letter: string): string {
  if (CYRILLIC.test(letter)) return letter === "ё" || letter === "ѐ" ? "е" : letter;
  if (!/[\p{L}\p{M}]/u.test(letter)) return letter;
  const bare = letter.normalize("NFKD").replace(MARK, "").toLowerCase();
  return [...bare].map((each) => PLAIN[each] ?? each).join("");
}

/** Finds the first place where `wanted` is in `text`, both folded; null if it is not, or nothing is wanted. */
export function findFolded(text: string, wanted: string): Span | null {
  const key = fold(wanted);
  if (key === "") return null;
  const starts: number[] = [];
  let all = "";
  let at = 0;
  for (const character of text) {
    const plain = fold(character);
    for (let unit = 0; unit < plain.length; unit += 1) starts.push(at);
    all += plain;
    at += character.length;
  }
  const found = all.indexOf(key);
  const start = starts[found];
  if (start === undefined) return null;
  const last = starts[found + key.length - 1];
  return { start, end: starts.slice(found + key.length).find((next) => next !== last) ?? text.length };
}
