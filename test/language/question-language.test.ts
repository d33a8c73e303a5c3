// The language of a question, told by its function words, some of which are English abbreviations and names.
import { describe, expect, it } from "vitest";
import { questionLanguage } from "../../src/language/question-language.js";

describe("questionLanguage", () => {
  it.each([
    ["un security council vote gaza", "en"],
    ["eu tariffs", "en"],
    ["ai chip export ban", "en"],
    ["la fires", "en"],
    ["le pen verdict", "en"],
    ["los angeles fires", "en"],
    ["die hard actor dead", "en"],
    ["un president elu", "fr"],
    ["die wahl", "de"],
    ["der neue papst", "de"],
    ["wann papst beerdigung", "de"],
    ["nouveau pape", "fr"],
    ["los ladrones", "es"],
    ["yeni papa kim", "tr"],
    ["who is the new pope", "en"],
  ])("of %s: %s", (question, language) => expect(questionLanguage(question.split(" "))).toBe(language));
});
