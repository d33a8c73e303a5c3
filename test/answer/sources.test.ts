// What is said of an earlier answer today, and what is withheld from it.
import { describe, expect, it } from "vitest";
import { articleHistory } from "../../src/answer/article-history.js";
import { makeQuote, toCitation } from "../../src/answer/cite.js";
import {
  reportSources,
  type SplitRevision,
  sayTheSame,
  withholdAnswer,
  withholdSources,
} from "../../src/answer/sources.js";
import type { Answered, Citation, Quote, SourceEntry, Unanswered } from "../../src/model/answer.js";
import type { Article } from "../../src/model/article.js";
import { answer } from "../conformance/samples.js";
import { madeArticle, madeQuote } from "../made-articles.js";
import { ANSWERED, UNANSWERED } from "../render/answers.js";
import { makeArticle } from "./articles.js";
import { revisionsOf } from "./revisions.js";

const LEAD = "The council of Ostby elected Berit Moen as mayor on Tuesday after a long vote.";
const VOTES = "Moen won 19 of the 31 votes in the council of Ostby on the second ballot.";
const WEATHER = "The weather in the town was mild and a light wind blew from the west.";
const TEXT = [LEAD, VOTES, WEATHER].join("\n\n");

/** Quotes sentences of the first revision and reports how they stand in the last; null: the article is gone. */
async function report(
  revisions: readonly SplitRevision[],
  quoted: readonly string[],
  gone = false,
  copies: readonly Article[] = [],
): Promise<SourceEntry> {
  const [first] = revisions;
  if (first === undefined) throw new Error("no revision");
  const quotes = quoted.map((text) => {
    const start = first.article.text.indexOf(text);
    return makeQuote(first.article, { start, end: start + text.length }, 1);
  });
  const answer = { kind: "answered", quotes, earlier: [], citations: [toCitation(first.article, 1)] };
  const { entries } = await reportSources(answer as unknown as Answered, {
    newest: async () => (gone ? null : (revisions.at(-1)?.article ?? null)),
    revision: async (_id, number) =>
      (gone ? null : revisions.find(({ article }) => article.revision === number)?.article) ?? null,
    copies: async () => copies,
    revisions: async (_id, from, to) =>
      revisions.filter(({ article }) => article.revision >= from && article.revision <= to),
  });
  const [entry] = entries;
  if (entry === undefined) throw new Error("no entry");
  expect(entry.quotes).toEqual(quotes);
  return entry;
}

describe("reportSources", () => {
  it("tells the same, revised and removed apart", async () => {
    expect(await report(revisionsOf([TEXT]), [LEAD])).toMatchObject({ state: "same", changes: [] });
    const longer = await report(revisionsOf([TEXT, `${TEXT}\n\nMore.`]), [LEAD]);
    expect(longer).toMatchObject({ state: "revised", newestRevision: 2, changes: [] });
    const gone = await report(revisionsOf([TEXT]), [LEAD], true);
    expect(gone).toMatchObject({ state: "removed", newestRevision: null, changes: [] });
  });

  it("says in which revision a sentence was removed", async () => {
    const revisions = revisionsOf([TEXT, `${TEXT}\n\nMore.`, `${LEAD}\n\n${WEATHER}\n\nMore.`, LEAD]);
    const entry = await report(revisions, [LEAD, VOTES]);
    expect(entry).toMatchObject({ state: "changed", newestRevision: 4 });
    expect(entry.changes).toEqual([
      { quote: 1, kind: "removed", revision: 3, at: "2025-10-23T16:40:00.000Z", now: null },
    ]);
  });

  it("says what a sentence was changed to, and names the article's own time of it", async () => {
    const changed = VOTES.replace("19", "21");
    const [first, second] = revisionsOf([TEXT, TEXT.replace("19", "21")]) as [SplitRevision, SplitRevision];
    const updated = { ...second, article: { ...second.article, updatedAt: "2025-10-22T12:05:00.000Z" } };
    expect((await report([first, updated], [VOTES])).changes).toEqual([
      { quote: 0, kind: "changed", revision: 2, at: "2025-10-22T12:05:00.000Z", now: changed },
    ]);
  });

  it("says what became of a quote of two sentences", async () => {
    const joined = `${LEAD} ${VOTES}`;
    const moved = (
      await report(revisionsOf([`${joined}\n\n${WEATHER}`, `${LEAD} It rained.\n\n${WEATHER}`]), [joined])
    ).changes;
    expect(moved).toMatchObject([{ kind: "removed", now: null }]);
    const changed = joined.replace("19", "21");
    const edited = (await report(revisionsOf([joined, changed]), [joined])).changes;
    expect(edited).toMatchObject([{ kind: "changed", now: changed }]);
  });

  it("gives each quote with its paragraph, and none where the revision is gone", async () => {
    const text = `Before it.\n\nIt was a long day. ${LEAD} Nobody had expected it.\n\n${WEATHER}`;
    const [first] = (await report(revisionsOf([text]), [LEAD])).contexts ?? [];
    expect(first).toEqual({ before: "It was a long day. ", after: " Nobody had expected it." });
    expect((await report(revisionsOf([TEXT]), [LEAD, WEATHER])).contexts).toEqual([
      { before: "", after: "" },
      { before: "", after: "" },
    ]);
    expect((await report(revisionsOf([TEXT]), [LEAD], true)).contexts).toEqual([null]);
  });

  it("names the copies of the cited article", async () => {
    const copy = makeArticle(TEXT, {
      articleId: "b".repeat(12),
      source: null,
      url: "https://www.coast.example/a",
    });
    expect((await report(revisionsOf([TEXT]), [LEAD], false, [copy])).copies).toEqual([
      { articleId: copy.articleId, outlet: "coast.example", url: copy.url, publishedAt: copy.publishedAt },
    ]);
  });

  it("leaves out a quote that the stored revision does not hold letter by letter", async () => {
    const [first] = revisionsOf([TEXT]) as [SplitRevision];
    const quote = makeQuote(first.article, { start: 0, end: LEAD.length }, 1);
    const answer = {
      quotes: [{ ...quote, text: `${LEAD.slice(0, -1)}!` }],
      earlier: [],
      citations: [toCitation(first.article, 1)],
    };
    const { entries } = await reportSources({ kind: "answered", ...answer } as unknown as Answered, {
      newest: async () => first.article,
      revision: async () => first.article,
      copies: async () => [],
      revisions: async () => [first],
    });
    expect(entries[0]?.quotes).toEqual([]);
  });

  it("counts a sentence that came back as held, and one that went twice from the last time", async () => {
    const without = `${LEAD}\n\n${WEATHER}`;
    expect(await report(revisionsOf([TEXT, without, TEXT]), [VOTES])).toMatchObject({ state: "revised" });
    const [change] = (await report(revisionsOf([TEXT, without, TEXT, without]), [VOTES])).changes;
    expect(change?.revision).toBe(4);
  });

  it("shows the corrections that the newest revision announces", async () => {
    const note = "Correction: An earlier version of this article gave 19 votes; there were 21.";
    const { announced } = await report(revisionsOf([TEXT, `${TEXT}\n\n${note}`]), [LEAD]);
    expect(announced).toEqual([{ kind: "correction", text: note }]);
  });
});

describe("articleHistory", () => {
  const note = "This article was amended on 22 October 2025.";

  it("lays each revision beside the one before", () => {
    const [first, second] = revisionsOf([TEXT, `${TEXT.replace("19", "21")}\n\n${note}`]) as [
      SplitRevision,
      SplitRevision,
    ];
    const titled = { ...second, article: { ...second.article, title: "Another title" } };
    expect(articleHistory([first, titled], [])).toEqual({
      article: titled.article,
      revisions: [
        {
          revision: 1,
          at: "2025-10-21T00:00:00.000Z",
          fetchedAt: "2025-10-21T16:40:00.000Z",
          fields: [],
          changes: [],
          announced: [],
        },
        {
          revision: 2,
          at: "2025-10-22T16:40:00.000Z",
          fetchedAt: "2025-10-22T16:40:00.000Z",
          fields: ["title"],
          changes: [
            { kind: "changed", before: VOTES, after: VOTES.replace("19", "21") },
            { kind: "added", before: null, after: note },
          ],
          announced: [{ kind: "correction", text: note }],
        },
      ],
      copies: [],
      outletCount: 1,
      originName: "Harbour Post",
    });
  });

  it("names the copies and their origin, and refuses an article without a state", () => {
    const copy = makeArticle(TEXT, { articleId: "b".repeat(12), source: "Coast Post", agency: "AFP" });
    expect(articleHistory(revisionsOf([TEXT]), [copy])).toMatchObject({
      copies: [{ articleId: copy.articleId, source: "Coast Post" }],
      outletCount: 2,
      originName: "AFP",
    });
    expect(() => articleHistory([], [])).toThrow(RangeError);
  });
});

const articles = ["Harbour Courier", "Ostby Post", null].map((source, n) =>
  madeArticle({ title: `T${n}`, text: `Text of ${n}. More of it.`, url: `https://example.org/${n}`, source }),
);
const citations: Citation[] = articles.map((article, n) => toCitation(article, n + 1));
const quotes: Quote[] = articles.map((article, n) => madeQuote(article, `Text of ${n}.`, n + 1));
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

describe("sayTheSame", () => {
  it("compares the places of quotes, and the reason of a refusal", () => {
    expect(sayTheSame(ANSWERED, { ...ANSWERED, answerId: "other" })).toBe(true);
    expect(sayTheSame(ANSWERED, { ...ANSWERED, quotes: ANSWERED.quotes.slice(0, 1) })).toBe(false);
    expect(sayTheSame(ANSWERED, { ...ANSWERED, earlier: [] })).toBe(false);
    expect(sayTheSame(ANSWERED, UNANSWERED)).toBe(false);
    expect(sayTheSame(UNANSWERED, { ...UNANSWERED, answerId: "other" })).toBe(true);
    expect(sayTheSame(UNANSWERED, { ...UNANSWERED, reason: "not-covered" })).toBe(false);
  });
});
