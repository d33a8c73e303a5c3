// Whether the first quote answers what was asked: what of the question it lacks.
import { describe, expect, it } from "vitest";
import { type ScoredSentence, scoreSentences } from "../../src/answer/sentences.js";
import { lackedIn, lacksWhatIsAsked, lookedAhead } from "../../src/answer/strength.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

const LATER = "2026-11-01T00:00:00.000Z";
/** A confidence with which single words count. */
const UNSURE = 0.5;

/** Reads one article as found for a question; the cross-encoder likes best what holds `liked`. */
async function found(question: string, text: string, liked: string, title = "A title") {
  const retrieval = makeFound([makeHit(makeArticle(text, { title }), 5)], question);
  const rerank = async (_question: string, texts: readonly string[]) =>
    texts.map((each) => (each.includes(liked) ? 8 : -8));
  const ordered = await scoreSentences(retrieval, question, { fingerprint: "made up", rerank });
  return { retrieval, ordered, lead: ordered[0] as ScoredSentence };
}

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
    expect(lacksWhatIsAsked(ahead.lead, ahead.retrieval, LATER, UNSURE)).toBe(true);
    const over = await found(question, "Director Anna Holm won the Brenn film prize.", "Holm");
    expect(lacksWhatIsAsked(over.lead, over.retrieval, LATER, UNSURE)).toBe(false);
  });

  const lacks = async (question: string, text: string, title?: string) => {
    const { lead, retrieval } = await found(question, text, text.slice(0, 12), title);
    return lacksWhatIsAsked(lead, retrieval, LATER, UNSURE);
  };

  it("wants every name, and trusts a high confidence more than single words", async () => {
    const judged = async (question: string, confidence: number) => {
      const text = "Two brothers hope to steal the crown of Selby.";
      const { lead, retrieval } = await found(question, text, "brothers");
      return lacksWhatIsAsked(lead, retrieval, LATER, confidence);
    };
    expect(await judged("who stole the crown of Selby?", UNSURE)).toBe(true);
    expect(await judged("who stole the crown of Selby?", 0.9)).toBe(false);
    expect(await judged("who stole the crown of Tarn?", 0.9)).toBe(true);
  });

  it("leaves it to the reader whether a lead holds the kind of thing asked for", async () => {
    expect(await lacks("who stole the crown of Selby?", "Two brothers stole the crown of Selby.")).toBe(
      false,
    );
  });

  it("takes what stands in a preview of a contest for no answer to who won it", async () => {
    const text =
      "Only “Night Train” by director Anna Holm has won both prizes, and then the Brenn film prize.";
    const question = "who won the Brenn film prize?";
    expect(await lacks(question, text, "Brenn film prize predictions: Who will win?")).toBe(true);
    expect(await lacks(question, text, "“Night Train” wins Brenn film prize")).toBe(false);
  });

  it("does not take a plan, or that there is none, for whether two people met", async () => {
    const question = "did Tarn and Holm meet?";
    const none = "No meeting of Tarn and Holm is scheduled: the two have no plans to meet.";
    expect(await lacks(question, none)).toBe(true);
    expect(await lacks(question, "Tarn and Holm met in Selby on Friday without an agreement.")).toBe(false);
  });

  it("wants the day of what is asked about, not of something else that somebody did", async () => {
    const question = "when did Tarn apply to the Selby league?";
    expect(await lacks(question, "Tarn became the 32nd member of the Selby league on Thursday.")).toBe(true);
    expect(await lacks(question, "Tarn applied to the Selby league in May 2022.")).toBe(false);
    const headed = "where was the ferry Marisol headed?";
    expect(await lacks(headed, "The ferry Marisol hit a pier in Oslo on Monday.")).toBe(true);
    expect(await lacks(headed, "The ferry Marisol had left Bergen for Oslo on Monday.")).toBe(false);
    const why = "why did the bank of Tarn raise its rate?";
    expect(await lacks(why, "The bank of Tarn lowered its rate because prices had fallen.")).toBe(true);
    expect(await lacks(why, "The bank of Tarn raised its rate because prices had gone up.")).toBe(false);
  });
});

describe("lacksWhatIsAsked of what somebody did", () => {
  const lacks = async (question: string, text: string) => {
    const { lead, retrieval } = await found(question, text, text.slice(0, 12));
    return lacksWhatIsAsked(lead, retrieval, LATER, UNSURE);
  };

  it("wants what was signed or worn to be told, not a meeting at which it might have been", async () => {
    const signed = "what did Tarn and Holm sign in Selby?";
    expect(await lacks(signed, "Tarn and Holm met in Selby on Friday to talk about fish.")).toBe(true);
    expect(await lacks(signed, "Tarn and Holm signed a pact on fish in Selby on Friday.")).toBe(false);
    const worn = "what was Holm wearing in Selby?";
    expect(await lacks(worn, "Holm returned to the town hall of Selby on Friday.")).toBe(true);
    expect(await lacks(worn, "In Selby Holm was dressed in a blue suit.")).toBe(false);
  });

  it("wants the means by which something was done, not another deed", async () => {
    const how = "how did Tarn stay in touch with its divers?";
    expect(await lacks(how, "Tarn brought its divers home in a small boat.")).toBe(true);
    expect(await lacks(how, "Tarn got the signals of its divers by way of a buoy.")).toBe(false);
  });
});

describe("lookedAhead", () => {
  const passed = async (question: string, text: string, liked: string) => {
    const { lead, retrieval } = await found(question, text, liked, "Brenn film prize predictions");
    return lookedAhead(lead, retrieval, LATER).lookedAheadTo;
  };

  it("names the day that a preview looked ahead to, which may stand beside the lead", async () => {
    const text =
      "Director Anna Holm is expected to win the Brenn film prize. The prize will be handed over on 26 October.";
    expect(await passed("who won the Brenn film prize?", text, "Anna Holm")).toBe("2025-10-26");
    expect(
      await passed("who directed Night Train?", "Director Anna Holm directed Night Train.", "Holm"),
    ).toBe(undefined);
  });
});
