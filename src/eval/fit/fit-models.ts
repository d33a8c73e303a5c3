// Fits the weights of the orders and of the confidence from cases, in the units of the shipped ones.

import type { AnswerModels } from "../../answer/answer.js";
import { type ConfidenceModel, confidenceOf, type Features } from "../../answer/confidence.js";
import type { SentenceModel } from "../../answer/sentence-model.js";
import { type RankMode, type RankModel, type RankWeights, weigh } from "../../retrieve/rank-model.js";
import type { FitCase, PassageExample } from "./fit-case.js";
import { fitLists, fitProbability } from "./linear.js";

/** `period` and `onRecord` are not fitted: the development set asks for them too seldom. */
const FIRST_NAMES = ["similarity", "lexical", "age", "recentAge", "gap", "place", "brief"] as const;
const FINAL_NAMES = ["similarity", "rerank", "age", "recentAge", "gap", "place", "brief"] as const;
const PROMISE_NAMES = ["hit", "repeats", "overlap", "type", "news", "place"] as const;
const WORTH_NAMES = ["hit", "logit", "repeats", "type", "news", "place"] as const;

/** Without a cross-encoder, one logit of it is taken to be worth this much, as it is with one on bench/news. */
const WORTH_OF_A_LOGIT = 0.3;
const READ = 12; // passages that the final order is fitted on: as many as the bot reads
const HITS = 5; // hits whose sentences are looked at: as many as the bot looks at

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

/** Fits which sentences are read and which are quoted, from the passages that `rank` would put first. */
export function fitSentences(
  cases: readonly FitCase[],
  rank: RankModel,
  shipped: SentenceModel,
  isReranked: boolean,
): SentenceModel {
  const lists = cases.map((one) => {
    const best = bestHits(one, rank, isReranked);
    return one.sentences
      .filter(({ passageId }) => best.has(passageId))
      .map((example) => ({
        ...example,
        features: { ...example.features, hit: best.get(example.passageId) ?? 0 },
      }));
  });
  const promise = fitLists(PROMISE_NAMES, lists);
  if (!isReranked) {
    const weights = { ...shipped.worth, ...scaled(promise, unitOf(promise.hit)) };
    return { promise: weights, worth: weights };
  }
  const worth = fitLists(WORTH_NAMES, lists);
  return {
    promise: { ...shipped.promise, logit: 0, ...scaled(promise, unitOf(promise.hit)) },
    worth: { ...shipped.worth, overlap: 0, ...scaled(worth, unitOf(worth.hit)) },
  };
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
  readonly features: Features;
  readonly isAnswerable: boolean;
  /** The first quote contains the answer, from a relevant or fresh text. */
  readonly isHit: boolean;
  readonly isLate: boolean;
}

/** `missing` and `covered` are given: the questions of a development set are all about its articles. */
const NAMES = ["evidence", "brief"] as const;
const WORDS_NAMES = ["evidence", "brief", "overlap"] as const;
/** Questions asked months late count this much, so that silence is not learnt from age alone. */
const LATE_WEIGHT = 0.3;
/** An answer is called clear if this share of its kind was right. */
const CLEAR_PRECISION = 0.8;
/** At least this share of the answerable questions must be answered. */
const LEAST_COVERAGE = 0.87;

/** Fits the confidence on outcomes; the threshold of "weak" is where most questions, either way, are handled correctly. */
export function fitConfidence(
  outcomes: readonly Outcome[],
  shipped: ConfidenceModel,
  isReranked: boolean,
): ConfidenceModel {
  const { missing, covered } = shipped.weights;
  const names = isReranked ? NAMES : WORDS_NAMES;
  const { bias, weights } = fitProbability(
    names,
    outcomes.map(({ features, isAnswerable, isLate }) => ({
      features,
      isRight: isAnswerable,
      weight: isLate ? LATE_WEIGHT : 1,
      offset: missing * features.missing + covered * features.covered,
    })),
  );
  const none: Features = { evidence: 0, brief: 0, covered, missing, overlap: 0 };
  const model = { ...shipped, bias, weights: { ...none, ...weights } };
  return { ...model, ...chooseThresholds(outcomes, model) };
}

function chooseThresholds(
  outcomes: readonly Outcome[],
  model: ConfidenceModel,
): Pick<ConfidenceModel, "weak" | "clear"> {
  const onTime = outcomes
    .filter(({ isLate }) => !isLate)
    .map((outcome) => ({ ...outcome, confidence: confidenceOf(outcome.features, model) }));
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
    `  answer/sentence-model.ts     promise ${row(sentences.promise)}`,
    `                               worth   ${row(sentences.worth)}`,
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
