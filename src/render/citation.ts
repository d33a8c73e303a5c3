// The lines that say who published a quote, when, and as of when an answer holds. Words only; form is the writers'.
import type { Answer, Answered, Citation, Quote, ResolvedDate } from "../schema.js";
import { type Block, counted, instant, type Line, link, type Part, strong } from "./document.js";
import { oneLine } from "./text.js";

const MAX_NAME = 80;
/** Longest title shown; longer ones are cut with "…". */
export const MAX_TITLE = 160;
/** Longest question shown. */
export const MAX_QUESTION = 300;

/** Says outlet, agency, title, date and author on one line; what is unknown is said to be. */
export function attribution(citation: Citation, url: string | null = citation.url): Line {
  const { agency, author, updatedAt, publishedAt } = citation;
  const wire = agency !== null && agency !== citation.source ? [` · ${oneLine(agency, MAX_NAME)}`] : [];
  const revised =
    updatedAt !== null && updatedAt.slice(0, 10) !== publishedAt?.slice(0, 10)
      ? [" · updated ", instant(updatedAt, "day")]
      : [];
  return [
    strong(oneLine(citation.source ?? "", MAX_NAME) || "outlet not stated"),
    ...wire,
    " · ",
    titleLink(citation, url),
    " · ",
    ...dated(publishedAt),
    ...revised,
    ...(author === null ? [] : [` · by ${oneLine(author, MAX_NAME)}`]),
    ...(citation.sample ? [" · sample"] : []),
  ];
}

/** Writes the title as a link where there is one. */
export function titleLink(citation: Pick<Citation, "title">, url: string | null): Part {
  return link(oneLine(citation.title, MAX_TITLE) || "untitled", url);
}

/** Writes a day and its age, or "undated". */
export function dated(at: string | null): Part[] {
  return at === null ? ["undated"] : [instant(at, "day"), " (", instant(at, "age"), ")"];
}

/** Lays out a quote with its speaker, attribution and the days its words mean; an unknown citation is a bug. */
export function quoteBlock(quote: Quote, citations: readonly Citation[]): Block {
  const citation = citations.find(({ number }) => number === quote.citation);
  if (citation === undefined)
    throw new RangeError(`Quote without a citation: ${quote.articleId}: number ${quote.citation}`);
  const under = [...asides(quote), attribution(citation, quote.link ?? citation.url)];
  return { kind: "quote", text: quote.text, under };
}

/** Says who speaks and which days are meant, one line each; empty where neither is known. */
export function asides(quote: Quote): Line[] {
  const speaker = quote.speaker === null ? "" : oneLine(quote.speaker, MAX_NAME);
  const days = quote.resolvedDates.slice(0, 6).map(resolved);
  return [...(speaker ? [[`— ${speaker}`]] : []), ...(days.length > 0 ? [[days.join(" · ")]] : [])];
}

function resolved({ words, day }: ResolvedDate): string {
  return `“${oneLine(words, MAX_NAME)}” = ${formatDay(day)}`;
}

/** Writes a YYYY-MM-DD day or an instant's UTC day as "21 Oct 2025". */
export function formatDay(day: string): string {
  const format = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(day)).replace("Sept", "Sep");
}

/** Repeats the question, so that a reply can be read by itself. */
export function questionLine(question: string): Line {
  return [`“${oneLine(question, MAX_QUESTION)}”`];
}

/** Two names tell where the news comes from; more would crowd the line. */
const MAX_ORIGINS = 2;

/** " (AFP)", with "…" after two; empty where no outlet shares an origin, so that the quotes name it themselves. */
function originNames({ outletCount, originCount, originNames: names = [] }: Answered): string {
  if (outletCount <= originCount || names.length === 0) return "";
  const shown = names.slice(0, MAX_ORIGINS).map((name) => oneLine(name, MAX_NAME));
  return ` (${shown.join(", ")}${originCount > shown.length ? ", …" : ""})`;
}

/** Says as of when the answer holds, what it rests on and how new the newest report is. */
export function asOfLine(answer: Answer): Line {
  const basis =
    answer.kind === "answered"
      ? `${counted(answer.outletCount, "outlet")}, ${counted(answer.originCount, "origin")}${originNames(answer)}`
      : counted(answer.articleCount, "article");
  return [
    "As of ",
    instant(answer.asOf, "moment"),
    ...(answer.asOfChosen ? [" (chosen)"] : []),
    ` · ${basis}`,
    ...(answer.source === null ? [] : [` · only ${oneLine(answer.source, MAX_NAME)}`]),
    ...(answer.newestAt === null
      ? [" · no dated report"]
      : [" · newest report ", instant(answer.newestAt, "age")]),
    ...(answer.lexicalOnly ? [" · words only: no model"] : []),
  ];
}
