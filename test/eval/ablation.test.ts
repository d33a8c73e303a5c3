// Wins and losses between two sets of predictions, and the sign test.
import { describe, expect, it } from "vitest";
import { compareRows, signTest } from "../../src/eval/ablation.js";
import { readBenchFolder } from "../../src/eval/bench-folder.js";
import { score } from "../../src/eval/report.js";
import { faultyPredictions, writeMadeUpBench } from "./made-up-bench.js";

describe("compareRows", () => {
  it("names the questions won and lost", async () => {
    const bench = await readBenchFolder(await writeMadeUpBench());
    const base = score(bench.questions, faultyPredictions, bench.documents).rows;
    const changed = faultyPredictions.map((row) => {
      if (row.id === "q1") return { ...row, passages: row.passages?.slice(1), quotes: row.quotes?.slice(1) };
      return row.id === "q3" ? { ...row, quotes: [] } : row;
    });
    const variant = score(bench.questions, changed, bench.documents).rows;
    const byMetric = new Map(compareRows(base, variant).map((row) => [row.metric, row]));
    expect(byMetric.get("passage_recall@1")).toMatchObject({ wins: ["q1"], losses: [], count: 4, chance: 1 });
    expect(byMetric.get("quote_hit@1")).toMatchObject({ wins: ["q1"], losses: ["q3"], count: 4 });
    expect(byMetric.get("end_to_end_accuracy")).toMatchObject({ wins: ["q1"], losses: [], count: 7 });
  });

  it("finds nothing between a set and itself", async () => {
    const bench = await readBenchFolder(await writeMadeUpBench());
    const { rows } = score(bench.questions, faultyPredictions, bench.documents);
    for (const row of compareRows(rows, rows)) expect(row).toMatchObject({ wins: [], losses: [], chance: 1 });
  });
});

describe("signTest", () => {
  it("gives the two-sided binomial probability", () => {
    expect(signTest(0, 0)).toBe(1);
    expect(signTest(5, 0)).toBeCloseTo(0.0625, 12);
    expect(signTest(1, 7)).toBeCloseTo(18 / 256, 12);
    expect(signTest(3, 3)).toBe(1);
    expect(signTest(700, 500)).toBeGreaterThan(0);
    expect(signTest(700, 500)).toBeLessThan(1e-7);
  });
});
