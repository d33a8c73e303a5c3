// Timelines, newest reports and checks over a real store, words only: quotes are verbatim, and nothing after as-of is ever used.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClaimCheck } from "../../src/answer/claim.js";
import { createLatest } from "../../src/answer/latest.js";
import { createTimeline } from "../../src/answer/timeline.js";
import { timelineDeps } from "../../src/app/answer-pipeline.js";
import type { Embedder } from "../../src/embed/embedder.js";
import type { Article } from "../../src/model/article.js";
import { tempStores } from "../store/temp-folder.js";
import { wordEmbedder, wordVector } from "../word-embedder.js";
import { makeArticle, makePassage } from "./articles.js";

const day = (n: number, hour = 0) => new Date(Date.UTC(2025, 9, n, hour)).toISOString();
const moment = { now: day(60), asOf: day(60), source: null };
const everything = { ...moment, asOfChosen: false, since: null };

async function open() {
  const stores = await tempStores();
  const deps = timelineDeps({ stores, index: null, embedder: null, reranker: null, rerankLimit: 0 });
  let count = 0;
  const put = async (text: string, given: Partial<Article> = {}) => {
    count += 1;
    const article = makeArticle(text, {
      articleId: count.toString(16).padStart(12, "0"),
      url: `https://news.example/${count}`,
      title: text.split(/[.]/)[0] ?? "",
      ...given,
    });
    await stores.articles.put({ article, passages: [makePassage(article)], embeddings: null });
    return article;
  };
  return {
    stores,
    put,
    timeline: createTimeline(deps),
    latest: createLatest(deps),
    check: createClaimCheck(deps),
  };
}

async function bridge() {
  const parts = await open();
  const { put } = parts;
  await put("The Veldmark bridge in Ostby will close for two years, the mayor announced on Monday.", {
    publishedAt: day(1),
  });
  const wire =
    "The closing of the Veldmark bridge was called off after a protest of traders, the mayor of Ostby said on Tuesday evening in the town hall.";
  await put(wire, { publishedAt: day(9), source: "First Post" });
  await put(wire, { publishedAt: day(10), source: "Second Post" });
  await put("The Veldmark bridge has a long history, and many songs were written about it.", {
    publishedAt: null,
    fetchedAt: day(2),
  });
  await put("The fishing quota of the northern fleet was cut by a third on Friday.", { publishedAt: day(5) });
  return parts;
}

describe("a timeline", () => {
  it("has one quote a development, newest first, copies folded, the undated apart", async () => {
    const { timeline } = await bridge();
    const found = await timeline({ ...everything, question: "Veldmark bridge" });
    expect(found.developments.map(({ at }) => at)).toEqual([day(9), day(1)]);
    const [off] = found.developments;
    expect(off?.also.map(({ source, isCopy }) => [source, isCopy])).toEqual([["Second Post", true]]);
    expect(found.undated.map(({ quote }) => quote.text)).toEqual([
      "The Veldmark bridge has a long history, and many songs were written about it.",
    ]);
    expect(found.citations.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("begins at since, without what is undated, and says what is not there", async () => {
    const { timeline } = await bridge();
    const late = await timeline({ ...everything, question: "Veldmark bridge", since: day(5) });
    expect(late.developments.map(({ at }) => at)).toEqual([day(9)]);
    expect(late.undated).toEqual([]);
    const none = await timeline({ ...everything, question: "Cricket final" });
    expect([none.developments, none.undated, none.articleCount]).toEqual([[], [], 5]);
  });

  it("gives a later revision its own day, with what stood there before", async () => {
    const { put, timeline } = await open();
    const first = await put("The Veldmark bridge of Ostby will close in March, the mayor said.", {
      publishedAt: day(1),
      fetchedAt: day(1),
    });
    await put("The Veldmark bridge of Ostby will not close in March, the mayor said.", {
      ...first,
      updatedAt: day(4),
      fetchedAt: day(5),
      text: "The Veldmark bridge of Ostby will not close in March, the mayor said.",
    });
    const ask = (asOf: string) => timeline({ ...everything, question: "Veldmark bridge", asOf });
    const [now] = (await ask(day(60))).developments;
    expect(now).toMatchObject({
      kind: "revision",
      at: day(4),
      was: "The Veldmark bridge of Ostby will close in March, the mayor said.",
    });
    const [before] = (await ask(day(3))).developments;
    expect(before).toMatchObject({ kind: "report", at: day(1), was: null });
  });
});

describe("vectors of short texts", () => {
  it("are asked for a few at a time, since the worker takes no more than 32 questions", async () => {
    const { embedder } = wordEmbedder();
    let [open, most] = [0, 0];
    const slow: Embedder = {
      ...embedder,
      embedQuestion: async (text) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open -= 1;
        return embedder.embedQuestion(text);
      },
    };
    const parts = { stores: await tempStores(), index: null, embedder: slow, reranker: null, rerankLimit: 0 };
    const texts = Array.from({ length: 100 }, (_, at) => `Text number ${at}.`);
    const vectors = await timelineDeps(parts).embed?.(texts);
    expect(vectors?.map((vector) => [...vector])).toEqual(texts.map((text) => [...wordVector(text)]));
    expect(most).toBe(4);
  });
});

describe("newest reports", () => {
  it("come by story, newest first, and never an undated one", async () => {
    const { latest } = await bridge();
    const all = await latest({ ...moment, topic: null });
    expect(all.stories.map(({ citation }) => citation.publishedAt)).toEqual([day(10), day(5), day(1)]);
    expect(all.stories[0]?.also.map(({ source }) => source)).toEqual(["First Post"]);
    const about = await latest({ ...moment, topic: "fishing quota" });
    expect(about.stories.map(({ citation }) => citation.publishedAt)).toEqual([day(5)]);
    const one = await latest({ now: day(60), asOf: day(60), source: "first post", topic: null });
    expect(one.stories.map(({ citation }) => citation.source)).toEqual(["First Post"]);
    expect((await latest({ now: day(60), asOf: day(1), source: null, topic: null })).stories).toHaveLength(1);
  });
});

describe("a check", () => {
  it("gives what is near, sorted by its words, and nothing where nothing is", async () => {
    const { check } = await bridge();
    const found = await check({
      ...moment,
      text: "The Veldmark bridge in Ostby will close for two years.",
    });
    const [claim] = found.claims;
    expect(claim?.quotes.map(({ stance }) => stance)).toEqual(["alike", "differs"]);
    expect(claim?.quotes[1]?.turns).toEqual(["called off"]);
    const none = await check({ ...moment, text: "A cricket team won the final in Ostrava." });
    expect(none.claims.map(({ quotes }) => quotes)).toEqual([[]]);
    expect((await check({ ...moment, text: "lol ok" })).claims).toEqual([]);
  });
});

describe("nothing after as-of", () => {
  const told = fc.record({
    published: fc.option(fc.integer({ min: 1, max: 20 })),
    fetched: fc.integer({ min: 1, max: 25 }),
    number: fc.integer({ min: 1, max: 4 }),
  });

  it("is ever quoted, cited, or named beside a quote", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(told, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 26 }),
        async (all, at) => {
          const { stores, put, timeline, latest, check } = await open();
          for (const { published, fetched, number } of all) {
            const text = `The Veldmark bridge in Ostby was closed for the day number ${number}, the mayor of the town said again.`;
            await put(text, {
              publishedAt: published === null ? null : day(published),
              fetchedAt: day(fetched),
            });
          }
          const asked = { ...everything, asOf: day(at) };
          const line = await timeline({ ...asked, question: "Veldmark bridge" });
          const newest = [
            await latest({ now: day(60), asOf: day(at), source: null, topic: null }),
            await latest({ now: day(60), asOf: day(at), source: null, topic: "Veldmark bridge" }),
          ];
          const checked = await check({
            ...moment,
            asOf: day(at),
            text: "The Veldmark bridge in Ostby was closed.",
          });
          const developments = [...line.developments, ...line.undated];
          const quotes = [
            ...developments.map(({ quote }) => quote),
            ...newest.flatMap(({ stories }) => stories.map(({ quote }) => quote)),
            ...checked.claims.flatMap((claim) => claim.quotes.map(({ quote }) => quote)),
          ];
          const also = [
            ...developments.flatMap((one) => one.also),
            ...newest.flatMap(({ stories }) => stories.flatMap((story) => story.also)),
            ...checked.claims.flatMap((claim) => claim.quotes.flatMap((quote) => quote.also)),
          ];
          for (const { articleId, revision, start, end, text } of quotes) {
            const article = await stores.articles.article(articleId, revision);
            expect(article?.text.slice(start, end)).toBe(text);
            expect((article?.publishedAt ?? article?.fetchedAt ?? "") <= day(at)).toBe(true);
          }
          for (const { articleId } of also) {
            const article = await stores.articles.article(articleId);
            expect((article?.publishedAt ?? article?.fetchedAt ?? "") <= day(at)).toBe(true);
          }
          for (const one of line.developments) expect((one.at ?? "") <= day(at)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
