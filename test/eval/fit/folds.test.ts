import { describe, expect, it } from "vitest";
import { foldByWeek } from "../../../src/eval/fit/run-fit.js";

const ask = (question: string, asked_at: string) => ({ question, asked_at });

describe("foldByWeek", () => {
  const weeks = Array.from({ length: 12 }, (_, week) =>
    ["06", "08", "12"].map((day, at) => {
      const monday = new Date(Date.UTC(2025, 0, Number(day) + 7 * week)).toISOString().slice(0, 10);
      return ask(`question ${week}.${at}`, monday);
    }),
  );

  it("keeps a week together, Monday to Sunday, and uses every fold", () => {
    const folds = foldByWeek(weeks.flat());
    for (let at = 0; at < folds.length; at += 3) expect(new Set(folds.slice(at, at + 3)).size).toBe(1);
    expect(new Set(folds)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it("puts a question asked late beside the same question asked on time, in any order", () => {
    const late = weeks.flat().map(({ question }) => ask(question, "2025-12-19"));
    const onTime = foldByWeek(weeks.flat());
    expect(foldByWeek([...late, ...weeks.flat()]).slice(0, late.length)).toEqual(onTime);
  });

  it("is the same every time and takes nothing for nothing", () => {
    expect(foldByWeek(weeks.flat())).toEqual(foldByWeek(weeks.flat()));
    expect(foldByWeek([])).toEqual([]);
  });
});
