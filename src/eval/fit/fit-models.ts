// Fits the weights of the orders and of the confidence from cases, in the units of the shipped ones.

import type { AnswerModels } from "../../answer/answer.js";
import { type ConfidenceModel, confidenceOf, type Features } from "../../answer/confidence.js";
import type { SentenceWeights } from "../../answer/sentence-model.js";
import { type RankMode, type RankModel, type RankWeights, weigh } from "../../retrieve/rank-model.js";
import type { FitCase, Form, PassageExample } from "./fit-case.js";
import { fitLists, fitProbability } from "./linear.js";

/** `period` is not fitted: the development sets ask for one too seldom. */
const FIRST_NAMES = ["similarity", "lexical", "age", "gap", "place", "brief"] as const;
const FINAL_NAMES = ["similarity", "rerank", "age", "gap", "place", "brief"] as const;
const SPAN_NAMES = [
  "span",
  "alone",
  "titled",
  "behind",
  "passage",
  "age",
  "gap",
  "place",
  "first",
  "brief",
  "asked",
] as const;
const UNREAD_NAMES = ["hit", "first", "asked", "repeats"] as const;

/** Held-out figures of the development sets no longer rise with less. */
const SPAN_PULL = 0.01;
/** Without a cross-encoder, one logit of it is taken to be worth this much, as it is with one on bench/news. */
const WORTH_OF_A_LOGIT = 0.3;
const READ = 10; // passages that the final order is fitted on: as many as the bot reads
const HITS = 6; // hits whose sentences are looked at: as many as the bot looks at

/** Fits first and final order; what is not fitted keeps the weight it has in `shipped`. */
export function fitRank(cases: readonly FitCase[], shipped: RankModel, isReranked: boolean): RankModel {
  const first = fitLists(
    FIRST_NAMES,
    cases.map((one) => one.first),
  );
  const draft = { ...shipped.first, ...first };
  if (!isReranked) {
    const weights = { ...shipped.first, ...scaled(first, WORTH_OF_A_LOGIT) };
    return { first: weights, final: weights };
  }
  const final = fitLists(
    FINAL_NAMES,
    cases.map((one) => chosenBy(one, draft)),
  );
  const unit = unitOf(final.rerank);
  return {
    first: { ...shipped.first, ...scaled(first, unit) },
    final: { ...shipped.final, lexical: 0, ...scaled(final, unit) },
  };
}

/** Fits which spans are quoted, from the passages that `rank` would put first. */
export function fitSentences(
  cases: readonly FitCase[],
  rank: RankModel,
  shipped: SentenceWeights,
  isReranked: boolean,
): SentenceWeights {
  const lists = cases.map((one) => {
    const best = bestHits(one, rank, isReranked);
    return one.spans
      .filter(({ passageId }) => best.has(passageId))
      .map((example) => ({
        ...example,
        features: { ...example.features, hit: best.get(example.passageId) ?? 0 },
      }));
  });
  const fitted = isReranked
    ? fitLists(SPAN_NAMES, lists, SPAN_PULL)
    : fitLists(UNREAD_NAMES, lists, SPAN_PULL);
  return { ...shipped, ...fitted };
}

/** The passages that the first order would have read, as the cross-encoder read them. */
function chosenBy({ first, final }: FitCase, weights: RankWeights): PassageExample[] {
  const score = ({ features }: PassageExample) => weigh(features, weights, true).score;
  const ordered = [...first].sort((one, other) => score(other) - score(one)).slice(0, READ);
  const chosen = new Set(ordered.map(({ passageId }) => passageId));
  return final.filter(({ passageId }) => chosen.has(passageId));
}

/** Final score by passage of the hits whose sentences would be looked at. */
function bestHits(one: FitCase, rank: RankModel, isReranked: boolean): Map<string, number> {
  const examples = isReranked ? chosenBy(one, rank.first) : one.first;
  const scored = examples.map(
    ({ passageId, features }) => [passageId, weigh(features, rank.final, true).score] as const,
  );
  return new Map(scored.sort((one, other) => other[1] - one[1]).slice(0, HITS));
}

/** The divisor that scales a weight to 1; the usual value if the fit finds no use for it. */
function unitOf(weight: number): number {
  return weight > WORTH_OF_A_LOGIT / 10 ? weight : WORTH_OF_A_LOGIT;
}

function scaled<Name extends string>(
  weights: Readonly<Partial<Record<Name, number>>>,
  unit: number,
): Record<Name, number> {
  const entries = Object.entries(weights as Record<string, number>).map(([name, value]) => [
    name,
    value / unit,
  ]);
  return Object.fromEntries(entries) as Record<Name, number>;
}

/** One question as it was answered, whatever was decided. */
export interface Outcome {
  /** Null if nothing was found that could be quoted. */
  readonly features: Features | null;
  readonly isAnswerable: boolean;
  /** The first quote contains the answer, from a relevant or fresh text. */
  readonly isHit: boolean;
  readonly form: Form;
}

/** `missing` and `period` are given: the questions of a development set are all about its articles, and few name a period. */
const READ_NAMES = [
  "evidence",
  "margin",
  "alone",
  "titled",
  "passage",
  "similarity",
  "age",
  "brief",
] as const;
const UNREAD_CONFIDENCE = ["hit", "brief", "overlap"] as const;
/** An answer is called clear if this share of its kind was right. */
const CLEAR_PRECISION = 0.8;
/** At least this share of the answerable questions must be answered. */
const LEAST_COVERAGE = 0.87;

/**
 * Fits the probability that the first quote answers; the threshold of "weak" is where most questions, either way, are handled
 * correctly.
 */
export function fitConfidence(
  outcomes: readonly Outcome[],
  shipped: ConfidenceModel,
  isReranked: boolean,
): ConfidenceModel {
  const given = shipped.weights;
  const offsetOf = ({ missing, period }: Features) => given.missing * missing + given.period * period;
  const examples = outcomes.flatMap(({ features, isHit }) =>
    features === null ? [] : [{ features, isRight: isHit, offset: offsetOf(features) }],
  );
  const { bias, weights } = isReranked
    ? fitProbability(READ_NAMES, examples)
    : fitProbability(UNREAD_CONFIDENCE, examples);
  const model = { ...shipped, bias, weights: { ...shipped.weights, ...weights } };
  return { ...model, ...chooseThresholds(outcomes, model) };
}

function chooseThresholds(
  outcomes: readonly Outcome[],
  model: ConfidenceModel,
): Pick<ConfidenceModel, "weak" | "clear"> {
  const onTime = outcomes
    .filter(({ form }) => form !== "late")
    .map((outcome) => ({
      ...outcome,
      confidence: outcome.features === null ? 0 : confidenceOf(outcome.features, model),
    }));
  const answerable = onTime.filter(({ isAnswerable }) => isAnswerable).length;
  let weak = { at: 0.5, right: -1 };
  let clear = 1;
  for (let at = 0.95; at >= 0.05; at = Math.round((at - 0.01) * 100) / 100) {
    const answered = onTime.filter(({ confidence }) => confidence >= at);
    const hits = answered.filter(({ isHit }) => isHit).length;
    const covered = answered.filter(({ isAnswerable }) => isAnswerable).length;
    const silentRightly = onTime.length - answerable - (answered.length - covered);
    if (answered.length > 0 && hits / answered.length >= CLEAR_PRECISION) clear = at;
    if (covered < LEAST_COVERAGE * answerable) continue;
    if (hits + silentRightly > weak.right) weak = { at, right: hits + silentRightly };
  }
  return { weak: weak.at, clear: Math.max(clear, weak.at) };
}

/** Lines of one mode's weights, three significant digits each. */
export function formatModels(mode: RankMode, { rank, sentences, confidence }: AnswerModels): string[] {
  const { bias, weights, clear, weak } = confidence;
  return [
    "",
    `Weights for "${mode}", fitted on every week:`,
    `  retrieve/rank-model.ts       first   ${row(rank.first)}`,
    `                               final   ${row(rank.final)}`,
    `  answer/sentence-model.ts     ${row(sentences)}`,
    `  answer/confidence.ts         bias ${round(bias)}, weights ${row(weights)}, clear ${clear}, weak ${weak}`,
  ];
}

function row(weights: object): string {
  const parts = Object.entries(weights).map(([name, value]) => `${name}: ${round(value as number)}`);
  return `{ ${parts.join(", ")} }`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
