// Numbers citations and turns chosen spans into quotes with link, speaker and resolved dates.
import type { Article, Citation, Quote, Span } from "../schema.js";
import { resolveRelativeDates } from "./relative-dates.js";
import { findSpeaker } from "./speaker.js";
import { sentenceLink } from "./text-fragment.js";

/** Collects citations in order of appearance; the same revision keeps its number. */
export class CitationList {
  readonly #citations = new Map<string, Citation>();

  /** Returns the number of the article's citation, adding one where it is new. */
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
  const {
    articleId,
    revision,
    title,
    url,
    source,
    agency,
    author,
    publishedAt,
    updatedAt,
    fetchedAt,
    sample,
  } = article;
  return {
    number,
    articleId,
    revision,
    title,
    url,
    source,
    agency,
    author,
    publishedAt,
    updatedAt,
    fetchedAt,
    sample,
  };
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
    resolvedDates: resolveRelativeDates(text, article.publishedAt),
    citation,
    link: sentenceLink(article.url, article.text, core),
  };
}
