// Query → hits: lexical and vector candidates, fused, placed in time, reranked. Decides nothing about answering.
import type { Embedder, Reranker } from "../embed/embedder.js";
import type { Article, Hit, Passage, Query, Signals } from "../schema.js";
import type { Store } from "../store/store.js";
import type { VectorIndex } from "../store/vector-index.js";
import { fuseRanks } from "./fuse.js";
import { type QuestionTerms, questionTerms } from "./terms.js";
import { type TimeIntent, timeIntent } from "./time-intent.js";
import { ageInDays, FIRST_TIME_WEIGHTS, type TimedCandidate, timeScores } from "./time-score.js";

export interface RetrieverDeps {
  readonly store: Pick<Store, "searchText" | "eligible" | "passages" | "article">;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly embedder: Embedder | null;
  readonly reranker: Reranker | null;
  /** Passages that the cross-encoder reads; 0 turns it off. */
  readonly rerankLimit: number;
  readonly options?: Partial<RetrieveOptions>;
}

/** Parts that can be switched off, for ablation. */
export interface RetrieveOptions {
  readonly lexical: boolean;
  readonly vectors: boolean;
  readonly rerank: boolean;
  readonly time: boolean;
}

/** Hits best first, with what was read from the question. */
export interface Retrieval {
  readonly hits: readonly Hit[];
  readonly intent: TimeIntent;
  readonly terms: QuestionTerms;
}

/** Candidates of each list; more changed nothing on bench/news. */
const CANDIDATES = 100;
/** Say of the vectors against BM25 in the fusion; plain equal weights pull good vectors down (bench/news README). */
const VECTOR_WEIGHT = 0.7;
/** Logits that a place in the fused order is worth before the cross-encoder has read it. */
const FUSED_SCALE = 10;

interface Candidate {
  readonly passage: Passage;
  readonly article: Article;
  readonly signals: Omit<Signals, "rerank" | "time">;
}

/** Makes a retriever; each call reads the store and index as they are then. */
export function createRetriever(deps: RetrieverDeps): (query: Query) => Promise<Retrieval> {
  const on: RetrieveOptions = { lexical: true, vectors: true, rerank: true, time: true, ...deps.options };
  return async (query) => {
    const terms = questionTerms(query.question);
    const intent = timeIntent(query.question, query.asOf);
    const candidates = await findCandidates(query, terms, deps, on);
    const placed = inTime(candidates, intent, query, on.time);
    const hits = on.rerank ? await rerankHits(placed, query, intent, deps, on.time) : placed;
    return { hits, intent, terms };
  };
}

async function findCandidates(
  query: Query,
  terms: QuestionTerms,
  deps: RetrieverDeps,
  on: RetrieveOptions,
): Promise<Candidate[]> {
  const useVectors = on.vectors && deps.index !== null && deps.embedder !== null;
  const [lexical, neighbors] = await Promise.all([
    on.lexical || !useVectors ? deps.store.searchText(terms.words, CANDIDATES, query) : [],
    useVectors ? findNeighbors(query, deps) : [],
  ]);
  const fused = fuseRanks([
    { ids: neighbors.map(({ passageId }) => passageId), weight: VECTOR_WEIGHT },
    { ids: lexical.map(({ passageId }) => passageId), weight: 1 - VECTOR_WEIGHT },
  ]);
  const lexicalPlace = new Map(
    lexical.map(({ passageId, score }, at) => [passageId, { score, rank: at + 1 }]),
  );
  const vectorPlace = new Map(
    neighbors.map(({ passageId, similarity }, at) => [passageId, { similarity, rank: at + 1 }]),
  );
  const passages = await deps.store.passages([...fused.keys()]);
  const articles = await readArticles(passages, deps.store);
  return passages.flatMap((passage) => {
    const article = articles.get(revisionKey(passage));
    if (!article) return [];
    const signals = {
      lexical: lexicalPlace.get(passage.passageId)?.score ?? null,
      lexicalRank: lexicalPlace.get(passage.passageId)?.rank ?? null,
      similarity: vectorPlace.get(passage.passageId)?.similarity ?? null,
      vectorRank: vectorPlace.get(passage.passageId)?.rank ?? null,
      fused: fused.get(passage.passageId) ?? 0,
      ageDays: ageInDays(article.publishedAt, query.asOf),
    };
    return [{ passage, article, signals }];
  });
}

async function findNeighbors(query: Query, deps: RetrieverDeps) {
  if (deps.index === null || deps.embedder === null) return [];
  const [embedding, accept] = await Promise.all([
    deps.embedder.embedQuestion(query.question),
    deps.store.eligible(query),
  ]);
  return deps.index.search(embedding, CANDIDATES, { accept });
}

function revisionKey({ articleId, revision }: Pick<Passage, "articleId" | "revision">): string {
  return `${articleId}.${revision}`;
}

async function readArticles(passages: readonly Passage[], store: RetrieverDeps["store"]) {
  const articles = new Map<string, Article>();
  for (const passage of passages) {
    const key = revisionKey(passage);
    if (articles.has(key)) continue;
    const article = await store.article(passage.articleId, passage.revision);
    if (article) articles.set(key, article);
  }
  return articles;
}

function byScore(one: Hit, other: Hit): number {
  return other.score - one.score || one.passage.passageId.localeCompare(other.passage.passageId);
}

function timed(
  candidates: readonly { article: Article }[],
  relevance: (at: number) => number,
): TimedCandidate[] {
  return candidates.map(({ article }, at) => ({
    articleId: article.articleId,
    publishedAt: article.publishedAt,
    relevance: relevance(at),
  }));
}

/** First order: fused rank and time, before any model reads the text. */
function inTime(candidates: readonly Candidate[], intent: TimeIntent, query: Query, useTime: boolean): Hit[] {
  const times = useTime
    ? timeScores(
        timed(candidates, (at) => candidates[at]?.signals.fused ?? 0),
        intent,
        query.asOf,
        FIRST_TIME_WEIGHTS,
      )
    : candidates.map(() => 0);
  return candidates
    .map(({ passage, article, signals }, at) => {
      const time = times[at] ?? 0;
      return {
        passage,
        article,
        score: FUSED_SCALE * signals.fused + time,
        signals: { ...signals, rerank: null, time },
      };
    })
    .sort(byScore);
}

/** What the cross-encoder reads: the title gives a passage its subject. */
export function rerankText(hit: Hit): string {
  return `${hit.article.title}. ${hit.passage.text}`;
}

/** Second order: the cross-encoder's logit and time, for the first `rerankLimit`; the rest stay behind in order. */
async function rerankHits(
  placed: Hit[],
  query: Query,
  intent: TimeIntent,
  deps: RetrieverDeps,
  useTime: boolean,
): Promise<Hit[]> {
  const chosen = placed.slice(0, deps.rerankLimit);
  if (deps.reranker === null || chosen.length === 0) return placed;
  const logits = await deps.reranker.rerank(query.question, chosen.map(rerankText));
  const relevance = (at: number) => 1 / (1 + Math.exp(-(logits[at] ?? 0)));
  const times = useTime ? timeScores(timed(chosen, relevance), intent, query.asOf) : chosen.map(() => 0);
  const reranked = chosen.map((hit, at) => {
    const rerank = logits[at] ?? 0;
    const time = times[at] ?? 0;
    return { ...hit, score: rerank + time, signals: { ...hit.signals, rerank, time } };
  });
  const floor = Math.min(...reranked.map(({ score }) => score));
  const rest = placed.slice(chosen.length).map((hit, at) => ({ ...hit, score: floor - 1 - at / CANDIDATES }));
  return [...reranked.sort(byScore), ...rest];
}
