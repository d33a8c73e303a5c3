import { describe, expect, it } from "vitest";
import { sayTheSame } from "../../src/answer/sources.js";
import { ANSWERED, UNANSWERED } from "../render/answers.js";

describe("sayTheSame", () => {
  it("compares the places of quotes, and the reason of a refusal", () => {
    expect(sayTheSame(ANSWERED, { ...ANSWERED, answerId: "other" })).toBe(true);
    expect(sayTheSame(ANSWERED, { ...ANSWERED, quotes: ANSWERED.quotes.slice(0, 1) })).toBe(false);
    expect(sayTheSame(ANSWERED, { ...ANSWERED, earlier: [] })).toBe(false);
    expect(sayTheSame(ANSWERED, UNANSWERED)).toBe(false);
    expect(sayTheSame(UNANSWERED, { ...UNANSWERED, answerId: "other" })).toBe(true);
    expect(sayTheSame(UNANSWERED, { ...UNANSWERED, reason: "not-covered" })).toBe(false);
  });
});
