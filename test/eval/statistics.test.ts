// Means, AUROC with ties, rounding and the seeded generator, by hand-computed values.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auroc,
  mean,
  quantile,
  roundHalfEven,
  roundToFour,
  seededRandom,
  share,
} from "../../src/eval/statistics.js";

describe("auroc", () => {
  it("counts ties half", () => {
    expect(auroc([1], [0])).toBe(1);
    expect(auroc([0], [1])).toBe(0);
    expect(auroc([0.5], [0.5])).toBe(0.5);
    expect(auroc([0.9, 0.5], [0.5, 0.1])).toBe(0.875);
  });

  it("is null where one side is empty", () => {
    expect(auroc([], [1])).toBeNull();
    expect(auroc([1], [])).toBeNull();
  });

  it("equals the count of pairs", () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        let won = 0;
        for (const a of positives) for (const b of negatives) won += a > b ? 1 : a === b ? 0.5 : 0;
        expect(auroc(positives, negatives)).toBeCloseTo(won / (positives.length * negatives.length), 12);
      }),
    );
  });
});

describe("mean and share", () => {
  it("passes over null and gives null for nothing", () => {
    expect(mean([1, null, 3])).toBe(2);
    expect(mean([null])).toBeNull();
    expect(share([true, false, false, false])).toBe(0.25);
    expect(share([])).toBeNull();
  });
});

describe("rounding", () => {
  it("takes an exact half to the even digit, as Python does", () => {
    expect(roundToFour(0.03125)).toBe(0.0312);
    expect(roundToFour(0.09375)).toBe(0.0938);
    expect(roundToFour(0.00005)).toBe(0.0001); // the double lies above the half
    expect(roundToFour(2 / 3)).toBe(0.6667);
    expect([0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3]);
  });
});

describe("quantile", () => {
  it("reads from the sorted values", () => {
    const values = Array.from({ length: 100 }, (_, index) => 99 - index);
    expect(quantile(values, 0.025)).toBe(2);
    expect(quantile(values, 0.975)).toBe(97);
    expect(quantile([4], 1)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("seededRandom", () => {
  it("repeats itself, differs by seed and fills [0, 1) evenly", () => {
    const random = seededRandom(1);
    const draws = Array.from({ length: 10_000 }, random);
    const again = seededRandom(1);
    expect(draws.slice(0, 5)).toEqual(Array.from({ length: 5 }, again));
    expect(seededRandom(2)()).not.toBe(draws[0]);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(mean(draws)).toBeCloseTo(0.5, 1);
  });
});
