// The report as text: metrics with intervals, integrity, groups, and the curve of risk over coverage. Computes no metric.
import type { Judgement } from "./judge.js";
import { isSupported, sortByConfidence } from "./metrics.js";
import type { Report, Scored } from "./report.js";
import { alignRows, drawBar, formatValue } from "./text-table.js";

const CURVE_STEPS = 10;
const BAR_WIDTH = 40;

/** Lines of the table; a second column for the late questions where there are some. */
export function formatReport(onTime: Scored, late: Scored | null): string[] {
  const reports = late === null ? [onTime.report] : [onTime.report, late.report];
  const head = ["metric", "value", "95 % interval", ...(late === null ? [] : ["late", "95 % interval"])];
  const names = Object.keys(onTime.report.metrics);
  const rows = names
    .filter((name) => reports.some((report) => report.metrics[name] !== null))
    .map((name) => [name, ...reports.flatMap((report) => [value(report, name), interval(report, name)])]);
  return [
    ...alignRows([head, ...rows]),
    "",
    ...formatIntegrity(onTime.report, "on time"),
    ...(late === null ? [] : formatIntegrity(late.report, "late")),
    "",
    ...formatGroups(onTime.report),
    "",
    ...formatCurve(onTime.rows),
  ];
}

/**
 * Lines of the risk–coverage curve: answering only the surest part of the questions, how many of those answers are right.
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
