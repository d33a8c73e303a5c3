// The working of an answer as a table: candidates in their final order, their signals, and where each was dropped.
import { oneLine } from "../../render/text.js";
import type { AnswerExplanation, Candidate } from "../../reports.js";

const TITLE_WIDTH = 48;
const columns = [
  ["score", (one: Candidate) => decimal(one.score)],
  ["bm25", (one: Candidate) => decimal(one.signals.lexical)],
  ["#", (one: Candidate) => rank(one.signals.lexicalRank)],
  ["cosine", (one: Candidate) => decimal(one.signals.similarity)],
  ["#", (one: Candidate) => rank(one.signals.vectorRank)],
  ["fused", (one: Candidate) => decimal(one.signals.fused)],
  ["rerank", (one: Candidate) => decimal(one.signals.rerank)],
  ["time", (one: Candidate) => decimal(one.signals.time)],
  ["form", (one: Candidate) => decimal(one.signals.form)],
  ["days", (one: Candidate) => (one.signals.ageDays === null ? "–" : one.signals.ageDays.toFixed(0))],
] as const;

/** Writes the candidates as a table, best first, and the inputs of the confidence; no candidates, only the inputs. */
export function renderWhy({ answer, candidates, features }: AnswerExplanation): string {
  const head = [...columns.map(([name]) => name), "gate", "passage", "title"];
  const rows = candidates.map((one) => [
    ...columns.map(([, read]) => read(one)),
    one.gate ?? "quoted",
    one.passageId,
    oneLine(one.title, TITLE_WIDTH),
  ]);
  const inputs = Object.entries(features).map(([name, value]) => `${name} ${decimal(value)}`);
  const table = candidates.length === 0 ? ["No candidates."] : align([head, ...rows]);
  return [...table, "", `confidence ${decimal(answer.confidence)}`, ...inputs].join("\n");
}

/** Pads every cell to its column: numbers to the right, the words of the last three to the left. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < columns.length ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

function decimal(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

function rank(value: number | null): string {
  return value === null ? "–" : String(value);
}
