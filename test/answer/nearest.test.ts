// What a refusal says is near, and since when there is nothing new about what was asked.
import { describe, expect, it } from "vitest";
import { describeNearest, isNear } from "../../src/answer/nearest.js";
import { questionTerms } from "../../src/retrieve/question.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

describe("the nearest articles", () => {
  it("hold half of the names asked for, without names most of the words", () => {
    const near = (text: string) => isNear(text, ["torvik", "lund"], ["torvik", "lund", "mayor"]);
    expect(near("The mayor of Torvik resigned.")).toBe(true);
    expect(near("The mayor of Bergen resigned.")).toBe(false);
    expect(isNear("The ferry strike has ended.", [], ["ferry", "strike"])).toBe(true);
    expect(isNear("The ferry sank.", [], ["bakery", "strike", "ferry"])).toBe(false);
  });

  it("share more with the question than a year, a number, or one word of a name", () => {
    const prize = [
      ["brenn", "2024"],
      ["brenn", "prize", "2024"],
    ] as const;
    expect(isNear("The eclipse of 2024 crossed Torvik.", ...prize)).toBe(false);
    expect(isNear("The Brenn prize goes to Selby.", ...prize)).toBe(true);
    const painting = [
      ["blue", "lisa"],
      ["stole", "blue", "lisa"],
    ] as const;
    expect(isNear("Lisa Lund runs the bank.", ...painting)).toBe(false);
  });

  it("come in the order of what they share with the question", () => {
    const question = "How many silver medals did Vesteria win in Torvik?";
    const [museum, games] = [
      makeArticle("A museum in Torvik, Vesteria, was robbed.", {
        articleId: "000000000001",
        title: "Robbed",
      }),
      makeArticle("Torvik opened the games; Vesteria hopes for medals.", {
        articleId: "000000000002",
        title: "Games",
      }),
    ];
    const hits = [museum, games].map((article, at) => makeHit(article, 5 - at));
    const found = { ...makeFound(hits, question), terms: questionTerms(question) };
    const { nearest, citations } = describeNearest(found, "2026-01-01T00:00:00.000Z");
    expect(nearest.map((number) => citations.find((each) => each.number === number)?.title)).toEqual([
      "Games",
      "Robbed",
    ]);
  });
});

describe("what is said of nothing newer", () => {
  const newest = (question: string, asOf = "2026-03-01T00:00:00.000Z", isSettled = false) => {
    const article = makeArticle("Ada Lund leads the council of Torvik.", {
      publishedAt: "2026-01-10T08:00:00.000Z",
    });
    const found = {
      ...makeFound([makeHit(article, 5)], question),
      terms: questionTerms(question),
      isSettled,
    };
    return describeNearest(found, asOf).newestAbout;
  };

  it("is said where it is asked what is so now, and the report is more than two days old", () => {
    expect(newest("Is Ada Lund ill?")?.at).toBe("2026-01-10T08:00:00.000Z");
    expect(newest("Is Ada Lund ill?", "2026-01-12T00:00:00.000Z")).toBeNull();
  });

  it("is not said of what is over, nor of a name that goes by a number", () => {
    expect(newest("Why was Ada Lund fined?", undefined, true)).toBeNull();
    expect(newest("Is Lund 3 out?")).toBeNull();
  });
});
