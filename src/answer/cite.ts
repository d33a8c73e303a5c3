// Numbers citations and turns chosen spans into quotes with link, speaker and resolved dates.

import type { Answer, Citation, Quote } from "../model/answer.js";
import type { Article, Span } from "../model/article.js";
import { publishedDay, updatedDay } from "../model/calendar.js";
import { resolvedDates, resolvedOn } from "./relative-days.js";

/** Collects citations in order of appearance; the same revision keeps its number. */
export class CitationList {
  readonly #citations = new Map<string, Citation>();

  /** Returns the number of the article's citation, adding one if it is new. */
  cite(article: Article): number {
    const key = `${article.articleId}.${article.revision}`;
    const known = this.#citations.get(key);
    if (known) return known.number;
    const citation = toCitation(article, this.#citations.size + 1);
    this.#citations.set(key, citation);
    return citation.number;
  }

  /** In order of their numbers, from 1. */
  list(): Citation[] {
    return [...this.#citations.values()];
  }
}

/** Copies what a citation shows from an article. */
export function toCitation(article: Article, number: number): Citation {
  const { articleId, revision, title, url, source, agency, author, sample } = article;
  const { publishedAt, updatedAt, fetchedAt } = article;
  const [published, updated] = [publishedDay(article), updatedDay(article)];
  const days = {
    ...(published === null ? {} : { publishedDay: published }),
    ...(updated === null ? {} : { updatedDay: updated }),
  };
  const dates = { publishedAt, updatedAt, fetchedAt, ...days };
  return { number, articleId, revision, title, url, source, agency, author, ...dates, sample };
}

/** Makes the quote of a span; `core` is the sentence that the link points to, by default the whole span. */
export function makeQuote(article: Article, span: Span, citation: number, core: Span = span): Quote {
  const text = article.text.slice(span.start, span.end);
  return {
    articleId: article.articleId,
    revision: article.revision,
    start: span.start,
    end: span.end,
    text,
    speaker: findSpeaker(text),
    resolvedDates: resolvedDates(text, article),
    citation,
    link: sentenceLink(article.url, article.text, core),
  };
}

export type ReadRevision = (articleId: string, revision: number) => Promise<Article | null>;

/** Returns the quotes for which `revisionText.slice(start, end) === text`, in order, their days counted from when they were written. */
export async function verifyQuotes(quotes: readonly Quote[], read: ReadRevision): Promise<Quote[]> {
  const kept: Quote[] = [];
  for (const quote of quotes) {
    const article = await read(quote.articleId, quote.revision);
    if (article === null || article.text.slice(quote.start, quote.end) !== quote.text) continue;
    kept.push(article.revision === 1 ? quote : await datedByRevision(quote, article, read));
  }
  return kept;
}

/** More revisions are not looked through. */
const MOST_REVISIONS = 30;

/** Counts the days of a quote from the revision in which it first appeared. */
async function datedByRevision(quote: Quote, { language }: Article, read: ReadRevision): Promise<Quote> {
  let before: Article | null = null;
  for (let revision = 1; revision <= Math.min(quote.revision, MOST_REVISIONS); revision += 1) {
    const article = await read(quote.articleId, revision);
    if (article?.text.includes(quote.text)) {
      const found =
        before === null
          ? resolvedDates(quote.text, article)
          : resolvedOn(quote.text, writtenOn(article, before), language);
      return { ...quote, resolvedDates: article.publishedAt === null ? [] : found };
    }
    before = article ?? before;
  }
  return quote;
}

/**
 * Returns the days on which the text of a new revision may have been written: that of its new date, else those on which it and the
 * revision before it were fetched.
 */
function writtenOn(article: Article, before: Article): string[] {
  const isUpdated = article.updatedAt !== null && article.updatedAt !== before.updatedAt;
  const isRedated = article.publishedAt !== before.publishedAt;
  const day = isUpdated ? updatedDay(article) : isRedated ? publishedDay(article) : null;
  if (day !== null) return [day];
  return [...new Set([before, article].map(({ fetchedAt }) => fetchedAt.slice(0, 10)))];
}

/** Checks a stored answer before it is shown again: without the quotes that no longer hold, null if none is left. */
export async function verifyAnswer(answer: Answer, read: ReadRevision): Promise<Answer | null> {
  if (answer.kind === "unanswered") return answer;
  const quotes = await verifyQuotes(answer.quotes, read);
  const earlier = await verifyQuotes(answer.earlier, read);
  return quotes.length === 0 ? null : { ...answer, quotes, earlier };
}

const NAME = String.raw`\p{Lu}[\p{L}.'’-]*(?:\s+(?:of|de|van|von|bin|al|the|\p{Lu}[\p{L}.'’-]*))*\s+\p{Lu}[\p{L}.'’-]*|\p{Lu}[\p{L}'’-]+`;
const VERB = "(?:said|says|told|added|wrote|announced|declared|insisted|warned|argued|stated|replied)";
const NAME_THEN_VERB = new RegExp(String.raw`["”],?\s+(${NAME})\s+${VERB}\b`, "u");
const VERB_THEN_NAME = new RegExp(String.raw`["”],?\s+${VERB}\s+(${NAME})`, "u");
const LEADING = new RegExp(String.raw`^(${NAME})(?:,[^,"“]{1,60},)?\s+${VERB}\b[^"“]{0,40}["“]`, "u");
const NOT_NAMES = new Set([
  "He",
  "She",
  "They",
  "It",
  "We",
  "I",
  "The",
  "A",
  "But",
  "And",
  "This",
  "That",
  "Who",
]);

/** Up to the end of a title in the run of a sentence, which nobody says: 'who starred in “Her,'. */
const TITLE_IN_RUN = /\p{Ll}\s+["“](?:[^"“”\s]+\s){0,3}[^"“”\s]+$/u;

/** Returns the speaker of the quotation in a sentence, as the text names them, or null. */
export function findSpeaker(sentence: string): string | null {
  const behind = VERB_THEN_NAME.exec(sentence);
  const isSaid = behind !== null && !TITLE_IN_RUN.test(sentence.slice(0, behind.index));
  const match = NAME_THEN_VERB.exec(sentence) ?? (isSaid ? behind : null) ?? LEADING.exec(sentence);
  const name = match?.[1]?.replace(/[.,]$/u, "");
  if (!name || /['’]s?$/u.test(name)) return null; // "said ChatGPT’s voice"
  return NOT_NAMES.has(name.split(" ")[0] ?? name) ? null : name;
}

/** Words kept at each end of a long quotation in a text directive; the range form needs no more to be found. */
const END_WORDS = 5;
const CONTEXT_WORDS = 4;

/**
 * Links to a span of a revision's text. Returns null without a URL, and the plain URL if no directive resolves
 * exactly once in `text`. Source: WICG "Text Fragments", https://wicg.github.io/scroll-to-text-fragment/.
 */
export function sentenceLink(url: string | null, text: string, span: Span): string | null {
  if (url === null) return null;
  const plain = url.replace(/#.*$/su, "");
  const quoted = text.slice(span.start, span.end);
  if (quoted.includes("\n")) return plain;
  const directive = directiveFor(text, span, quoted);
  return directive === null ? plain : `${plain}#:~:text=${directive}`;
}

function directiveFor(text: string, span: Span, quoted: string): string | null {
  const words = quoted.split(" ");
  const whole = words.length <= 2 * END_WORDS;
  const first = whole ? quoted : words.slice(0, END_WORDS).join(" ");
  const last = words.slice(-END_WORDS).join(" ");
  const body = whole ? encode(first) : `${encode(first)},${encode(last)}`;
  if (occurrences(text, first) === 1) return body;
  const prefix = wordsBefore(text, span.start);
  const suffix = wordsAfter(text, span.end);
  if (prefix !== "" && occurrences(text, `${prefix} ${first}`) === 1) return `${encode(prefix)}-,${body}`;
  if (whole && suffix !== "" && occurrences(text, `${first} ${suffix}`) === 1)
    return `${body},-${encode(suffix)}`;
  return null;
}

/** Percent-encodes as the directive grammar asks: "-", "," and "&" too. */
function encode(words: string): string {
  return encodeURIComponent(words).replace(
    /[-!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Counts matches without regard to case, as browsers search. */
function occurrences(text: string, words: string): number {
  return text.toLowerCase().split(words.toLowerCase()).length - 1;
}

function wordsBefore(text: string, at: number): string {
  const line =
    text
      .slice(Math.max(0, at - 120), at)
      .split("\n")
      .at(-1) ?? "";
  return line.trim().split(" ").slice(-CONTEXT_WORDS).join(" ");
}

function wordsAfter(text: string, at: number): string {
  const line = text.slice(at, at + 120).split("\n")[0] ?? "";
  return line.trim().split(" ").slice(0, CONTEXT_WORDS).join(" ");
}
