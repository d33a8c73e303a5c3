// Which words a text holds by their stems.
import { describe, expect, it } from "vitest";
import { stemLightly, stemsOf, wordsHeld } from "../../src/language/words.js";

const TEXTS = [
  "The talks in Ankara ended; Türkiye’s minister said NATO-led talks would go on.",
  "Κυβέρνηση: Ο ΝΟΜΟΣ ψηφίστηκε. İZMİR'de seçim, Łódź, København and Straße.",
  "COVID-19 and H5N1: 1,200 cases; U.S. officials met President Macron.",
  "The U.S.-led, foxes-and-hounds U.N.'s post-9/11 re-entry; class, classes, classed, S. Korea's PM's passé.",
  "Chang'e-6 landed; O'Neill-Smith's crew met rock-'n'-roll d'Or-2.",
  "",
];
const WORDS = [
  "talking",
  "ankara",
  "turkiye",
  "nato",
  "led",
  "izmir",
  "lodz",
  "strasse",
  "νομος",
  "covid-19",
];
const MORE = [
  "19",
  "h5n1",
  "u.s",
  "macron",
  "president",
  "go",
  "goes",
  "kobenhavn",
  "minist",
  "xyz",
  "s",
  "led",
  "n",
  "foxe",
  "fox",
  "class",
  "clas",
  "entry",
  "11",
  "korea",
  "pm",
  "pass",
  "hound-",
  "chang'e",
  "chang",
  "o'neill",
  "neill-smith",
  "d'or",
];

describe("wordsHeld", () => {
  it("finds exactly the words whose stems are among those of the text, in their order", () => {
    for (const text of TEXTS) {
      const held = stemsOf(text);
      const words = [...WORDS, ...MORE];
      expect(wordsHeld(text, words)).toEqual(words.filter((word) => held.has(stemLightly(word))));
    }
    expect(wordsHeld("Chang'e-6 landed.", ["chang'e", "6"])).toEqual(["chang'e", "6"]);
    expect(wordsHeld(TEXTS[0] as string, WORDS)).toEqual(["talking", "ankara", "turkiye", "nato", "led"]);
  });
});
