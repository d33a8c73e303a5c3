import { describe, expect, it } from "vitest";
import {
  addDays,
  isDayOnly,
  MONTH_WORDS,
  MONTHS,
  publishedDay,
  updatedDay,
  WEEKDAYS,
  weekdayOf,
} from "../../src/model/calendar.js";

describe("names of months and weekdays", () => {
  it.each([
    ["january", 1],
    ["märz", 3],
    ["marz", 3],
    ["août", 8],
    ["aout", 8],
    ["diciembre", 12],
    ["ağustos", 8],
    ["agustos", 8],
    ["kasım", 11],
    ["sept", 9],
    ["févr", 2],
  ])("knows the month %s", (name, month) => expect(MONTHS.get(name)).toBe(month));

  it.each([
    ["sunday", 0],
    ["mittwoch", 3],
    ["mercredi", 3],
    ["miércoles", 3],
    ["miercoles", 3],
    ["çarşamba", 3],
    ["pazartesi", 1],
    ["samedi", 6],
  ])("knows the weekday %s", (name, weekday) => expect(WEEKDAYS.get(name)).toBe(weekday));

  it("offers the longer of two names first", () => {
    expect(new RegExp(`^(?:${MONTH_WORDS})`, "iu").exec("September")?.[0]).toBe("September");
  });
});

describe("days", () => {
  it("counts across months, years and leap days", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(weekdayOf("2026-03-04")).toBe(3);
  });

  it("takes the day of publication and of the update from where they were made", () => {
    const [publishedAt, updatedAt] = ["2026-03-03T20:10:00.000Z", "2026-03-04T20:10:00.000Z"];
    const evidence = { from: "json", raw: "", field: "publishedAt" } as const;
    const dates = [
      { ...evidence, value: publishedAt, day: "2026-03-04" },
      { ...evidence, field: "updatedAt" as const, value: updatedAt, day: "2026-03-05" },
    ];
    expect(publishedDay({ publishedAt, updatedAt, dates })).toBe("2026-03-04");
    expect(updatedDay({ publishedAt, updatedAt, dates })).toBe("2026-03-05");
    expect(publishedDay({ publishedAt, dates: [] })).toBe("2026-03-03");
    expect(publishedDay({ publishedAt: null, dates: [] })).toBeNull();
  });

  it("tells a day from a moment", () => {
    expect(isDayOnly("2026-03-04T00:00:00.000Z")).toBe(true);
    expect(isDayOnly("2026-03-04T00:00:00.001Z")).toBe(false);
  });
});
