// Draft → article: cleans characters, separates furniture, judges dates, names who is credited, gives an id.

import { createHash } from "node:crypto";
import type { Article, Instant } from "../model/article.js";
import { splitSentences } from "../model/sentences.js";
import {
  agencyName,
  bylineName,
  findAgency,
  isSampleNote,
  personName,
  splitTitle,
} from "../read/attribution.js";
import {
  type DateClock,
  dateConfidence,
  datesInLine,
  isLabelledDate,
  type JudgedDates,
  judgeDates,
  unsureDate,
} from "../read/dates/judge-dates.js";
import { datesInUrl, englishAt } from "../read/dates/url-date.js";
import type { Draft, DraftOverrides, FoundDate } from "../read/draft.js";
import { type Separated, separateFurniture } from "../read/furniture.js";
import { checkLanguage } from "../read/language.js";
import { cleanLine, cleanParagraph, textKey } from "../read/normalize-characters.js";
import { canonicalUrl } from "../read/urls.js";

/** An article as it would be stored; the store numbers its revision. */
export type ReadArticle = Omit<Article, "revision">;

interface Normalized {
  /** Null if furniture was all there is. */
  readonly article: ReadArticle | null;
  readonly notes: readonly string[];
  /** Lines of the page that did not become text, in order. */
  readonly dropped: readonly string[];
}

/** Makes an article of a draft; the same draft, overrides and `now` always give the same article. */
export function normalizeDraft(
  draft: Draft,
  overrides: DraftOverrides,
  clock: Instant | DateClock,
): Normalized {
  const times = typeof clock === "string" ? { now: clock } : clock;
  const notes = [...draft.notes];
  const url = urlOf(overrides.url ?? draft.url, draft.part, notes);
  const given = splitTitle(clean(overrides.title) ?? clean(draft.title) ?? "", {
    source: clean(draft.source),
    url,
  });
  const named = clean(overrides.language) ?? clean(draft.language);
  const blocks = draft.blocks.map(cleanParagraph).filter(Boolean);
  const points = new Set(draft.points?.map(cleanParagraph));
  const separated = separateFurniture(blocks, given.title, named ?? "", points, clean(draft.author));
  const text = separated.body.join("\n\n");
  const header = (draft.header ?? []).map(cleanParagraph).filter(Boolean);
  const dropped = [...new Set([...header, ...separated.dropped.map((line) => line.text)])];
  if (text === "") return { article: null, notes, dropped };
  const tag = clean(overrides.language) ?? checkLanguage(clean(draft.language) ?? undefined, text);
  const language = tag?.split(/[-_]/)[0]?.toLowerCase() ?? null;
  const title = clean(overrides.title) ?? (given.title || titleFrom(separated.body[0] ?? text, language));
  if (!given.title) notes.push("no title found: named after its first words");
  const found = foundDates(draft, overrides, url, separated);
  const judged = judgeDates(found, { ...times, isWiki: draft.isWiki === true }, dateLanguage(tag, url));
  notes.push(...dateNotes(judged));
  const article: ReadArticle = {
    articleId: articleIdOf(url, title, text),
    url,
    title,
    deck: deckOf(draft, title, text),
    text,
    source: clean(overrides.source) ?? given.source,
    ...creditsOf(draft, overrides, separated),
    language,
    publishedAt: judged.publishedAt,
    updatedAt: judged.updatedAt,
    fetchedAt: times.now,
    dates: [...judged.dates],
    sample: draft.sample === true || dropped.some(isSampleNote),
  };
  return { article, notes, dropped };
}

/** The language of an article's dates: English at an address whose country writes it in one order is of that country. */
function dateLanguage(tag: string | null, url: string | null): string {
  const english = url === null ? null : englishAt(url);
  const isOpen = tag === null || /^en(?:[-_]us)?$/i.test(tag);
  return (isOpen ? english : null) ?? tag ?? "";
}

/** Returns 12 hex digits of SHA-256 of the canonical URL, of title and text if there is none. */
export function articleIdOf(url: string | null, title: string, text: string): string {
  return createHash("sha256")
    .update(url ?? `${title}\n\n${text}`)
    .digest("hex")
    .slice(0, 12);
}

function urlOf(raw: string | undefined, part: string | undefined, notes: string[]): string | null {
  if (raw === undefined) return null;
  const url = canonicalUrl(raw);
  if (url === null) notes.push(`url refused: "${raw.slice(0, 120)}": expected an http or https address`);
  return url === null || part === undefined ? url : `${url}#${encodeURIComponent(part)}`;
}

/** First words of an untitled text. */
function titleFrom(text: string, language: string | null): string {
  const start = text.slice(0, 300);
  const end = splitSentences(start, language).find((sentence) => sentence.end >= 20)?.end ?? text.length;
  const sentence = start.slice(0, end);
  return sentence.length <= 100 ? sentence : `${sentence.slice(0, 100).replace(/\s+\S*$/, "")}…`; // fits a list entry
}

/** The deck, unless the text says the same or it merely repeats the title. */
function deckOf(draft: Draft, title: string, text: string): string | null {
  const deck = clean(draft.deck);
  if (deck === null || deck.length > 500) return null;
  const key = textKey(deck);
  const repeats = key === "" || textKey(title).includes(key) || textKey(text).includes(key.slice(0, 150));
  return repeats ? null : deck;
}

/** Author and agency; an agency given as the author is the agency. */
function creditsOf(draft: Draft, overrides: DraftOverrides, separated: Separated) {
  const lines = [...(draft.header ?? []), ...separated.dropped.map(({ text }) => text)];
  const top = [
    ...(draft.header ?? []),
    ...separated.dropped.filter((line) => line.top).map(({ text }) => text),
  ];
  const tail = separated.dropped.filter((line) => !line.top).map(({ text }) => text);
  const given = clean(draft.author);
  const named = given === null ? null : personName(given);
  const byline = [...top, ...tail].map(bylineName).find((name) => name !== null) ?? null;
  const author = [named, byline].find((name) => name && !agencyName(name)) ?? null;
  const agency = clean(overrides.agency) ?? clean(draft.agency);
  const byAuthor = agencyName(given ?? "") ?? agencyName(byline ?? "");
  return {
    author: clean(overrides.author) ?? author,
    agency:
      agency === null ? (findAgency(lines, separated.body) ?? byAuthor) : (agencyName(agency) ?? agency),
  };
}

function foundDates(
  draft: Draft,
  overrides: DraftOverrides,
  url: string | null,
  separated: Separated,
): FoundDate[] {
  const option = overrides.publishedAt;
  const language = overrides.language ?? draft.language;
  const lines = [
    ...(draft.header ?? []),
    ...separated.dropped.filter(({ text, top }) => top || isLabelledDate(text)).map(({ text }) => text),
  ];
  const afterUrl = (date: FoundDate) => date.from === "text" || date.from === "script";
  return [
    ...(option ? [{ field: "publishedAt", from: "option", raw: option } as const] : []),
    ...draft.dates.filter((date) => !afterUrl(date)),
    ...(url === null ? [] : datesInUrl(url)),
    ...draft.dates.filter(afterUrl),
    ...(draft.datesComplete ? [] : lines.flatMap((line) => datesInLine(line, language))),
  ];
}

/** The note of an article without a date. */
export const UNDATED = "no date found: it stays undated";

/** What a reader should know of the dates found. */
function dateNotes(judged: JudgedDates): string[] {
  if (judged.publishedAt === null && judged.updatedAt !== null)
    return [...judged.notes, "a wiki page: its last edit is known, but it stays undated"];
  if (judged.publishedAt === null) return [...judged.notes, UNDATED];
  const sure = dateConfidence(judged);
  const unsure = `the publication day is uncertain: confidence ${sure.toFixed(2)} of 1`;
  return sure < unsureDate ? [...judged.notes, unsure] : [...judged.notes];
}

const clean = (text: string | undefined): string | null => cleanLine(text) || null;
