// Yes or no: what a question says to be or to happen, and how far a sentence settles it.
import { describe, expect, it } from "vitest";
import {
  deedsAsked,
  deedTakenForGranted,
  isDeedOfAnother,
  SETTLES,
  settles,
  tellsOfMatter,
} from "../../src/language/settles.js";

describe("deedsAsked", () => {
  it.each([
    ["did the mayor of tarn resign", ["resign"]],
    ["did the bank cut rates", ["cut"]],
    ["has the bridge been closed", ["close"]],
    ["is the harbor open", ["open"]],
    ["did tarn and selby reach a deal", ["reach", "deal"]],
    ["", []],
  ])("%s", (question, deeds) => expect(deedsAsked(question)).toEqual(deeds));

  it.each([
    ["did the ports hold a referendum on the pact", ["referendum"], "what is held"],
    ["did holm and brekke have lunch on the island", ["lunch"], "what is had"],
    ["did the countess get her ring back", ["get back"], "what comes back"],
    ["is the head of the port stepping down", ["step down", "step"], "a verb of two words"],
    ["was anybody injured when they robbed the bank", ["injure"], "the main clause alone"],
    ["did anyone survive the collapse of the dam", ["survive"], "the verb, not its object"],
    ["did they sort out a truce", ["sort", "truce"], "the object of a verb that says little"],
    ["was holm invited to the summit", ["invite"], "nothing behind a preposition"],
    ["did brekke tell the council that he will resign", ["resign"], "what is told, not the telling"],
    ["is the regatta still on", ["take place"], "a plan that may have been dropped"],
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
    [
      "was the mayor found guilty",
      "The mayor was convicted on all counts.",
      "The mayor has pleaded not guilty.",
    ],
  ])("%s: %s", (question, settling, about) =>
    expect(settled(question, settling)).toBeGreaterThan(settled(question, about) + 0.3),
  );

  it("counts a denial of what is asked for most", () => {
    expect(settled("did ada and bo meet", "It did not say that Bo would meet Ada.", true)).toBe(1);
    expect(settled("did ada and bo meet", "Ada met reporters.")).toBeLessThan(1);
  });

  it("takes a related word for the deed, but no denial of something else", () => {
    expect(settled("did anyone die in the fire", "The fire claimed one victim.")).toBeGreaterThanOrEqual(
      SETTLES,
    );
    expect(settled("was anyone hurt", "Nobody was injured.", true)).toBeGreaterThan(0.8);
    expect(settled("was holm invited", "This time he did not come alone.", true)).toBeLessThan(SETTLES);
  });

  it("tells nothing where nothing is said to happen", () =>
    expect(settled("is ada", "Ada is here.")).toBe(0.5));
});

describe("tellsOfMatter", () => {
  it("knows other words for the same matter, two words too", () => {
    expect(tellsOfMatter("delayed", "The start had been put off by two days.")).toBe(true);
    expect(tellsOfMatter("delayed", "The start was a success.")).toBe(false);
    expect(tellsOfMatter("harbour", "The start had been put off by two days.")).toBe(false);
  });
});

describe("isDeedOfAnother", () => {
  const ofAnother = (question: string, names: string, passage: string) =>
    isDeedOfAnother(question, new Set(names.split(" ")), passage);

  it("sees a deed that is taken for granted, but was somebody else's", () => {
    const passage = "Anna Holm, born in Tarn, was elected after Paul Marr had resigned. She is a lawyer.";
    expect(ofAnother("why did minister holm resign?", "holm", passage)).toBe(true);
    expect(ofAnother("why did minister holm quit?", "holm", passage)).toBe(true);
    expect(ofAnother("why did paul marr resign?", "paul marr", passage)).toBe(false);
  });

  it("sees what nobody is said to have done, where it happens to people alone", () => {
    const passage = "Holm opened the tunnel. Police found two dead birds in it.";
    expect(ofAnother("why did Holm resign?", "holm", passage)).toBe(true);
    expect(ofAnother("when did holm die?", "", passage)).toBe(true);
    expect(ofAnother("when did holm retire?", "holm", "Anna Holm stepped down in May.")).toBe(false);
    expect(ofAnother("when did holm die?", "holm", "Holm was ill. She died on Monday.")).toBe(false);
    expect(ofAnother("when did Holm win?", "holm", passage)).toBe(false);
  });

  it("leaves open what no name stands before, and whose doer goes by a role", () => {
    expect(ofAnother("why did Holm resign?", "holm", "She resigned on Friday. Paul Marr stayed.")).toBe(
      false,
    );
    expect(ofAnother("why did the head of Tarn resign?", "tarn", "Paul Marr resigned.")).toBe(false);
    expect(ofAnother("why were Holm and Marr punished?", "holm marr", "Tarn and Selby won.")).toBe(false);
  });
});

describe("deedTakenForGranted", () => {
  it.each([
    ["why did the bank raise its rate?", "raise"],
    ["who bought the stolen jewels?", "bought"],
    ["when was the tunnel opened?", "opened"],
    ["what did holm and brekke sign on the island", "sign"],
    ["what was the mayor wearing at the opening", "wearing"],
    ["what did the mayor say", null],
    ["how many people died in the fire?", "died"],
    ["how many jewels were stolen?", "stolen"],
    ["how many votes does it take?", null],
    ["did the bank raise its rate?", null],
    ["who is the mayor?", null],
    ["latest on the tunnel", null],
  ])("%s: %s", (question, deed) => expect(deedTakenForGranted(question)).toBe(deed));
});
