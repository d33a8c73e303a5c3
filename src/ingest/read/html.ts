// A page from a browser or the network → drafts: one article, or the entries of a live blog; or why it holds none.
import { DatelineError } from "../../errors.js";
import { parseDate } from "../dates-parse.js";
import type { Draft, FoundDate, Reader, ReadRow, TextInput } from "../draft.js";
import { isBodySentence } from "../furniture.js";
import { checkLanguage } from "../language.js";
import { cleanParagraph, decodeEntities } from "../normalize-text.js";
import { splitBlocks } from "./blocks.js";
import { findAuthor } from "./html-author.js";
import { type FoundBody, findBody } from "./html-body.js";
import { findPlace, type Place, scriptDates, shownDates } from "./html-dates.js";
import { describePage } from "./html-describe.js";
import { parsePage, textOf } from "./html-dom.js";
import { headerLines } from "./html-header.js";
import type { LinkedData } from "./html-json-ld.js";
import { judgePage, type PageVerdict } from "./html-kind.js";
import { findLead } from "./html-lead.js";
import { type LiveEntry, liveEntries } from "./html-live.js";
import { metaDates } from "./html-meta.js";
import { descriptionOf, fieldsOf, type PageParts, partsOf } from "./html-parts.js";
import { type Block, type BoxTree, buildTree, clockTime } from "./html-tree.js";
import { lackOf } from "./html-whole.js";
import { isMadeLongBefore, wikiEdits } from "./html-wiki.js";

/** Least text, in characters, of a page that is an article: two lines of a news flash; one where the page names its body. */
const minBodyLength = 140;
const minNamedLength = 60;
/** Least text of a page without one whole sentence: a list, a table, an encyclopedia's entry. */
const minListLength = 600;

/** A sentence, or a long paragraph whose end is not marked. */
const isProse = (block: string): boolean => isBodySentence(block) || block.length >= 200;

const lengthOf = (blocks: readonly string[]): number => blocks.reduce((sum, block) => sum + block.length, 0);

function isArticle(blocks: readonly string[], named = false): boolean {
  return lengthOf(blocks) >= (!blocks.some(isProse) ? minListLength : named ? minNamedLength : minBodyLength);
}

/** The body found, or the one in JSON-LD where the page shows only a part of it. */
function chooseBody(found: readonly string[], data: LinkedData): readonly string[] {
  const told = data.body ? splitBlocks(decodeEntities(data.body.replace(/<[^>]{1,300}>/g, " "))) : [];
  return lengthOf(told) > 2 * lengthOf(found) ? told : found;
}

/** Dates by what the page tells machines, then by what it shows around the article, then by what its scripts hold. */
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

/** The body as found, else the one that the page's data tells, else the paragraphs of its article element. */
function bodyOf(
  found: readonly Block[],
  named: boolean,
  { name, text }: TextInput,
  data: LinkedData,
): string[] {
  const tidy = (blocks: readonly string[]) => blocks.map(cleanParagraph).filter(Boolean);
  const own = found.filter(({ box }) => box.tag !== "H1").map((block) => block.text);
  const chosen = tidy(chooseBody(own, data));
  if (isArticle(chosen, named)) return chosen;
  const paragraphs = parsePage(name, text).querySelectorAll("article p, main p, [itemprop=articleBody] p");
  return tidy([...paragraphs].map(textOf));
}

function judge(parts: PageParts, tree: BoxTree, { blocks }: FoundBody): PageVerdict | null {
  const { title = "", url, data, meta } = parts;
  return judgePage({
    title,
    path: url === undefined ? "" : new URL(url).pathname,
    isToldArticle: data.headline !== undefined || /article/i.test(meta.get("og:type") ?? ""),
    isFree: data.isFree !== false,
    tree,
    body: blocks,
  });
}

/** How the refusal of a page begins that holds no article, or not any more. */
export const noArticle = "no article text; it looks like";

function refuse({ name }: TextInput, looks: string): DatelineError {
  return new DatelineError("read-unreadable", `Cannot read ${name}: ${noArticle} ${looks}`, {
    hint: "Open the article itself, wait until it is loaded, and save that page.",
  });
}

function readPage(input: TextInput): ReadRow[] {
  const parts = partsOf(input);
  const { document, data } = parts;
  const edits = wikiEdits(parts);
  const fields = fieldsOf(parts);
  const tree = buildTree(document.body ?? document);
  const found = findBody(document, tree);
  const place = findPlace(tree, found.blocks, parts.title);
  const lead = findLead(tree, place, descriptionOf(parts));
  const blocks = bodyOf([...lead, ...found.blocks], found.named, input, data);
  const verdict = judge(parts, tree, found);
  if (verdict?.usable === false) throw refuse(input, verdict.says);
  if (!isArticle(blocks, found.named)) {
    // finding the body has changed the page, so it is described anew
    throw refuse(input, verdict?.says ?? describePage(parsePage(input.name, input.text)));
  }
  const isWhole = verdict === null || lengthOf(blocks) > 2 * lengthOf(found.blocks.map(({ text }) => text)); // from JSON-LD
  const paywall = isWhole ? null : verdict.says;
  const description = descriptionOf(parts);
  const lacks = lackOf({ blocks, wordCount: data.wordCount, description, paywall });
  const dates = datesOf(parts, tree, place, edits);
  const author = findAuthor(parts, tree, place);
  const language = checkLanguage(parts.language, blocks.join("\n"));
  const whole = {
    ...fields,
    ...(author ? { author } : {}),
    ...(language === null ? {} : { language }),
    header: headerLines(tree),
    blocks,
    dates,
    datesComplete: true,
    ...(edits === null ? {} : { isWiki: true }),
    ...(lacks === null ? {} : { lacks }),
    notes: paywall === null ? [] : [paywall],
  };
  const entries = liveEntries(tree, found.blocks, data, parts.title ?? "");
  return toRows(input.name, whole, entries);
}

/** A live blog gives a row an entry, in the order of the page, after what stands before the first; an article gives one row. */
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

/** The day of a live blog that began and was last updated on one day; null where its entries may be of several. */
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
