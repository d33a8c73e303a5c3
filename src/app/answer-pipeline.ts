// Joins stores, index and models into functions that answer; people are answered before watches.

import { randomBytes } from "node:crypto";
import type { AnswerModels, AnswerRequest } from "../answer/answer.js";
import { type AnswererDeps, createAnswerer } from "../answer/answer.js";
import { CONFIDENCE_MODELS } from "../answer/confidence.js";
import type { LatestDeps } from "../answer/latest.js";
import { SENTENCE_MODELS } from "../answer/sentence-model.js";
import type { SplitRevision } from "../answer/sources.js";
import { reportSources } from "../answer/sources.js";
import type { TimelineDeps } from "../answer/timeline.js";
import { findCopies } from "../compare/copies.js";
import type { Embedder, Reranker } from "../embed/embedder.js";
import type { Answer, AnswerExplanation, SourcesReport } from "../model/answer.js";
import type { Article } from "../model/article.js";
import { MINUTE_MS } from "../model/time.js";
import { RANK_MODELS, type RankMode } from "../retrieve/rank-model.js";
import { createRetriever, type RetrieveOptions } from "../retrieve/retrieve.js";
import type { ArticleStore, Scope, SearchStore, Stores, VectorIndex } from "../store/ports.js";

/** Returns the copies of an article in scope, the first published first; itself is left out. */
export function copiesInStore(
  search: Pick<SearchStore, "copyCandidates">,
  article: Article,
  { asOf, source, outlets }: Scope,
): Promise<Article[]> {
  const scope: Scope = { asOf, source, ...(outlets === undefined ? {} : { outlets }) };
  return findCopies(article, (sketch, limit) => search.copyCandidates(sketch, limit, scope));
}

export interface AnsweringParts {
  readonly stores: Pick<Stores, "articles" | "search">;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly embedder: Embedder | null;
  readonly reranker: Reranker | null;
  /** Passages that the cross-encoder reads per question; 0 turns it off. */
  readonly rerankLimit: number;
  /** Parts switched off, for measuring; all on by default. */
  readonly switches?: Partial<RetrieveOptions> & Pick<AnswererDeps, "grow">;
  /** Default: the fitted weights for the models in use. */
  readonly models?: AnswerModels;
}

/** Selects the weights for the parts that are present and not switched off. */
export function rankModeOf(
  parts: Pick<AnsweringParts, "index" | "embedder" | "reranker" | "rerankLimit" | "switches">,
): RankMode {
  const { index, embedder, reranker, rerankLimit, switches = {} } = parts;
  if (reranker !== null && rerankLimit > 0 && switches.rerank !== false) return "reranked";
  return index !== null && embedder !== null && switches.vectors !== false ? "vectors" : "words";
}

/** The fitted models of a mode. */
export function fittedModels(mode: RankMode): AnswerModels {
  return {
    rank: RANK_MODELS[mode],
    sentences: SENTENCE_MODELS[mode],
    confidence: CONFIDENCE_MODELS[mode],
  };
}

/** Makes the function that answers one request; it stores nothing. */
export function createAnswering(
  parts: AnsweringParts,
): (request: AnswerRequest) => Promise<AnswerExplanation> {
  const { stores, index, embedder, rerankLimit, switches = {} } = parts;
  const mode = rankModeOf(parts);
  const reranker = mode === "reranked" ? parts.reranker : null;
  const models = parts.models ?? fittedModels(mode);
  const { grow = true, ...options } = switches;
  return createAnswerer({
    retrieve: createRetriever({
      stores,
      index,
      embedder,
      reranker,
      rerankLimit,
      options,
      model: models.rank,
    }),
    read: (articleId, revision) => stores.articles.article(articleId, revision),
    copiesOf: (article, query) => copiesInStore(stores.search, article, query),
    scopeCounts: (query) => stores.search.scopeCounts(query),
    reranker,
    lexicalOnly: embedder === null,
    englishOnly: embedder?.englishOnly === true,
    newAnswerId,
    grow,
    confidence: models.confidence,
    sentences: models.sentences,
  });
}

/** 16 hex digits: short enough for a button's custom id, and long enough to be unique. */
function newAnswerId(): string {
  return randomBytes(8).toString("hex");
}

/** Returns the revisions `from` to `to`, both included, in order; those that are gone are left out. */
export async function splitRevisions(
  articles: Pick<ArticleStore, "article" | "passagesOf">,
  articleId: string,
  from: number,
  to: number,
): Promise<SplitRevision[]> {
  const revisions: SplitRevision[] = [];
  for (let revision = from; revision <= to; revision += 1) {
    const article = await articles.article(articleId, revision);
    if (article === null) continue;
    const passages = await articles.passagesOf(articleId, revision);
    const spans = passages.flatMap(({ sentences }) => sentences);
    revisions.push({ article, sentences: spans.map(({ start, end }) => article.text.slice(start, end)) });
  }
  return revisions;
}

/** Articles that the cross-encoder reads for a timeline, about 25 ms each: a story with more developments shows only the nearest. */
const TIMELINE_ARTICLES = 40;

/** Returns what timelines, newest reports and checks of claims need; the cross-encoder reads up to `articles` articles. */
export function timelineDeps(
  parts: Omit<AnsweringParts, "switches" | "models">,
  articles = TIMELINE_ARTICLES,
): TimelineDeps & LatestDeps {
  const { stores, index, embedder } = parts;
  const mode = rankModeOf(parts);
  const reranker = mode === "reranked" ? parts.reranker : null;
  const options = { intent: { kind: "history" }, onePerArticle: true, rerankLimit: articles } as const;
  return {
    retrieve: createRetriever({
      stores,
      index,
      embedder,
      reranker,
      model: fittedModels(mode).rank,
      ...options,
    }),
    read: (articleId, revision) => stores.articles.article(articleId, revision),
    copiesOf: (article, query) => copiesInStore(stores.search, article, query),
    revisionsOf: ({ articleId, revision }) => splitRevisions(stores.articles, articleId, 1, revision),
    scopeCounts: (query) => stores.search.scopeCounts(query),
    newestArticles: (limit, query) => stores.search.newestArticles(limit, query),
    passagesOf: ({ articleId, revision }) => stores.articles.passagesOf(articleId, revision),
    reranker,
    embed: embedder && ((texts) => embedShort(texts, embedder)),
    lexicalOnly: embedder === null,
  };
}

/** Questions go before passages that wait, so that no timeline waits for an ingest; few at once, so that no question waits for a timeline. */
const EMBEDDED_AT_ONCE = 4;

async function embedShort(texts: readonly string[], embedder: Embedder): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += EMBEDDED_AT_ONCE) {
    const some = texts.slice(from, from + EMBEDDED_AT_ONCE);
    vectors.push(...(await Promise.all(some.map((text) => embedder.embedQuestion(text)))));
  }
  return vectors;
}

/** Background work goes on after so long, however many people ask. */
const LONGEST_WAIT_MS = MINUTE_MS;

interface PriorityAnswererParts {
  readonly stores: Pick<Stores, "articles" | "search">;
  /** Answers a request; stores nothing. */
  readonly answer: (request: AnswerRequest) => Promise<AnswerExplanation>;
}

export class PriorityAnswerer {
  readonly #parts: PriorityAnswererParts;
  #open = 0;
  #waiting: (() => void)[] = [];

  constructor(parts: PriorityAnswererParts) {
    this.#parts = parts;
  }

  /** Answers for a person who waits; stores nothing. */
  async answer(request: AnswerRequest): Promise<AnswerExplanation> {
    this.#open += 1;
    try {
      return await this.answerInBackground(request);
    } finally {
      this.#open -= 1;
      if (this.#open === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Answers for a watch, which waits for `whenIdle` before; stores nothing. */
  async answerInBackground(request: AnswerRequest): Promise<AnswerExplanation> {
    return this.#parts.answer(request);
  }

  /** Resolves when no person waits for an answer, after a minute at the latest. */
  async whenIdle(): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_WAIT_MS);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Compares the quotes of an answer with its articles as they are now. */
  reportSources(answer: Answer): Promise<SourcesReport> {
    const { articles, search } = this.#parts.stores;
    return reportSources(answer, {
      newest: (articleId) => articles.article(articleId),
      revision: (articleId, revision) => articles.article(articleId, revision),
      copies: (article) => copiesInStore(search, article, { asOf: answer.asOf, source: null }),
      revisions: (articleId, from, to) => splitRevisions(articles, articleId, from, to),
    });
  }
}
