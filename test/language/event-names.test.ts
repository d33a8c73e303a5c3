// Events told apart by name, and places that exclude each other.
import { describe, expect, it } from "vitest";
import { contradictsConditions, readConditions } from "../../src/language/conditions.js";
import { eventNames, placesIn } from "../../src/language/event-names.js";

/** Whether a sentence contradicts what a question lays down. */
function contradicts(question: string, sentence: string, title = "A title"): boolean {
  const conditions = readConditions(question, "2026-03-01T00:00:00.000Z");
  const context = `${title} ${sentence}`;
  return contradictsConditions(conditions, { sentence, context, title, publishedDay: "2026-02-20" });
}

describe("eventNames", () => {
  it("reads them however a question is typed, and in articles by their capitals", () => {
    const typed = (question: string) => eventNames(question, { isTyped: true });
    expect(typed("how many died in hurricane irene")).toEqual([{ label: "storm", name: "irene" }]);
    expect(typed("who won the nevada primary")).toEqual([{ label: "primary", name: "nevada" }]);
    expect(typed("who won the presidential primary")).toEqual([]);
    expect(eventNames("In the Nevada GOP presidential primary, few voted.")).toEqual([
      { label: "primary", name: "nevada" },
    ]);
    expect(eventNames("The hurricane season begins, says the Hurricane Center.")).toEqual([]);
  });
});

describe("evidence about another event of the kind", () => {
  it.each([
    ["how many people died in hurricane helene", "In all, 44 people died in Hurricane Irene."],
    ["who won the kentucky derby", "Old Tarn won the Arkansas Derby on Saturday."],
    ["how big is the palisades fire", "The Eaton Fire has burned 14,000 acres."],
    ["how many people died in the storm in london", "Two people were killed by the storm in Paris."],
    ["wildfires in texas", "Wildfires burned homes in California."],
  ])("%s: %s", (question, sentence) => {
    expect(contradicts(question, sentence)).toBe(true);
  });

  it.each([
    [
      "how many people died in hurricane helene",
      "Helene killed more people than Hurricane Katrina in the state.",
    ],
    ["how many people died in hurricane helene", "Tropical Storm Helene killed 44 people."],
    ["how many people died in the storm in london", "Two people were killed by the storm in Croydon."],
    ["how many people died in the storm in france", "Two people were killed by the storm in Paris."],
    [
      "how many people died in the quake in turkey",
      "The quake killed 40 people, Turkish officials said in Syria.",
    ],
    ["what caused the baltimore bridge collapse", "A ship hit the Key Bridge in Baltimore."],
  ])("is none of: %s: %s", (question, sentence) => {
    expect(contradicts(question, sentence)).toBe(false);
  });

  it("is known by the title, too, where the sentence names the other one", () => {
    const sentence = "Ann Tarn, a former governor from Nevada, lost the Iowa primary.";
    expect(contradicts("who won the nevada primary", sentence, "Iowa primary: what we learned")).toBe(true);
  });
});

describe("placesIn", () => {
  it("reads cities, countries and regions that something is in", () => {
    expect(placesIn("A quake in South Carolina and a flood in Paris")).toEqual([
      { name: "south carolina", level: "Region" },
      { name: "paris", level: "City" },
    ]);
    expect(placesIn("a flood in turkey")).toEqual([]);
    expect(placesIn("a flood in turkey", { isTyped: true })).toEqual([{ name: "turkey", level: "Country" }]);
  });
});
