// What a word names may be named otherwise: a nation by its country, by what is of it, or by its people; an institution in full.
import { describe, expect, it } from "vitest";
import { isHeldByAnotherName } from "../../src/language/same-names.js";
import { stemsOf } from "../../src/language/words.js";

describe("isHeldByAnotherName", () => {
  it.each([
    ["finns", "Finland became a member in April."],
    ["french", "Arson stopped trains in France."],
    ["america", "The United States sent its vice president."],
    ["americans", "U.S. officials said so."],
    ["britain", "The UK took the same step."],
    ["eu", "The European Union agreed on it."],
    ["un", "The United Nations sent aid."],
    ["danes", "The Danish government refused."],
    ["poles", "Poland shut its border."],
    ["vatican", "The Holy See said nothing."],
    ["germany", "The Germans voted."],
    ["Almanya", "Germany voted."],
    ["finnland", "Finland joined."],
    ["Turkey", "Türkiye signed."],
    ["nyc", "The mayor of New York City spoke."],
    ["fed", "The Federal Reserve cut its rate."],
    ["icc", "The International Criminal Court issued a warrant."],
    ["dems", "Two Democrats voted for it."],
    ["pm", "Prime Minister Ulf Kristersson signed."],
  ])("%s: %s", (word, text) => expect(isHeldByAnotherName(word, stemsOf(text))).toBe(true));

  it.each([
    ["swedes", "Norway said no."],
    ["america", "The clubs united against it."],
    ["korean", "A storm hit South Korea."], // which of the two is not said
    ["bridge", "The bridge is open."],
    ["guinea", "Papua New Guinea voted."],
    ["nyc", "The mayor of York spoke."],
    ["fed", "A federal court ruled."],
  ])("not %s: %s", (word, text) => expect(isHeldByAnotherName(word, stemsOf(text))).toBe(false));
});
