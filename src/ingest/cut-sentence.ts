// Cuts a sentence that no passage can hold, at clauses, else words, else characters: the last resort of the splitter.
import type { Span } from "../schema.js";

const CLAUSE_END = /[,;:，；：、—–)\]）」]["”’»]*\s*(?=\S)/g;
const WORD_END = /\s+(?=\S)/g;

/** Cuts `span` of `text` into `parts` or fewer pieces of about the same length, trimmed, in order; none is empty. */
export function cutSentence(text: string, span: Span, parts: number): Span[] {
  const sentence = text.slice(span.start, span.end);
  const clauses = endsOf(sentence, CLAUSE_END);
  const words = endsOf(sentence, WORD_END);
  const reach = sentence.length / parts / 3;
  const cuts = new Set<number>([sentence.length]);
  for (let part = 1; part < parts; part += 1) {
    const ideal = Math.round((sentence.length * part) / parts);
    const cut =
      nearest(clauses, ideal, reach) ?? nearest(words, ideal, reach) ?? wholeCharacter(sentence, ideal);
    if (cut > 0 && cut < sentence.length) cuts.add(cut);
  }
  let start = 0;
  return [...cuts]
    .sort((a, b) => a - b)
    .map((end) => {
      const piece = sentence.slice(start, end);
      const lead = piece.length - piece.trimStart().length;
      const trimmed = { start: span.start + start + lead, end: span.start + start + piece.trimEnd().length };
      start = end;
      return trimmed;
    })
    .filter((piece) => piece.end > piece.start);
}

function endsOf(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), (match) => match.index + match[0].length);
}

function nearest(places: readonly number[], ideal: number, reach: number): number | null {
  let best: number | null = null;
  for (const place of places) {
    const distance = Math.abs(place - ideal);
    if (distance <= reach && (best === null || distance < Math.abs(best - ideal))) best = place;
  }
  return best;
}

/** Steps back where `at` would part the two halves of one character. */
function wholeCharacter(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}
