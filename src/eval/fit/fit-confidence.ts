// Answers' features and what became of them → the confidence and its two thresholds. Runs no pipeline.
import type { ConfidenceModel, Features } from "../../answer/confidence.js";
import { confidenceOf } from "../../answer/confidence.js";
import { fitProbability } from "./linear.js";

/** One question as it was answered, whatever was decided. */
export interface Outcome {
  readonly features: Features;
  readonly isAnswerable: boolean;
  /** The first quote holds the answer, from a relevant or fresh text. */
  readonly isHit: boolean;
  readonly isLate: boolean;
}

/** `missing` and `covered` are given: the questions of a development set are all about its articles. */
const NAMES = ["evidence", "brief"] as const;
const WORDS_NAMES = ["evidence", "brief", "overlap"] as const;
/** Questions asked months late count this much, so that silence is not learnt from age alone. */
const LATE_WEIGHT = 0.3;
/** An answer is called clear where so many of its kind were right. */
const CLEAR_PRECISION = 0.8;
/** At least so many of the answerable questions are to be answered. */
const LEAST_COVERAGE = 0.87;

/** Fits the confidence on outcomes; the threshold of "weak" is where most questions, either way, are handled rightly. */
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
