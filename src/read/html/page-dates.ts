// The dates that a page shows: elements made for dates, lines around the headline and at the article's end.

import { bylineName } from "../attribution.js";
import { datesInLine, isDateLabel, isLabelledDate } from "../dates/judge-dates.js";
import { parseDate } from "../dates/parse-date.js";
import type { FoundDate } from "../draft.js";
import { textKey } from "../normalize-characters.js";
import {
  type Block,
  type Box,
  type BoxTree,
  dateAttributes,
  isDateBox,
  isInside,
  type TimeMark,
} from "./blocks.js";
import { type PageElement, textOf } from "./dom.js";

/** The position of the article among the blocks of its page. */
export interface Place {
  /** Block of the headline; −1 if none is shown. */
  readonly headline: number;
  /** First and last block of the body; −1 for a page without one. */
  readonly first: number;
  readonly last: number;
}

/** No known article on the page. */
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

/** Dates of each kind that are handed on: a listing page has hundreds. */
const keptDates = 5;

/** Returns the dates shown on the page, elements made for dates before plain lines, each kind nearest to the article first. */
export function shownDates(tree: BoxTree, place: Place, language: string): FoundDate[] {
  return [...timeDates(tree, place, language), ...textDates(tree, place, language)];
}

/** Returns the dates of elements made for them, nearest to the article first. */
export function timeDates(tree: BoxTree, place: Place, language = ""): FoundDate[] {
  const marks = tree.times.filter(
    ({ at, box }) => !(isAfter(at, place) && isInCard(tree, box, at)) && !isOfEvent(tree, tree.blocks[at]),
  );
  const elsewhere = marks.length === 1 ? 1.5 : 0.3;
  const found = marks.flatMap((mark): FoundDate[] => {
    const raw = rawDate(mark);
    if (!/\p{Nd}/u.test(raw) || raw.length > 100) return [];
    const near = placeWeight(mark.at, mark.box, place, isForScripts(mark) ? 0 : elsewhere);
    if (near === 0) return [];
    const itemprop = /^datePublished$/i.test(mark.element.getAttribute("itemprop") ?? "");
    const marked = itemprop || /publ|pubdate/.test(mark.words) || mark.element.hasAttribute("pubdate");
    const weight = near + (marked ? 0.6 : 0);
    const isUpdate = marksUpdate(mark);
    const words = datesInLine(textOf(mark.element), language);
    const isBoth = words.length > 1 && new Set(words.map(({ field }) => field)).size > 1; // the mark itself gives one of them
    const others = isBoth ? words.filter(({ field }) => (field === "updatedAt") !== isUpdate) : [];
    return [
      { field: isUpdate ? "updatedAt" : "publishedAt", from: "time", raw, weight },
      ...others.map((date): FoundDate => ({ ...date, from: "time", weight })),
    ];
  });
  return found.sort(byWeight).slice(0, keptDates);
}

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
    ...titleDates(tree, place, language),
    ...partedDates(tree, weigh, language),
    ...signedDates(tree, isAtEnd, language),
  ];
  return [...kept, ...others].sort(byWeight).slice(0, keptDates);
}

function lineDates(tree: BoxTree, block: Block, place: Place, language: string): FoundDate[] {
  const above = labelAbove(tree, block);
  const text = `${isDateLabel(above) ? `${above.replace(/\s*:$/, "")}: ` : ""}${block.text}`
    .replace(/[^\S\n]+/g, " ")
    .replace(/(?<=\p{Nd}) ?([/.]) ?(?=\p{Nd})/gu, "$1") // "1 / 12 / 2020"
    .replace(/(\p{Ll})(?=\d{1,2} \p{L})/gu, "$1 "); // labels are in their own elements
  if (text.length > maxLine || !/\p{Nd}/u.test(text) || todayLine.test(text)) return [];
  if (isOfEvent(tree, block)) return [];
  const labelled = isLabelledDate(text);
  if (!labelled && isAfter(block.at, place) && isInCard(tree, block.box, block.at)) return [];
  if (!labelled && (isInChronicle(tree, block, place) || isAboveArticle(tree, block, place))) return [];
  const named = dateWords.test(block.box.words) || dateWords.test(block.box.parent?.words ?? "");
  const near = placeWeight(block.at, block.box, place, labelled ? 1 : named ? 0.6 : 0);
  if (near === 0) return [];
  const weight = near + (labelled ? 0.5 : 0) - (named || labelled ? 0 : 0.3);
  const beside = named && near >= 1.5 ? wordsBesideNamed : undefined;
  return text
    .split("\n")
    .flatMap((line) => datesOfLine(line, language, beside).map((one) => ({ ...one, weight })));
}

/** Returns whether a block stands above the element that holds the headline: the page's frame may tell today's date there. */
function isAboveArticle({ blocks }: BoxTree, { box, at }: Block, { headline }: Place): boolean {
  if (at >= headline) return false;
  let main: Box | null = blocks[headline]?.box ?? null;
  while (main !== null && main.tag !== "MAIN" && main.tag !== "ARTICLE") main = main.parent;
  return main !== null && !isInside(box, main);
}

/** Returns whether a block is the line of a chronicle: an item of a list after a paragraph of the body, "3 May 2019: the storm". */
function isInChronicle({ blocks }: BoxTree, { box, at, text }: Block, { first, last }: Place): boolean {
  if (first < 0 || at > last || ![box, box.parent].some((one) => one?.tag === "LI")) return false;
  if (!/^.{4,30}?(?::|\s[–—-])\s+\p{L}/u.test(text)) return false;
  return blocks.slice(first, at).some((block) => block.text.length >= minParagraph);
}

/** Characters of a paragraph; lines around a headline have less. */
const minParagraph = 80;

/** The dates of a line, or of its parts: "Politics | October 7, 2020 | 7:09 am", "Written by Ana Sand on July 27, 2017". */
function datesOfLine(line: string, language: string, beside: number | undefined): FoundDate[] {
  const whole = datesInLine(line, language, beside);
  if (whole.length > 0) return whole;
  const parts = line.split(/\s*[|•·║;]\s*|\s[—–]\s/u).map((part) => {
    const [author = "", day] = part.split(/\s(?:on|am|vom|le|el|il|op|den|em)\s/u);
    return {
      day: day !== undefined && bylineName(author) !== null ? day : part,
      isSigned: day !== undefined,
    };
  });
  return parts.length === 1 && parts[0]?.isSigned === false
    ? []
    : parts.flatMap(({ day }) => (ofOther.test(day) ? [] : datesInLine(day, language, 1)));
}

/** The words of the short line above a block, in the same list, row or box; "" for none. */
function labelAbove({ blocks }: BoxTree, block: Block | undefined): string {
  const above = block === undefined ? undefined : blocks[block.at - 1];
  if (block === undefined || above === undefined || above.text.length > maxLabel) return "";
  const isBeside = above.box !== block.box && above.box.parent === block.box.parent;
  return isBeside && !/^H\d$/.test(above.box.tag) && !/\p{Nd}/u.test(above.text) ? above.text : "";
}

/** Longest line that labels the next one. */
const maxLabel = 40;

/** What labels the days of an event, of a deadline or of a life, in the languages that we speak and some more. */
const eventLabels =
  "when|what time|dates?(?: (?:and|&) (?:time|place|location)s?| of (?:event|birth|death|entry))|dates|event dates?|(?:start|end|opening|closing|due|expiry)(?:ing)?(?: ?(?:date|time))?s?|starts|begins|ends|from|until|deadline|expires|valid (?:from|until)|doors(?: open)?|born|died|opened|closed|founded|established|built|completed|incorporated|wann|termine?|beginn|ende|einlass|datum und uhrzeit|gültig bis|frist|geboren|gestorben|quand|début|fin|date limite|née? le|cuándo|inicio|fecha (?:del evento|límite)|nacid[oa]|quando|inizio|scadenza|início|término|prazo|wanneer|aanvang|ne zaman|başlangıç|bitiş|son başvuru|開催日時?|日時|会期";
const ofEvent = new RegExp(`^\\W*(?:${eventLabels})\\s*(?::|$)`, "iu");
/** The same in a row of a table, whose cells are one line. */
const rowOfEvent = new RegExp(`^\\W*(?:${eventLabels})(?!\\p{L})`, "iu");

/** What begins the line of a day on which something else was done. */
const ofOther =
  /^\W*(?:received|accepted|retrieved|accessed|(?:last )?(?:visited|accessed)|photo(?:graph)?s? (?:was |were )?taken|visitors since|abgerufen|consultado|consulté|eingegangen|angenommen)(?!\p{L})/iu;

const isOfEvent = (tree: BoxTree, block: Block | undefined): boolean =>
  block !== undefined &&
  ((block.box.tag === "TR" ? rowOfEvent : ofEvent).test(block.text) ||
    ofEvent.test(labelAbove(tree, block)) ||
    (ofOther.test(block.text) && !block.text.includes(";")));

/** The day of a headline: "Council minutes (14 June 2021)", "14 June 2021: The council meets". */
function titleDates(tree: BoxTree, { headline }: Place, language: string): FoundDate[] {
  const text = tree.blocks[headline]?.text ?? "";
  const part = /\(([^()]{6,30})\)$/.exec(text)?.[1] ?? /^(.{6,30}?)\s*[–—:|]\s/u.exec(text)?.[1];
  return part === undefined
    ? []
    : datesInLine(part, language, 0).map((one) => ({ ...one, weight: titleWeight }));
}

/** Less than any date line: a headline may name the day of an event. */
const titleWeight = 0.7;

/** A first paragraph that begins with its date: "(21 November 2022) Prices …", "PARIS, Oct 21, 2025 (AFP) – …", "14 June 2021. The …". */
function leadDates(tree: BoxTree, { first }: Place, language: string): FoundDate[] {
  return tree.blocks.slice(Math.max(0, first), first + 4).flatMap((block, index) => {
    const opening =
      index < 2 ? /^(\p{Nd}[^.:]{0,2}[^:]{4,36}?)[.:]\s(?=\p{Lu})/u.exec(block.text)?.[1] : undefined;
    const opened = opening === undefined ? [] : datesInLine(opening, language, 0);
    if (opened.length > 0) return opened.map((one) => ({ ...one, weight: leadWeight }));
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
/** Longest line that can tell a date; longer ones are sentences. */
const maxLine = 160;
const dateWords =
  /(?:^|[\s_-])(?:date|datum|data|fecha|time|timestamp|pub|publish\w*|published|posted|post-?date|entry-?date|submitted|byline|author|autor|meta|dateline|info|created)|(?:date|time|datum|fecha)(?:$|[\s_-])/;

/** Lines that tell the day on which the page was looked at. */
const todayLine =
  /(?:aktuelles datum|current (?:date|time)|\btoday is|heute ist|the time (?:now )?is|all times are|copyright|©)/i;

/** Words besides a date in a line that is named as one. */
const wordsBesideNamed = 9;

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

/** The words just before an element, in the element that contains it. */
function labelBefore(element: PageElement): string {
  const own = textOf(element);
  const around = textOf(element.parentElement);
  const at = around.indexOf(own);
  return around.slice(Math.max(0, at - 30), at + 12);
}

const byWeight = (one: FoundDate, other: FoundDate) => (other.weight ?? 0) - (one.weight ?? 0);

/** A date that readers do not see may belong to anything on the page, unless it is next to the article. */
function isForScripts({ element }: TimeMark): boolean {
  return dateAttributes.some((name) => element.hasAttribute(name)) && !/\p{Nd}{4}/u.test(textOf(element));
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

/** Weight of the place of a date; 0 if the place is not the article's. */
function placeWeight(at: number, box: Box, place: Place, elsewhere: number): number {
  const near = nearness(at, place);
  if (near >= 1.5) return isInOther(box, true) ? 0 : near;
  return isInOther(box) ? 0 : Math.max(near, elsewhere);
}

const isAfter = (at: number, { last }: Place): boolean => last >= 0 && at > last;
const otherBox =
  /(?:^|[\s_-])(?:comments?|comment-?\w+|related|recommend\w*|most-?\w+|popular|trending|teasers?|sidebar|side-?bar|widgets?|latest|more-?news|breaking|ticker|carousel|promo\w*|footer|copyright|calendar|archives?)(?:$|[\s_-])/;

/** What does not belong to the article even if it is next to its headline. */
const otherAtHeadline =
  /(?:^|[\s_-])(?:comments?|comment-?\w+|related|recommend\w*|ticker|most-?\w+|calendar|today|todays?-?date|current-?(?:date|time)|clock|weather)(?:$|[\s_-])/;

/** Returns whether a box belongs to something other than the article: comments, other articles, the page's frame. */
export function isInOther(box: Box, atHeadline = false): boolean {
  const names = atHeadline ? otherAtHeadline : otherBox;
  for (let at: Box | null = box; at !== null; at = at.parent) {
    if (!atHeadline && (at.tag === "ASIDE" || at.tag === "FOOTER")) return true;
    if (at.tag === "BLOCKQUOTE") return true; // a quoted post has a date of its own
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

/** Minimum letters of a link that is a headline, how near to a date it is, and the size of the card that contains both. */
const minHeadline = 25;
const maxBlocksAway = 2;
const maxCard = 600;

/** Returns whether a date is in the card of another article: next to a headline that is a link. */
export function isInCard({ blocks }: BoxTree, box: Box, at: number): boolean {
  const near = blocks.slice(Math.max(0, at - maxBlocksAway), at + maxBlocksAway + 1);
  const isHeadline = (block: Block) =>
    block.linkChars >= (/^H[1-6]$/.test(block.box.tag) ? 1 : minHeadline) &&
    (block.at === at || (block.linkChars >= 0.8 * block.text.length && !/\p{Nd}{4}/u.test(block.text)));
  const headlines = near.filter(isHeadline);
  let card: Box | null = box;
  for (let above = 0; card !== null && above < maxAbove; above += 1) {
    if (card.holdsMain || card.chars > maxCard) return false;
    if (headlines.some((headline) => isInside(headline.box, card))) return true;
    card = card.parent;
  }
  return false;
}

/** The weight of a date by its place; 0 if that is not the article's. */
type Weigh = (block: Block) => number;

/** Longest text of a box named as a date, and how far above its parts it is. */
const maxBox = 40;
const maxAbove = 3;

/** Returns the dates of boxes named as such whose parts are in separate paragraphs: "03", "Mar", "2025". */
function partedDates({ blocks }: BoxTree, weigh: Weigh, language: string): FoundDate[] {
  const parts = new Map<Box, Block[]>();
  for (const block of blocks) {
    const box = block.text.length > maxBox ? null : boxAround(block);
    if (box !== null) parts.set(box, [...(parts.get(box) ?? []), block]);
  }
  return [...parts.values()].flatMap((group) => {
    const [first] = group;
    const weight = first === undefined || group.length < 2 ? 0 : weigh(first);
    const line = group.map(({ text }) => text).join(" ");
    return weight === 0 ? [] : datesInLine(line, language).map((date) => ({ ...date, weight }));
  });
}

function boxAround({ box }: Block): Box | null {
  let at: Box | null = box;
  for (let above = 0; at !== null && above < maxAbove; above += 1) {
    if (isDateBox(at.words)) return at.chars <= maxBox ? at : null;
    at = at.parent;
  }
  return null;
}

/** How content systems sign a post, in the words of their translations. */
const signature =
  /^(?:this (?:entry|post|article|story) was (?:first |originally )?(?:posted|published|written)|posted (?:in|on|by)\b|dieser (?:beitrag|artikel|eintrag) wurde|(?:ce contenu|cet article|ce billet) a été publié|cette entrée a été publiée|esta entrada (?:fue|ha sido) publicada|esta entrada se publicó|(?:questo articolo|questo post) è stato pubblicato|questa voce è stata pubblicata|est[ea] (?:entrada|artigo|post) foi publicad[oa]|dit bericht (?:is|werd) geplaatst|(?:det här|detta) inlägg(?:et)? (?:postades|publicerades)|dette indlæg blev udgivet|dette innlegget ble (?:publisert|skrevet|lagt)|(?:tämä )?(?:artikkeli|kirjoitus) julkaistiin|ten wpis (?:został opublikowany|umieszczono)|(?:эта )?запись (?:была )?(?:опубликована|размещена)|(?:tento )?příspěvek byl publikován)/iu;

/** Characters within which such a sentence names its day; categories may come before it. */
const maxSignature = 240;

/** Returns the dates of sentences that sign a post at the end of its text. */
function signedDates({ blocks }: BoxTree, weigh: Weigh, language: string): FoundDate[] {
  return blocks.flatMap((block): FoundDate[] => {
    if (!signature.test(block.text)) return [];
    const text = block.text.slice(0, maxSignature);
    const date = parseDate(text, language);
    const weight = weigh(block);
    if (weight === 0 || "refused" in date) return [];
    return [{ field: "publishedAt", from: "text", raw: text.slice(date.start, date.end), weight }];
  });
}

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

const scriptDate =
  /["']?\b(datePublished|publishedAt|published_at|publish(?:ed)?_?date(?:time)?|pub_?date|first_?publish(?:ed)?(?:_?(?:date|at))?|publication_?date|date_?published|article_?publish_?date|display_?date|post_?date|publish(?:ed)?_?(?:time|on|timestamp)|pub_?time|dc:date|setContentCreated)\\?["']?\s*[:=,]\s*(?:\\?["']([^"'\\<>]{8,40})|(1\d{9}(?:\d{3})?)(?![\d.]))/gi;

/** A script that does nothing but print one date in place. */
const printedDate =
  /<script[^>]{0,60}>\s*[\w.]{1,40}\(\s*["'](\d{4}[-/]\d{1,2}[-/]\d{1,2}[^"'<>]{0,20})["']\s*\)\s*;?\s*<\/script>/i;
