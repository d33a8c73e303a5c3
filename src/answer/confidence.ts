// Combines several signals into one calibrated confidence. `dateline eval --fit` finds the weights.

import { stemLightly, stemsOf } from "../language/words.js";
import type { RankMode } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { ScoredSentence } from "./sentences.js";

/** Inputs of the confidence, all unitless unless stated. */
export interface Features {
  /** Score of the quoted passage without its form, in logits: how well it fits, and how fresh it is for the question. */
  readonly evidence: number;
  /** Form of the article: 1 for a brief among articles, 0 for an article among briefs, 0.5 if all have one form. */
  readonly brief: number;
  /** Share of the question's names and numbers that the quoted passage or its title holds, 0..1. */
  readonly covered: number;
  /** Share of the question that no allowed article holds, 0..1: a name or number counts most, see `COMMON_WORD`. */
  readonly missing: number;
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

/**
 * The cost of words that no article holds, and the gain of names and numbers in the quoted passage. Set by hand, since the
 * questions of a development set are all about its articles.
 */
const BY_HAND = { missing: -6, covered: 0.3 } as const;

/** Fitted on bench/news, see docs/measurements.md. */
export const CONFIDENCE_MODELS: Record<RankMode, ConfidenceModel> = {
  reranked: {
    bias: -2.66,
    weights: { ...BY_HAND, evidence: 0.217, brief: 2.33, overlap: 0 },
    clear: 0.79,
    weak: 0.51,
  },
  vectors: {
    bias: -3.58,
    weights: { ...BY_HAND, evidence: 0.0256, brief: 1.55, overlap: 4.2 },
    clear: 0.85,
    weak: 0.48,
  },
  words: {
    bias: -3.01,
    weights: { ...BY_HAND, evidence: 0.0218, brief: 2.08, overlap: 3.45 },
    clear: 0.79,
    weak: 0.54,
  },
};

/** Weight of a word that is neither a name nor a number, against 1 for one that is. */
const COMMON_WORD = 0.15;
/** If more than this share of the candidates are briefs, the store is fed by feeds alone. */
const MOSTLY_BRIEFS = 0.8;

/** Gathers the features of the sentence that would be quoted first. */
export function gatherFeatures(
  lead: ScoredSentence,
  { hits, terms, features }: Retrieval,
  missing: readonly string[],
): Features {
  const { article, passage, score, signals } = lead.hit;
  const place = hits.findIndex((hit) => hit.passage.passageId === passage.passageId);
  const held = stemsOf(`${article.title} ${passage.text}`);
  return {
    evidence: score - signals.form,
    brief: formOf(features[place]?.brief === 1, features),
    covered: shareContained(terms.subjects, held),
    missing: shareMissing(terms, missing),
    overlap: shareContained(terms.words, held),
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

/** Returns the weighted share of missing words; 1 for a question without words. A small store lacks many common verbs, so names count most. */
function shareMissing({ words, subjects }: Retrieval["terms"], missing: readonly string[]): number {
  const named = new Set(subjects);
  const weight = (word: string) => (named.has(word) ? 1 : COMMON_WORD);
  const sum = (list: readonly string[]) => list.reduce((total, word) => total + weight(word), 0);
  return words.length === 0 ? 1 : sum(missing) / sum(words);
}

/** Returns the share of the words that are held; 1 for no words. */
function shareContained(asked: readonly string[], held: ReadonlySet<string>): number {
  if (asked.length === 0) return 1;
  return asked.filter((word) => held.has(stemLightly(word))).length / asked.length;
}
