// One calibrated confidence from several signals. The weights come from `dateline eval --fit`, never from taste.

import type { QuestionTerms } from "../retrieve/terms.js";
import type { Hit } from "../schema.js";
import type { ScoredSentence } from "./score-sentences.js";
import { stemLightly, stemsOf } from "./words.js";

/** Inputs of the confidence, all unitless. */
export interface Features {
  /** Logit of the cross-encoder for the best passage; 0 where none read it. */
  readonly rerank: number;
  /** Logit for the quoted sentence; 0 where none read it. */
  readonly sentence: number;
  /** Cosine of question and best passage, 0..1; 0 without vectors. */
  readonly similarity: number;
  /** Share of the question's names and numbers that the quoted passage or its title holds, 0..1. */
  readonly covered: number;
  /** Share of the question's words that no allowed article holds, 0..1. */
  readonly missing: number;
  /** ln(1 + days since the quoted report), 0 for today; that of ten years where undated. */
  readonly age: number;
  /** Share of the question's words in the quoted passage, title included, 0..1. */
  readonly overlap: number;
}

export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Features;
  /** At or above: answered clearly. */
  readonly clear: number;
  /** At or above: answered weakly, "read this"; below: unanswered. */
  readonly weak: number;
}

/** With the cross-encoder; fitted on bench/news. */
export const RERANKED_MODEL: ConfidenceModel = {
  bias: -2.2,
  weights: { rerank: 0.45, sentence: 0.2, similarity: 2, covered: 2, missing: -5, age: -0.3, overlap: 1 },
  clear: 0.6,
  weak: 0.4,
};

/** Without it, words decide: most of the question must be there. */
export const WORDS_MODEL: ConfidenceModel = {
  bias: -7,
  weights: { rerank: 0, sentence: 0, similarity: 2, covered: 4, missing: -8, age: -0.1, overlap: 6 },
  clear: 0.6,
  weak: 0.4,
};

const TEN_YEARS_DAYS = 3653;

/** Gathers the features of the best hit and the sentence that would be quoted first. */
export function gatherFeatures(
  hits: readonly Hit[],
  lead: ScoredSentence,
  terms: QuestionTerms,
  missing: readonly string[],
): Features {
  const { article, passage, signals } = lead.hit;
  const held = stemsOf(`${article.title} ${passage.text}`);
  return {
    rerank: Math.max(...hits.map((hit) => hit.signals.rerank ?? 0).slice(0, 1), signals.rerank ?? 0),
    sentence: lead.logit ?? 0,
    similarity: Math.max(0, signals.similarity ?? 0),
    covered: shareHeld(terms.subjects, held),
    missing: terms.words.length === 0 ? 1 : missing.length / terms.words.length,
    age: Math.log1p(signals.ageDays ?? TEN_YEARS_DAYS),
    overlap: shareHeld(terms.words, held),
  };
}

/** Probability in 0..1 that the lead answers the question. */
export function confidenceOf(features: Features, model: ConfidenceModel): number {
  const names = Object.keys(model.weights) as (keyof Features)[];
  const logit = names.reduce((sum, name) => sum + model.weights[name] * features[name], model.bias);
  return 1 / (1 + Math.exp(-logit));
}

/** 1 where nothing is asked for. */
function shareHeld(asked: readonly string[], held: ReadonlySet<string>): number {
  if (asked.length === 0) return 1;
  return asked.filter((word) => held.has(stemLightly(word))).length / asked.length;
}
