// "X or Y" in a question.
import { describe, expect, it } from "vitest";
import { readAsked } from "../../src/language/asked.js";
import { choicesIn } from "../../src/language/choices.js";
import { holdsAsked } from "../../src/language/holds-asked.js";
import { stemsOf } from "../../src/language/words.js";

describe("choicesIn", () => {
  it.each([
    ["did lind or oster speak first to the press", [["lind"], ["oster"]]],
    ["who spoke first after the talks, lind or oster?", [["lind"], ["oster"]]],
    [
      "was it built of red brick or grey stone",
      [
        ["red", "brick"],
        ["grey", "stone"],
      ],
    ],
    ["was he tried or fined", []],
    ["is the museum open or not", []],
    ["are flights to or from Oslo cancelled", []],
    ["did any players or fans die", []],
    ["who leads the party or the union", []],
  ])("reads “%s”", (question, choices) => expect(choicesIn(question)).toEqual(choices));

  it("holds a sentence that names one of the two for what is asked, not one that names both", () => {
    const question = "did lind or oster speak first";
    const held = (sentence: string) => holdsAsked(readAsked(question), sentence, stemsOf(question));
    expect(held("Oster spoke first and thanked the crowd.")).toBeGreaterThan(0.8);
    expect(held("Lind and Oster met the press on Monday.")).toBeLessThan(0.4);
    expect(held("The crowd had waited for hours.")).toBeLessThan(0.2);
  });
});
