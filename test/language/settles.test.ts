// Yes or no: what a question says to be or to happen, and how far a sentence settles it.
import { describe, expect, it } from "vitest";
import { deedsAsked, settles } from "../../src/language/settles.js";

describe("deedsAsked", () => {
  it.each([
    ["did the mayor of tarn resign", ["resign"]],
    ["did the bank cut rates", ["cut"]],
    ["has the bridge been closed", ["close"]],
    ["is the harbor open", ["open"]],
    ["did tarn and selby reach a deal", ["reach", "deal"]],
    ["", []],
  ])("%s", (question, deeds) => expect(deedsAsked(question)).toEqual(deeds));
});

describe("settles", () => {
  const settled = (question: string, sentence: string, isNegative = false) =>
    settles(deedsAsked(question), sentence, isNegative);

  it.each([
    ["is the harbor open", "The harbor stays closed until Monday.", "The harbor was built by monks."],
    ["did the rocket launch", "The rocket lifted off at noon.", "The rocket is as high as a house."],
    ["did the bank cut rates", "The bank left its rate unchanged.", "The bank has five hundred clerks."],
    ["did they reach a deal", "The talks failed.", "The talks were held in the castle."],
    ["did the mayor resign", "The mayor stepped down on Friday.", "The mayor spoke on Friday."],
  ])("%s: %s", (question, settling, about) =>
    expect(settled(question, settling)).toBeGreaterThan(settled(question, about) + 0.3),
  );

  it("counts a denial of what is asked for most", () => {
    expect(settled("did ada and bo meet", "It did not say that Bo would meet Ada.", true)).toBe(1);
    expect(settled("did ada and bo meet", "Ada met reporters.")).toBeLessThan(1);
  });

  it("tells nothing where nothing is said to happen", () =>
    expect(settled("is ada", "Ada is here.")).toBe(0.5));
});
