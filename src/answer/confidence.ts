// Combines several signals into one calibrated confidence. `dateline eval --fit` finds the weights.

import { shareHeld, stemsOf } from "../language/words.js";
import type { RankMode } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { saysTheSame } from "./repeated-sentences.js";
import type { ScoredSentence } from "./sentences.js";

/** Inputs of the confidence, all unitless unless stated. */
export interface Features {
  /** The worth of the lead without its time part, see `SentenceWeights`: how well it fits, whenever it was written. */
  readonly evidence: number;
  /** How far the next best that says something else is behind the lead, 0..5: the less, the more likely is another answer. */
  readonly margin: number;
  /** The cross-encoder's best logit for a sentence of it alone; 0 without one. */
  readonly alone: number;
  /** The logit for it below the title of its article; 0 without a cross-encoder. */
  readonly titled: number;
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
  /** Form of the article: 1 for a brief among articles, 0 for an article among briefs, 0.5 if all have one form. */
  readonly brief: number;
  /** Share of the question that no allowed article holds, 0..1: a name or number counts most. */
  readonly missing: number;
  /** Share of the question's words in the quoted passage, title included, 0..1. */
  readonly overlap: number;
  /** ln(1 + articles searched): the more there are, the more likely is one that only seems to answer. */
  readonly articles: number;
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
  evidence: 0,
  margin: 0,
  alone: 0,
  titled: 0,
  passage: 0,
  similarity: 0,
  hit: 0,
  age: 0,
  period: 2,
  brief: 0,
  missing: -6,
  overlap: 0,
  articles: 0,
};

/**
 * Near what is fitted with `dateline-reader` on all development sets, the open everyday questions and typed ones over whole articles
 * together, see docs/measurements.md; so are the two bounds.
 */
export const CONFIDENCE_MODELS: Record<RankMode, ConfidenceModel> = {
  reranked: {
    bias: -2.1,
    weights: {
      ...NONE,
      evidence: 0.22,
      margin: 0.25,
      alone: 0.05,
      titled: 0.05,
      passage: 0.33,
      similarity: 2,
      age: -3,
      brief: 1.1,
      overlap: 0.2,
      articles: -0.23,
    },
    clear: 0.45,
    weak: 0.2,
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
 * The age of a report 80 days old: a still older one is no less likely to answer. On the development sets, asked on time, a limit
 * changes the AUROC by .003; without one, whatever is asked a year late meets silence, however well a report fits.
 */
const MOST_AGE = Math.log(1 + 80 / 60);

/**
 * What was so stays so, but an old report may be about an earlier event of the kind: with this share of the age, half a year at most,
 * the confidence still tells answerable questions of the development sets from others (.003 less AUROC than without the limit), and
 * what is asked years late is still answered.
 */
const SETTLED = { share: 0.3, most: 0.4 } as const;

/** What was found for a question, among how many articles. */
type Found = Pick<Retrieval, "hits" | "terms" | "features" | "isSettled" | "missingShare"> & {
  readonly articles: number;
};

/** Beyond this, how far the next best is behind says nothing more. */
const MOST_MARGIN = 5;

/** Gathers the features of the span that would be quoted first, which may be any of `sentences`; these come best first. */
export function gatherFeatures(
  lead: ScoredSentence,
  sentences: readonly ScoredSentence[],
  { hits, terms, features, isSettled, missingShare, articles }: Found,
): Features {
  const { article, passage, score, signals } = lead.hit;
  const place = hits.findIndex((hit) => hit.passage.passageId === passage.passageId);
  const next = sentences.find((sentence) => sentence !== lead && !saysTheSame(lead, sentence));
  const held = stemsOf(`${article.title} ${passage.text}`);
  return {
    evidence: lead.evidence,
    margin: next === undefined ? MOST_MARGIN : Math.min(MOST_MARGIN, Math.max(0, lead.score - next.score)),
    alone: lead.features.alone,
    titled: lead.features.titled,
    passage: lead.features.passage,
    similarity: signals.similarity ?? 0,
    hit: score - signals.form,
    age: isSettled
      ? Math.min(SETTLED.most, SETTLED.share * lead.features.age)
      : Math.min(MOST_AGE, lead.features.age),
    period: lead.features.contradicts > 0 ? -1 : lead.features.period,
    brief: formOf(features[place]?.brief === 1, features),
    missing: missingShare,
    overlap: shareHeld(terms.words, held),
    articles: Math.log(1 + articles),
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
