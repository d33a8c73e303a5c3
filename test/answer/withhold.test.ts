// What is taken out of a stored answer when its guild quotes an outlet no more.
import { describe, expect, it } from "vitest";
import { withholdAnswer, withholdSources } from "../../src/answer/sources.js";
import type { Answered, Citation, Quote, Unanswered } from "../../src/model/answer.js";
import { answer } from "../conformance/samples.js";
import { fakeArticle, fakeCitation, fakeQuote } from "../fakes.js";

const articles = ["Harbour Courier", "Ostby Post", null].map((source, n) =>
  fakeArticle({ title: `T${n}`, text: `Text of ${n}. More of it.`, url: `https://example.org/${n}`, source }),
);
const citations: Citation[] = articles.map((article, n) => fakeCitation(article, n + 1));
const quotes: Quote[] = articles.map((article, n) => fakeQuote(article, `Text of ${n}.`, n + 1));
const refusal = answer("a", "2025-10-22T00:00:00.000Z") as Unanswered;
const { reason: _reason, missing: _missing, nearest: _nearest, ...base } = refusal;
const answered: Answered = {
  ...{ ...base, kind: "answered", strength: "clear", citations },
  ...{ quotes: quotes.slice(0, 2), earlier: quotes.slice(2) },
  ...{ outletCount: 3, originCount: 2, originNames: ["Harbour Courier", "Ostby Post"] },
};
const without =
  (...names: (string | null)[]) =>
  (source: string | null) =>
    !names.includes(source);

describe("an answer", () => {
  it("stays as it is where all may be quoted", () => {
    expect(withholdAnswer(answered, () => true)).toBe(answered);
  });

  it("loses quotes, citations and names of what may not be, and keeps its numbers", () => {
    const left = withholdAnswer(answered, without("Ostby Post", null));
    expect(left).toMatchObject({ quotes: [quotes[0]], earlier: [], originNames: ["Harbour Courier"] });
    expect(left?.citations).toEqual([citations[0]]);
    expect(JSON.stringify(left)).not.toContain("Ostby");
    expect(withholdAnswer(answered, without(null))).toMatchObject({
      quotes: quotes.slice(0, 2),
      earlier: [],
    });
  });

  it("is none without its lead", () => {
    expect(withholdAnswer(answered, without("Harbour Courier"))).toBeNull();
  });

  it("that is a refusal names what is nearest of the rest", () => {
    const given: Unanswered = { ...refusal, citations, nearest: [1, 2, 3] };
    expect(withholdAnswer(given, without("Harbour Courier"))).toMatchObject({ nearest: [2, 3] });
    expect(withholdAnswer(given, () => false)).toMatchObject({ nearest: [], citations: [] });
  });
});

it("a report keeps every citation, and no word of what may not be quoted", () => {
  const stand = {
    newestRevision: 1,
    announced: [{ kind: "update" as const, text: "Updated." }],
    changes: [],
  };
  const entries = citations.map((citation, n) => ({
    ...{ citation, quotes: quotes.slice(n, n + 1), state: "same" as const, ...stand },
  }));
  const report = withholdSources({ answer: answered, entries }, without("Ostby Post"));
  expect(report.entries.map(({ state }) => state)).toEqual(["same", "withheld", "same"]);
  expect(report.answer).toMatchObject({ quotes: [quotes[0]], earlier: [quotes[2]], citations });
  expect(report.entries[1]).toMatchObject({ citation: citations[1], quotes: [], announced: [] });
});
