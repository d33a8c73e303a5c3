// A number may stand in digits in the question and in words in the article, or the other way round.
import { describe, expect, it } from "vitest";
import { isNumeralHeld } from "../../src/language/numerals.js";
import { stemsOf } from "../../src/language/words.js";

describe("isNumeralHeld", () => {
  it.each([
    ["19th", "The council agreed on a nineteenth package."],
    ["third", "It was the 3rd cut of the year."],
    ["9", "Nine boats were lost."],
    ["twelve", "Some 12 boats were lost."],
    ["2nd", "The second crew is on its way."],
  ])("%s: %s", (word, text) => expect(isNumeralHeld(word, stemsOf(text))).toBe(true));

  it.each([
    ["19th", "Nineteen packages were sent."],
    ["9", "The ninth boat was lost."],
    ["one", "Only 1 boat was lost."],
    ["2024", "Twenty boats were lost."],
  ])("not %s: %s", (word, text) => expect(isNumeralHeld(word, stemsOf(text))).toBe(false));
});
