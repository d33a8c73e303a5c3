import { describe, expect, it } from "vitest";
import { type Example, fitLists, fitProbability, minimize } from "../../../src/eval/fit/linear.js";
import { seededRandom } from "../../../src/eval/statistics.js";

describe("minimize", () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const [x, y] = minimize(
      ([a = 0, b = 0]) => ({
        value: (1 - a) ** 2 + 100 * (b - a * a) ** 2,
        gradient: [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)],
      }),
      [-1.2, 1],
    );
    expect(x).toBeCloseTo(1, 4);
    expect(y).toBeCloseTo(1, 4);
  });

  it("stays where it is level, also in no dimension", () => {
    expect(minimize(() => ({ value: 3, gradient: [0] }), [7])).toEqual([7]);
    expect(minimize(() => ({ value: 3, gradient: [] }), [])).toEqual([]);
  });
});

type Name = "useful" | "noise" | "constant";
const NAMES: readonly Name[] = ["useful", "noise", "constant"];
const random = seededRandom(3);

/** The right one has the highest `useful`, in a unit a thousand times that of the noise. */
const lists = Array.from({ length: 60 }, () => {
  const list = Array.from({ length: 8 }, () => ({ useful: 1000 * random(), noise: random(), constant: 1 }));
  const best = Math.max(...list.map(({ useful }) => useful));
  return list.map((features): Example<Name> => ({ features, isRight: features.useful === best }));
});

describe("fitLists", () => {
  it("weighs what puts the right ones first, whatever its unit, and nothing that does not differ", () => {
    const weights = fitLists(NAMES, lists);
    expect(weights.useful * 1000).toBeGreaterThan(10 * Math.abs(weights.noise));
    expect(weights.constant).toBeCloseTo(0, 9);
    const score = ({ features }: Example<Name>) =>
      NAMES.reduce((sum, name) => sum + weights[name] * features[name], 0);
    const first = (list: readonly Example<Name>[]) =>
      [...list].sort((one, other) => score(other) - score(one))[0]?.isRight;
    expect(lists.filter(first).length).toBeGreaterThan(55);
  });

  it("pulls towards 0 as told", () => {
    const loose = fitLists(NAMES, lists, 0.001).useful;
    expect(Math.abs(fitLists(NAMES, lists, 1).useful)).toBeLessThan(loose / 2);
  });

  it("learns nothing from nothing", () => {
    const none = { useful: 0, noise: 0, constant: 0 };
    expect(fitLists(NAMES, [])).toEqual(none);
    const allWrong = lists.map((list) => list.map((one) => ({ ...one, isRight: false })));
    expect(fitLists(NAMES, allWrong)).toEqual(none);
  });
});

describe("fitProbability", () => {
  const examples = Array.from({ length: 400 }, (): Example<Name> => {
    const useful = 4 * random() - 2;
    const chance = 1 / (1 + Math.exp(-(1 + 2 * useful)));
    return { features: { useful, noise: random(), constant: 1 }, isRight: random() < chance };
  });

  it("finds the curve that the outcomes were drawn from", () => {
    const { bias, weights } = fitProbability(["useful"], examples, 0);
    expect(bias).toBeGreaterThan(0.6);
    expect(bias).toBeLessThan(1.4);
    expect(weights.useful).toBeGreaterThan(1.5);
    expect(weights.useful).toBeLessThan(2.5);
  });

  it("counts each example by its weight", () => {
    const heavy = examples.map((one) => ({ ...one, weight: one.isRight ? 10 : 1 }));
    expect(fitProbability(["useful"], heavy, 0).bias).toBeGreaterThan(
      fitProbability(["useful"], examples, 0).bias + 1,
    );
  });
});
