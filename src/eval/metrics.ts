// Averages judged rows into the metrics of bench/news, under the names that evaluate.py prints.
import type { Judgement } from "./judge.js";
import { auroc, mean, roundHalfEven, share } from "./statistics.js";

/** Value by name, in the order of evaluate.py; null if there is nothing to average. */
export type Metrics = Readonly<Record<string, number | null>>;

const KINDS = ["near_miss", "no_docs", "before_event"] as const; // kinds of unanswerable questions in bench/news
const SHARES_OF_SUREST = [0.2, 0.3, 0.5]; // evaluate.py

type RankKey = {
  [K in keyof Judgement]: K extends `${string}Rank` ? K : never;
}[keyof Judgement];

const RANKED: readonly (readonly [string, RankKey, readonly number[]])[] = [
  ["passage_recall", "passageRank", [1, 5, 10]],
  ["doc_recall", "documentRank", [1, 5, 10]],
  ["passage_any_gold", "anyGoldRank", [1, 5, 10]],
  ["quote_hit", "quoteRank", [1, 3]],
  ["quote_hit_broad", "broadQuoteRank", [1, 3]],
  ["quote_hit_lenient", "lenientQuoteRank", [1, 3]],
];

/** True if the rank (from 0) is among the first `count`. */
export function isWithin(rank: number | null, count: number): boolean {
  return rank !== null && rank < count;
}

/** Computes every metric over the rows; rows labelled "other" count in the multiple choice only. */
export function computeMetrics(rows: readonly Judgement[]): Metrics {
  const answerable = rows.filter((row) => row.question.label === "answerable");
  const unanswerable = rows.filter((row) => row.question.label === "unanswerable");
  return {
    ...retrievalMetrics(answerable),
    ...silenceMetrics(answerable, unanswerable),
    ...answerMetrics(answerable, unanswerable),
    ...riskMetrics(sortByConfidence([...answerable, ...unanswerable])),
    choice_acc_all: choiceAccuracy(rows),
    choice_acc_answerable: choiceAccuracy(answerable),
    choice_acc_unanswerable: choiceAccuracy(unanswerable),
  };
}

/** Averages of finding and quoting over answerable rows. */
export function retrievalMetrics(answerable: readonly Judgement[]): Metrics {
  const metrics: Record<string, number | null> = {};
  for (const [name, key, counts] of RANKED) {
    for (const count of counts) {
      metrics[`${name}@${count}`] = share(answerable.map((row) => isWithin(row[key], count)));
    }
    if (key === "passageRank") metrics["passage_mrr@10"] = mean(answerable.map(reciprocalRank));
  }
  return metrics;
}

/** Most certain first; equal confidences stay in order. */
export function sortByConfidence(rows: readonly Judgement[]): Judgement[] {
  return [...rows].sort((a, b) => b.confidence - a.confidence);
}

/** True if the question has an answer and the first quote gives it; abstentions are ignored. */
export function isSupported(row: Judgement): boolean {
  return row.question.label === "answerable" && row.broadQuoteRank === 0;
}

function reciprocalRank(row: Judgement): number {
  return row.passageRank === null ? 0 : 1 / (row.passageRank + 1);
}

function silenceMetrics(answerable: readonly Judgement[], unanswerable: readonly Judgement[]): Metrics {
  const sure = answerable.map((row) => row.confidence);
  const separation = (rows: readonly Judgement[]) =>
    auroc(
      sure,
      rows.map((row) => row.confidence),
    );
  const silence = (rows: readonly Judgement[]) => share(rows.map((row) => row.abstained));
  const metrics: Record<string, number | null> = { abstain_auroc: separation(unanswerable) };
  for (const kind of KINDS) {
    const rows = unanswerable.filter((row) => row.question.unanswerable_kind === kind);
    metrics[`abstain_auroc_${kind}`] = separation(rows);
    metrics[`abstain_recall_${kind}`] = silence(rows);
  }
  const right = unanswerable.filter((row) => row.abstained).length;
  const wrong = answerable.filter((row) => row.abstained).length;
  const isEmpty = unanswerable.length === 0;
  return {
    ...metrics,
    abstain_precision: right + wrong === 0 ? null : right / (right + wrong),
    abstain_recall: isEmpty ? null : right / unanswerable.length,
    abstain_f1: isEmpty ? null : (2 * right) / (right + wrong + unanswerable.length),
  };
}

function answerMetrics(answerable: readonly Judgement[], unanswerable: readonly Judgement[]): Metrics {
  const rows = [...answerable, ...unanswerable];
  return {
    coverage_answerable: share(answerable.map((row) => !row.abstained)),
    answered_precision: share(rows.filter((row) => !row.abstained).map(isSupported)),
    end_to_end_accuracy: share(rows.map((row) => row.correct === true)),
  };
}

/** Precision among the most certain, and the area under the risk–coverage curve (lower is better). */
function riskMetrics(surestFirst: readonly Judgement[]): Metrics {
  const supported = surestFirst.map(isSupported);
  const metrics: Record<string, number | null> = {};
  for (const part of SHARES_OF_SUREST) {
    const count = Math.max(1, roundHalfEven(part * supported.length));
    metrics[`precision@${Math.trunc(part * 100)}%_most_confident`] = share(supported.slice(0, count));
  }
  let right = 0;
  const risks = supported.map((isRight, index) => {
    if (isRight) right += 1;
    return 1 - right / (index + 1);
  });
  return { ...metrics, aurc: mean(risks) };
}

/** Share of right choices; the question three days before the news is left out, an unnamed choice is wrong if another is named. */
function choiceAccuracy(rows: readonly Judgement[]): number | null {
  const choices = rows
    .filter((row) => row.question.unanswerable_kind !== "before_event")
    .map((row) => row.choiceRight);
  if (choices.every((choice) => choice === null)) return null;
  return share(choices.map((choice) => choice === true));
}
