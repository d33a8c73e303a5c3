// Cleans characters, so that the same words always become the same code units, and compares lines by their letters.

import { decodeHTMLStrict } from "entities";

const invisible =
  // soft hyphen, zero width, bidi marks and isolates, invisible operators, BOM, object replacement, tag characters
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFC\u{E0000}-\u{E007F}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const controls = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;
/** Joiners that shape no Arabic, Indic or pictographic cluster, and so only hide. */
const strayJoiner = /(?<![\p{M}\p{Script=Arabic}\p{Extended_Pictographic}])(?:\u200C|\u200D)/gu;

/** Returns `text` as one paragraph: NFC, no invisible or control characters, every run of white space one space, trimmed. */
export function cleanParagraph(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(invisible, "")
    .replace(/\s{2,}|[^\S ]/g, " ")
    .replace(controls, "")
    .replace(strayJoiner, "")
    .normalize("NFC")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** Returns `raw`, which may hold character references, as one clean paragraph; "" for none. */
export function cleanLine(raw: string | null | undefined): string {
  return cleanParagraph(decodeEntities(raw ?? ""));
}

/** Decodes character references as HTML has them, those with a semicolon; unknown names stay as they are. */
export function decodeEntities(text: string): string {
  return decodeHTMLStrict(text).replaceAll("\u00A0", " ");
}

/** Returns letters and digits only, in lower case, to compare lines that differ in quotes, spaces and case. */
export function textKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Counts words as runs between white space, in the first 2,000 characters: enough to tell a line from a paragraph. */
export function countWords(text: string): number {
  const words = text.slice(0, 2000).split(/\s+/);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Counts characters of the scripts that put no space between words; two or three of them make about one word. */
export function countUnspaced(text: string): number {
  return text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
}
