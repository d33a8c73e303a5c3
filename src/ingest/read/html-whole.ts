// Whether the text found in a page is the whole article, by what the page tells of it. Looks for no other text.
import { countWords, textKey } from "../normalize-text.js";

/** What a page shows and what it tells of its article. */
export interface Wholeness {
  readonly blocks: readonly string[];
  /** Words that the page's data count. */
  readonly wordCount: number | undefined;
  readonly description: string | undefined;
  /** What the judgement of the page says, where it ends at a paywall. */
  readonly paywall: string | null;
}

/** A count is taken at its word where it is this much larger than the text: captions and boxes may be counted, too. */
const countFactor = 1.6;
const leastMissing = 120;
/** Characters a word on average: beyond, the script has no spaces and the page counts something else. */
const longestWords = 15;
/** Longer texts are more than a teaser, in characters. */
const maxTeaser = 800;
const teaserFactor = 1.5;
/** Letters of a description that the text must begin with. */
const leastTold = 80;

/** Returns why a text is hardly the whole article, a phrase; null where nothing speaks against it. */
export function lackOf({ blocks, wordCount, description, paywall }: Wholeness): string | null {
  if (paywall !== null) return paywall;
  const text = blocks.join(" ");
  const words = blocks.reduce((sum, block) => sum + countWords(block), 0);
  const isSpaced = text.length < longestWords * words;
  if (
    isSpaced &&
    wordCount !== undefined &&
    wordCount > countFactor * words &&
    wordCount - words > leastMissing
  )
    return `only a part of it: ${words} words, the page tells of ${wordCount}`;
  if (text.length > maxTeaser) return null;
  if (/(?:…|\.{3}|\[…\]|\[\.{3}\])$/.test(text)) return `it breaks off after ${text.length} characters`;
  const [shown, told] = [textKey(text), textKey(description ?? "")];
  const repeats = told.length > leastTold && shown.startsWith(told.slice(0, leastTold));
  return repeats && shown.length < teaserFactor * told.length ? "hardly more than its description" : null;
}
