// Separates an article's paragraphs from the furniture of its page, by shape, place and repetition. Rewrites nothing.
import { bylineName, isSourceLine } from "./attribution.js";
import { datesInLine, isLabelledDate } from "./dates.js";
import {
  credits,
  fixedLines,
  listHeading,
  shareRow,
  shortFurniture,
  strongFurniture,
} from "./furniture-words.js";
import { countWords, textKey } from "./normalize-text.js";

/** Closing punctuation of a sentence in the scripts that have one, with quotes or brackets after it. */
const sentenceEnd = /[.!?…。！？؟۔।։።:;]["'”’»)\]]*$/u;

/** Longest block that a pattern may drop; anything longer is body whatever it begins with. */
const maxFurnitureLength = 400;

/** Tells whether a block reads as body: a punctuated sentence of twelve words or more, or a long paragraph. */
export function isBodySentence(block: string): boolean {
  if (block.length > maxFurnitureLength) return true;
  return (
    sentenceEnd.test(block) && (countWords(block) >= 12 || block.length >= 80 || hasManyIdeographs(block))
  );
}

/** Chinese, Japanese and Thai put no spaces between words; two of their characters make about one. */
function hasManyIdeographs(block: string): boolean {
  return (
    (block.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0) >=
    24
  );
}

/** A line under a list heading: a headline. A plain full stop makes it a sentence, and so body. */
function isHeadline(block: string): boolean {
  return block.length <= 200 && !/[.…。।:]["'”’»)\]]*$/u.test(block) && !isBodySentence(block);
}

/** Tells whether a caption with its credit, or a credit alone, is all that a block holds. */
export function isCredit(block: string): boolean {
  return block.length <= maxFurnitureLength && credits.some((pattern) => pattern.test(block));
}

/** Tells whether a block is furniture by its own words, wherever it stands. A long punctuated sentence rarely is. */
export function isFurniture(block: string): boolean {
  if (block.length > maxFurnitureLength) return false;
  if (fixedLines.has(block.toLowerCase().replace(/\s*[:.…›»>]+$/u, ""))) return true;
  if (shareRow.test(block) || strongFurniture.some((pattern) => pattern.test(block))) return true;
  if (isCredit(block)) return true;
  if (isBodySentence(block)) return false;
  return (
    shortFurniture.some((pattern) => pattern.test(block)) || isLabelledDate(block) || isSourceLine(block)
  );
}

/** Tells whether a line heads a list of other articles. */
export function isListHeading(block: string): boolean {
  return block.length <= 80 && listHeading.test(block.replaceAll("İ", "i")); // no case folding pairs İ with i
}

export interface Separated {
  readonly body: readonly string[];
  /** Left out, in order. `top` is true for lines above the first paragraph kept. */
  readonly dropped: readonly { readonly text: string; readonly top: boolean }[];
}

/** Blocks at the start among which bylines and bare dates are furniture. */
const topBlocks = 8;

/** Where the credit that ends the article stands, or the number of blocks: after it nothing is article. */
function endOfArticle(blocks: readonly string[]): number {
  const length = (from: number, to: number) =>
    blocks
      .slice(from, to)
      .filter(isBodySentence)
      .reduce((sum, block) => sum + block.length, 0);
  const end = blocks.findLastIndex(isSourceLine);
  const atEnd = end > 0 && length(0, end) >= 8 * length(end + 1, blocks.length) && length(0, end) > 0;
  return atEnd ? end : blocks.length;
}

/** Keeps what is article. A paragraph that repeats the title or an earlier paragraph goes; an empty list gives two empty ones. */
export function separateFurniture(blocks: readonly string[], title: string, language = ""): Separated {
  const body: string[] = [];
  const dropped: { text: string; top: boolean }[] = [];
  const seen = new Set([textKey(title)]);
  const end = endOfArticle(blocks);
  const hasSentence = blocks.some(isBodySentence);
  let inList = false;
  for (const [index, text] of blocks.entries()) {
    const heading = isListHeading(text);
    inList = heading || (inList && (isHeadline(text) || isFurniture(text)));
    const key = textKey(text);
    const atTop = index < topBlocks && body.filter(isBodySentence).length === 0;
    const atEdge = atTop || index >= blocks.length - 3;
    const repeated = key.length >= 25 || key === textKey(title) ? seen.has(key) : false; // a refrain may repeat
    const byPlace =
      (atTop && datesInLine(text, language).length > 0) ||
      (atEdge && bylineName(text) !== null) ||
      isPlaceAndDay(text) ||
      (atTop && hasSentence && isKicker(text));
    if (index >= end || inList || repeated || byPlace || isFurniture(text)) {
      dropped.push({ text, top: body.length === 0 });
      continue;
    }
    seen.add(key);
    body.push(text);
  }
  return { body, dropped };
}

/** The section's name or a label above the first paragraph. */
function isKicker(text: string): boolean {
  return countWords(text) <= 4 && !sentenceEnd.test(text);
}

/** "WASHINGTON, Oct 21" alone on its line. */
function isPlaceAndDay(text: string): boolean {
  return /^\p{Lu}[\p{Lu}\s./-]{2,30},?\s(?:\p{L}{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s\p{L}{3,9})(?:,?\s\d{4})?(?:\s\([A-Z][\w ]{1,20}\))?\s?[-–—]?$/u.test(
    text,
  );
}
