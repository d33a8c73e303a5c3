// Joins retriever and answerer over one store, index and pair of models. Used by the services and by measuring alike.
import { randomBytes } from "node:crypto";
import { type AnswererDeps, createAnswerer } from "../answer/answer.js";
import type { AnswerModels } from "../answer/answer-models.js";
import { CONFIDENCE_MODELS } from "../answer/confidence.js";
import { SENTENCE_MODELS } from "../answer/sentence-model.js";
import type { AnswerRequest } from "../answer/working.js";
import type { Embedder, Reranker } from "../embed/embedder.js";
import type { AnswerExplanation } from "../reports.js";
import { RANK_MODELS, type RankMode } from "../retrieve/rank-model.js";
import { createRetriever, type RetrieveOptions } from "../retrieve/retrieve.js";
import type { Store } from "../store/store.js";
import type { VectorIndex } from "../store/vector-index.js";
import { copiesInStore } from "./copies-in-store.js";

export interface AnsweringParts {
  readonly store: Store;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly embedder: Embedder | null;
  readonly reranker: Reranker | null;
  /** Passages that the cross-encoder reads a question, 0 turns it off. */
  readonly rerankLimit: number;
  /** Parts switched off, for measuring; all on by default. */
  readonly switches?: Partial<RetrieveOptions> & Pick<AnswererDeps, "grow">;
  /** Default: the fitted models for what is there. */
  readonly models?: AnswerModels;
}

/** Which weights hold: those for what is there and not switched off. */
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
  const { store, index, embedder, rerankLimit, switches = {} } = parts;
  const mode = rankModeOf(parts);
  const reranker = mode === "reranked" ? parts.reranker : null;
  const models = parts.models ?? fittedModels(mode);
  const { grow = true, ...options } = switches;
  return createAnswerer({
    retrieve: createRetriever({ store, index, embedder, reranker, rerankLimit, options, model: models.rank }),
    read: (articleId, revision) => store.article(articleId, revision),
    missingTerms: (terms, query) => store.missingTerms(terms, query),
    copiesOf: (article, query) => copiesInStore(store, article, query),
    scopeCounts: (query) => store.scopeCounts(query),
    reranker,
    lexicalOnly: embedder === null,
    newAnswerId,
    grow,
    confidence: models.confidence,
    sentences: models.sentences,
  });
}

/** 16 hex digits: short enough for a button's custom id, and two never meet. */
function newAnswerId(): string {
  return randomBytes(8).toString("hex");
}
