// The lines that say who published a quote, when, and as of when an answer holds. Words only; form is the writers'.
import type { Answer, Answered, Citation, Quote, ResolvedDate } from "../schema.js";
import { type Block, instant, type Line, link, type Part, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

const MAX_NAME = 80;
/** Longest title shown; longer ones are cut with "…". */
export const MAX_TITLE = 160;
/** Longest question shown. */
export const MAX_QUESTION = 300;

/** Says outlet, agency, title, date and author on one line; what is unknown is said to be. */
export function attribution(citation: Citation, frame: Frame, url: string | null = citation.url): Line {
  const { agency, author, updatedAt, publishedAt } = citation;
  const wire = agency !== null && agency !== citation.source ? [` · ${oneLine(agency, MAX_NAME)}`] : [];
  const revised =
    updatedAt !== null && updatedAt.slice(0, 10) !== publishedAt?.slice(0, 10)
      ? [" · ", ...frame.line("citation.updated", { day: instant(updatedAt, "day") })]
      : [];
  return [
    strong(oneLine(citation.source ?? "", MAX_NAME) || frame.words("citation.no-outlet")),
    ...wire,
    " · ",
    titleLink(citation, frame, url),
    " · ",
    ...dated(publishedAt, frame),
    ...revised,
    ...(author === null
      ? []
      : [" · ", ...frame.line("citation.author", { author: oneLine(author, MAX_NAME) })]),
    ...(citation.sample ? [" · ", ...frame.line("citation.sample")] : []),
  ];
}

/** Writes the title as a link where there is one. */
export function titleLink(citation: Pick<Citation, "title">, frame: Frame, url: string | null): Part {
  return link(oneLine(citation.title, MAX_TITLE) || frame.words("citation.untitled"), url);
}

/** Writes a day and its age, or "undated". */
export function dated(at: string | null, frame: Frame): readonly Part[] {
  return at === null ? frame.line("citation.undated") : [instant(at, "day"), " (", instant(at, "age"), ")"];
}

/** Lays out a quote with its speaker, attribution and the days its words mean; an unknown citation is a bug. */
export function quoteBlock(quote: Quote, citations: readonly Citation[], frame: Frame): Block {
  const citation = citations.find(({ number }) => number === quote.citation);
  if (citation === undefined)
    throw new RangeError(`Quote without a citation: ${quote.articleId}: number ${quote.citation}`);
  const under = [...asides(quote, frame), attribution(citation, frame, quote.link ?? citation.url)];
  return { kind: "quote", text: quote.text, under };
}

/** Says who speaks and which days are meant, one line each; empty where neither is known. */
export function asides(quote: Quote, frame: Frame): Line[] {
  const speaker = quote.speaker === null ? "" : oneLine(quote.speaker, MAX_NAME);
  const days = quote.resolvedDates.slice(0, 6).map((date) => resolved(date, frame));
  return [...(speaker ? [[`— ${speaker}`]] : []), ...(days.length > 0 ? [[days.join(" · ")]] : [])];
}

function resolved({ words, day }: ResolvedDate, frame: Frame): string {
  return `“${oneLine(words, MAX_NAME)}” = ${frame.day(day)}`;
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
export function asOfLine(answer: Answer, frame: Frame): Line {
  const at = instant(answer.asOf, "moment");
  const facts: Line[] = [
    frame.line(answer.asOfChosen ? "citation.as-of-chosen" : "citation.as-of", { at }),
    basis(answer, frame),
    ...(answer.source === null
      ? []
      : [frame.line("citation.only", { source: oneLine(answer.source, MAX_NAME) })]),
    answer.newestAt === null
      ? frame.line("citation.none-dated")
      : frame.line("citation.newest", { age: instant(answer.newestAt, "age") }),
    ...(answer.lexicalOnly ? [frame.line("citation.lexical")] : []),
  ];
  return facts.flatMap((fact, i) => (i === 0 ? fact : [" · ", ...fact]));
}

function basis(answer: Answer, frame: Frame): Line {
  if (answer.kind === "unanswered") return frame.line("citation.articles", { count: answer.articleCount });
  const { outletCount: outlets, originCount: origins } = answer;
  return [...frame.line("citation.basis", { outlets, origins }), originNames(answer)];
}
