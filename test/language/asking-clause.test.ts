// The clause that asks, without the chat around it.
import { describe, expect, it } from "vitest";
import { askingClause, bareQuestion } from "../../src/language/asking-clause.js";

describe("askingClause", () => {
  it.each([
    [
      "hey guys quick one lol, my mum keeps asking which order the abbot belongs to, anyone know?",
      "which order does the abbot belong to",
    ],
    [
      "evening folks, not sure this is the right channel, but my kid would love to know how long the keeper stayed",
      "how long did the keeper stay",
    ],
    [
      "sorry off topic, but does any of you happen to know how many fans watched the final? thx!!",
      "how many fans watched the final",
    ],
    [
      "might be a silly one, but i've been wondering who paid for that study, does someone remember?",
      "who paid for that study",
    ],
    [
      "hi everyone! my dad won't stop talking about it, so i need to settle this: what did the roof cost?",
      "what did the roof cost",
    ],
    ["I'd like to know if the mill has closed", "has the mill closed"],
    ["wondering whether the mayor met the strikers", "did the mayor meet the strikers"],
    ["can someone who follows the league tell me what the score was", "what was the score"],
    ["who opened the fair? my sister says it was the queen", "who opened the fair"],
  ])("reads the question in “%s”", (typed, asked) => expect(bareQuestion(askingClause(typed))).toBe(asked));

  it.each([
    ["i read that the mill was robbed, when was that", "the mill was robbed, when was that"],
    [
      "my boss is convinced the tunnel opened in 2023, when was it really",
      "the tunnel opened in 2023, when was it really",
    ],
    [
      "my nan used to work at the mill and wants to know what year its chimney is from",
      "what year is its chimney from (mill)",
    ],
  ])("keeps what “%s” needs to be understood", (typed, asked) =>
    expect(bareQuestion(askingClause(typed))).toBe(asked),
  );

  it.each([
    "in 2024, which team won the cup?",
    "After the fire, who paid for the restoration of the church?",
    "The keeper broke his arm on Monday. Which player replaced him?",
    "museum robbery, how many thieves were there",
    "does the agency know why the valves failed",
    "who told the minister when the war ends",
    "can i visit the museum",
    "the bank cut rates, but did inflation fall",
    "What did Mr. Smith say, and why?",
    "hi",
  ])("leaves “%s” as it is", (typed) => expect(askingClause(typed)).toBe(typed));
});
