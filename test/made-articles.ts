// Makes articles and quotes for tests; what is not given is plain.
import { createHash } from "node:crypto";
import type { Quote } from "../src/model/answer.js";
import type { Article, Instant } from "../src/model/article.js";

/** The moment it is in tests, unless they hand in a clock. */
export const TEST_NOW: Instant = "2025-11-24T14:05:00.000Z";

/** Makes an article; what is not given is plain. */
export function madeArticle(given: Partial<Article> & Pick<Article, "title" | "text">): Article {
  return {
    articleId: createHash("sha256")
      .update(given.url ?? given.text)
      .digest("hex")
      .slice(0, 12),
    revision: 1,
    url: "https://example.org/news/1",
    deck: null,
    source: "Example Post",
    agency: null,
    author: null,
    language: "en",
    publishedAt: "2025-10-21T15:00:00.000Z",
    updatedAt: null,
    fetchedAt: "2025-11-01T08:00:00.000Z",
    dates: [],
    sample: false,
    ...given,
  };
}

/** Quotes a sentence of an article. */
export function madeQuote(article: Article, text: string, number: number): Quote {
  const start = article.text.indexOf(text);
  return {
    articleId: article.articleId,
    revision: article.revision,
    start,
    end: start + text.length,
    text,
    speaker: null,
    resolvedDates: [],
    citation: number,
    link: article.url === null ? null : `${article.url}#:~:text=${encodeURIComponent(text.slice(0, 40))}`,
  };
}
