// Periods and numbered names in a question are conditions: evidence of another one is told.
import { describe, expect, it } from "vitest";
import {
  contradictsConditions,
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

  it("tells a report of another month, day or week", () => {
    const asked = "Did the council meet in July?";
    expect(contradicts(asked, "The council met on Tuesday.", "2025-07-09")).toBe(false);
    expect(contradicts(asked, "The council met on Tuesday.", "2025-09-09")).toBe(true);
    expect(contradicts(asked, "The council met on Tuesday.", "2025-06-29")).toBe(true);
    expect(contradicts(asked, "It had met on 8 July.", "2025-09-09")).toBe(false);
    expect(contradicts("what did they decide last week", "They closed the hall.", "2025-10-15")).toBe(false);
    expect(contradicts("what did they decide last week", "They closed the hall.", "2025-10-08")).toBe(true);
  });

  it("lays down nothing without a period or a number, and nothing about what is to come", () => {
    expect(readConditions("Is the bridge open?", ASKED)).toEqual({ period: null, numbered: [] });
    expect(readConditions("When will the bridge open in December?", ASKED).period).toBeNull();
  });
});

describe("periodFit", () => {
  const { period } = readConditions("in September 2024", ASKED);
  const fitOf = (sentence: string, publishedDay: string | null) =>
    period && periodFit(period, { sentence, context: "", publishedDay });

  it("takes what a sentence names before the day of the report, but not what it counts from", () => {
    expect(fitOf("In September 2024 the bank had cut its rate.", "2025-03-01")).toBe("inside");
    expect(fitOf("It was the first cut since March 2020.", "2024-09-18")).toBe("inside");
    expect(fitOf("In March 2020 the bank had cut its rate.", "2024-09-18")).toBe("outside");
    expect(fitOf("The bank cut its rate.", "2024-10-02")).toBe("inside");
    expect(fitOf("The bank cut its rate.", "2024-12-18")).toBe("outside");
  });

  it("knows nothing of an undated report that names no time", () => {
    expect(fitOf("The bank cut its rate.", null)).toBe("unknown");
  });
});
