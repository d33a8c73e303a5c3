import { describe, expect, it } from "vitest";
import { CONFIDENCE_MODELS, confidenceOf, gatherFeatures } from "../../src/answer/confidence.js";
import { type ScoredSentence, scoreSentences } from "../../src/answer/sentences.js";
import type { Hit } from "../../src/model/article.js";
import type { Retrieval } from "../../src/retrieve/retrieve.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

const QUESTION = "When did Putin visit Alaska?";
const TEXT = "Putin came to Alaska in August.";

/** The lead's features when these hits were found; true marks a brief. */
async function features(
  forms: readonly boolean[],
  { question = QUESTION, ...given }: { age?: number; period?: number; question?: string } = {},
) {
  const hits: Hit[] = forms.map((_, at) =>
    makeHit(makeArticle(TEXT, { articleId: `00000000000${at}` }), 9 - at, { form: 4 }),
  );
  const found = makeFound(hits, question, given);
  const sentences = await scoreSentences(found, question, null);
  const [lead] = sentences;
  if (lead === undefined) throw new Error("no sentence");
  const seen = forms.map((isBrief) => ({ brief: isBrief ? 1 : 0 })) as unknown as Retrieval["features"];
  return gatherFeatures(lead, sentences, { ...found, features: seen, missingShare: 0.4, articles: 99 });
}

describe("gatherFeatures", () => {
  it("takes the score of the hit without its form", async () => {
    expect((await features([false])).hit).toBe(5);
  });

  it("lets form speak only where there are two", async () => {
    const brief = async (forms: readonly boolean[]) => (await features(forms)).brief;
    expect(await brief([false, false])).toBe(0.5);
    expect(await brief([true, true])).toBe(0.5);
    expect(await brief([true, false, false, false, false])).toBe(1);
    expect(await brief([false, true])).toBe(0);
  });

  it("counts an age in full to eighty days, and less of it where it is asked what is over", async () => {
    const age = async (days: number, question: string) =>
      (await features([false], { age: Math.log(1 + days / 60), question })).age;
    const present = "Who is in Alaska?";
    expect(await age(60, present)).toBeCloseTo(Math.log(2));
    expect(await age(80, present)).toBeCloseTo(Math.log(1 + 80 / 60));
    expect(await age(800, present)).toBe(await age(80, present));
    expect(await age(60, QUESTION)).toBeCloseTo(0.3 * Math.log(2));
    expect(await age(800, QUESTION)).toBe(0.4);
  });

  it("tells how far the next best is behind, unless it says the same", async () => {
    const marginOf = async (second: string) => {
      const hits = [TEXT, second].map((text, at) =>
        makeHit(makeArticle(text, { articleId: `00000000000${at}` }), 9 - 2 * at),
      );
      const found = makeFound(hits, QUESTION);
      const sentences = await scoreSentences(found, QUESTION, null);
      const [lead, next] = sentences as [ScoredSentence, ScoredSentence];
      return {
        margin: gatherFeatures(lead, sentences, { ...found, missingShare: 0, articles: 99 }).margin,
        lead,
        next,
      };
    };
    const { margin, lead, next } = await marginOf("Putin and Trump met in Alaska on Friday.");
    expect(margin).toBeGreaterThan(0);
    expect(margin).toBeCloseTo(lead.score - next.score);
    expect((await marginOf(TEXT)).margin).toBe(5);
  });

  it("takes the share of the question that the articles lack", async () => {
    expect((await features([false])).missing).toBe(0.4);
  });
});

describe("CONFIDENCE_MODELS", () => {
  it.each(Object.entries(CONFIDENCE_MODELS))(
    "%s: evidence raises it, a missing subject silences",
    (_, model) => {
      const sure = {
        evidence: 4,
        margin: 2,
        passage: 8,
        similarity: 0.8,
        hit: 16,
        age: 0,
        period: 0,
        brief: 0.5,
        missing: 0,
        alone: 4,
        titled: 4,
        overlap: 1,
        articles: Math.log(1 + 1000),
      };
      const probability = confidenceOf(sure, model);
      expect(probability).toBeGreaterThan(model.weak);
      expect(confidenceOf({ ...sure, evidence: 5, hit: 18 }, model)).toBeGreaterThan(probability);
      expect(confidenceOf({ ...sure, evidence: 1, period: 1 }, model)).toBeGreaterThan(
        confidenceOf({ ...sure, evidence: 1 }, model),
      );
      expect(confidenceOf({ ...sure, period: -1 }, model)).toBeLessThan(confidenceOf(sure, model));
      expect(confidenceOf({ ...sure, articles: Math.log(1 + 20_000) }, model)).toBeLessThanOrEqual(
        probability,
      );
      const nothing = { ...sure, missing: 1, overlap: 0, evidence: -4, passage: -10, hit: -8 };
      expect(confidenceOf(nothing, model)).toBeLessThan(0.05);
      expect(model.weak).toBeLessThanOrEqual(model.clear);
    },
  );
});
