// What the page table adds: titles after normalizing, authors, all dates, classes of wrong dates; by hand-computed values.
import { describe, expect, it } from "vitest";
import { scoreDetails } from "../../src/eval/pages.js";

const gold = [
  {
    file: "a",
    url: "u",
    date: "2025-01-02",
    title: "The BRIDGE opens!",
    author: ["Ines Holm", "Aron Petri"],
  },
  { file: "b", url: "u", date: "2025-01-03", title: "Rain", author: null },
  { file: "c", url: "u", date: "2025-01-04", title: "Snow", author: "Liv Sandel" },
  { file: "d", url: "u", date: "2025-13-01" },
  { file: "e", url: "u", date: "2025-03-01" },
];
const found = [
  { title: "The bridge opens", text: "", date: "2025-01-03", author: "Aron Petri" },
  { title: "Rain | Post", text: "", date: "2025-01-01", updated: "2025-01-03", author: "Somebody Else" },
  { title: "snow", text: "", date: "2024-01-04", author: null },
  { title: null, text: null, date: "2025-01-13" },
  null,
];

describe("scoreDetails", () => {
  it("counts titles, authors, dates and classes", () => {
    const details = scoreDetails(gold, found);
    expect(details.titles).toEqual({ pages: 3, same: 2 });
    expect(details.authors).toEqual({ pages: 2, right: 1, wrong: 0, missing: 1, unasked: 1 });
    expect(details.dates).toEqual({ pages: 5, exact: 0, wrong: 4, missing: 1 });
    expect(Object.fromEntries(details.wrongDates)).toEqual({
      "one day beside it": 1,
      "the gold is the day of the update": 1,
      "another year": 1,
      "the gold is no day": 1,
    });
  });
});
