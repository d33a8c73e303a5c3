// Misspelt words are corrected to words of the articles; words that are right, or another name, are left alone.
import { describe, expect, it } from "vitest";
import { correctSpelling, spellingDistance } from "../../src/retrieve/spelling.js";
import { TestDateline } from "../open-test-dateline.js";

const SCOPE = {
  question: "",
  now: "2025-11-01T00:00:00.000Z",
  asOf: "2025-11-01T00:00:00.000Z",
  source: null,
};

describe("correctSpelling", () => {
  it("writes names and words as the articles do, within the scope", async () => {
    const text =
      "The Starcruiser lifted off from Veldmark. Governors of three islands watched the summit in Łódź collapse.";
    const test = await TestDateline.open({
      articles: [{ title: "Lift-off", text, publishedAt: "2025-10-01T00:00:00.000Z" }],
    });
    const { search, articles } = test.stores;
    const correct = async (question: string, asOf = SCOPE.asOf) => {
      const words = question.toLowerCase().split(" ");
      const missing = await search.missingTerms(words, { ...SCOPE, asOf });
      return correctSpelling(question, missing, { ...SCOPE, asOf }, { search, articles });
    };
    expect(await correct("starcuiser")).toBe("Starcruiser");
    expect(await correct("when did Starcruisr lift")).toBe("when did Starcruiser lift");
    expect(await correct("govenors sumit")).toBe("Governors summit");
    expect(await correct("the colapse in veldmrak")).toBe("the collapse in Veldmark");
    expect(await correct("starcruiser summit")).toBeNull();
    expect(await correct("Valdmark")).toBe("Veldmark");
    expect(await correct("Vendmark money")).toBe("Veldmark money");
    expect(await correct("starcuiser", "2025-09-01T00:00:00.000Z")).toBeNull();
    await test.close();
  });
});

describe("spellingDistance", () => {
  it.each([
    ["sumit", "summit", 1],
    ["trmp", "trump", 1],
    ["zelinsky", "zelensky", 1],
    ["teh", "the", 1],
    ["govenours", "governors", 2],
    ["harris", "paris", null],
    ["marr", "mark", null],
    ["bern", "bonn", null],
    ["macron", "macron", null],
    ["merkel", "merkle", 1],
    ["price", "prices", null],
  ])("%s → %s: %s", (typed, word, distance) => expect(spellingDistance(typed, word)).toBe(distance));
});
