// The linear models that order candidates, and their features. `dateline eval --fit` finds the weights.
import type { TimeFeatures } from "./time-features.js";

/** Inputs of the order, one set a candidate; unitless unless said. */
export interface RankFeatures extends TimeFeatures {
  /** Cosine of question and passage, −1..1; 0 without vectors. */
  readonly similarity: number;
  /** BM25 as a share of the best of this question, 0..1. */
  readonly lexical: number;
  /** Logit of the cross-encoder; 0 if it did not read the passage. */
  readonly rerank: number;
  /** ln(1 + place of the passage in its article): news puts its point first. */
  readonly place: number;
  /** 1 for a brief: an article short enough to be quoted whole (60 words). */
  readonly brief: number;
}

export type RankWeights = RankFeatures;

/** The first order chooses what the cross-encoder reads; answers are made from the final one. */
export interface RankModel {
  readonly first: RankWeights;
  readonly final: RankWeights;
}

/** A score and two of its parts. */
export interface ScoreParts {
  readonly score: number;
  readonly time: number;
  readonly form: number;
}

/** The models in use, which decide the weights. */
export type RankMode = "reranked" | "vectors" | "words";

/** Gain of a report from the period that a question names; set by hand, since the development set has too few such questions. */
const PERIOD = 4;

const NONE: RankWeights = {
  similarity: 0,
  lexical: 0,
  rerank: 0,
  age: 0,
  recentAge: 0,
  gap: 0,
  period: PERIOD,
  place: 0,
  brief: 0,
};

const FIRST: RankWeights = {
  ...NONE,
  similarity: 74.9,
  lexical: 3.1,
  age: -0.9,
  recentAge: -2.08,
  gap: -0.789,
  place: -4.88,
  brief: 11.8,
};

const VECTORS: RankWeights = {
  ...NONE,
  similarity: 77.4,
  lexical: 3.21,
  age: -0.93,
  recentAge: -2.15,
  gap: -0.815,
  place: -5.04,
  brief: 12.2,
};

const WORDS: RankWeights = {
  ...NONE,
  lexical: 20.9,
  age: -0.944,
  recentAge: -1.29,
  gap: -1.08,
  place: -4.38,
  brief: 10.8,
};

/** Fitted on bench/news, see docs/measurements.md; scaled so that the final order is in logits of the cross-encoder. */
export const RANK_MODELS: Record<RankMode, RankModel> = {
  reranked: {
    first: FIRST,
    final: {
      ...NONE,
      similarity: 9.76,
      rerank: 1,
      age: -0.8,
      recentAge: -0.716,
      gap: -0.92,
      place: -5.14,
      brief: 8.63,
    },
  },
  vectors: { first: VECTORS, final: VECTORS },
  words: { first: WORDS, final: WORDS },
};

const TIME = ["age", "recentAge", "gap", "period"] as const;
const FORM = ["place", "brief"] as const;
const MATCH = ["similarity", "lexical", "rerank"] as const;

/** Scores one candidate; without `useTime` its time features count 0. */
export function weigh(features: RankFeatures, weights: RankWeights, useTime: boolean): ScoreParts {
  const sum = (names: readonly (keyof RankFeatures)[]) =>
    names.reduce((total, name) => total + weights[name] * features[name], 0);
  const [time, form] = [useTime ? sum(TIME) : 0, sum(FORM)];
  return { score: sum(MATCH) + time + form, time, form };
}
