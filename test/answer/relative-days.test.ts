import { describe, expect, it } from "vitest";
import { resolvedDates, resolvedOn } from "../../src/answer/relative-days.js";
import { GOLDEN_DAYS } from "./golden-days.js";

/** What an article says about its dates after it was read. */
function dated(published: string | null, updated: string | null = null) {
  const instant = (at: string) => new Date(at.length === 10 ? `${at}T00:00:00Z` : at).toISOString();
  const evidence = (field: "publishedAt" | "updatedAt", raw: string) =>
    ({ field, from: "json", raw, value: instant(raw), day: raw.slice(0, 10) }) as const;
  return {
    publishedAt: published && instant(published),
    updatedAt: updated && instant(updated),
    dates: [
      ...(published ? [evidence("publishedAt", published)] : []),
      ...(updated ? [evidence("updatedAt", updated)] : []),
    ],
  };
}

const shown = (found: readonly { words: string; day: string }[]) =>
  found.map(({ words, day }) => `${words} = ${day}`);

describe("days that the words of a quote mean", () => {
  it.each(GOLDEN_DAYS)("$published: $text", ({ published, language = "en", text, days }) => {
    expect(shown(resolvedDates(text, { ...dated(published), language }))).toEqual(days);
  });

  it("are none in an undated article", () => {
    expect(resolvedDates("He resigned on Tuesday.", { ...dated(null), language: "en" })).toEqual([]);
  });

  it("are none in a language that Dateline does not know", () => {
    expect(resolvedDates("Han gik i går.", { ...dated("2026-03-03"), language: "da" })).toEqual([]);
  });
});

describe("an article that was updated on another day", () => {
  const article = { ...dated("2026-03-03", "2026-03-05"), language: "en" };

  it("gives the days that are the same either way", () => {
    expect(shown(resolvedDates("He resigned on Monday.", article))).toEqual(["on Monday = 2026-03-02"]);
    expect(resolvedDates("He resigned yesterday.", article)).toEqual([]);
    expect(resolvedDates("They will meet on Wednesday.", article)).toEqual([]);
  });

  it("gives the days of the update where the sentence is known to be its", () => {
    expect(shown(resolvedOn("He resigned yesterday.", ["2026-03-05"]))).toEqual(["yesterday = 2026-03-04"]);
  });
});
