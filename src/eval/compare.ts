// Two sets of predictions on the same questions, question by question: who won where, and whether it could be chance.
import type { Judgement } from "./judge.js";
import { isWithin } from "./metrics.js";

/** Questions that one set got and the other did not, by one yes-or-no metric. */
export interface Comparison {
  readonly metric: string;
  /** Ids that the variant got and the base did not. */
  readonly wins: readonly string[];
  /** Ids that the base got and the variant did not. */
  readonly losses: readonly string[];
  /** Questions that count in the metric. */
  readonly count: number;
  /** Two-sided exact sign test: probability of a split at least this uneven by chance, 0..1; 1 where nothing differs. */
  readonly chance: number;
}

type Outcome = (row: Judgement) => boolean | null;

const onAnswerable =
  (test: (row: Judgement) => boolean): Outcome =>
  (row) =>
    row.question.label === "answerable" ? test(row) : null;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  "passage_recall@1": onAnswerable((row) => isWithin(row.passageRank, 1)),
  "passage_recall@5": onAnswerable((row) => isWithin(row.passageRank, 5)),
  "quote_hit@1": onAnswerable((row) => isWithin(row.quoteRank, 1)),
  "quote_hit@3": onAnswerable((row) => isWithin(row.quoteRank, 3)),
  "quote_hit_broad@1": onAnswerable((row) => isWithin(row.broadQuoteRank, 1)),
  end_to_end_accuracy: (row) => row.correct,
};

/** Compares by every yes-or-no headline metric; a question that only one set has is passed over. */
export function compareRows(base: readonly Judgement[], variant: readonly Judgement[]): Comparison[] {
  const other = new Map(variant.map((row) => [row.question.id, row]));
  return Object.entries(OUTCOMES).map(([metric, outcome]) => {
    const wins: string[] = [];
    const losses: string[] = [];
    let count = 0;
    for (const row of base) {
      const pair = other.get(row.question.id);
      const before = outcome(row);
      if (pair === undefined || before === null) continue;
      count += 1;
      const after = outcome(pair);
      if (after && !before) wins.push(row.question.id);
      if (before && !after) losses.push(row.question.id);
    }
    return { metric, wins, losses, count, chance: signTest(wins.length, losses.length) };
  });
}

/** Two-sided exact sign test over the questions that differ, 0..1. */
export function signTest(wins: number, losses: number): number {
  const count = wins + losses;
  let logWays = 0; // of binomial(count, index): the number itself overflows beyond 1,000 questions
  let tail = 0;
  for (let index = 0; index <= Math.min(wins, losses); index += 1) {
    tail += Math.exp(logWays - count * Math.LN2);
    logWays += Math.log((count - index) / (index + 1));
  }
  return Math.min(1, 2 * tail);
}
