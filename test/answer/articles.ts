// Makes articles, passages and hits for tests of the answer, with the real sentence splitter's spans.
import type { Article, Hit, Passage, Signals } from "../../src/model/article.js";
import { splitSentences } from "../../src/model/sentences.js";
import { parseQuestion } from "../../src/retrieve/question.js";
import type { RankFeatures } from "../../src/retrieve/rank-model.js";
import type { Retrieval } from "../../src/retrieve/retrieve.js";

export function makeArticle(text: string, given: Partial<Article> = {}): Article {
  return {
    articleId: "0123456789ab",
    revision: 1,
    url: "https://news.example/a",
    title: "A title",
    deck: null,
    text,
    source: "Harbour Post",
    agency: null,
    author: null,
    language: "en",
    publishedAt: "2025-10-21T00:00:00.000Z",
    updatedAt: null,
    fetchedAt: "2025-10-21T12:00:00.000Z",
    dates: [],
    sample: true,
    ...given,
  };
}

/** The whole text as one passage. */
export function makePassage(article: Article): Passage {
  return {
    passageId: `${article.articleId}.${article.revision}.0`,
    articleId: article.articleId,
    revision: article.revision,
    ordinal: 0,
    start: 0,
    end: article.text.length,
    text: article.text,
    tokenCount: article.text.split(/\s+/).length,
    sentences: splitSentences(article.text).map(({ start, end }) => ({ start, end })),
  };
}

export function makeHit(article: Article, score: number, given: Partial<Signals> = {}): Hit {
  const signals: Signals = {
    lexical: 1,
    lexicalRank: 1,
    similarity: 0.8,
    vectorRank: 1,
    fused: 1,
    rerank: score,
    ageDays: 1,
    time: 0,
    form: 0,
    ...given,
  };
  return { passage: makePassage(article), article, score, signals };
}

/** What a retriever gives for these hits: features that say nothing of time, unless `given`. */
export function makeFound(
  hits: readonly Hit[],
  question: string,
  given: Partial<RankFeatures> = {},
): Retrieval {
  const features: RankFeatures = {
    similarity: 0.8,
    lexical: 1,
    rerank: 0,
    age: 0,
    gap: 0,
    period: 0,
    place: 0,
    brief: 0,
    ...given,
  };
  return {
    ...parseQuestion(question, "2025-10-22T09:00:00.000Z"),
    hits,
    features: hits.map(() => features),
    intent: { kind: "open" },
    missing: [],
    missingShare: 0,
    askedAs: null,
  };
}
