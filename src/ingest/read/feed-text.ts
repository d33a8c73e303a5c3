// Texts of feeds: which of several bodies is the fullest, titles without markup, bodies as paragraphs. Fetches nothing.
import { cleanParagraph, decodeEntities } from "../normalize-text.js";
import { splitBlocks } from "./blocks.js";
import { toBlocks } from "./html-body.js";
import { parsePage } from "./html-dom.js";

const TAG = /<\/?[a-z][^<>]{0,500}>/gi;
const ANY_MARKUP = /<\/?[a-z!]|&#?\w{2,8};/i;

/** Returns one line of text without tags and entities; null where nothing is left. */
export function plainText(text: string | null): string | null {
  if (text === null) return null;
  return cleanParagraph(decodeEntities(text.replace(TAG, " "))) || null;
}

/** Writes text as HTML that shows these very characters, a line break as one. */
export function escaped(text: string): string {
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return safe
    .trim()
    .replace(/\r?\n[ \t]*\r?\n\s*/g, "<p>")
    .replace(/\r?\n/g, "<br>");
}

/** Returns the body with most text and the one with least, null where there is none or no second. */
export function longerFirst(bodies: readonly string[]): [html: string | null, summary: string | null] {
  const sized = bodies
    .map((body) => ({ body, length: body.replace(TAG, "").trim().length }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length);
  return [sized[0]?.body ?? null, sized.length > 1 ? (sized.at(-1)?.body ?? null) : null];
}

/** Lines that feeds put under an item's text. */
const TAIL =
  /^(?:the post .{1,300} (?:appeared first|first appeared) on .{1,200}|(?:continue reading|read (?:more|the full (?:story|article)|on)|weiterlesen|lire la suite|leer más|devamını oku)\b.{0,120}|comments?|\[link\]|\[comments\]|\(\d+ words left\).{0,80})$/iu;
/** The same at the end of the last sentence. */
const TAIL_WORDS =
  /(?<=[.!?…\]"”’»)])\s*(?:continue reading|read (?:more|on|the full (?:story|article))|weiterlesen|lire la suite|leer más|devamını oku)[\s.…»→>\]]*$/iu;
/** A body that its feed has cut. */
const CUT = /(?:\[?(?:…|\.{3}|&hellip;)\]?|\[\+?\d+ chars\]|\bread more)\s*$/iu;

export interface FeedBody {
  readonly blocks: readonly string[];
  /** True where the feed itself says that there is more. */
  readonly isCut: boolean;
}

/** Returns the paragraphs of an item's HTML; a cut sentence at the end keeps its mark. @throws DatelineError read-unreadable for nesting that no page has */
export function bodyBlocks(name: string, html: string): FeedBody {
  const found = ANY_MARKUP.test(html) ? htmlBlocks(name, html) : splitBlocks(html);
  const blocks = found.map(cleanParagraph).filter(Boolean);
  const last = blocks.at(-1) ?? "";
  const kept = blocks
    .filter((block, at) => at < blocks.length - 3 || !TAIL.test(block))
    .map((block) => block.replace(TAIL_WORDS, ""));
  const isCut = CUT.test(last) || CUT.test(kept.at(-1) ?? "") || TAIL.test(last) || TAIL_WORDS.test(last);
  return { blocks: kept, isCut };
}

function htmlBlocks(name: string, html: string): string[] {
  const page = parsePage(name, `<html><body>${html}</body></html>`);
  return page.body === null ? [] : toBlocks(page.body);
}
