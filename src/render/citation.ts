// The lines around a quote: who published it and when, who else carries it, and as of when an answer holds.

import type { Answer, Answered, Citation, Quote, ResolvedDate } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { isDayOnly } from "../model/calendar.js";
import type { QuoteBlock } from "./document.js";
import { isTooLong, oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, link, type Part, strong } from "./translator.js";

const MAX_NAME = 80;
/** Longest title shown; longer ones are cut with "…". */
export const MAX_TITLE = 160;
/** Longest question shown. */
const MAX_QUESTION = 300;

/** Says outlet, agency, title, date and author on one line, and which of outlet, title and date are unknown. */
export function attribution(
  citation: Citation,
  translator: Translator,
  url: string | null = citation.url,
): Line {
  return [...creditLine(citation, translator, url), " · ", ...whenLine(citation, translator)];
}

/** Says outlet and agency, and links the title. */
export function creditLine(
  citation: Citation,
  translator: Translator,
  url: string | null = citation.url,
): Line {
  const { agency, source } = citation;
  const wire = agency !== null && agency !== source ? [` · ${oneLine(agency, MAX_NAME)}`] : [];
  return [strong(outletName(source, translator)), ...wire, " · ", titleLink(citation, translator, url)];
}

/** Says when an article was published and how long ago, when it was updated (if on another day), and who wrote it. */
export function whenLine(citation: Citation, translator: Translator): Line {
  const { author, updatedAt, publishedAt } = citation;
  const { publishedDay = publishedAt?.slice(0, 10), updatedDay = updatedAt?.slice(0, 10) } = citation;
  const revised = updatedDay !== undefined && updatedDay !== publishedDay;
  return joined([
    dated(publishedAt, translator, citation.publishedDay),
    ...(revised ? [translator.line("citation.updated", { day: translator.day(updatedDay) })] : []),
    ...(author === null ? [] : [translator.line("citation.author", { author: oneLine(author, MAX_NAME) })]),
    ...(citation.sample ? [translator.line("citation.sample")] : []),
  ]);
}

/** Joins facts into one line with " · "; empty for no facts. */
export function joined(facts: readonly Line[]): Line {
  return facts.flatMap((fact, i) => (i === 0 ? fact : [" · ", ...fact]));
}

/** Names an outlet on one line, or says that it is unknown. */
export function outletName(source: string | null, translator: Translator): string {
  return oneLine(source ?? "", MAX_NAME) || translator.words("citation.no-outlet");
}

/** Writes the title, linked if there is a URL; Discord is told what to say if the URL is too long for it. */
export function titleLink(
  citation: Pick<Citation, "title">,
  translator: Translator,
  url: string | null,
): Part {
  const title = link(oneLine(citation.title, MAX_TITLE) || translator.words("citation.untitled"), url);
  if (typeof title === "string" || title.kind !== "link" || !isTooLong(title.url)) return title;
  const host = oneLine(new URL(title.url).host, MAX_NAME);
  return { ...title, unlinked: translator.words("citation.long-address", { host }) };
}

/**
 * Writes a day and its age, or "undated". `day` is the day where it was published, which is shown to every reader; without it the
 * reader's own is.
 */
export function dated(at: string | null, translator: Translator, day?: string): readonly Part[] {
  if (at === null) return translator.line("citation.undated");
  const isWhole = isDayOnly(at) && (day === undefined || at.startsWith(day));
  if (isWhole) return [translator.day(at), instant(at, "day-age")];
  return [day === undefined ? instant(at, "day") : translator.day(day), " (", instant(at, "age"), ")"];
}

/** Writes a day: that of the reader for an instant, the day itself for one without a time. */
export function dayPart(at: Instant, translator: Translator): Part {
  return isDayOnly(at) ? translator.day(at) : instant(at, "day");
}

/** Writes the age of a report; the day of one without a time, since its age in hours is not known. */
function agePart(at: Instant, translator: Translator): Part {
  return isDayOnly(at) ? translator.day(at) : instant(at, "age");
}

/** Where a quote is shown in a reply. */
interface QuotePlace {
  /** True for the quote to read first. */
  readonly isLead?: boolean;
  /** True for a further quote, whose facts are kept to one small line. */
  readonly isBehind?: boolean;
  /** True if the quote above is from the same article: its author and updates are not repeated. */
  readonly isSameArticle?: boolean;
}

/**
 * Lays out a quote with its speaker, outlet, title, date and the days its words mean.
 * @throws RangeError if its citation is missing
 */
export function quoteBlock(
  quote: Quote,
  citations: readonly Citation[],
  translator: Translator,
  { isLead = false, isBehind = false, isSameArticle = false }: QuotePlace = {},
): QuoteBlock {
  const citation = citationOf(quote, citations);
  const credit = creditLine(citation, translator, quote.link ?? citation.url);
  const when = whenLine(citation, translator);
  const same = [
    translator.line("citation.same-article"),
    credit,
    dated(citation.publishedAt, translator, citation.publishedDay),
  ];
  const behind = isSameArticle ? joined(same) : joined([credit, when]);
  return {
    kind: "quote",
    text: quote.text,
    ...(isLead ? { isLead } : {}),
    speaker: speakerLines(quote),
    notes: meantDays(quote, translator),
    under: isBehind ? [] : [credit],
    facts: [isBehind ? behind : when, ...alsoInLines(quote, translator)],
  };
}

/** Finds the citation of a quote. @throws RangeError if there is none, which is a bug */
export function citationOf(quote: Quote, citations: readonly Citation[]): Citation {
  const citation = citations.find(({ number }) => number === quote.citation);
  if (citation !== undefined) return citation;
  throw new RangeError(`Quote without a citation: ${quote.articleId}: number ${quote.citation}`);
}

/** Other outlets named per quote; more would crowd the line. */
const MAX_OUTLETS = 4;

/** "also in Coast Post, City Herald and 3 more"; empty if no other outlet has it. */
function alsoInLines({ alsoIn = [] }: Quote, translator: Translator): Line[] {
  if (alsoIn.length === 0) return [];
  const outlets = alsoIn.slice(0, MAX_OUTLETS).map((name) => oneLine(name, MAX_NAME));
  const more = alsoIn.length - outlets.length;
  return [translator.line("citation.also-in", { outlets: outlets.join(", "), more })];
}

/** Says who speaks and which days are meant, one line each; empty if neither is known. */
export function asides(quote: Quote, translator: Translator): Line[] {
  return [...speakerLines(quote), ...meantDays(quote, translator)];
}

/** "— Maria Example"; empty if the text names no speaker. */
export function speakerLines(quote: Quote): Line[] {
  const speaker = quote.speaker === null ? "" : oneLine(quote.speaker, MAX_NAME);
  return speaker ? [[`— ${speaker}`]] : [];
}

/** "“on Tuesday” = 21 Oct 2025" on one line; empty if no words mean a day. */
export function meantDays(quote: Quote, translator: Translator): Line[] {
  const days = quote.resolvedDates.slice(0, 6).map((date) => resolved(date, translator));
  return days.length > 0 ? [[days.join(" · ")]] : [];
}

function resolved({ words, day }: ResolvedDate, translator: Translator): string {
  return `“${oneLine(words, MAX_NAME)}” = ${translator.day(day)}`;
}

/** Repeats the question, so that a reply makes sense on its own. */
export function questionLine(question: string): Line {
  return [`“${oneLine(question, MAX_QUESTION)}”`];
}

/** Origins named; more would crowd the line. */
const MAX_ORIGINS = 2;

/** " (AFP)", with "…" after two; empty if no outlets share an origin, since then the quotes name them. */
function originNames({ outletCount, originCount, originNames: names = [] }: Answered): string {
  if (outletCount <= originCount || names.length === 0) return "";
  const shown = names.slice(0, MAX_ORIGINS).map((name) => oneLine(name, MAX_NAME));
  return ` (${shown.join(", ")}${originCount > shown.length ? ", …" : ""})`;
}

/** What narrows or dates a reply. */
interface Standing {
  readonly asOf: Instant;
  readonly asOfChosen?: boolean;
  /** The only outlet that was searched; null for all. */
  readonly source?: string | null;
  readonly lexicalOnly: boolean;
  readonly byWords?: boolean | undefined;
  readonly newestAt: Instant | null;
  /** Of none, it is not said that none is dated; default: there are some. */
  readonly articleCount?: number;
}

/** "As of … · 2 outlets, 1 origin (AFP) · latest report 2 hours ago". */
export function asOfLine(answer: Answer, translator: Translator): Line {
  return standingLine(answer, basis(answer, translator), translator);
}

/** "As of … · 210 articles · only Coast Post · latest report 2 hours ago"; `basis` says what the reply rests on. */
export function standingLine(standing: Standing, basis: Line, translator: Translator): Line {
  const { asOfChosen = false, source = null, articleCount } = standing;
  const at = instant(standing.asOf, "moment");
  return joined([
    translator.line(asOfChosen ? "citation.as-of-chosen" : "citation.as-of", { at }),
    basis,
    ...(source === null ? [] : [translator.line("citation.only", { source: oneLine(source, MAX_NAME) })]),
    ...(articleCount === 0 ? [] : [newestLine(standing, translator)]),
    ...(standing.lexicalOnly ? [translator.line("citation.lexical")] : []),
    ...(standing.byWords === true ? [translator.line("citation.by-words")] : []),
  ]);
}

/** Says how old the newest report is; its day where a day was chosen, since ages count from today. */
function newestLine({ newestAt, asOfChosen = false }: Standing, translator: Translator): Line {
  if (newestAt === null) return translator.line("citation.none-dated");
  const age = asOfChosen && !isDayOnly(newestAt) ? instant(newestAt, "day") : agePart(newestAt, translator);
  return translator.line("citation.newest", { age });
}

function basis(answer: Answer, translator: Translator): Line {
  if (answer.kind === "unanswered")
    return translator.line("citation.articles", { count: answer.articleCount });
  const { outletCount: outlets, originCount: origins } = answer;
  return [...translator.line("citation.basis", { outlets, origins }), originNames(answer)];
}
