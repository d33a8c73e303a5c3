// Revisions of one article for tests, split by the real splitter.
import type { SplitRevision } from "../../src/answer/sources.js";
import type { Article } from "../../src/model/article.js";
import { splitSentences } from "../../src/model/sentences.js";
import { makeArticle } from "./articles.js";

/** Splits an article as ingest would. */
export function splitRevision(article: Article): SplitRevision {
  const { text } = article;
  return { article, sentences: splitSentences(text).map(({ start, end }) => text.slice(start, end)) };
}

/** Revisions 1, 2, … of an article, fetched a day apart at 16:40 UTC from 21 October 2025 on. */
export function revisionsOf(texts: readonly string[], given: Partial<Article> = {}): SplitRevision[] {
  return texts.map((text, at) =>
    splitRevision(
      makeArticle(text, { fetchedAt: `2025-10-${21 + at}T16:40:00.000Z`, ...given, revision: at + 1 }),
    ),
  );
}
