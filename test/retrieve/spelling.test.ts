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
      return correctSpelling(question, { missing, words: missing }, { ...SCOPE, asOf }, { search, articles });
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

describe("correctSpelling among many words", () => {
  it("finds the word among hundreds of others that begin alike", async () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    const crowd = letters.flatMap((one) => letters.slice(0, 12).map((other) => `tr${one}${other}`));
    const text = `${crowd.join(" ")}. Marta Trumble spoke of space. Space is wide. China China a chain.`;
    const test = await TestDateline.open({
      articles: [{ title: "Crowd", text, publishedAt: "2025-10-01T00:00:00.000Z" }],
    });
    const correct = (question: string) => {
      const words = question.split(" ");
      return correctSpelling(question, { missing: words, words }, SCOPE, test.stores);
    };
    expect(await correct("trumbel")).toBe("Trumble");
    expect(await correct("spase")).toBe("space");
    expect(await correct("chian")).toBe("chain");
    await test.close();
  });

  it("reads question words and common words that no article holds", async () => {
    const test = await TestDateline.open({
      articles: [{ title: "Wish", text: "A wish came true.", publishedAt: "2025-10-01T00:00:00.000Z" }],
    });
    const correct = (question: string) => {
      const words = question.split(" ");
      return correctSpelling(question, { missing: words, words }, SCOPE, test.stores);
    };
    expect(await correct("wich ship")).toBe("which ship");
    expect(await correct("why did it colapse")).toBe("why did it collapse");
    expect(await correct("starmer messi zelensky")).toBeNull();
    expect(await correct("how mutch wil it cost in octobr")).toBe("how much wil it cost in october");
    expect(await correct("the massive moor near kerr")).toBeNull();
    await test.close();
  });
});

describe("correctSpelling of names", () => {
  it("reads a letter too many and names that sound alike", async () => {
    const text = "Governor Stephen Miran and Jeffrey Schmid voted. Manny Pike did not.";
    const test = await TestDateline.open({
      articles: [{ title: "Vote", text, publishedAt: "2025-10-01T00:00:00.000Z" }],
    });
    const correct = (question: string, missing: readonly string[]) =>
      correctSpelling(question, { missing, words: question.split(" ") }, SCOPE, test.stores);
    expect(await correct("what did schmidd want", ["schmidd"])).toBe("what did Schmid want");
    expect(await correct("steven mirran", ["steven", "mirran"])).toBe("Stephen Miran");
    expect(await correct("how manny votes", ["votes"])).toBe("how many votes");
    await test.close();
  });
});

describe("correctSpelling of words that articles hold", () => {
  it("replaces one that hardly any holds by one that many hold", async () => {
    const many = Array.from({ length: 25 }, (_, at) => ({
      title: `Airline ${at}`,
      text: `An airline of the north opened route ${at} to the islands. Its restaurant and restaurants were full.`,
      publishedAt: "2025-10-01T00:00:00.000Z",
    }));
    const arline = "The arline was late. Trumble waited for the Arlane.";
    const test = await TestDateline.open({
      articles: [...many, { title: "Late", text: arline, publishedAt: "2025-10-01T00:00:00.000Z" }],
    });
    const correct = (question: string) =>
      correctSpelling(question, { missing: [], words: question.split(" ") }, SCOPE, test.stores);
    expect(await correct("which arline was late")).toBe("which airline was late");
    expect(await correct("which airline waited for trumble")).toBeNull();
    expect(await correct("which restaurant was full")).toBeNull();
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
