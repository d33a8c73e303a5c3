// Finds quotations and brackets short enough to be kept whole; never judges where a sentence ends.
import type { Span } from "../schema.js";

/** A longer quotation is split inside: at about 25 words a sentence, 60 words are two or three of them. */
const MAX_WORDS = 60;
/** Beyond this no closing mark is looked for: 60 words of English are 360 characters, with room for long names. */
const MAX_CHARACTERS = 500;

const MARKS = /["“”„«»‘’()[\]（）「」『』]/g;
const OPENERS = /["“„«»‘([（「『]/;
const CLOSERS = new Map([
  ["“", "”"],
  ["„", "“”"],
  ["«", "»"],
  ["»", "«"],
  ["‘", "’"],
  ["(", ")"],
  ["[", "]"],
  ["（", "）"],
  ["「", "」"],
  ["『", "』"],
  ['"', '"'],
]);

interface Mark {
  readonly char: string;
  readonly at: number;
}

/** Returns quotations and brackets of at most 60 words in `line`, in order, marks included, without overlap. */
export function shortQuotations(line: string): Span[] {
  if (!OPENERS.test(line)) return [];
  const marks: Mark[] = Array.from(line.matchAll(MARKS), (match) => ({ char: match[0], at: match.index }));
  const spans: Span[] = [];
  for (let i = 0; i < marks.length; i += 1) {
    const open = marks[i] as Mark;
    if (!opens(line, open)) continue;
    const close = closing(line, marks, i);
    if (close === null) continue;
    const span = { start: open.at, end: (marks[close] as Mark).at + 1 };
    if (wordCount(line.slice(span.start, span.end)) <= MAX_WORDS) {
      spans.push(span);
      i = close;
    }
  }
  return spans;
}

/** The place in `marks` of the mark that closes `marks[from]`; null where it opens anew first, or too far on. */
function closing(line: string, marks: readonly Mark[], from: number): number | null {
  const open = marks[from] as Mark;
  const closers = CLOSERS.get(open.char) ?? "";
  for (let i = from + 1; i < marks.length; i += 1) {
    const mark = marks[i] as Mark;
    if (mark.at - open.at > MAX_CHARACTERS) return null;
    if (mark.char === open.char && opens(line, mark)) return null;
    if (closers.includes(mark.char) && !isApostrophe(line, mark)) return i;
  }
  return null;
}

/** Marks that open and close alike ('"', and "»" in German and Danish) open after a gap and before a word. */
function opens(line: string, mark: Mark): boolean {
  if (!CLOSERS.has(mark.char)) return false;
  if (mark.char !== '"' && mark.char !== "»" && mark.char !== "‘") return true;
  const before = line.charAt(mark.at - 1);
  const after = line.charAt(mark.at + 1);
  return /^$|[\s([“„«—–\-/]/.test(before) && /\S/.test(after);
}

function isApostrophe(line: string, mark: Mark): boolean {
  return mark.char === "’" && /[\p{L}\p{N}]/u.test(line.charAt(mark.at + 1));
}

/** Words between white space; in scripts written without spaces two characters count as a word. */
function wordCount(text: string): number {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/g)?.length ?? 0;
  return text.split(/\s+/).length + wide / 2;
}
