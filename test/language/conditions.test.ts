// Periods and numbered names in a question are conditions: evidence of another one is told.
import { describe, expect, it } from "vitest";
import {
  contradictsConditions,
  type Evidence,
  numberedNames,
  periodFit,
  readConditions,
} from "../../src/language/conditions.js";

const ASKED = "2025-10-22T12:00:00.000Z"; // a Wednesday

const contradicts = (question: string, sentence: string, publishedDay: string | null, context = "") =>
  contradictsConditions(readConditions(question, ASKED), { sentence, context, publishedDay });

describe("numberedNames", () => {
  it.each([
    ["Did flight 370 land?", ["flight 370"]],
    ["why was crew-9 late", ["crew 9"]],
    ["Who was Leo XIV?", ["leo xiv"]],
    ["What does article no. 50 say?", ["article 50"]],
    ["Who won game 7 in week 12?", ["game 7", "week 12"]],
    ["Who won in 2024?", []],
    ["who got the 2025 nobel peace prize", ["prize 2025"]],
    ["nobel peace prize 2025 winner", ["prize 2025"]],
    ["Where are the Olympics of 2028?", ["olympics 2028"]],
    ["Did 40 people come on 3 May?", []],
    ["Rents rose by 3 percent in March 2025", []],
    ["What did I say?", []],
  ])("%s", (text, names) =>
    expect(numberedNames(text).map(({ label, number }) => `${label} ${number}`)).toEqual(names),
  );
});

describe("contradictsConditions", () => {
  it("tells another number of the same name, unless the right one stands around it", () => {
    expect(contradicts("why was crew-9 late", "Crew-8 was late because of fog.", "2025-10-20")).toBe(true);
    expect(contradicts("why was crew-9 late", "Crew-9 was late because of fog.", "2025-10-20")).toBe(false);
    expect(
      contradicts("why was crew-9 late", "It was late because of fog.", "2025-10-20", "Crew-9 waits"),
    ).toBe(false);
    expect(
      contradicts("why was crew-9 late", "It was late because of fog.", "2025-10-20", "Crew-8 waits"),
    ).toBe(true);
    expect(contradicts("Who was Leo XIII?", "Leo XIV was born in Chicago.", "2025-10-20")).toBe(true);
  });

  it("tells what comes again by its year", () => {
    const prize = "nobel peace prize 2025 winner";
    expect(contradicts(prize, "The Nobel Peace Prize of 2024 goes to Nihon Hidankyo.", null)).toBe(true);
    expect(contradicts(prize, "The 2025 prize goes to her.", null, "Nobel prize of 2024")).toBe(false);
    expect(contradicts(prize, "It goes to the survivors.", null, "The 2024 prize")).toBe(true);
    expect(contradicts(prize, "The prize goes to the survivors.", null)).toBe(false);
    expect(contradicts("eclipse 2026 where", "The eclipse of 2027 crosses Spain.", null)).toBe(true);
  });

  it("tells another quake, sum or person of the name, unless the right one stands around it", () => {
    const quake = "Where did the 6.3 magnitude quake strike?";
    expect(contradicts(quake, "A quake of magnitude 4.1 shook Lerr.", "2025-10-20")).toBe(false);
    expect(contradicts(quake, "The 4.1 magnitude quake shook Lerr.", "2025-10-20")).toBe(true);
    expect(contradicts(quake, "The 6.3-magnitude quake shook Lerr.", "2025-10-20")).toBe(false);
    expect(contradicts(quake, "It shook Lerr.", "2025-10-20", "A 6.3 magnitude quake")).toBe(false);
    const person = "Why did Anna Holm retire?";
    expect(contradicts(person, "Peter Holm retired after a fall.", "2025-10-20")).toBe(true);
    expect(contradicts(person, "Anna Holm will stay, Peter Holm said.", "2025-10-20")).toBe(false);
    expect(contradicts(person, "Holm retired after a fall.", "2025-10-20", "Peter Holm falls")).toBe(true);
    expect(contradicts(person, "Holm retired after a fall.", "2025-10-20")).toBe(false);
    expect(contradicts("When did Ylva Holm retire?", "Usher Peter Holm retired.", "2025-10-20")).toBe(true);
    expect(contradicts("When did Ylva Holm retire?", "Ylva Holm stays.", "2025-10-20", "Peter Holm")).toBe(
      false,
    );
    expect(contradicts("Who visited the White House?", "Paul House came.", "2025-10-20")).toBe(false);
  });

  it("takes the year around a month for no time in it", () => {
    const asked = "Did the bank cut its rate in July 2025?";
    expect(contradicts(asked, "The bank expects two cuts in 2025.", "2024-12-18")).toBe(true);
    expect(contradicts(asked, "The bank left its rate alone in 2025.", "2025-07-30")).toBe(false);
  });

  it("tells a report of another month, day or week", () => {
    const asked = "Did the council meet in July?";
    expect(contradicts(asked, "The council met on Tuesday.", "2025-07-09")).toBe(false);
    expect(contradicts(asked, "The council met on Tuesday.", "2025-09-09")).toBe(true);
    expect(contradicts(asked, "The council met on Tuesday.", "2025-06-29")).toBe(true);
    expect(contradicts(asked, "It had met on 8 July.", "2025-09-09")).toBe(false);
    expect(contradicts("what did they decide last week", "They closed the hall.", "2025-10-15")).toBe(false);
    expect(contradicts("what did they decide last week", "They closed the hall.", "2025-10-08")).toBe(true);
  });

  it("lists the words that name a time, which no article needs to hold", () => {
    expect(readConditions("What did they decide on 15 June?", ASKED).timeWords).toEqual(["15", "june"]);
    expect(readConditions("will they meet on 15 december", ASKED)).toMatchObject({
      period: null,
      timeWords: ["15", "december"],
    });
  });

  it("lays down nothing without a period or a number, and nothing about what is to come", () => {
    expect(readConditions("Is the bridge open?", ASKED)).toEqual({
      period: null,
      timeWords: [],
      numbered: [],
      measured: [],
      rivals: [],
      people: [],
      events: [],
      named: [],
      places: [],
    });
    expect(readConditions("When will the bridge open in December?", ASKED).period).toBeNull();
  });
});

describe("what something has one of", () => {
  it.each([
    ["who won the Brenn prize in physics", "The Brenn Peace Prize goes to the choir.", true],
    ["who won the economics nobel", "The Nobel Prize in Economics goes to two women.", false],
    ["who won best actress", "“Night Train” was named best picture.", true],
    ["who won the second round", "Holm won the first round, Marr the second round.", false],
    ["did north tarnia sign", "South Tarnia signed the treaty.", true],
    ["who won the women's final", "Marr won the men's final.", true],
    ["who won the final", "Marr won the men's final.", false],
    ["when do the peace talks begin", "The physics congress begins on Monday.", false],
  ])("%s: %s", (question, sentence, isOther) =>
    expect(
      contradictsConditions(readConditions(question, ASKED), {
        sentence,
        context: sentence,
        publishedDay: "2025-10-20",
      }),
    ).toBe(isOther),
  );
});

describe("an event that is not named", () => {
  const asked = readConditions("how many people did the hurricane kill", ASKED);
  const isOther = (sentence: string, title: string) =>
    contradictsConditions(asked, { sentence, context: title, title, publishedDay: "2025-10-20" });

  it("is the one that the article is about, not one of another name or of a year before it", () => {
    const title = "Hurricane Milo kills ten in Tarn";
    expect(isOther("Hurricane Greta killed 149 people in Tarn.", title)).toBe(true);
    expect(isOther("The worst one killed 149 people in 2022.", title)).toBe(true);
    expect(isOther("Hurricane Milo killed ten people in Tarn.", title)).toBe(false);
    expect(isOther("The storm killed ten people.", title)).toBe(false);
    expect(isOther("In 2022 the mayor was elected.", "Tarn elects a mayor")).toBe(false);
  });
});

describe("periodFit", () => {
  const { period } = readConditions("in September 2024", ASKED);
  const fitOf = (sentence: string, publishedDay: string | null) =>
    period && periodFit(period, { sentence, context: "", publishedDay });

  it("takes what a sentence names before the day of the report, but not what it counts from", () => {
    expect(fitOf("In September 2024 the bank had cut its rate.", "2025-03-01")).toBe("named");
    expect(fitOf("It was the first cut since March 2020.", "2024-09-18")).toBe("inside");
    expect(fitOf("In March 2020 the bank had cut its rate.", "2024-09-18")).toBe("outside");
    expect(fitOf("The bank cut its rate.", "2024-12-18")).toBe("outside");
  });

  it("takes a report of the days after the period only where words in or around its sentence mean a day in it", () => {
    const sunday = readConditions("on Sunday", ASKED).period as NonNullable<typeof period>; // 19 October
    const fitOn = (about: Partial<Evidence>) =>
      periodFit(sunday, {
        sentence: "They raised the tax.",
        context: "",
        publishedDay: "2025-10-20",
        ...about,
      });
    expect(fitOn({})).toBe("after");
    expect(fitOn({ days: ["2025-10-19"] })).toBe("inside");
    expect(fitOn({ daysAround: ["2025-10-19"] })).toBe("inside");
    expect(fitOn({ days: ["2025-10-20"], daysAround: ["2025-10-19"] })).toBe("outside");
    expect(fitOn({ publishedDay: "2025-10-19", days: ["2025-10-18"] })).toBe("outside");
    expect(fitOn({ publishedDay: "2025-10-19", days: ["2025-10-24"] })).toBe("inside");
    expect(fitOn({ publishedDay: "2025-10-23" })).toBe("outside");
    expect(fitOf("The bank cut its rate.", "2024-10-02")).toBe("after");
  });

  it("knows nothing of an undated report that names no time", () => {
    expect(fitOf("The bank cut its rate.", null)).toBe("unknown");
  });
});
