import { describe, expect, it } from "vitest";
import { asksOfThePast, describingWords, inflectionsOf } from "../../src/language/english.js";

describe("asksOfThePast", () => {
  it.each([
    "Who lit the Olympic flame in Paris",
    "how did pope Francis die",
    "Did Trump and Putin reach a deal in Alaska?",
    "who voted against the September 2024 Fed cut",
    "which company made the ship?",
    "was the summit cancelled",
    "where is the old king buried",
    "what is the ship called that hit the pier",
    "who is the diver who found the wreck",
    "which judge read out the verdict",
  ])("is over: %s", (question) => expect(asksOfThePast(question)).toBe(true));

  it.each([
    "Is a Trump–Putin summit scheduled?",
    "what is the fed rate",
    "who is the pope",
    "Has the strike ended?",
    "when does powell's term end",
    "latest on starliner",
    "can trump fire powell",
    "next fed decision",
    "what is the app called that everybody uses",
    "which judges read the letters",
  ])("may have changed: %s", (question) => expect(asksOfThePast(question)).toBe(false));
});

describe("asksOfThePast in other languages", () => {
  it.each([
    ["In welche Liga ist der SC Veldhaven aufgestiegen?", "de"],
    ["Wie viele Menschen starben bei der Flut?", "de"],
    ["Wer hat die Wahl gewonnen?", "de"],
    ["Quand Notre-Dame a-t-elle été rouverte ?", "fr"],
    ["qui a gagné le match", "fr"],
    ["¿Cuándo regresaron los astronautas?", "es"],
    ["¿Quién ganó?", "es"],
    ["Işıklar neden söndü?", "tr"],
    ["Papa öldü mü?", "tr"],
  ] as const)("is over: %s", (question, language) => expect(asksOfThePast(question, language)).toBe(true));

  it.each([
    ["Ist der Hafen geschlossen?", "de"],
    ["Wann wird die Brücke eröffnet?", "de"],
    ["Qui est le nouveau pape ?", "fr"],
    ["¿Quién es el nuevo papa?", "es"],
    ["İhale ne zaman yapılacak?", "tr"],
    ["durum ne şimdi", "tr"],
  ] as const)("may have changed: %s", (question, language) =>
    expect(asksOfThePast(question, language)).toBe(false),
  );
});

describe("inflectionsOf", () => {
  it.each([
    ["lit", "light"],
    ["stolen", "steal"],
    ["thieves", "thief"],
    ["collapse", "collapsed"],
    ["flew", "flying"],
  ])("of %s: %s", (word, form) => expect(inflectionsOf(word)).toContain(form));
});

describe("describingWords", () => {
  it("are adjectives and participles before a noun, no names and no nouns", () => {
    expect(describingWords("when are the two stuck divers coming back")).toEqual(["stuck"]);
    expect(describingWords("who went to the first big match")).toEqual(["big"]);
    expect(describingWords("did zelensky meet the miners")).toEqual([]);
  });
});
