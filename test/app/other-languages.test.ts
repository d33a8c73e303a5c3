// What a reply says when its nearest article is in a language that the model does not read.
import { describe, expect, it } from "vitest";
import { createAnswering } from "../../src/app/answer-pipeline.js";
import { LANGUAGES } from "../../src/model/guild.js";
import { asOfLine } from "../../src/render/citation.js";
import { translatorFor } from "../../src/render/translator.js";
import { article, revisionOf } from "../conformance/samples.js";
import { tempStores } from "../store/temp-folder.js";
import { wordEmbedder } from "../word-embedder.js";

const TEXT = "Die Brücke von Veldmark ist seit Montag gesperrt, sagte der Bürgermeister der Stadt.";

/** Answers over one article in this language, with an embedder that reads English alone or more. */
async function answerOver(language: string, englishOnly: boolean) {
  const stores = await tempStores();
  await stores.articles.put(revisionOf(article(1, { text: TEXT, title: "Brücke gesperrt", language })));
  const embedder = { ...wordEmbedder().embedder, englishOnly };
  const answering = createAnswering({ stores, index: null, embedder, reranker: null, rerankLimit: 0 });
  const now = "2025-10-25T08:00:00.000Z";
  const question = "Ist die Brücke von Veldmark gesperrt?";
  return (await answering({ question, now, asOf: now, asOfChosen: false, source: null })).answer;
}

describe("an English model and articles in another language", () => {
  it("are named, once, in the language of the reply", async () => {
    const answer = await answerOver("de", true);
    expect(answer.byWords).toBe(true);
    const said = LANGUAGES.map((language) => {
      const translator = translatorFor(language);
      const line = JSON.stringify(asOfLine(answer, translator));
      expect(line.split(translator.words("citation.by-words"))).toHaveLength(2);
      return translator.words("citation.by-words");
    });
    expect(new Set(said).size).toBe(LANGUAGES.length);
  });

  it("are not named where the articles are English or the model reads more", async () => {
    expect((await answerOver("en", true)).byWords).toBeUndefined();
    expect((await answerOver("de", false)).byWords).toBeUndefined();
  });
});
