import { describe, expect, it } from "vitest";
import { questionTerms } from "../../src/retrieve/question.js";

describe("questionTerms", () => {
  it("parts words at dashes and drops function words", () => {
    expect(questionTerms("Is a Trump–Putin summit scheduled?").words).toEqual([
      "trump",
      "putin",
      "summit",
      "scheduled",
    ]);
    expect(questionTerms("The Trump-Putin summit").words).toEqual(["trump", "putin", "summit"]);
  });

  it("knows names and numbers, also at the start of a question", () => {
    expect(questionTerms("What did Rubio and Lavrov say about 2031?").subjects).toEqual([
      "rubio",
      "lavrov",
      "2031",
    ]);
    expect(questionTerms("Marco Rubio called whom?").subjects).toEqual(["marco", "rubio"]);
    expect(questionTerms("Wildfires spread where?").subjects).toEqual([]);
  });

  it("joins initials, removes possessives, drops US as it is in most news", () => {
    expect(questionTerms("What is the U.S.'s plan for Iran’s oil?").words).toEqual(["plan", "iran", "oil"]);
  });

  it("keeps function words where there is nothing else", () => {
    expect(questionTerms("Who is it?").words).toEqual(["who", "is", "it"]);
    expect(questionTerms("")).toEqual({ words: [], subjects: [] });
    expect(questionTerms("?!").words).toEqual([]);
  });
});
