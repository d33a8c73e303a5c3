import { describe, expect, it } from "vitest";
import { CONFIDENCE_MODELS, confidenceOf, gatherFeatures } from "../../src/answer/confidence.js";
import { scoreSentences } from "../../src/answer/sentences.js";
import { readAsked } from "../../src/language/asked.js";
import type { Hit } from "../../src/model/article.js";
import { questionTerms } from "../../src/retrieve/question.js";
import type { Retrieval } from "../../src/retrieve/retrieve.js";
import { makeArticle, makeHit } from "./articles.js";

const QUESTION = "When did Putin visit Alaska?";
const TEXT = "Putin came to Alaska in August.";

/** The lead's features when these hits were found; true marks a brief. */
async function features(forms: readonly boolean[], missing: readonly string[] = [], text = TEXT) {
  const hits: Hit[] = forms.map((_, at) =>
    makeHit(makeArticle(text, { articleId: `00000000000${at}` }), 9 - at, { form: 4 }),
  );
  const terms = questionTerms(QUESTION);
  const [lead] = await scoreSentences(hits, QUESTION, terms.words, null);
  if (lead === undefined) throw new Error("no sentence");
  const seen = forms.map((isBrief) => ({ brief: isBrief ? 1 : 0 })) as unknown as Retrieval["features"];
  return gatherFeatures(
    lead,
    { hits, terms, features: seen, intent: { kind: "open" }, asked: readAsked(QUESTION) },
    missing,
  );
}

describe("gatherFeatures", () => {
  it("takes the score without its form as evidence", async () => {
    expect((await features([false])).evidence).toBe(5);
  });

  it("lets form speak only where there are two", async () => {
    const brief = async (forms: readonly boolean[]) => (await features(forms)).brief;
    expect(await brief([false, false])).toBe(0.5);
    expect(await brief([true, true])).toBe(0.5);
    expect(await brief([true, false, false, false, false])).toBe(1);
    expect(await brief([false, true])).toBe(0);
  });

  it("counts a missing name far more than any other word", async () => {
    expect((await features([false])).missing).toBe(0);
    expect((await features([false], ["visit"])).missing).toBeCloseTo(0.15 / 2.15);
    expect((await features([false], ["alaska"])).missing).toBeCloseTo(1 / 2.15);
    expect((await features([false], ["putin", "visit", "alaska"])).missing).toBe(1);
  });

  it("counts names that the passage holds", async () => {
    expect((await features([false])).covered).toBe(1);
    expect((await features([false], [], "Putin flew home in August again.")).covered).toBe(0.5);
  });
});

describe("CONFIDENCE_MODELS", () => {
  it.each(Object.entries(CONFIDENCE_MODELS))(
    "%s: evidence raises it, a missing subject silences",
    (_, model) => {
      const sure = { evidence: 16, brief: 0.5, covered: 1, missing: 0, overlap: 1 };
      const probability = confidenceOf(sure, model);
      expect(probability).toBeGreaterThan(model.weak);
      expect(confidenceOf({ ...sure, evidence: 18 }, model)).toBeGreaterThan(probability);
      expect(confidenceOf({ ...sure, missing: 1, covered: 0, overlap: 0, evidence: -8 }, model)).toBeLessThan(
        0.05,
      );
      expect(model.weak).toBeLessThanOrEqual(model.clear);
    },
  );
});
