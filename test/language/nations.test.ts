// A nation is named by its country, by what is of it, or by its people, in any language of the bot.
import { describe, expect, it } from "vitest";
import { isNationHeld } from "../../src/language/nations.js";
import { stemsOf } from "../../src/language/words.js";

describe("isNationHeld", () => {
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
  ])("%s: %s", (word, text) => expect(isNationHeld(word, stemsOf(text))).toBe(true));

  it.each([
    ["swedes", "Norway said no."],
    ["america", "The clubs united against it."],
    ["korean", "A storm hit South Korea."], // which of the two is not said
    ["bridge", "The bridge is open."],
    ["guinea", "Papua New Guinea voted."],
  ])("not %s: %s", (word, text) => expect(isNationHeld(word, stemsOf(text))).toBe(false));
});
