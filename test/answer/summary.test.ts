import { describe, expect, it } from "vitest";
import { summarize } from "../../src/answer/summarize.js";
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
  const summary = summarize(article, [makePassage(article)]);

  it("quotes 3 to 5 sentences verbatim, in article order, and no question", () => {
    expect(summary.quotes.length).toBeGreaterThanOrEqual(3);
    expect(summary.quotes.length).toBeLessThanOrEqual(5);
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
    expect(summarize(short, [makePassage(short)]).quotes.map(({ text }) => text)).toEqual(["It rained."]);
  });
});
