// Whether the first quote answers what was asked: what of the question it lacks, and which sentence of its article holds it.
import { describe, expect, it } from "vitest";
import { gatherFeatures } from "../../src/answer/confidence.js";
import { type ScoredSentence, scoreSentences } from "../../src/answer/sentences.js";
import { isPlainlyHeld, lackedIn, lacksWhatIsAsked, whatIsAskedFirst } from "../../src/answer/strength.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

const LATER = "2026-11-01T00:00:00.000Z";

/** Reads one article as found for a question; the cross-encoder likes best what holds `liked`. */
async function found(question: string, text: string, liked: string, title = "A title") {
  const retrieval = makeFound([makeHit(makeArticle(text, { title }), 5)], question);
  const rerank = async (_question: string, texts: readonly string[]) =>
    texts.map((each) => (each.includes(liked) ? 8 : -8));
  const ordered = await scoreSentences(retrieval, question, { fingerprint: "made up", rerank });
  return { retrieval, ordered, lead: ordered[0] as ScoredSentence };
}

const FERRY =
  "A ferry without lights hit the pier in Selby on Monday night. Nobody was hurt in the accident. The ferry, the Marisol, belongs to Tarn Lines.";

describe("whatIsAskedFirst", () => {
  it("leads with what holds the name asked for, where the best sentence tells of the matter alone", async () => {
    const { ordered, retrieval } = await found(
      "name of the ferry that hit the pier?",
      FERRY,
      "pier in Selby",
    );
    expect(ordered[0]?.text).toContain("pier in Selby");
    expect(whatIsAskedFirst(ordered, retrieval)[0]?.text).toContain("the Marisol");
  });

  it("leaves the order where the lead holds it, or where it is asked whether something happened", async () => {
    const where = await found("where did the ferry hit the pier?", FERRY, "pier in Selby");
    expect(whatIsAskedFirst(where.ordered, where.retrieval)[0]).toBe(where.lead);
    const whether = await found("did the ferry hit the pier?", FERRY, "pier in Selby");
    expect(whatIsAskedFirst(whether.ordered, whether.retrieval)[0]).toBe(whether.lead);
  });
});

describe("lackedIn", () => {
  const prize = "The Brenn Prize of 2025 goes to the choir of Selby for its work. The jury met in Ostby.";
  const lacked = async (question: string) => {
    const { lead, retrieval } = await found(question, prize, "goes to the choir");
    return lackedIn(lead, retrieval);
  };

  it("names the thing that the article is not about, beside names and numbers", async () => {
    expect(await lacked("who won the Brenn prize in mathematics?")).toEqual(["mathematics"]);
    expect(await lacked("who won the Tarn prize?")).toEqual(["tarn"]);
  });

  it("knows other forms and words of one event, what is asked for, and verbs", async () => {
    expect(await lacked("which choirs won the Brenn prize?")).toEqual([]);
    expect(await lacked("which instrument won the Brenn prize?")).toEqual([]);
    expect(await lacked("when did they give the Brenn prize?")).toEqual([]);
  });
});

describe("lacksWhatIsAsked", () => {
  it("takes a forecast for no answer about what is over", async () => {
    const question = "who won the Brenn film prize?";
    const ahead = await found(
      question,
      "Director Anna Holm is expected to win the Brenn film prize.",
      "Holm",
    );
    expect(lacksWhatIsAsked(ahead.lead, ahead.retrieval, LATER)).toBe(true);
    const over = await found(question, "Director Anna Holm won the Brenn film prize.", "Holm");
    expect(lacksWhatIsAsked(over.lead, over.retrieval, LATER)).toBe(false);
  });
});

describe("isPlainlyHeld", () => {
  const isHeld = async (question: string) => {
    const text = "Mayor Anna Holm of Tarn was born in Selby. She is a lawyer.";
    const { lead, ordered, retrieval } = await found(question, text, "born in Selby");
    return isPlainlyHeld(lead, gatherFeatures(lead, ordered, retrieval), retrieval);
  };

  it("holds every word of the question and the kind asked for, however old it is", async () => {
    expect(await isHeld("where was Holm born?")).toBe(true);
    expect(await isHeld("where did Holm study?")).toBe(false);
    expect(await isHeld("when was Holm born?")).toBe(false);
    expect(await isHeld("where was Marr born?")).toBe(false);
  });
});
