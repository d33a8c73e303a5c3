// Combines several signals into one calibrated confidence. `dateline eval --fit` finds the weights.

import { shareHeld, stemsOf } from "../language/words.js";
import type { RankMode } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { ScoredSentence } from "./sentences.js";

/** Inputs of the confidence, all unitless unless stated. */
export interface Features {
  /** Logit of the cross-encoder for the lead; 0 if it was not read. */
  readonly span: number;
  /** The best logit of its sentences, each read alone; 0 if none was read. */
  readonly alone: number;
  /** Logit for its passage; 0 if it was not read. */
  readonly passage: number;
  /** Cosine of question and passage, −1..1; 0 without vectors. */
  readonly similarity: number;
  /** Score of its hit without form, in logits: how well the passage fits, and how fresh it is for the question. */
  readonly hit: number;
  /** As in `TimeFeatures`, at most `MOST_AGE`: grows with its age; much less if it is asked what is over, see `SETTLED`. */
  readonly age: number;
  /** How far it is of the period that the question names, 0..1; −1 if it is of another one, or about another number of a name. */
  readonly period: number;
  /** How far it holds the kind of thing asked for, 0..1. */
  readonly asked: number;
  /** Form of the article: 1 for a brief among articles, 0 for an article among briefs, 0.5 if all have one form. */
  readonly brief: number;
  /** Share of the question that no allowed article holds, 0..1: a name or number counts most. */
  readonly missing: number;
  /** Share of the question's words in the quoted passage, title included, 0..1. */
  readonly overlap: number;
}

export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Features;
  /** At or above: answered clearly, if nothing that was asked for is lacking. */
  readonly clear: number;
  /** At or above: answered weakly, "read this"; below: unanswered. */
  readonly weak: number;
}

/**
 * The cost of words that no article holds, and what a named period is worth. Set by hand: the questions of a development set are all
 * about its articles, and few name a period.
 */
const NONE: Features = {
  span: 0,
  alone: 0,
  passage: 0,
  similarity: 0,
  hit: 0,
  age: 0,
  period: 2,
  asked: 0,
  brief: 0,
  missing: -6,
  overlap: 0,
};

/** Fitted on all development sets together, see docs/measurements.md. */
export const CONFIDENCE_MODELS: Record<RankMode, ConfidenceModel> = {
  reranked: {
    bias: -2.96,
    weights: {
      ...NONE,
      span: 0.13,
      alone: 0.06,
      passage: 0.1,
      similarity: 2.32,
      age: -1.76,
      asked: 0.31,
      brief: 1.43,
    },
    clear: 0.46,
    weak: 0.27,
  },
  vectors: {
    bias: -3.58,
    weights: { ...NONE, hit: 0.0256, brief: 1.55, overlap: 4.2 },
    clear: 0.85,
    weak: 0.48,
  },
  words: {
    bias: -3.01,
    weights: { ...NONE, hit: 0.0218, brief: 2.08, overlap: 3.45 },
    clear: 0.79,
    weak: 0.54,
  },
};

/** If more than this share of the candidates are briefs, the store is fed by feeds alone. */
const MOSTLY_BRIEFS = 0.8;

/**
 * What was so stays so, but an old report may be about an earlier event of the kind: with this share of the age, the confidence
 * still tells answerable questions of the development sets from others, and asked months late they are still answered.
 */
const SETTLED = 0.3;

/**
 * The age of a report 80 days old: a still older one is no less likely to answer. On the development sets, asked on time, a limit
 * changes the AUROC by .003; without one, whatever is asked a year late meets silence, however well a report fits.
 */
const MOST_AGE = Math.log(1 + 80 / 60);

type Found = Pick<Retrieval, "hits" | "terms" | "features" | "isSettled" | "missingShare">;

/** Gathers the features of the span that would be quoted first. */
export function gatherFeatures(
  lead: ScoredSentence,
  { hits, terms, features, isSettled, missingShare }: Found,
): Features {
  const { article, passage, score, signals } = lead.hit;
  const place = hits.findIndex((hit) => hit.passage.passageId === passage.passageId);
  const held = stemsOf(`${article.title} ${passage.text}`);
  return {
    span: lead.features.span,
    alone: lead.features.alone,
    passage: lead.features.passage,
    similarity: signals.similarity ?? 0,
    hit: score - signals.form,
    age: Math.min(MOST_AGE, (isSettled ? SETTLED : 1) * lead.features.age),
    period: lead.features.contradicts > 0 ? -1 : lead.features.period,
    asked: lead.features.asked,
    brief: formOf(features[place]?.brief === 1, features),
    missing: missingShare,
    overlap: shareHeld(terms.words, held),
  };
}

/** Probability in 0..1 that the lead answers the question. */
export function confidenceOf(features: Features, { bias, weights }: ConfidenceModel): number {
  const names = Object.keys(weights) as (keyof Features)[];
  const logit = names.reduce((sum, name) => sum + weights[name] * features[name], bias);
  return 1 / (1 + Math.exp(-logit));
}

/** Returns 0.5 if all candidates have one form, as in a store of feeds alone, since it says nothing then. */
function formOf(isBrief: boolean, candidates: Retrieval["features"]): number {
  const share = candidates.filter(({ brief }) => brief === 1).length / candidates.length;
  if (share === 0 || share > MOSTLY_BRIEFS) return 0.5;
  return isBrief ? 1 : 0;
}
