import { describe, expect, it } from "vitest";
import { resolveRelativeDates } from "../../src/answer/cite.js";

const TUESDAY = "2025-10-21T00:00:00.000Z";
const resolve = (quote: string, at: string | null = TUESDAY) =>
  resolveRelativeDates(quote, at).map(({ words, day }) => `${words} = ${day}`);

describe("resolveRelativeDates", () => {
  it.each([
    ["an official said on Tuesday", ["on Tuesday = 2025-10-21"]],
    ["Rubio called Lavrov on Monday", ["on Monday = 2025-10-20"]],
    ["spoke by telephone on Thursday with Trump", ["on Thursday = 2025-10-16"]],
    ["He resigned yesterday.", ["yesterday = 2025-10-20"]],
    ["The vote is tomorrow.", ["tomorrow = 2025-10-22"]],
    ["They met last Tuesday.", ["last Tuesday = 2025-10-14"]],
  ])("%s", (quote, expected) => expect(resolve(quote)).toEqual(expected));

  it("leaves a day alone that may lie ahead", () => {
    expect(resolve("The ministers will meet on Friday.")).toEqual([]);
    expect(resolve("Talks are scheduled for Monday")).toEqual([]);
    expect(resolve("next Wednesday")).toEqual([]);
    expect(resolve("Sunday's crossings were called off")).toEqual([]);
    expect(resolve("Before Thursday’s vote the mayor spoke")).toEqual([]);
  });

  it("judges clause by clause", () => {
    expect(resolve("He said on Monday that the two will meet on Friday.")).toEqual([
      "on Monday = 2025-10-20",
    ]);
  });

  it("says nothing of an undated article", () => {
    expect(resolve("on Tuesday", null)).toEqual([]);
  });
});
