// A word of a question is known to articles that say it in another form, or say the same with another word.
import { describe, expect, it } from "vitest";
import { relatedWords } from "../../src/language/word-forms.js";

describe("relatedWords", () => {
  it.each([
    ["lit", "lighting"],
    ["voted", "vote"],
    ["died", "killed"],
    ["died", "dead"],
    ["hit", "struck"],
    ["collapse", "collapsed"],
    ["collapse", "fell"],
    ["winner", "won"],
    ["stole", "thieves"],
    ["decide", "decision"],
    ["Résigned", "resignation"],
  ])("of %s: %s", (word, related) => expect(relatedWords(word)).toContain(related));

  it.each(["abortion", "xylophone", "putin", "2024"])("keeps %s to its own forms", (word) => {
    expect(relatedWords(word).filter((related) => !related.startsWith(word.slice(0, 6)))).toEqual([]);
  });

  it("leaves the word itself out", () => expect(relatedWords("vote")).not.toContain("vote"));
});
