// The dates that a page shows: elements made for dates, lines around the headline and at the article's end. Judges none of them.
import { datesInLine, isLabelledDate } from "../dates.js";
import type { FoundDate } from "../draft.js";
import { textKey } from "../normalize-text.js";
import { isInCard, partedDates, signedDates, type Weigh } from "./html-date-boxes.js";
import type { PageElement } from "./html-dom.js";
import { textOf } from "./html-dom.js";
import { type Block, type Box, type BoxTree, dateAttributes, type TimeMark } from "./html-tree.js";

/** Where the article stands among the blocks of its page. */
export interface Place {
  /** Block of the headline; −1 where none is shown. */
  readonly headline: number;
  /** First and last block of the body; −1 for a page without one. */
  readonly first: number;
  readonly last: number;
}

/** No article is known to stand anywhere. */
export const nowhere: Place = { headline: -1, first: -1, last: -1 };

/** Finds the headline among the blocks: the one that says the title nearest before the body, else the first h1. */
export function findPlace(tree: BoxTree, body: readonly Block[], title: string | undefined): Place {
  const first = body[0]?.at ?? -1;
  const last = body.at(-1)?.at ?? -1;
  const key = textKey(title ?? "");
  const said = tree.blocks.filter(({ text }) => key.length > 8 && textKey(text) === key);
  const heading = (block: Block) => /^H[12]$/.test(block.box.tag) && !isInOther(block.box);
  const headline =
    said.find(heading) ?? said.find(({ at }) => at <= first) ?? said[0] ?? tree.blocks.find(heading);
  return { headline: headline?.at ?? -1, first, last };
}

const otherBox =
  /(?:^|[\s_-])(?:comments?|comment-?\w+|related|recommend\w*|most-?\w+|popular|trending|teasers?|sidebar|side-?bar|widgets?|latest|more-?news|breaking|ticker|carousel|promo\w*|footer|copyright|calendar|archives?)(?:$|[\s_-])/;
/** What is beside the article even where it stands at its headline. */
const otherAtHeadline =
  /(?:^|[\s_-])(?:comments?|comment-?\w+|related|recommend\w*|ticker|most-?\w+|calendar|today|todays?-?date|current-?(?:date|time)|clock|weather)(?:$|[\s_-])/;

/** Tells whether a box belongs to something beside the article: comments, other articles, the page's frame. */
export function isInOther(box: Box, atHeadline = false): boolean {
  const names = atHeadline ? otherAtHeadline : otherBox;
  for (let at: Box | null = box; at !== null; at = at.parent) {
    if (!atHeadline && (at.tag === "ASIDE" || at.tag === "FOOTER")) return true;
    if (!at.holdsMain && names.test(at.words)) return true;
  }
  return isInSiteHeader(box);
}

/** The head of the page, not of the article: it shows the day on which the page was looked at. */
function isInSiteHeader(box: Box): boolean {
  for (let at: Box | null = box; at !== null; at = at.parent) {
    if (at.holdsMain || at.tag === "ARTICLE") return false;
    if (at.tag === "HEADER") return at.parent === null || at.parent.tag !== "ARTICLE";
  }
  return false;
}

/** Blocks after a headline, before a body and after it within which a date is the article's. */
const afterHeadline = 14;
const beforeHeadline = 8;
const afterBody = 6;

/** How near a block is to the article: 2 at the headline or the body's start, 1 at its end, 0 elsewhere. */
function nearness(at: number, { headline, first, last }: Place): number {
  const nearTitle = headline >= 0 && at >= headline - beforeHeadline && at <= headline + afterHeadline;
  if (nearTitle && (first < 0 || at <= Math.max(first + 1, headline + 3)))
    return at >= headline ? 2 : at >= headline - 3 ? 1.9 : 1.5;
  if (first >= 0 && at >= first - 4 && at <= first + 1) return 1.5;
  return last >= 0 && at >= last - 2 && at <= last + afterBody ? 1 : 0;
}

/** Weight of the place of a date; 0 where the place is not the article's. */
function placeWeight(at: number, box: Box, place: Place, elsewhere: number): number {
  const near = nearness(at, place);
  if (near >= 1.5) return isInOther(box, true) ? 0 : near;
  return isInOther(box) ? 0 : Math.max(near, elsewhere);
}

const isAfter = (at: number, { last }: Place): boolean => last >= 0 && at > last;

function rawDate({ element }: TimeMark): string {
  const given = ["datetime", "content", ...dateAttributes, "title"].map((name) => element.getAttribute(name));
  return given.find((value) => value !== null && /\d/.test(value)) ?? textOf(element);
}

function marksUpdate({ element, words, box }: TimeMark): boolean {
  const itemprop = element.getAttribute("itemprop") ?? "";
  if (/publ|creat/i.test(itemprop)) return false;
  const told = `${itemprop} ${words}`;
  if (/modif|updat|aktualis/i.test(told)) return !/publ/i.test(told);
  return box.chars < 200 && /^\W*(?:last )?(?:modif|updat|aktualis)/i.test(labelBefore(element));
}

/** The words just before an element, in the element that holds it. */
function labelBefore(element: PageElement): string {
  const own = textOf(element);
  const around = textOf(element.parentElement);
  const at = around.indexOf(own);
  return around.slice(Math.max(0, at - 30), at + 12);
}

const byWeight = (one: FoundDate, other: FoundDate) => (other.weight ?? 0) - (one.weight ?? 0);
/** Dates of each kind that are handed on: a listing page has hundreds. */
const keptDates = 5;

/** A date that readers do not see is of anything on the page, unless it stands at the article. */
function isForScripts({ element }: TimeMark): boolean {
  return dateAttributes.some((name) => element.hasAttribute(name)) && !/\p{Nd}{4}/u.test(textOf(element));
}

/** Returns the dates of elements made for them, nearest to the article first. */
export function timeDates(tree: BoxTree, place: Place): FoundDate[] {
  const marks = tree.times.filter(({ at, box }) => !(isAfter(at, place) && isInCard(tree, box, at)));
  const elsewhere = marks.length === 1 ? 1.5 : 0.3;
  const found = marks.flatMap((mark): FoundDate[] => {
    const raw = rawDate(mark);
    if (!/\p{Nd}/u.test(raw) || raw.length > 100) return [];
    const near = placeWeight(mark.at, mark.box, place, isForScripts(mark) ? 0 : elsewhere);
    if (near === 0) return [];
    const itemprop = /^datePublished$/i.test(mark.element.getAttribute("itemprop") ?? "");
    const marked = itemprop || /publ|pubdate/.test(mark.words) || mark.element.hasAttribute("pubdate");
    return [
      {
        field: marksUpdate(mark) ? "updatedAt" : "publishedAt",
        from: "time",
        raw,
        weight: near + (marked ? 0.6 : 0),
      },
    ];
  });
  return found.sort(byWeight).slice(0, keptDates);
}

/** Longest line that can tell a date; longer ones are sentences. */
const maxLine = 160;
const dateWords =
  /(?:^|[\s_-])(?:date|datum|data|fecha|time|timestamp|pub|publish\w*|published|posted|post-?date|entry-?date|byline|author|autor|meta|dateline|info|created)/;
/** Lines that tell the day on which the page was looked at. */
const todayLine =
  /(?:aktuelles datum|current (?:date|time)|\btoday is|heute ist|the time (?:now )?is|all times are|copyright|©)/i;
/** Words beside a date in a line that is named as one. */
const wordsBesideNamed = 9;

function lineDates(tree: BoxTree, block: Block, place: Place, language: string): FoundDate[] {
  const text = block.text.replace(/[^\S\n]+/g, " ").replace(/(\p{Ll})(?=\d{1,2} \p{L})/gu, "$1 "); // labels stand in marks of their own
  if (text.length > maxLine || !/\p{Nd}/u.test(text) || todayLine.test(text)) return [];
  const labelled = isLabelledDate(text);
  if (!labelled && isAfter(block.at, place) && isInCard(tree, block.box, block.at)) return [];
  const named = dateWords.test(block.box.words) || dateWords.test(block.box.parent?.words ?? "");
  const near = placeWeight(block.at, block.box, place, labelled ? 1 : named ? 0.6 : 0);
  if (near === 0) return [];
  const weight = near + (labelled ? 0.5 : 0) - (named || labelled ? 0 : 0.3);
  const beside = named && near >= 1.5 ? wordsBesideNamed : undefined;
  return text
    .split("\n")
    .flatMap((line) => datesInLine(line, language, beside).map((one) => ({ ...one, weight })));
}

/** A first paragraph that begins with its date: "(21 November 2022) Prices …", "PARIS, Oct 21, 2025 (AFP) – …". */
function leadDates(tree: BoxTree, { first }: Place, language: string): FoundDate[] {
  return tree.blocks.slice(Math.max(0, first), first + 4).flatMap((block) => {
    const lead = /^(?:\([^()]{6,40}\)|[^–—:(]{6,60}?(?:\([^()]{2,30}\)\s?)?(?=\s[–—-]{1,2}\s))/u.exec(
      block.text,
    )?.[0];
    return lead === undefined
      ? []
      : datesInLine(lead, language).map((one) => ({ ...one, weight: leadWeight }));
  });
}
const leadWeight = 1.2;

/** A list of dates after the body is a list of other articles. */
const maxAfterBody = 2;

function textDates(tree: BoxTree, place: Place, language: string): FoundDate[] {
  const found = tree.blocks.map((block) => ({
    at: block.at,
    dates: lineDates(tree, block, place, language),
  }));
  const after = found.filter(({ at, dates }) => dates.length > 0 && place.last >= 0 && at > place.last);
  const isList = after.length > maxAfterBody;
  const kept = found.filter((one) => !(isList && after.includes(one))).flatMap(({ dates }) => dates);
  const weigh: Weigh = ({ at, box }) => placeWeight(at, box, place, 0);
  const isAtEnd: Weigh = ({ at, box }) =>
    nearness(at, place) >= 1 && !isInOther(box, true) ? leadWeight : 0;
  const others = [
    ...leadDates(tree, place, language),
    ...partedDates(tree, weigh, language),
    ...signedDates(tree, isAtEnd, language),
  ];
  return [...kept, ...others].sort(byWeight).slice(0, keptDates);
}

/** Returns the dates shown on the page, elements made for dates before plain lines, each kind nearest to the article first. */
export function shownDates(tree: BoxTree, place: Place, language: string): FoundDate[] {
  return [...timeDates(tree, place), ...textDates(tree, place, language)];
}

const scriptDate =
  /["']?\b(datePublished|publishedAt|published_at|publish(?:ed)?_?date(?:time)?|pub_?date|first_?publish(?:ed)?(?:_?(?:date|at))?|publication_?date|date_?published|article_?publish_?date|display_?date|post_?date|publish(?:ed)?_?(?:time|on|timestamp)|pub_?time|dc:date|setContentCreated)\\?["']?\s*[:=,]\s*(?:\\?["']([^"'\\<>]{8,40})|(1\d{9}(?:\d{3})?)(?![\d.]))/gi;

/** A script that does nothing but print one date where it stands. */
const printedDate =
  /<script[^>]{0,60}>\s*[\w.]{1,40}\(\s*["'](\d{4}[-/]\d{1,2}[-/]\d{1,2}[^"'<>]{0,20})["']\s*\)\s*;?\s*<\/script>/i;

/** Returns dates that scripts and comments of the page give under a telling name; the first of each name, in order. */
export function scriptDates(html: string): FoundDate[] {
  const found = new Map<string, FoundDate>();
  for (const [, name = "", text, epoch] of html.matchAll(scriptDate)) {
    const key = name.toLowerCase();
    const raw = text ?? epoch ?? "";
    if (!found.has(key) && /\d{4}/.test(raw))
      found.set(key, { field: "publishedAt", from: "script", raw: raw.trim() });
    if (found.size >= 3) break;
  }
  const printed = printedDate.exec(html)?.[1];
  const last: FoundDate[] =
    printed === undefined ? [] : [{ field: "publishedAt", from: "script", raw: printed }];
  return [...found.values(), ...last];
}
