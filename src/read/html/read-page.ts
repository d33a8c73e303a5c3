// An HTML page → drafts: one article, or the entries of a live blog; or why it holds none.

import { DAY_MS } from "../../model/time.js";
import { bylineName } from "../attribution.js";
import { datesInLine, isLabelledDate } from "../dates/judge-dates.js";
import { parseDate } from "../dates/parse-date.js";
import type { Draft, FoundDate, Reader, ReadRow, TextInput } from "../draft.js";
import { isBodySentence, isCredit, isFurniture } from "../furniture.js";
import { checkLanguage } from "../language.js";
import {
  cleanParagraph,
  countUnspaced,
  countWords,
  decodeEntities,
  textKey,
} from "../normalize-characters.js";
import { splitBlocks } from "../text.js";
import { type Block, type Box, type BoxTree, buildTree, clockTime, headerWords } from "./blocks.js";
import { type FoundBody, findBody, isPoint } from "./body.js";
import { type PageDocument, parsePage, textOf } from "./dom.js";
import { removeHidden } from "./hidden.js";
import type { LinkedData } from "./json-ld.js";
import { otherPlaces } from "./links.js";
import { type LiveEntry, liveEntries } from "./live-blog.js";
import {
  descriptionOf,
  fieldsOf,
  findAuthor,
  isPublished,
  isToldArticle,
  metaDates,
  type PageParts,
  partsOf,
} from "./metadata.js";
import { findPlace, isInOther, type Place, scriptDates, shownDates } from "./page-dates.js";
import { describePage, judgePage, type PageVerdict } from "./page-kind.js";

/** A listing page has hundreds. */
const maxLines = 60;

/** Returns lines by which a page names its date, author and agency, labelled dates first. */
function headerLines(tree: BoxTree): string[] {
  const named = ({ box }: Block) =>
    headerWords.test(box.words) || (box.words.trim() === "" && headerWords.test(box.parent?.words ?? ""));
  const lines = [
    ...tree.blocks.filter((block) => named(block) && !isInOther(block.box)).map(({ text }) => text),
    ...tree.labels.filter(({ box }) => !isInOther(box)).map(({ element }) => textOf(element)),
  ].map((line) => line.replace(/\s+/g, " "));
  const unique = [...new Set(lines.filter((line) => line.length >= 4 && line.length <= 140))].slice(
    0,
    maxLines,
  );
  const labelled = unique.filter(isLabelledDate);
  const dated = unique.filter((line) => !labelled.includes(line) && datesInLine(line).length > 0);
  const others = unique.filter((line) => !labelled.includes(line) && !dated.includes(line));
  return [...labelled, ...dated.slice(0, 3), ...others];
}

const leadWords =
  /(?:^|[\s_-])(?:standfirst|deck|dek|lead|lede|intro|introduction|excerpt|sub-?title|sub-?head(?:line|ing)?|strapline|teaser-?text|vorspann|anrei(?:ss|ß)er|summary|abstract|bajada|sumario|entradilla|chap[oô]|chapeau|short-?info|description|preamble|ingress|manchet|zajawka|sommario|linha-?fina|spot)(?:$|[\s_-])/;

/** Shortest lead that is text; shorter ones are a deck. Longest: two paragraphs. */
const minLead = 80;
const maxLead = 800;
/** Blocks after the headline within which a whole sentence in a paragraph is a lead without any name. */
const nextToHeadline = 4;
/** Characters by which a lead is known as the description that the page gives to machines. */
const describedLength = 40;

function isNamedLead(box: Box): boolean {
  for (let at: Box | null = box, up = 0; at !== null && up < 3; at = at.parent, up += 1) {
    if (leadWords.test(at.words)) return true;
  }
  return false;
}

function isDescribed(text: string, description: string | undefined): boolean {
  const [key, told] = [textKey(text), textKey(description ?? "")];
  return told.length >= describedLength && key.slice(0, describedLength) === told.slice(0, describedLength);
}

/** Returns the leads that come before the body, in order; most pages have none or one. */
export function findLead(
  tree: BoxTree,
  { headline, first }: Place,
  description: string | undefined,
): Block[] {
  if (headline < 0 || first <= headline) return [];
  return tree.blocks.slice(headline + 1, first).filter((block) => {
    const { text, box, at, linkChars } = block;
    if (text.length < minLead || text.length > maxLead || linkChars > text.length * 0.3) return false;
    if (isFurniture(text) || isCredit(text) || bylineName(text) !== null || datesInLine(text).length > 0)
      return false;
    if (isDescribed(text, description)) return true;
    if (box.dropped && box.kind !== "doubtful") return false;
    const prose = /^(?:P|H2|H3)$/.test(box.tag) && isBodySentence(text) && at <= headline + nextToHeadline;
    return isNamedLead(box) || (prose && !box.dropped);
  });
}

/** What a page shows and what it says about its article. */
interface Wholeness {
  readonly blocks: readonly string[];
  /** Words that the page's data count. */
  readonly wordCount: number | undefined;
  readonly description: string | undefined;
  /** What the judgement of the page says, if it ends at a paywall. */
  readonly paywall: string | null;
}

/** A count is believed if it is this much larger than the text: captions and boxes may be counted, too. */
const countFactor = 1.6;
const leastMissing = 120;
/** Characters a word on average: beyond, the script has no spaces and the page counts something else. */
const longestWords = 15;
/** Longer texts are more than a teaser, in characters. */
const maxTeaser = 800;
const teaserFactor = 1.5;
/** Letters of a description that the text must begin with. */
const minDescribedLetters = 80;

/** Returns why a text is hardly the whole article, a phrase; null if nothing speaks against it. */
function lackOf({ blocks, wordCount, description, paywall }: Wholeness): string | null {
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
    return `only part of it: ${words} words of the ${wordCount} that the page announces`;
  if (text.length > maxTeaser) return null;
  if (/(?:…|\.{3}|\[…\]|\[\.{3}\])$/.test(text)) return `it breaks off after ${text.length} characters`;
  const [shown, told] = [textKey(text), textKey(description ?? "")];
  const repeats = told.length > minDescribedLetters && shown.startsWith(told.slice(0, minDescribedLetters));
  return repeats && shown.length < teaserFactor * told.length ? "hardly more than its description" : null;
}

/** Engines that name themselves. */
const engines = /\b(?:mediawiki|dokuwiki|twiki|foswiki|xwiki|pmwiki|moinmoin|tiki wiki|wikidot)\b/i;
/** The line of the last edit, as MediaWiki, Wikidot and DokuWiki mark it. */
const lastEdit = "#footer-info-lastmod, #lastmod, #page-info, .docInfo";
/** Some of this is in the source of every page of a wiki that can be told. */
const wikiMarks = /wiki|lastmod|page-info|docInfo|page revision:/i;
const revisionLine = /^page revision: \d+, last edited:/i;
const maxLine = 140;

/** Returns the last edit of a wiki's page as updates, strongest first, an empty list if none is given; null for other pages. */
function wikiEdits({ document, html, meta }: PageParts): FoundDate[] | null {
  if (!wikiMarks.test(html)) return null; // spares looking through the whole page
  const line = textOf(document.querySelector(lastEdit));
  const isWiki =
    engines.test(meta.get("generator") ?? "") ||
    document.querySelector("body.mediawiki, #footer-info-lastmod, .dokuwiki") !== null ||
    revisionLine.test(line);
  if (!isWiki) return null;
  const said = line.length > 0 && line.length <= maxLine;
  return said ? [{ field: "updatedAt", from: "text", raw: line, weight: editWeight }] : [];
}
/** More than a line in the frame of the page, less than what its data say. */
const editWeight = 2;

/** A page that goes on being edited for longer is not the text that was first put there. */
const maxEditing = 31 * DAY_MS; // a month: what is news is left alone by then

/** Returns whether a wiki's page was created long before its last edit, so that its creation is not the publication of the current text. */
function isMadeLongBefore({ published, modified }: LinkedData): boolean {
  const [made, edited] = [published, modified].map((raw) => parseDate(raw ?? ""));
  if (made === undefined || edited === undefined || !("value" in made && "value" in edited)) return false;
  return Date.parse(edited.value) - Date.parse(made.value) > maxEditing;
}

/** Minimum text, in characters, of a page that is an article: two lines of a news flash; one if the page names its body. */
const minBodyLength = 140;
const minNamedLength = 60;
/** Minimum text of a page without one whole sentence: a list, a table, an encyclopedia's entry. */
const minListLength = 600;

/** A sentence, or a long paragraph whose end is not marked. */
const isProse = (block: string): boolean => isBodySentence(block) || block.length >= 200;

const lengthOf = (blocks: readonly string[]): number => blocks.reduce((sum, block) => sum + block.length, 0);

function isArticle(blocks: readonly string[], named = false): boolean {
  const unspaced = blocks.reduce((sum, block) => sum + countUnspaced(block), 0); // say twice as much
  return (
    lengthOf(blocks) + unspaced >=
    (!blocks.some(isProse) ? minListLength : named ? minNamedLength : minBodyLength)
  );
}

/** The body found, or the one in JSON-LD if the page shows only part of it. */
function chooseBody(found: readonly string[], data: LinkedData): readonly string[] {
  const told = data.body ? splitBlocks(decodeEntities(data.body.replace(/<[^>]{1,300}>/g, " "))) : [];
  return lengthOf(told) > 2 * lengthOf(found) ? told : found;
}

/** Dates from the page's metadata, then from what it shows around the article, then from its scripts. */
function datesOf(
  parts: PageParts,
  tree: BoxTree,
  place: Place,
  edits: readonly FoundDate[] | null,
): FoundDate[] {
  const { document, html, data, meta, language } = parts;
  const isEdit = ({ raw }: FoundDate) => (edits ?? []).some((edit) => edit.raw === raw);
  const told: FoundDate[] = [];
  const isMaking = edits !== null && isMadeLongBefore(data);
  if (data.published && !isMaking) told.push({ field: "publishedAt", from: "json-ld", raw: data.published });
  if (data.modified) told.push({ field: "updatedAt", from: "json-ld", raw: data.modified });
  const shown = shownDates(tree, place, language ?? "").filter((date) => !isEdit(date));
  const dates = [...told, ...metaDates(document, meta, shown), ...(edits ?? [])];
  const isTold =
    isMaking ||
    dates.some(({ field, from }) => field === "publishedAt" && (from === "json-ld" || from === "meta"));
  return isTold ? dates : [...dates, ...scriptDates(html)];
}

/**
 * The body as found, else the one in the page's data, else the paragraphs of the article element of the `whole` page,
 * as it was before the body was looked for.
 */
function bodyOf(
  found: readonly Block[],
  named: boolean,
  { data, title = "" }: PageParts,
  whole: () => PageDocument,
): string[] {
  const tidy = (blocks: readonly string[]) => blocks.map(cleanParagraph).filter(Boolean);
  const top = found.findIndex(({ text }) => isBodySentence(text));
  const own = found
    .filter((block, at) => block.box.tag !== "H1" && !(at < top && isHeadline(block, title)))
    .map((block) => block.text);
  const chosen = tidy(chooseBody(own, data));
  if (isArticle(chosen, named)) return joinReplies(chosen);
  const paragraphs = whole().querySelectorAll("article p, main p, [itemprop=articleBody] p");
  return tidy([...paragraphs].map(textOf));
}

/** Letters of a title that a heading with a kicker ends or begins with. */
const minTitle = 15;

/** Returns whether a heading is the page's headline, alone or with a kicker in it. */
function isHeadline({ box, text }: Block, title: string): boolean {
  const [key, wanted] = [textKey(text), textKey(title)];
  return (
    /^H[2-4]$/.test(box.tag) && wanted.length >= minTitle && (key.endsWith(wanted) || key.startsWith(wanted))
  );
}

const reply = /^(?:\p{Lu}[\p{L} .'’-]{1,30}:\s)?\p{L}[\p{L}'’-]*(?:,? [\p{L}'’-]+){0,2}[.!…]["'”’»)\]]*$/u;

/** Puts a reply of a few words behind its question: alone it says nothing. */
function joinReplies(blocks: readonly string[]): string[] {
  return blocks.reduce<string[]>((joined, block) => {
    const question = joined.at(-1) ?? "";
    if (/\?["'”’»)\]]*$/.test(question) && reply.test(block))
      joined[joined.length - 1] = `${question} ${block}`;
    else joined.push(block);
    return joined;
  }, []);
}

function judge(parts: PageParts, tree: BoxTree, { blocks }: FoundBody): PageVerdict | null {
  const { title = "", url, data } = parts;
  return judgePage({
    title,
    path: url === undefined ? "" : new URL(url).pathname,
    isToldArticle: isToldArticle(parts),
    isPublished: isPublished(parts),
    isFree: data.isFree !== false,
    tree,
    body: blocks,
  });
}

type OtherPlaces = ReturnType<typeof otherPlaces>;

/** Why a page contains no article, with the places where that may be found. */
function refusal(name: string, looks: string, places: OtherPlaces | null): ReadRow {
  const reason = `no article text; it looks like ${looks}`;
  return {
    subject: name,
    code: "read-unreadable",
    reason,
    hint: "Open the article itself, wait until it is loaded, and save that page.",
    ...(places === null ? {} : { elsewhere: { ...places, why: reason, isPaywalled: false } }),
  };
}

function readPage(input: TextInput): ReadRow[] {
  const { name, page } = input;
  const parts = partsOf(input);
  const { document, data } = parts;
  const places = page === undefined ? null : otherPlaces(parts, page.url);
  const edits = wikiEdits(parts);
  const fields = fieldsOf(parts);
  const tree = buildTree(document.body ?? document);
  const found = findBody(document, tree);
  const place = findPlace(tree, found.blocks, parts.title);
  const lead = findLead(tree, place, descriptionOf(parts));
  const whole = wholePage(input);
  const isBrief = found.named || isPublished(parts);
  const blocks = bodyOf([...lead, ...found.blocks], isBrief, parts, whole);
  const verdict = judge(parts, tree, found);
  if (verdict?.usable === false) return [refusal(name, verdict.says, places)];
  if (!isArticle(blocks, isBrief)) return [refusal(name, verdict?.says ?? describePage(whole()), places)];
  const isWhole = verdict === null || lengthOf(blocks) > 2 * lengthOf(found.blocks.map(({ text }) => text)); // from JSON-LD
  const paywall = isWhole ? null : verdict.says;
  const description = descriptionOf(parts);
  const why = lackOf({ blocks, wordCount: data.wordCount, description, paywall });
  const author = findAuthor(parts, tree, place);
  const language = checkLanguage(parts.language, blocks.join("\n"));
  const draft = {
    ...fields,
    ...(author ? { author } : {}),
    ...(language === null ? {} : { language }),
    header: headerLines(tree),
    blocks,
    points: found.blocks.filter(isPoint).map(({ text }) => text),
    dates: datesOf(parts, tree, place, edits),
    datesComplete: true,
    ...(edits === null ? {} : { isWiki: true }),
    ...(why === null || places === null
      ? {}
      : { elsewhere: { ...places, why, isPaywalled: paywall !== null } }),
    notes: paywall === null ? [] : [paywall],
  };
  const entries = liveEntries(tree, found.blocks, data, parts.title ?? "");
  return toRows(name, draft, entries);
}

/** The page as it was before the body was looked for, which changes it; parsed a second time once it is needed: no article was found. */
function wholePage({ name, text }: TextInput): () => PageDocument {
  let whole: PageDocument | null = null;
  return () => {
    if (whole !== null) return whole;
    whole = parsePage(name, text);
    removeHidden(whole);
    return whole;
  };
}

/** A live blog gives one row per entry, in the order of the page, after what comes before the first; an article gives one row. */
function toRows(name: string, whole: Draft, entries: readonly LiveEntry[]): ReadRow[] {
  if (entries.length === 0) return [{ subject: name, draft: whole }];
  const inEntries = new Set(entries.flatMap(({ blocks, title }) => [...blocks, title ?? ""]));
  const before = whole.blocks.filter((block) => !inEntries.has(block));
  const note = `live blog: ${entries.length} entries, each an article of its own`;
  const head: ReadRow[] = isArticle(before)
    ? [{ subject: name, draft: { ...whole, blocks: before, notes: [...whole.notes, note] } }]
    : [];
  const day = onlyDay(whole.dates);
  const rows = entries.map((entry, index) => ({
    subject: `${name}#${entry.part ?? index + 1}`,
    draft: entryDraft(whole, entry, index, day),
  }));
  return [...head, ...rows];
}

/** The day of a live blog that began and was last updated on one day; null if its entries may be of several. */
function onlyDay(dates: readonly FoundDate[]): string | null {
  const dayOf = (wanted: FoundDate["field"]): string | null => {
    const raw = dates.find(({ field }) => field === wanted)?.raw;
    const parsed = raw === undefined ? null : parseDate(raw);
    return parsed !== null && "day" in parsed ? parsed.day : null;
  };
  const [published, updated] = [dayOf("publishedAt"), dayOf("updatedAt")];
  return updated === null || updated === published ? published : null;
}

function entryDraft(whole: Draft, entry: LiveEntry, index: number, day: string | null): Draft {
  const date = (field: FoundDate["field"], raw: string | null): FoundDate[] => {
    if (raw === null) return [];
    return [{ field, from: "time", raw: clockTime.test(raw) && day !== null ? `${day}, ${raw}` : raw }];
  };
  const { deck: _deck, ...shared } = whole;
  return {
    ...shared,
    title: entry.title ?? whole.title ?? "",
    ...(whole.title === undefined || entry.title === null ? {} : { deck: whole.title }),
    part: entry.part ?? `entry-${index + 1}`,
    header: [],
    blocks: entry.blocks,
    dates: [...date("publishedAt", entry.published), ...date("updatedAt", entry.modified)],
    notes: [`an entry of the live blog "${whole.title ?? ""}"`],
  };
}

/** Returns the dates of a page whether or not it holds an article, strongest first. @throws DatelineError read-unreadable */
export function readPageDates(input: TextInput): FoundDate[] {
  const parts = partsOf(input);
  const edits = wikiEdits(parts);
  const tree = buildTree(parts.document.body ?? parts.document);
  const { blocks } = findBody(parts.document, tree);
  return datesOf(parts, tree, findPlace(tree, blocks, parts.title), edits);
}

/** A page begins with its doctype or frame; one that a server put something before has its frame further on. */
function looksLikePage(text: string): boolean {
  const head = text.slice(0, 2000);
  const start =
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)*<(?:!doctype html|html|head|body|meta|article)\b/i;
  if (start.test(head)) return true;
  return (
    /^\s*<(?:style|script|link|title|div|base)\b/i.test(head) &&
    /<(?:html|body)\b/i.test(text.slice(0, frameWithin))
  );
}

/** Characters within which the frame of such a page begins. */
const frameWithin = 50_000;

export const htmlReader: Reader = {
  format: "html",
  detect: ({ name, text }) => /\.x?html?$/i.test(name) || looksLikePage(text),
  read: readPage,
};
