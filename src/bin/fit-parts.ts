// What fitting gets of the real pipeline: retrieval, sentences and answers under given weights, each text read once.
import { scoreSentences } from "../answer/score-sentences.js";
import type { Embedder, Reranker } from "../embed/embedder.js";
import type { FitParts } from "../eval/fit/fit-case.js";
import { createRetriever } from "../retrieve/retrieve.js";
import { type AnsweringParts, createAnswering, fittedModels, rankModeOf } from "./answering.js";

/** Sentences of all looked-at hits are read, none is left out by the promise. */
const ALL_SENTENCES = 1000;

/** Makes the parts over one store; scores are kept as long as the parts live. */
export function createFitParts(given: AnsweringParts): FitParts {
  const parts: AnsweringParts = {
    ...given,
    embedder: given.embedder && rememberQuestions(given.embedder),
    reranker: given.reranker && rememberScores(given.reranker),
  };
  const mode = rankModeOf(parts);
  const reranker = mode === "reranked" ? parts.reranker : null;
  const shipped = fittedModels(mode);
  return {
    mode,
    shipped,
    retrieve: (question, asOf, readLimit) =>
      createRetriever({ ...parts, reranker, rerankLimit: readLimit, model: shipped.rank })({
        question,
        now: asOf,
        asOf,
        source: null,
      }),
    sentences: ({ hits, terms }, question, hitLimit) =>
      scoreSentences(hits, question, terms.words, reranker, {
        model: shipped.sentences,
        limits: { hits: hitLimit, earlier: 0, read: ALL_SENTENCES, everyHit: ALL_SENTENCES, everyEarlier: 0 },
      }),
    answer: (question, asOf, models) =>
      createAnswering({ ...parts, models })({ question, now: asOf, asOf, asOfChosen: true, source: null }),
  };
}

function rememberQuestions(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    fingerprint: embedder.fingerprint,
    dimensions: embedder.dimensions,
    maxTokens: embedder.maxTokens,
    embedPassages: (texts) => embedder.embedPassages(texts),
    embedQuestion: (question) => {
      const embedding = known.get(question) ?? embedder.embedQuestion(question);
      known.set(question, embedding);
      return embedding;
    },
  };
}

/** Keeps each score of the cross-encoder: what is asked of it twice is read once. */
export function rememberScores(reranker: Reranker): Reranker {
  const known = new Map<string, number>();
  return {
    fingerprint: reranker.fingerprint,
    rerank: async (question, texts) => {
      const key = (text: string) => `${question}\n${text}`;
      const unknown = [...new Set(texts.filter((text) => !known.has(key(text))))];
      const scores = await reranker.rerank(question, unknown);
      unknown.forEach((text, at) => {
        known.set(key(text), scores[at] ?? Number.NaN);
      });
      return texts.map((text) => known.get(key(text)) ?? Number.NaN);
    },
  };
}
