// Cases → weights of the orders, in the units that the shipped ones have. Runs no pipeline.
import type { SentenceModel } from "../../answer/sentence-model.js";
import type { RankModel, RankWeights } from "../../retrieve/rank-model.js";
import { weigh } from "../../retrieve/rank-model.js";
import type { FitCase, PassageExample } from "./fit-case.js";
import { fitLists } from "./linear.js";

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

/** What is divided by, so that what it is the weight of counts 1; the usual worth where the fit finds that of no use. */
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
