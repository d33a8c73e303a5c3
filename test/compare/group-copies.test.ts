// Groups of a few articles, and the copies of one among many: the same whatever the order.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areCopies, findCopies, groupCopies } from "../../src/compare/copies.js";
import type { Article } from "../../src/model/article.js";
import { makeArticle } from "../answer/articles.js";
import { everything, revisionOf } from "../conformance/samples.js";
import { tempStores } from "../store/temp-folder.js";
import { readGoldenPairs } from "./golden-pairs.js";

const pairs = readGoldenPairs();
const pair = (name: string) => {
  const found = pairs.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no golden pair ${name}`);
  return found.texts;
};
const [wire, other] = pair("copy-another-headline-and-dateline");
const [, tail] = pair("copy-cut-tail");
const [, nextDay] = pair("different-toll-next-day");
const [ferry, ownReport] = pair("different-two-reports-of-one-event");

const articles: Article[] = [wire, other, tail, nextDay, ferry, ownReport].map((text, at) =>
  makeArticle(text, {
    articleId: `${at}`.padStart(12, "0"),
    publishedAt: at === 1 ? null : `2025-10-${14 + at}T08:00:00.000Z`,
    url: `https://news.example/${at}`,
  }),
);
const [first] = articles as [Article];

describe("groups of a few articles", () => {
  it("put copies together and leave reports of their own alone", () => {
    const [a, b, c, d, e, f] = groupCopies(articles);
    expect([a, b, c]).toEqual(["000000000000", "000000000000", "000000000000"]);
    expect(new Set([a, d, e, f]).size).toBe(4);
    expect(areCopies({ text: wire }, { text: tail })).toBe(true);
    expect(areCopies({ text: wire }, { text: nextDay })).toBe(false);
  });

  it("are the same in any order, and an article given twice is one", () => {
    const expected = new Map(articles.map(({ articleId }, at) => [articleId, groupCopies(articles)[at]]));
    fc.assert(
      fc.property(fc.shuffledSubarray([...articles, ...articles], { minLength: 12 }), (shuffled) => {
        const keys = groupCopies(shuffled);
        for (const [at, { articleId }] of shuffled.entries()) expect(keys[at]).toBe(expected.get(articleId));
      }),
      { numRuns: 20 },
    );
  });

  it("of nothing are none", () => {
    expect(groupCopies([])).toEqual([]);
  });
});

describe("copies in a store", () => {
  it("are found in any order of ingest: earliest first, undated last, without the article itself", async () => {
    const found: string[][] = [];
    for (const order of [articles, [...articles].reverse()]) {
      const { articles: store, search } = await tempStores();
      for (const article of order) await store.put(revisionOf(article));
      const copies = await findCopies(first, (sketch, limit) =>
        search.copyCandidates(sketch, limit, everything),
      );
      found.push(copies.map(({ articleId }) => articleId));
    }
    expect(found).toEqual([
      ["000000000002", "000000000001"],
      ["000000000002", "000000000001"],
    ]);
  });
});
