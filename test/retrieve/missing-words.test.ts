// What the articles lack of a question: names and numbers count, other forms and the kind asked for do not, and what vectors say decides.
import { describe, expect, it } from "vitest";
import { nameAsWritten, weighMissing, wordsToFind } from "../../src/retrieve/missing-words.js";
import { parseQuestion, questionTerms } from "../../src/retrieve/question.js";
import { makeArticle, makeHit } from "../answer/articles.js";

const ASKED = "2025-11-01T00:00:00.000Z";
const NO_VECTORS = { index: null, embedder: null };
const hits = (...texts: string[]) => texts.map((text, at) => makeHit(makeArticle(text), 9 - at));
const toFind = (question: string) => wordsToFind(parseQuestion(question, ASKED));

describe("wordsToFind", () => {
  it("leaves out words of time and what people say around a question", () => {
    expect(toFind("yo whats marek gonna decide rn lol")).toEqual(["marek", "decide"]);
    expect(toFind("What did Marek decide in June?")).toEqual(["marek", "decide"]);
  });

  it("asks no article for the question words of another language", () => {
    expect(toFind("Köprü ne zaman açılacak?")).toEqual([]);
    expect(toFind("Wann wurde Paris gegründet, 52 oder 53?")).toEqual(["paris", "52", "53"]);
  });
});

describe("weighMissing", () => {
  const weigh = (question: string, unheld: readonly string[], ...texts: string[]) =>
    weighMissing(unheld, parseQuestion(question, ASKED), hits(...texts), NO_VECTORS);

  it("counts a missing name or number far more than another word", async () => {
    const question = "When did Putin visit Alaska?";
    const share = async (...unheld: string[]) => (await weigh(question, unheld, "Nothing of it.")).share;
    expect(await share()).toBe(0);
    expect(await share("visit")).toBeCloseTo(0.15 / 2);
    expect(await share("alaska")).toBeCloseTo(1 / 2);
    expect(await share("putin", "visit", "alaska")).toBe(1);
  });

  it("never misses the kind of thing that is asked for", async () => {
    const question = "which language did Marek speak from the balcony";
    expect((await weigh(question, ["language"], "Marek greeted them in Latin.")).words).toEqual([]);
  });

  it("knows names of people and places in lower case", async () => {
    expect(
      (await weigh("did putin visit france", ["france"], "Putin stayed at home.")).share,
    ).toBeGreaterThan(0.4);
  });

  it("misses no word that an article among the best holds in another form", async () => {
    const text = "The champion lighted the cauldron; two men were killed when the bridge fell.";
    const question = "who lit the flame and how many died in the collapse";
    expect(await weigh(question, ["lit", "flame", "died", "collapse"], text)).toEqual({
      words: [],
      share: 0,
    });
    expect((await weigh(question, ["flame"], "Rain is due.")).words).toEqual(["flame"]);
  });

  it("counts a word as far as it leads away from the best passages", async () => {
    const cosines: Record<string, number> = {
      "what did marek say about tariffs on steel?": 0.6,
      "what did marek say about on steel?": 0.62,
      "what did marek say about tariffs on?": 0.55,
    };
    const vectors = {
      embedder: { embedQuestion: async (text: string) => Float32Array.of(cosines[text] ?? 0) },
      index: { similarities: async ([cosine]: Float32Array, ids: string[]) => ids.map(() => cosine) },
    } as unknown as Parameters<typeof weighMissing>[3];
    const question = parseQuestion("what did marek say about tariffs on steel", ASKED);
    const { words, share } = await weighMissing(
      ["tariffs", "steel"],
      question,
      hits("Marek spoke."),
      vectors,
    );
    expect(words).toEqual(["tariffs"]);
    expect(share).toBeCloseTo(0.8 / 1.1);
  });
});

describe("nameAsWritten", () => {
  const named = (question: string, text: string, language = "en") => {
    const article = makeArticle(text, { language });
    return nameAsWritten(questionTerms(question), [makeHit(article, 1)]).subjects;
  };
  const TEXT =
    "On Monday Trump told Marta Lindqvist that the bridge is closed. The Key Bridge was new; a bridge is none.";

  it("takes words with a capital inside sentences for names, and no others", () => {
    expect(named("did trump and lindqvist cross the bridge on monday", TEXT)).toEqual(["trump", "lindqvist"]);
    expect(named("did Trump meet lindqvist", TEXT)).toEqual(["trump", "lindqvist"]);
  });

  it("takes no noun of a German text for a name", () => {
    expect(named("brücke gesperrt", "Am Montag wurde die Brücke gesperrt.", "de")).toEqual([]);
  });
});
