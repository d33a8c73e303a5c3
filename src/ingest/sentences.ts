// Splits text into sentences with exact offsets, in any language; does not know tokens, passages or articles.
import type { Span } from "../schema.js";
import { shortQuotations } from "./quotations.js";
import { endsSentence } from "./sentence-rules.js";

/** A sentence, trimmed of white space. */
export interface Sentence extends Span {
  /** Lines that hold any text, counted from 0: a sentence never runs over the end of a line. */
  readonly paragraph: number;
}

/** The rules are those of Unicode (UAX 29), the same for nearly every locale. */
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
/** Intl.Segmenter slows down with the square of its input (13 MB on one line: minutes); longer lines are cut. */
const MAX_LINE = 8_192;
/** Enough on either side of a sentence end for every rule. */
const CONTEXT = 80;
/** Ends that UAX 29 does not see: before a number, after an ellipsis that is one character, where the space is missing, before 「. */
const MORE_ENDS =
  /[.!?…。！？](?:(?<=\.)["”’»)\]]*\s+(?=["“„«(]?[$€£]?\d)|(?<=…)["”’»)\]]*\s+(?=["“„«(]?[\d\p{Lu}])|(?=“\p{Lu})|(?=[「『（])|(?=\p{Lu}\p{Ll}+ )(?<=\p{Ll}{4}\.))/gu;
const LIST_MARK = /^\s*(?:[-*•·–]|\(?(?:\d{1,3}|\p{L})[.)])\s*$/u;

/**
 * Splits `text` into sentences, in order; together they hold every visible character.
 * A line without an end mark is a sentence; a quotation of up to 60 words stays whole; text without any visible
 * character gives an empty list.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = 0;
  for (const line of text.matchAll(/[^\n]+/g)) {
    const count = sentences.length;
    for (const piece of piecesOf(line[0])) {
      for (const span of splitLine(line[0].slice(piece.start, piece.end))) {
        const base = line.index + piece.start;
        const trimmed = trim(text, base + span.start, base + span.end);
        if (trimmed !== null) sentences.push({ ...trimmed, paragraph });
      }
    }
    if (sentences.length > count) paragraph += 1;
  }
  return sentences;
}

function splitLine(line: string): Span[] {
  const ends = possibleEnds(line);
  const kept: number[] = [];
  const quotations = ends.length > 0 ? shortQuotations(line) : [];
  let quotation = 0;
  let start = 0;
  for (const end of ends) {
    while ((quotations[quotation]?.end ?? Number.POSITIVE_INFINITY) <= end) quotation += 1;
    if ((quotations[quotation]?.start ?? end) < end) continue;
    const before = line.slice(Math.max(start, end - CONTEXT), end).trimEnd();
    if (LIST_MARK.test(line.slice(start, Math.min(end, start + 8))) && end - start <= 8) continue;
    if (!endsSentence(before, line.slice(end, end + CONTEXT).trimStart())) continue;
    kept.push(end);
    start = end;
  }
  kept.push(line.length);
  return kept.map((end, i) => ({ start: kept[i - 1] ?? 0, end }));
}

/** Places where a sentence may end, ascending, after the white space if any; without the end of the line. */
function possibleEnds(line: string): number[] {
  const ends: number[] = [];
  for (const segment of segmenter.segment(line)) {
    if (segment.index > 0) ends.push(segment.index);
  }
  const count = ends.length;
  for (const match of line.matchAll(MORE_ENDS)) ends.push(match.index + match[0].length);
  return ends.length === count ? ends : [...new Set(ends)].sort((a, b) => a - b);
}

/** Cuts a line that is too long for the segmenter, after a sentence if there is one, else at white space. */
function piecesOf(line: string): Span[] {
  const pieces: Span[] = [];
  let start = 0;
  while (line.length - start > MAX_LINE) {
    const window = line.slice(start, start + MAX_LINE);
    const end = start + lastCut(window);
    pieces.push({ start, end });
    start = end;
  }
  pieces.push({ start, end: line.length });
  return pieces;
}

function lastCut(window: string): number {
  const half = window.length / 2;
  for (const mark of [". ", "。", " "]) {
    const at = window.lastIndexOf(mark);
    if (at > half) return at + mark.length;
  }
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? window.length - 1 : window.length;
}

function trim(text: string, from: number, to: number): Span | null {
  const raw = text.slice(from, to);
  const start = from + raw.length - raw.trimStart().length;
  const end = from + raw.trimEnd().length;
  return end > start ? { start, end } : null;
}
