import { describe, expect, it } from "vitest";
import { fuseRanks } from "../../src/retrieve/candidates.js";

describe("fuseRanks", () => {
  it("gives 1 to first place in every list", () => {
    const fused = fuseRanks([
      { ids: ["a", "b"], weight: 0.7 },
      { ids: ["a", "c"], weight: 0.3 },
    ]);
    expect(fused.get("a")).toBeCloseTo(1);
    expect(fused.get("b")).toBeGreaterThan(fused.get("c") ?? 1);
  });

  it("is reciprocal rank fusion: weight / (k + rank)", () => {
    const fused = fuseRanks([{ ids: ["a", "b", "c"], weight: 2 }], 60);
    expect(fused.get("c")).toBeCloseTo(61 / 63);
  });

  it("gives an empty map for no lists", () => {
    expect(fuseRanks([]).size).toBe(0);
  });
});
