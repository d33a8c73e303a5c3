// The whole report on a set of predictions, with bootstrap intervals, under the keys of evaluate.py.
import { type BenchDocument, type BenchQuestion, CorpusTexts } from "./bench-folder.js";
import { type Integrity, type Judgement, judge } from "./judge.js";
import { computeMetrics, isSupported, type Metrics, retrievalMetrics, sortByConfidence } from "./metrics.js";
import type { Prediction } from "./predictions.js";
import { quantile, roundToFour, seededRandom, share } from "./statistics.js";
import { alignRows, drawBar, formatValue } from "./text-table.js";

// From here to GROUP_METRICS: the choices of evaluate.py.
const DRAWS = 500;
const SEED = 7;
const INTERVALS = [
  "passage_recall@1",
  "passage_recall@5",
  "passage_recall@10",
  "passage_mrr@10",
  "quote_hit@1",
  "quote_hit@3",
  "quote_hit_broad@1",
  "quote_hit_broad@3",
  "abstain_auroc",
  "abstain_auroc_near_miss",
  "abstain_auroc_before_event",
  "end_to_end_accuracy",
  "choice_acc_all",
];
const GROUP_METRICS = [
  "passage_recall@1",
  "passage_recall@5",
  "passage_mrr@10",
  "quote_hit@1",
  "quote_hit@3",
];
/** Beyond those of evaluate.py, because the targets name it. */
const OWN_INTERVALS = ["answered_precision"];

/** Lower and upper end of the middle 95 % of the draws. */
type Interval = readonly [number, number];

export interface Report {
  /** Questions by label. */
  readonly n: Readonly<Record<string, number>>;
  /** Rounded to four decimals. */
  readonly metrics: Metrics;
  readonly integrity: Integrity;
  /** Shares of first quotes older than 45 and 365 days, over answerable questions with a dated first quote. */
  readonly staleness: Metrics;
  /** By support, type of answer and origin of the question: count and five metrics over answerable questions. */
  readonly by: Readonly<Record<string, Readonly<Record<string, Metrics>>>>;
  readonly ci95: Readonly<Record<string, Interval>>;
}

/** The report together with the rows it was made from, for curves and comparisons. */
export interface Scored {
  readonly report: Report;
  readonly rows: readonly Judgement[];
}

/** Judges the predictions and reports; the same input gives the same report, intervals included. */
export function score(
  questions: readonly BenchQuestion[],
  predictions: readonly Prediction[],
  documents: readonly BenchDocument[] | CorpusTexts,
): Scored {
  const corpus = documents instanceof CorpusTexts ? documents : new CorpusTexts(documents);
  const { rows, integrity } = judge(questions, predictions, corpus);
  const answerable = rows.filter((row) => row.question.label === "answerable");
  const report: Report = {
    n: countBy(rows, (row) => row.question.label),
    metrics: roundAll(computeMetrics(rows)),
    integrity,
    staleness: measureStaleness(answerable),
    by: {
      support: groupBy(answerable, (row) => row.question.support),
      type: groupBy(answerable, (row) => row.question.answer_type),
      source: groupBy(answerable, (row) => row.question.source),
    },
    ci95: bootstrap(rows),
  };
  return { report, rows };
}

/** Draws the rows with replacement, 500 times; a metric that is null in every draw has no interval. */
function bootstrap(rows: readonly Judgement[], draws = DRAWS): Record<string, Interval> {
  const random = seededRandom(SEED);
  const values = new Map<string, number[]>([...INTERVALS, ...OWN_INTERVALS].map((name) => [name, []]));
  for (let draw = 0; draw < draws; draw += 1) {
    const sample = rows.map(() => rows[Math.floor(random() * rows.length)] as Judgement);
    const metrics = computeMetrics(sample);
    for (const [name, list] of values) {
      const value = metrics[name] ?? null;
      if (value !== null) list.push(value);
    }
  }
  const intervals: Record<string, Interval> = {};
  for (const [name, list] of values) {
    if (list.length === 0) continue;
    intervals[name] = [roundToFour(quantile(list, 0.025)), roundToFour(quantile(list, 0.975))];
  }
  return intervals;
}

function measureStaleness(answerable: readonly Judgement[]): Metrics {
  const ages = answerable.flatMap((row) => row.topQuoteAgeDays ?? []);
  return {
    top_quote_older_than_45d: share(ages.map((age) => age > 45)),
    older_than_365d: share(ages.map((age) => age > 365)),
  };
}

function groupBy(
  rows: readonly Judgement[],
  keyOf: (row: Judgement) => string | null,
): Record<string, Metrics> {
  const name = (row: Judgement) => keyOf(row) ?? "None"; // as evaluate.py writes it
  const groups: Record<string, Metrics> = {};
  for (const key of [...new Set(rows.map(name))].sort()) {
    const members = rows.filter((row) => name(row) === key);
    const metrics = roundAll(retrievalMetrics(members));
    groups[key] = {
      n: members.length,
      ...Object.fromEntries(GROUP_METRICS.map((metric) => [metric, metrics[metric] ?? null])),
    };
  }
  return groups;
}

function countBy(rows: readonly Judgement[], keyOf: (row: Judgement) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
}

function roundAll(metrics: Metrics): Metrics {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, value === null ? null : roundToFour(value)]),
  );
}

/** What is looked at first when several sets are compared. */
const HEADLINES = [
  "passage_recall@1",
  "passage_recall@5",
  "quote_hit@1",
  "quote_hit@3",
  "quote_hit_broad@1",
  "quote_hit_broad@3",
  "abstain_auroc",
  "coverage_answerable",
  "answered_precision",
  "end_to_end_accuracy",
];

/** Lines that set the headline metrics of several folders side by side, and of all their questions together, form by form. */
export function formatTogether(results: readonly (FormScores & { readonly name: string })[]): string[] {
  return (["onTime", "late", "casual"] as const).flatMap((form) => {
    const columns = results.flatMap(({ name, [form]: scored }) =>
      scored === null ? [] : [{ name, scored }],
    );
    if (columns.length === 0) return [];
    const all = columns.flatMap(({ scored }) => scored.rows);
    const metrics = [...columns.map(({ scored }) => scored.report.metrics), roundAll(computeMetrics(all))];
    const surest = [...columns.map(({ scored }) => scored.rows), all].map((rows) =>
      formatValue(precisionOfSurest(rows)),
    );
    const label = { onTime: "asked on time", late: "asked late", casual: "as people type" }[form];
    return [
      "",
      ...alignRows([
        [label, ...columns.map(({ name }) => name), "together"],
        ...HEADLINES.map((name) => [name, ...metrics.map((one) => formatValue(one[name]))]),
        ["precision of the surest 10 %", ...surest],
      ]),
    ];
  });
}

const SUREST = 0.1;

/** Share of right first quotes among the tenth of the questions that is answered with most confidence; null without questions. */
function precisionOfSurest(rows: readonly Judgement[]): number | null {
  const ordered = sortByConfidence(rows.filter(({ question }) => question.label !== "other"));
  return share(ordered.slice(0, Math.max(1, Math.round(SUREST * ordered.length))).map(isSupported));
}

const CURVE_STEPS = 10;
const BAR_WIDTH = 40;

/** The scores of one set by the form in which its questions were asked; null if it has none of that form. */
export interface FormScores {
  readonly onTime: Scored;
  readonly late: Scored | null;
  readonly casual: Scored | null;
}

function formsOf({
  onTime,
  late,
  casual,
}: FormScores): { readonly label: string; readonly scored: Scored }[] {
  const forms = [
    { label: "on time", scored: onTime },
    { label: "late", scored: late },
    { label: "casual", scored: casual },
  ];
  return forms.flatMap(({ label, scored }) => (scored === null ? [] : [{ label, scored }]));
}

/** Lines of the table; further columns for the late and casual questions if there are any. */
export function formatReport(results: FormScores): string[] {
  const { onTime } = results;
  const forms = formsOf(results);
  const reports = forms.map(({ scored }) => scored.report);
  const head = ["metric", ...forms.flatMap(({ label }) => [label, "95 % interval"])];
  const names = Object.keys(onTime.report.metrics);
  const rows = names
    .filter((name) => reports.some((report) => report.metrics[name] !== null))
    .map((name) => [name, ...reports.flatMap((report) => [value(report, name), interval(report, name)])]);
  return [
    ...alignRows([head, ...rows]),
    "",
    ...forms.flatMap(({ label, scored }) => formatIntegrity(scored.report, label)),
    "",
    ...formatGroups(onTime.report),
    "",
    ...formatCurve(onTime.rows),
  ];
}

/**
 * Lines of the risk–coverage curve: answering only the most certain part of the questions, how many of those answers are right.
 * Rows labelled "other" are left out; no rows give no lines.
 */
export function formatCurve(rows: readonly Judgement[]): string[] {
  const surest = sortByConfidence(rows.filter((row) => row.question.label !== "other"));
  if (surest.length === 0) return [];
  const lines = Array.from({ length: CURVE_STEPS }, (_, step) => {
    const count = Math.max(1, Math.round(((step + 1) / CURVE_STEPS) * surest.length));
    const right = surest.slice(0, count).filter(isSupported).length / count;
    const least = surest[count - 1]?.confidence ?? 0;
    const coverage = `${Math.round(((step + 1) / CURVE_STEPS) * 100)} %`;
    return [
      "",
      coverage,
      (1 - right).toFixed(3),
      right.toFixed(3),
      least.toFixed(3),
      drawBar(right, BAR_WIDTH).padEnd(BAR_WIDTH),
    ];
  });
  const head = ["", "coverage", "risk", "precision", "confidence ≥", "precision, drawn".padEnd(BAR_WIDTH)];
  return [`Risk over coverage (${surest.length} questions, surest first):`, ...alignRows([head, ...lines])];
}

function value(report: Report, name: string): string {
  return formatValue(report.metrics[name]);
}

function interval(report: Report, name: string): string {
  const ends = report.ci95[name];
  return ends === undefined ? "" : `${ends[0].toFixed(3)}–${ends[1].toFixed(3)}`;
}

function formatIntegrity({ integrity, staleness }: Report, label: string): string[] {
  const future = integrity.passages_from_the_future + integrity.quotes_from_the_future;
  const unknown = integrity.passages_unknown_doc + integrity.quotes_unknown_doc;
  const lines = [
    `Integrity, ${label}: verbatim ${formatValue(integrity.verbatim_rate)} (aim 1), from the future ${future} (aim 0), ` +
      `unknown documents ${unknown}, passages not verbatim ${integrity.passages_not_verbatim}, ` +
      `quotes over 60 words ${integrity.quotes_too_long}, mean quote ${integrity.mean_quote_words.toFixed(1)} words, ` +
      `first quote older than 45 days ${formatValue(staleness.top_quote_older_than_45d)}`,
  ];
  for (const example of integrity.examples_not_verbatim) {
    lines.push(`  not verbatim: ${example.id} ${example.doc_id}: ${JSON.stringify(example.text)}`);
  }
  return lines;
}

function formatGroups(report: Report): string[] {
  const rows = Object.entries(report.by).flatMap(([group, members]) =>
    Object.entries(members).map(([name, metrics]) => [
      `${group}: ${name}`,
      String(metrics.n),
      formatValue(metrics["passage_recall@1"]),
      formatValue(metrics["passage_recall@5"]),
      formatValue(metrics["quote_hit@1"]),
      formatValue(metrics["quote_hit@3"]),
    ]),
  );
  return alignRows([["answerable questions by", "n", "R@1", "R@5", "quote@1", "quote@3"], ...rows]);
}
