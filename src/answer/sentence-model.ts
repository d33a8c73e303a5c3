// The linear model that orders sentences, and its features. `dateline eval --fit` finds the weights.
import type { RankMode } from "../retrieve/rank-model.js";

/** Inputs of a sentence's worth as a quote; unitless unless said. */
export interface SentenceFeatures {
  /** Final score of its hit, in logits. */
  readonly hit: number;
  /** Logit of the cross-encoder for the sentence alone; 0 if it was not read. */
  readonly logit: number;
  /** Share of the question's words in the sentence, 0..1: it may answer, or merely say the question again. */
  readonly repeats: number;
  /** Share of the question's words in sentence and title together, 0..1. */
  readonly overlap: number;
  /** 1 if it holds the kind of thing asked for: a name, a number, a date, a plan. */
  readonly type: number;
  /** Words that the question does not have, at most ten. */
  readonly news: number;
  /** ln(1 + place) in the first passage of an article, where news puts its point first; 0 further down. */
  readonly place: number;
  /** 1 if the question asks for a plan and the sentence quotes someone on it at length. */
  readonly onRecord: number;
}

export type SentenceWeights = SentenceFeatures;

/** `promise` chooses what the cross-encoder reads; `worth` is the order of the quotes. */
export interface SentenceModel {
  readonly promise: SentenceWeights;
  readonly worth: SentenceWeights;
}

/** Gain of a statement on record; set by hand, since the development set asks for plans too seldom. */
const ON_RECORD = 12;

const VECTORS: SentenceWeights = {
  hit: 1,
  logit: 0,
  repeats: 17.2,
  overlap: -12.6,
  type: 7.57,
  news: 0.323,
  place: -8.29,
  onRecord: ON_RECORD,
};

const WORDS: SentenceWeights = {
  hit: 1,
  logit: 0,
  repeats: 11.1,
  overlap: -5.71,
  type: 10.1,
  news: 0.486,
  place: -6.91,
  onRecord: ON_RECORD,
};

/** Fitted on bench/news, see docs/measurements.md; scaled so that a hit carries its own score. */
export const SENTENCE_MODELS: Record<RankMode, SentenceModel> = {
  reranked: {
    promise: {
      hit: 1,
      logit: 0,
      repeats: 9.1,
      overlap: -7.94,
      type: 8.17,
      news: 0.264,
      place: -5.82,
      onRecord: ON_RECORD,
    },
    worth: {
      hit: 1,
      logit: 0.729,
      repeats: -9.3,
      overlap: 0,
      type: 8.56,
      news: 0.152,
      place: -8.01,
      onRecord: ON_RECORD,
    },
  },
  vectors: { promise: VECTORS, worth: VECTORS },
  words: { promise: WORDS, worth: WORDS },
};

/** Weighs one sentence; higher is better. */
export function worthOf(features: SentenceFeatures, weights: SentenceWeights): number {
  const names = Object.keys(weights) as (keyof SentenceFeatures)[];
  return names.reduce((total, name) => total + weights[name] * features[name], 0);
}
