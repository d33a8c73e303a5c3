// Grows a quoted sentence to its neighbor where it cannot be understood alone. Always a contiguous span, at most 60 words.
import type { Passage, Span } from "../schema.js";
import { MAX_QUOTE_WORDS } from "./sentences-of.js";

/** Persons that a sentence points back to, also over the end of a paragraph. */
const PERSON_BACK = /^["“‘']?(?:He|She|They|His|Her|Their)\b/u;
/** Things that a sentence points back to: to the sentence before, in its own paragraph. */
const THING_BACK =
  /^["“‘']?(?:It|Its|This|That|These|Those|Both|The (?:official|move|decision|announcement|two|pair|meeting|call|deal|plan|agreement|statement|comments?|remarks?|latter|former))\b/u;
/** A quotation that is the whole sentence has its speaker in a neighbor. */
const BARE_QUOTATION = /^["“][^"”]+["”]$/u;

/** Grown quotes stay short enough to read at a glance; the limit of a quote itself is 60 words. */
const GROWN_WORDS = MAX_QUOTE_WORDS - 10;

/** Returns the sentence's own span, or one that begins (or ends) with the neighbor that it needs. */
export function growSpan(passage: Passage, articleText: string, place: number): Span {
  const own = passage.sentences[place];
  if (!own)
    throw new RangeError(`sentence ${place} of ${passage.passageId}: it has ${passage.sentences.length}`);
  const text = articleText.slice(own.start, own.end);
  const before = passage.sentences[place - 1];
  const after = passage.sentences[place + 1];
  const sameParagraph = before !== undefined && !articleText.slice(before.end, own.start).includes("\n");
  if (before && (PERSON_BACK.test(text) || (THING_BACK.test(text) && sameParagraph)))
    return within({ start: before.start, end: own.end }, own, articleText);
  if (BARE_QUOTATION.test(text)) {
    const afterText = after ? articleText.slice(after.start, after.end) : "";
    if (after && /\b(?:said|says|told|added|wrote)\b/u.test(afterText))
      return within({ start: own.start, end: after.end }, own, articleText);
    if (before) return within({ start: before.start, end: own.end }, own, articleText);
  }
  return { start: own.start, end: own.end };
}

function within(grown: Span, own: Span, articleText: string): Span {
  const words = articleText.slice(grown.start, grown.end).split(/\s+/u).length;
  return words <= GROWN_WORDS ? grown : { start: own.start, end: own.end };
}
