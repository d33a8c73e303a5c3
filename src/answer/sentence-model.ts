// The linear model that orders what can be quoted, and its features. `dateline eval --fit` finds the weights.
import type { RankMode } from "../retrieve/rank-model.js";

/** Inputs of a span's worth as a quote; unitless unless said. A span is one sentence, or two neighbors. */
export interface SentenceFeatures {
  /** Logit of the cross-encoder for the span; 0 if it was not read. */
  readonly span: number;
  /** The best logit of its sentences, each read alone; 0 if none was read. */
  readonly alone: number;
  /** Logit for the span below the title of its article, which names what a sentence only points at; 0 if it was not read. */
  readonly titled: number;
  /** How far `span` is behind the best of its article, 0..6: where an article says it better, that counts more than its place. */
  readonly behind: number;
  /** Logit for its passage; 0 if it was not read. */
  readonly passage: number;
  /** Final score of its hit, in logits of the cross-encoder. */
  readonly hit: number;
  /** As in `TimeFeatures`: how old, how far behind the newest report that matters. */
  readonly age: number;
  readonly gap: number;
  /** 1 if it is of the period asked about, 0.5 if it is a later report that names it, else 0. */
  readonly period: number;
  /** `gap` if the question asks what is so or is to come, or for a figure that later reports correct, else 0: the newest state of it counts. */
  readonly superseded: number;
  /** 1 if it is about another period, or another number of a name, than the question lays down. */
  readonly contradicts: number;
  /** ln(1 + place of the passage in its article). */
  readonly place: number;
  /** 1 if it holds the first sentence of its article, where news puts its point. */
  readonly first: number;
  /** 1 for a brief: an article short enough to be quoted whole. */
  readonly brief: number;
  /** How far it holds the kind of thing asked for, 0..1. */
  readonly asked: number;
  /** 1 if the question asks for a plan and the span quotes someone on it at length: a statement on record outweighs its paraphrase. */
  readonly onRecord: number;
  /** Share of the question's words that it holds, 0..1. */
  readonly repeats: number;
}

export type SentenceWeights = SentenceFeatures;

/** Gain of a report from the period that a question names; set by hand, since the development sets have too few such questions. */
const PERIOD = 2;

/**
 * Cost of being behind the newest report on what is so; set by hand: from -1 to -3 the development sets differ by two questions, and with
 * -3 a report that puts off what an earlier one announced leads before it.
 */
const SUPERSEDED = -3;

/** Cost of evidence about another period or number; set by hand, for the same reason. */
const CONTRADICTS = -3;

/** Gain of a statement on record; set by hand, since the development sets ask for plans too seldom. */
const ON_RECORD = 2;

const NONE: SentenceWeights = {
  span: 0,
  alone: 0,
  titled: 0,
  behind: 0,
  passage: 0,
  hit: 0,
  age: 0,
  gap: 0,
  period: PERIOD,
  superseded: SUPERSEDED,
  contradicts: CONTRADICTS,
  place: 0,
  first: 0,
  brief: 0,
  asked: 0,
  onRecord: ON_RECORD,
  repeats: 0,
};

/**
 * Near what is fitted with `dateline-reader` on all development sets, the open everyday questions and typed ones over whole articles
 * together, see docs/measurements.md; rounded. Quiz questions alone would give the first sentence of an article more, but people ask
 * about details. A difference of 1 between two spans means that the better one is e times as likely to hold the answer.
 */
export const SENTENCE_MODELS: Record<RankMode, SentenceWeights> = {
  reranked: {
    ...NONE,
    span: 0.05,
    alone: 0.05,
    titled: 0.3,
    behind: -0.2,
    passage: 0.42,
    age: -1,
    gap: -0.35,
    place: -0.8,
    first: 0.8,
    brief: 3,
    asked: 2,
  },
  // Without a cross-encoder: set by hand after the fitted ones above.
  vectors: { ...NONE, hit: 0.3, gap: -0.7, first: 1.1, asked: 2.7, repeats: 3 },
  words: { ...NONE, hit: 0.3, gap: -0.7, first: 1.1, asked: 2.7, repeats: 3 },
};

/** Below this logit of the cross-encoder, a sentence does not address the question and is no earlier report. */
export const EARLIER_LOGIT = 0;
/** How far an earlier report may be behind the best in evidence, in units of the worth. */
export const EARLIER_MARGIN = 5;

/** Parts of the worth that depend on when it is asked. */
const TIME = ["age", "gap", "superseded", "period"] as const;

/** Weighs one span; higher is better. */
export function worthOf(features: SentenceFeatures, weights: SentenceWeights): number {
  const names = Object.keys(weights) as (keyof SentenceFeatures)[];
  return names.reduce((total, name) => total + weights[name] * features[name], 0);
}

/** The part of the worth that is due to time. */
export function timeWorthOf(features: SentenceFeatures, weights: SentenceWeights): number {
  return TIME.reduce((total, name) => total + weights[name] * features[name], 0);
}
