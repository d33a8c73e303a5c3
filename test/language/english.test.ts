import { describe, expect, it } from "vitest";
import { asksOfThePast } from "../../src/language/english.js";

describe("asksOfThePast", () => {
  it.each([
    "Who lit the Olympic flame in Paris",
    "how did pope Francis die",
    "Did Trump and Putin reach a deal in Alaska?",
    "who voted against the September 2024 Fed cut",
    "which company made the ship?",
    "was the summit cancelled",
  ])("is over: %s", (question) => expect(asksOfThePast(question)).toBe(true));

  it.each([
    "Is a Trump–Putin summit scheduled?",
    "what is the fed rate",
    "who is the pope",
    "Has the strike ended?",
    "when does powell's term end",
    "latest on starliner",
    "can trump fire powell",
  ])("may have changed: %s", (question) => expect(asksOfThePast(question)).toBe(false));
});
