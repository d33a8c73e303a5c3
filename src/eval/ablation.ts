// Compares variants that each leave out one part with the default, question by question.
import type { Judgement } from "./judge.js";
import { isWithin } from "./metrics.js";
import { ALL_ON, type Switches } from "./pipeline.js";
import type { Scored } from "./report.js";
import { alignRows, formatValue } from "./text-table.js";

/** Questions that one set got and the other did not, by one yes-or-no metric. */
export interface Comparison {
  readonly metric: string;
  /** Ids that the variant got and the base did not. */
  readonly wins: readonly string[];
  /** Ids that the base got and the variant did not. */
  readonly losses: readonly string[];
  /** Questions that count in the metric. */
  readonly count: number;
  /** Two-sided exact sign test: probability of a split at least this uneven by chance, 0..1; 1 if nothing differs. */
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

/** Compares by every yes-or-no headline metric; a question that only one set has is skipped. */
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

export interface Variant {
  readonly name: string;
  readonly switches: Switches;
}

/** Each leaves out one part; the rest stays as in the default. */
export const VARIANTS: readonly Variant[] = [
  { name: "lexical only", switches: { ...ALL_ON, vectors: false } },
  { name: "vectors only", switches: { ...ALL_ON, lexical: false } },
  { name: "no rerank", switches: { ...ALL_ON, rerank: false } },
  { name: "no time", switches: { ...ALL_ON, time: false } },
  { name: "no form", switches: { ...ALL_ON, form: false } },
  { name: "one sentence", switches: { ...ALL_ON, grow: false } },
];

/** What one variant scored; `late` is null if the folder has no late questions. */
export interface VariantResult {
  readonly name: string;
  readonly onTime: Scored;
  readonly late: Scored | null;
}

const METRICS = [
  "passage_recall@1",
  "passage_recall@5",
  "passage_mrr@10",
  "quote_hit@1",
  "quote_hit@3",
  "quote_hit_broad@1",
  "abstain_auroc",
  "abstain_auroc_before_event",
  "answered_precision",
  "coverage_answerable",
  "end_to_end_accuracy",
];
const LATE_METRICS = ["passage_recall@1", "passage_recall@5", "quote_hit@1", "quote_hit@3"];

/** Lines of both tables: metrics by variant (the first result is the default), then wins and losses against it. */
export function formatAblation(results: readonly VariantResult[]): string[] {
  const [base, ...variants] = results;
  if (base === undefined) return [];
  const row = (name: string, pick: (result: VariantResult) => Scored | null, label: string) => [
    label,
    ...results.map((result) => formatValue(pick(result)?.report.metrics[name])),
  ];
  const late = base.late === null ? [] : LATE_METRICS;
  return [
    "Ablation (each variant leaves out one part):",
    ...alignRows([
      ["metric", ...results.map((result) => result.name)],
      ...METRICS.map((name) => row(name, (result) => result.onTime, name)),
      ...late.map((name) => row(name, (result) => result.late, `late ${name}`)),
    ]),
    "",
    `Questions won and lost against "${base.name}" (p: chance of so uneven a split):`,
    ...alignRows([
      ["metric", ...variants.map((variant) => variant.name)],
      ...comparisonRows(
        "",
        base.onTime,
        variants.map((variant) => variant.onTime),
      ),
      ...(base.late === null
        ? []
        : comparisonRows(
            "late ",
            base.late,
            variants.map((variant) => variant.late),
          )),
    ]),
  ];
}

/** One cell, for example "+4 −11 (p .12)". */
function formatComparison({ wins, losses, chance }: Comparison): string {
  return `+${wins.length} −${losses.length} (p ${chance.toFixed(2)})`;
}

function comparisonRows(label: string, base: Scored, variants: readonly (Scored | null)[]): string[][] {
  const columns = variants.map((variant) => compareRows(base.rows, variant?.rows ?? []));
  const metrics = compareRows(base.rows, base.rows).filter(({ count }) => count > 0);
  return metrics.map(({ metric }) => [
    `${label}${metric}`,
    ...columns.map((comparisons) => {
      const found = comparisons.find((comparison) => comparison.metric === metric);
      return found === undefined ? "–" : formatComparison(found);
    }),
  ]);
}
