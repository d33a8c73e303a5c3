import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datesInLine, judgeDates } from "../../../src/read/dates/judge-dates.js";
import { parseDate } from "../../../src/read/dates/parse-date.js";

const read = (text: string, language = "") => {
  const parsed = parseDate(text, language);
  return "refused" in parsed ? parsed.refused : parsed.value;
};

describe("parseDate", () => {
  it.each([
    ["2025-10-21", "2025-10-21T00:00:00.000Z"],
    ["2025-10-21T14:05:00Z", "2025-10-21T14:05:00.000Z"],
    ["2025-10-21T14:05:00+03:00", "2025-10-21T11:05:00.000Z"],
    ["2025-10-21T14:05:00.250-0500", "2025-10-21T19:05:00.250Z"],
    ["2025-10-21 14:05:00", "2025-10-21T00:00:00.000Z"],
    ["20251021T140500Z", "2025-10-21T14:05:00.000Z"],
    ["Tue, 21 Oct 2025 10:00:00 GMT", "2025-10-21T10:00:00.000Z"],
    ["Tue Oct 21 2025 10:00:00 GMT+0300 (Moscow)", "2025-10-21T07:00:00.000Z"],
    ["1761055500", "2025-10-21T14:05:00.000Z"],
    ["1761055500000", "2025-10-21T14:05:00.000Z"],
    ["October 21, 2025", "2025-10-21T00:00:00.000Z"],
    ["Oct. 21st, 2025", "2025-10-21T00:00:00.000Z"],
    ["21 Oct 2025", "2025-10-21T00:00:00.000Z"],
    ["Updated 21 October 2025 14:05 GMT", "2025-10-21T14:05:00.000Z"],
    ["21 October 2025, 2:05 pm EDT", "2025-10-21T18:05:00.000Z"],
    ["October 21, 2025 at 12:30 a.m. EST", "2025-10-21T05:30:00.000Z"],
    ["21 October 2025 14:05 IST", "2025-10-21T00:00:00.000Z"],
    ["21. Oktober 2025, 14.05 Uhr MESZ", "2025-10-21T12:05:00.000Z"],
    ["3. März 2025", "2025-03-03T00:00:00.000Z"],
    ["le 1er août 2025", "2025-08-01T00:00:00.000Z"],
    ["21 de octubre de 2025", "2025-10-21T00:00:00.000Z"],
    ["21 Ağustos 2025", "2025-08-21T00:00:00.000Z"],
    ["5 Şubat 2025 23:30 TRT", "2025-02-05T20:30:00.000Z"],
    ["1 KASIM 2025", "2025-11-01T00:00:00.000Z"],
    ["21.10.2025", "2025-10-21T00:00:00.000Z"],
    ["3.4.2025", "2025-04-03T00:00:00.000Z"],
    ["21/10/2025", "2025-10-21T00:00:00.000Z"],
    ["10/21/2025", "2025-10-21T00:00:00.000Z"],
    ["2025/10/21", "2025-10-21T00:00:00.000Z"],
    ["2025年10月21日", "2025-10-21T00:00:00.000Z"],
  ])("%s", (text, value) => expect(read(text)).toBe(value));

  it("refuses what can be read two ways unless the language decides", () => {
    expect(read("03/04/2025")).toBe("day and month could be either");
    expect(read("03/04/2025", "en")).toBe("day and month could be either");
    expect(read("03/04/2025", "en-GB")).toBe("2025-04-03T00:00:00.000Z");
    expect(read("03/04/2025", "en-US")).toBe("2025-03-04T00:00:00.000Z");
    expect(read("03/04/2025", "fr")).toBe("2025-04-03T00:00:00.000Z");
    expect(read("04/04/2025")).toBe("2025-04-04T00:00:00.000Z");
  });

  it("refuses days that are none", () => {
    expect(read("2025-02-30")).toBe("no such day");
    expect(read("31 April 2025")).toBe("no such day");
    expect(read("1970-01-01T00:00:00Z")).toBe("no date");
    expect(read("version 10.2.3, page 2025")).toBe("no date");
    expect(read("")).toBe("no date");
  });

  it("reads back every instant and every day that it is given", () => {
    const dates = fc.date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(read(date.toISOString())).toBe(date.toISOString());
        const day = `${date.toISOString().slice(0, 10)}T00:00:00.000Z`;
        for (const locale of ["en-GB", "en-US", "de", "fr", "es", "tr", "it", "pt"]) {
          const words = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
          expect(`${words}: ${read(words)}`).toBe(`${words}: ${day}`);
        }
      }),
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void parseDate(text)));
  });
});

describe("datesInLine", () => {
  it("finds both dates of one line", () => {
    expect(datesInLine("Published 21 October 2025 Updated 22 October 2025 08:00 UTC")).toEqual([
      { field: "publishedAt", from: "text", raw: "Published 21 October 2025" },
      { field: "updatedAt", from: "text", raw: "Updated 22 October 2025 08:00 UTC" },
    ]);
  });

  it("finds none in a sentence", () => {
    expect(datesInLine("The war began on 24 February 2022.")).toEqual([]);
    expect(datesInLine("On 24 February 2022 the columns crossed the border from three sides")).toEqual([]);
  });
});

describe("judgeDates", () => {
  const now = "2025-10-21T12:00:00.000Z";

  it("takes the strongest usable date and keeps the others as evidence", () => {
    const judged = judgeDates(
      [
        { field: "publishedAt", from: "json-ld", raw: "2025-10-22T12:00:00Z" },
        { field: "publishedAt", from: "meta", raw: "2025-10-20T08:00:00Z" },
        { field: "publishedAt", from: "url", raw: "2025-10-19" },
      ],
      now,
    );
    expect(judged.publishedAt).toBe("2025-10-20T08:00:00.000Z");
    expect(judged.dates.map(({ value }) => value)).toEqual([
      null,
      "2025-10-20T08:00:00.000Z",
      "2025-10-19T00:00:00.000Z",
    ]);
    expect(judged.notes).toEqual([
      'publishedAt refused: "2025-10-22T12:00:00Z" (json-ld): more than an hour in the future',
    ]);
  });

  it("allows an hour for clocks that differ, and not a second more", () => {
    const at = (raw: string) => judgeDates([{ field: "publishedAt", from: "meta", raw }], now).publishedAt;
    expect(at("2025-10-21T13:00:00Z")).toBe("2025-10-21T13:00:00.000Z");
    expect(at("2025-10-21T13:00:01Z")).toBeNull();
  });

  it("drops an update before the publication and stays undated without dates", () => {
    const judged = judgeDates(
      [
        { field: "publishedAt", from: "meta", raw: "2025-10-20T08:00:00Z" },
        { field: "updatedAt", from: "meta", raw: "2025-10-01" },
      ],
      now,
    );
    expect(judged.updatedAt).toBeNull();
    expect(judged.notes).toHaveLength(1);
    expect(judgeDates([], now)).toEqual({ publishedAt: null, updatedAt: null, dates: [], notes: [] });
  });
});
