import { describe, expect, it } from "vitest";
import { summarize } from "../../src/answer/summarize.js";
import type { Article } from "../../src/model/article.js";
import type { SummaryLength } from "../../src/model/topic.js";
import { cpuMs } from "../cpu-time.js";
import { makeArticle, makePassage } from "./articles.js";

const TEXT = [
  "The council of Ostby elected Berit Moen as mayor on Tuesday after a long vote.",
  "Moen won 19 of the 31 votes in the council of Ostby on the second ballot.",
  "The weather in the town was mild and a light wind blew from the west.",
  "Her predecessor as mayor, Lars Vik, resigned in January after an audit found missing funds.",
  "Would the council have chosen another mayor without the audit of the funds in January?",
  "Moen was head of the harbour authority of Ostby before the council chose her as mayor.",
].join("\n\n");

describe("summarize", () => {
  const article = makeArticle(TEXT, { title: "Ostby council elects Berit Moen as mayor" });
  const summary = summarize([{ article, passages: [makePassage(article)] }]);

  it("quotes half of six sentences verbatim, in article order, and no question", () => {
    expect(summary.quotes).toHaveLength(3);
    for (const { start, end, text } of summary.quotes) expect(article.text.slice(start, end)).toBe(text);
    const starts = summary.quotes.map(({ start }) => start);
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
    expect(summary.quotes.some(({ text }) => text.endsWith("?"))).toBe(false);
  });

  it("chooses what the article is about", () => {
    expect(summary.quotes[0]?.text).toContain("elected Berit Moen");
    expect(summary.quotes.some(({ text }) => text.includes("weather"))).toBe(false);
    expect(summary.sentenceCount).toBe(6);
  });

  it("gives a very short article whole", () => {
    const short = makeArticle("It rained.");
    expect(
      summarize([{ article: short, passages: [makePassage(short)] }]).quotes.map(({ text }) => text),
    ).toEqual(["It rained."]);
  });

  it("takes as many sentences as asked for, but at most half of a short article", () => {
    const long = makeArticle(paragraphs(40).join("\n\n"));
    const counts = (["short", "medium", "long"] as const).map(
      (length) => summarizeOne(long, length).quotes.length,
    );
    expect(counts).toEqual([3, 5, 8]);
    expect(summarizeOne(article, "long").quotes).toHaveLength(3);
  });

  it("covers a text of 300 sentences beyond its start, at once", () => {
    // Six matters, told one after the other in 50 sentences each; words of a matter come again in it alone.
    const text = Array.from({ length: 300 }, (_, at) => telling(Math.floor(at / 50), at)).join(" ");
    const long = makeArticle(text);
    let found = summarizeOne(article, "long");
    expect(cpuMs(() => (found = summarizeOne(long, "long")))).toBeLessThan(2000);
    expect(found.sentenceCount).toBe(300);
    const places = new Set(found.quotes.map(({ start }) => Math.floor((start / text.length) * 6)));
    expect([...places]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("names the speaker of a quotation", () => {
    const speech = makeArticle(
      [
        "Mayor Berit Moen said the harbour of Ostby would be closed until the crane was lifted from the channel.",
        "“The harbour stays closed until the crane of Ostby is lifted from the channel,” Moen said on Tuesday.",
        "“We will lift the crane of Ostby from the channel this week and open the harbour again.”",
      ].join("\n\n"),
    );
    const { quotes } = summarizeOne(speech, "short");
    expect(quotes.map(({ text, speaker }) => [text.split(" ").slice(0, 3).join(" "), speaker])).toEqual([
      ["Mayor Berit Moen", null],
      ["“The harbour stays", "Moen"],
    ]);
  });

  it("takes no sentence that needs the one before it, unless that is there, too", () => {
    const text = [
      "The council of Ostby elected Berit Moen as mayor on Tuesday after a long vote in the town hall.",
      "A group of harbour workers wants the old pier to be torn down before the summer.",
      "Asked about it, Moen said that the council of Ostby would decide on the mayor and the vote.",
      "She also said the council of Ostby and its mayor would meet again after the long vote on Tuesday.",
      "Snow fell on the hills in the north and the buses to the airport were late all morning.",
      "The school choir sang for the guests, and the bakery on the square gave away bread.",
    ].join("\n\n");
    const article = makeArticle(text, {
      title: "Ostby council elects Berit Moen as mayor after a long vote",
    });
    const { quotes } = summarize([{ article, passages: [makePassage(article)] }]);
    expect(quotes.map(({ text: quoted }) => quoted.split(" ").slice(0, 3).join(" "))).toEqual([
      "The council of",
      "A group of",
      "Asked about it,",
    ]);
  });

  it("takes the entries of a live page, one sentence each, with the time of each", () => {
    const entry = (at: number) =>
      makeArticle(telling(at, at * 3), {
        articleId: `00000000000${at}`,
        url: `https://news.example/live#entry-${at}`,
        publishedAt: new Date(Date.UTC(2025, 9, 21, 8 + at)).toISOString(),
      });
    const entries = Array.from({ length: 9 }, (_, at) => entry(at));
    const parts = entries.map((one) => ({ article: one, passages: [makePassage(one)] }));
    const { quotes, citations, citation, entryCount } = summarize(parts);
    expect(entryCount).toBe(9);
    expect(quotes).toHaveLength(5);
    expect(new Set(quotes.map(({ articleId }) => articleId)).size).toBe(5);
    expect(citation.articleId).toBe("000000000008");
    for (const quote of quotes) {
      const own = citations.find(({ number }) => number === quote.citation);
      expect(own?.articleId).toBe(quote.articleId);
      expect(quote.link).toContain("#");
    }
    const times = quotes.map(
      (quote) => citations.find(({ number }) => number === quote.citation)?.publishedAt ?? "",
    );
    expect(times).toEqual([...times].sort());
  });
});

function summarizeOne(article: Article, length: SummaryLength) {
  return summarize([{ article, passages: [makePassage(article)] }], length);
}

function paragraphs(count: number): string[] {
  return Array.from({ length: count }, (_, at) => telling(at % 9, at));
}

/** A made-up sentence about a matter: three words of the matter, three of its own, never the same sentence twice. */
function telling(matter: number, at: number): string {
  const word = (seed: number) => {
    const parts = ["bar", "sel", "tor", "mun", "kal", "ved", "rin", "osk", "lem", "dur"];
    const pick = (place: number) => parts[Math.floor(seed / 10 ** place) % 10] ?? "";
    return `${pick(0)}${pick(1)}${pick(2)}`;
  };
  const theme = [0, 1, 2].map((n) => word(matter * 97 + ((at + n) % 4) * 31 + 5));
  const own = [0, 1, 2].map((n) => word(at * 7 + n * 113 + 400));
  return `The ${theme[0]} of ${theme[1]} was ${own[0]} by ${theme[2]} and ${own[1]} with ${own[2]}.`;
}
