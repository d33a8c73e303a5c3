// Dates as the world writes them: month names, scripts and calendars, relative dates, and the vote among several dates.
import { describe, expect, it } from "vitest";
import { publishedDay } from "../../../src/model/calendar.js";
import { judgeDates } from "../../../src/read/dates/judge-dates.js";
import { parseDate } from "../../../src/read/dates/parse-date.js";
import { isRelative, resolveRelative } from "../../../src/read/dates/relative-date.js";
import { datesInUrl } from "../../../src/read/dates/url-date.js";
import type { FoundDate } from "../../../src/read/draft.js";

const day = (text: string, language = "") => {
  const parsed = parseDate(text, language);
  return "refused" in parsed ? parsed.refused : parsed.day;
};

describe("parseDate in many languages", () => {
  const locales =
    "ar ar-EG ar-IQ ar-MA az be bg bn bs ca cs cy da de-AT el en es et fa fi fil fr gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk mr ms my nb ne nl pa pl pt ro ru si sk sl sq sr sr-Latn sv sw ta te th tr uk ur uz vi zh zh-TW".split(
      " ",
    );

  it.each(locales)("reads a long date of every month in %s", (locale) => {
    for (let month = 0; month < 12; month += 1) {
      const date = new Date(Date.UTC(2021, month, 23));
      const words = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
      expect(`${words}: ${day(words, locale)}`).toBe(`${words}: ${date.toISOString().slice(0, 10)}`);
    }
  });

  it.each([
    ["۱۲ تیر ۱۳۹۹", "fa", "2020-07-02"],
    ["1399/04/12", "", "2020-07-02"],
    ["24 أبريل/نيسان 2020", "ar", "2020-04-24"],
    ["الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "ar", "2020-04-24"],
    ["1 كانون الأول 2020", "ar", "2020-12-01"],
    ["২০ মার্চ ২০২০", "", "2020-03-20"],
    ["令和2年7月3日", "ja", "2020-07-03"],
    ["2025ko martxoaren 3a", "eu", "2025-03-03"],
    ["2025 оны 3 сарын 3", "mn", "2025-03-03"],
    ["ថ្ងៃទី 3 ខែមីនា ឆ្នាំ2025", "km", "2025-03-03"],
    ["3 ta’ Marzu 2025", "mt", "2025-03-03"],
    ["3 ማርች 2025", "am", "2025-03-03"],
    ["民國109年7月3日", "zh-TW", "2020-07-03"],
    ["2020년 11월 24일", "", "2020-11-24"],
    ["18 ก.พ. 2563", "th", "2020-02-18"],
    ["26 listopada 2020", "pl", "2020-11-26"],
    ["26. listopada 2020", "hr", "2020-10-26"],
    ["2020 m. spalio 26 d.", "lt", "2020-10-26"],
    ["2021 ж. 23 қаңтар", "", "2021-01-23"],
    ["2022-1-26T14:32:06+02:00", "", "2022-01-26"],
  ])("%s (%s)", (text, language, expected) => expect(day(text, language)).toBe(expected));

  it("keeps the written day of a time at night, and reads a second of one digit", () => {
    const parsed = parseDate("2025-10-21T23:30:00-05:00");
    expect(parsed).toMatchObject({ value: "2025-10-22T04:30:00.000Z", day: "2025-10-21", offset: -300 });
    expect(parseDate("2020-12-05T23:15:0Z")).toMatchObject({ value: "2020-12-05T23:15:00.000Z", offset: 0 });
  });

  it("takes no word for a month", () => {
    expect(day("5 apples 2020", "en")).toBe("no date");
    expect(day("12 Personen 2020", "de")).toBe("no date");
  });
});

describe("relative dates", () => {
  const takenAt = "2025-10-21T10:00:00.000Z";
  const resolve = (line: string) => {
    const parsed = resolveRelative(line, takenAt);
    return "refused" in parsed ? parsed.refused : parsed.value;
  };

  it.each([
    ["2 hours ago", "2025-10-21T08:00:00.000Z"],
    ["Updated 45 min ago", "2025-10-21T09:15:00.000Z"],
    ["vor 3 Stunden", "2025-10-21T07:00:00.000Z"],
    ["il y a 2 heures", "2025-10-21T08:00:00.000Z"],
    ["hace una hora", "2025-10-21T09:00:00.000Z"],
    ["3 saat önce", "2025-10-21T07:00:00.000Z"],
    ["2 часа назад", "2025-10-21T08:00:00.000Z"],
    ["3時間前", "2025-10-21T07:00:00.000Z"],
    ["منذ 5 ساعات", "2025-10-21T05:00:00.000Z"],
    ["acum 2 ore", "2025-10-21T08:00:00.000Z"],
    ["4 days ago", "2025-10-17T00:00:00.000Z"],
    ["a week ago", "2025-10-14T00:00:00.000Z"],
    ["yesterday", "2025-10-20T00:00:00.000Z"],
    ["Gestern, 14:05 Uhr", "2025-10-20T00:00:00.000Z"],
    ["今日", "2025-10-21T00:00:00.000Z"],
  ])("%s", (line, value) => {
    expect(isRelative(line)).toBe(true);
    expect(resolve(line)).toBe(value);
  });

  it.each([
    "Hier klicken",
    "Today in history",
    "The war began two days after",
    "5 minutes",
    "Agora mais barato",
  ])("takes %s for no date", (line) => expect(isRelative(line)).toBe(false));

  it("dates nothing where it is not known when the page was taken", () => {
    const found: FoundDate[] = [{ field: "publishedAt", from: "text", raw: "2 hours ago" }];
    expect(judgeDates(found, takenAt).publishedAt).toBeNull();
    expect(judgeDates(found, { now: takenAt, takenAt }).publishedAt).toBe("2025-10-21T08:00:00.000Z");
  });
});

describe("the vote", () => {
  const now = "2025-12-01T00:00:00.000Z";
  const judge = (...found: [FoundDate["from"], string, number?][]) =>
    judgeDates(
      found.map(([from, raw, weight]) => ({
        field: "publishedAt",
        from,
        raw,
        ...(weight === undefined ? {} : { weight }),
      })),
      now,
    );

  it("takes the day of address and page over one of the data alone", () => {
    const judged = judge(["json-ld", "2025-09-01"], ["url", "2025-10-21"], ["text", "21 October 2025"]);
    expect(judged.publishedAt).toBe("2025-10-21T00:00:00.000Z");
  });

  it("takes a loose meta tag for less than the element at the headline", () => {
    const judged = judge(["meta", "2025-10-26", 1.5], ["time", "2025-10-21", 2]);
    expect(judged.publishedAt).toBe("2025-10-21T00:00:00.000Z");
  });

  it("keeps the instant of Greenwich with the day that the page shows", () => {
    const judged = judge(["json-ld", "2025-10-21T22:30:00Z"], ["text", "22. Oktober 2025"]);
    expect(judged.publishedAt).toBe("2025-10-21T22:30:00.000Z");
    expect(publishedDay(judged)).toBe("2025-10-22");
    expect(judged.dates[0]?.day).toBe("2025-10-22");
  });

  it("keeps the day of the time zone", () => {
    const judged = judge(["meta", "2025-10-21T23:30:00-05:00"]);
    expect([judged.publishedAt, publishedDay(judged)]).toEqual(["2025-10-22T04:30:00.000Z", "2025-10-21"]);
  });

  it("has no say for scripts that contradict each other", () => {
    expect(judge(["script", "2025-10-21"], ["script", "2025-09-01"]).publishedAt).toBeNull();
    expect(judge(["script", "2025-10-21"]).publishedAt).toBe("2025-10-21T00:00:00.000Z");
  });

  it("takes the update for the publication where nothing else is told, and says so", () => {
    const judged = judgeDates([{ field: "updatedAt", from: "text", raw: "Updated 21 October 2025" }], now);
    expect(judged.publishedAt).toBe("2025-10-21T00:00:00.000Z");
    expect(judged.notes).toEqual(["no publication date found: the update of 2025-10-21 is used instead"]);
  });

  it("does not take the shown day of an update for the publication", () => {
    const judged = judgeDates(
      [
        { field: "publishedAt", from: "meta", raw: "2025-04-12T18:33:59+02:00" },
        { field: "publishedAt", from: "meta", raw: "2025-09-19", weight: 1.5 },
        { field: "publishedAt", from: "text", raw: "19 September 2025" },
        { field: "updatedAt", from: "meta", raw: "2025-09-19T15:24:33+01:00" },
      ],
      now,
    );
    expect(publishedDay(judged)).toBe("2025-04-12");
  });

  it("takes a day in the words of an address for less than a line, one that is a part of its path for more", () => {
    const found = (url: string) => {
      const line: FoundDate = { field: "publishedAt", from: "text", raw: "3 March 2025", weight: 1.7 };
      return publishedDay(judgeDates([...datesInUrl(url), line], now));
    };
    expect(found("https://a.example/the-clerk-of-2019-01-01")).toBe("2025-03-03");
    expect(found("https://a.example/2025/02/28/the-clerk")).toBe("2025-02-28");
  });

  it("takes of two days the one in the month of the address, and no weak one outside it", () => {
    const two = judge(["text", "3 March 2025", 1.7], ["url", "2025-10"], ["text", "21 October 2025", 1.5]);
    expect(publishedDay(two)).toBe("2025-10-21");
    expect(two.notes).toEqual([]);
    const weak = judge(["url", "2025-10"], ["text", "3 March 2025", 1.5]);
    expect(weak.publishedAt).toBeNull();
    expect(weak.notes).toEqual(["publishedAt refused: 2025-03-03: the address says 2025-10"]);
    expect(publishedDay(judge(["url", "2025-10"], ["json-ld", "2025-03-03"]))).toBe("2025-03-03");
    expect(publishedDay(judge(["url", "2025-10"], ["text", "1 November 2025", 1.5]))).toBe("2025-11-01");
    expect(judge(["url", "2025-10"])).toMatchObject({ publishedAt: null, notes: [] });
  });

  it("lets a person's word stand against everything", () => {
    const judged = judge(["option", "2025-01-01"], ["json-ld", "2025-10-21"], ["meta", "2025-10-21"]);
    expect(judged.publishedAt).toBe("2025-01-01T00:00:00.000Z");
  });
});
