import { describe, expect, it } from "vitest";
import { nearNames } from "../../src/app/allowed-outlets.js";

const known = ["TRT World", "Reuters", "The Guardian", "Süddeutsche Zeitung", "AFP"];

describe("nearNames", () => {
  it.each([
    ["trt", ["TRT World"]],
    ["Reuter's", ["Reuters"]],
    ["Gaurdian", []],
    ["the gaurdian", ["The Guardian"]],
    ["Suddeutsche", ["Süddeutsche Zeitung"]],
    ["Nachrichtenblatt", []],
    ["", []],
  ])("finds what %j may have meant", (typed, expected) => {
    expect(nearNames(typed, known, 3)).toEqual(expected);
  });

  it("keeps to the limit", () => {
    expect(nearNames("a", known, 2)).toHaveLength(2);
  });
});
