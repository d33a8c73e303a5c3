// What a person may type for timelines, newest reports and summaries, over a real store; words only.
import { describe, expect, it } from "vitest";
import { TopicService } from "../../src/app/topics.js";
import type { Answer } from "../../src/model/answer.js";
import type { Article, IngestRow, Place } from "../../src/model/article.js";
import { DEFAULT_SETTINGS } from "../../src/model/guild.js";
import { sourceCode } from "../../src/model/outlets.js";
import { makeArticle, makePassage } from "../answer/articles.js";
import { tempStores } from "../store/temp-folder.js";

const now = "2025-10-25T12:00:00.000Z";
const place: Place = { guildId: "1", channelId: "2", userId: "3" };
const PAGE = "https://news.example/live";

async function open(pages: Readonly<Record<string, readonly Article[]>> = {}) {
  const stores = await tempStores();
  const parts = { stores, index: null, embedder: null, reranker: null, rerankLimit: 0 };
  const put = async (article: Article) => {
    await stores.articles.put({ article, passages: [makePassage(article)], embeddings: null });
    return article;
  };
  const addPage = async ({ url }: { readonly url: string }): Promise<IngestRow[]> => {
    const rows: IngestRow[] = [];
    for (const { articleId, title, ...rest } of pages[url] ?? []) {
      await put({ articleId, title, ...rest });
      rows.push({ subject: url, outcome: "added", articleId, title, passageCount: 1, notes: [] });
    }
    const none = { articleId: null, title: null, passageCount: 0, notes: ["no article found"] };
    return rows.length > 0 ? rows : [{ subject: url, outcome: "rejected", ...none }];
  };
  const answer = async (_place: Place, answerId: string) =>
    answerId === "known"
      ? ({
          kind: "answered",
          citations: [{ articleId: "00000000000f" }],
          question: "Is the Veldmark bridge closed?",
          asOf: "2025-10-22T00:00:00.000Z",
          asOfChosen: true,
          source: null,
        } as Answer)
      : null;
  const settings = { of: async () => DEFAULT_SETTINGS };
  const reading = new TopicService({
    ...{ answering: parts, settings, articles: { addPage }, answers: { get: answer }, now: () => now },
  });
  return { stores, put, reading };
}

const entry = (at: number) =>
  makeArticle(`The Veldmark bridge in Ostby was closed for hour number ${at} of the long day.`, {
    articleId: `00000000000${at}`,
    url: `${PAGE}#entry-${at}`,
    title: `Entry ${at}`,
    publishedAt: `2025-10-21T0${at}:00:00.000Z`,
  });

describe("a summary", () => {
  const asked = { length: "medium", mayAdd: false, place } as const;

  it("is found by id or by address, however that is written", async () => {
    const { put, reading } = await open();
    const { articleId } = await put(makeArticle("It rained.", { url: "https://news.example/a" }));
    for (const article of [articleId, "https://news.example/a?utm_source=x#top", "HTTPS://news.example/a"]) {
      expect(await reading.summarize({ ...asked, article })).toMatchObject({ kind: "summary", isNew: false });
    }
    const unknown = reading.summarize({ ...asked, article: "ffffffffffff" });
    await expect(unknown).rejects.toMatchObject({ code: "article-unknown" });
  });

  it("of a live page has its entries in the order of time", async () => {
    const { put, reading } = await open();
    for (const at of [4, 1, 3, 2]) await put(entry(at));
    const found = await reading.summarize({ ...asked, article: PAGE });
    if (found.kind !== "summary") throw new Error(found.kind);
    expect(found.summary.entryCount).toBe(4);
    expect(found.summary.citation.title).toBe("Entry 4");
    const times = found.summary.quotes.map(({ articleId }) => articleId);
    expect(times).toEqual([...times].sort());
  });

  it("reads a page that is not stored for whom may add it, and for nobody else", async () => {
    const { stores, reading } = await open({ [PAGE]: [entry(1), entry(2)] });
    expect(await reading.summarize({ ...asked, article: PAGE })).toEqual({ kind: "may-not-add", url: PAGE });
    expect((await stores.articles.counts()).articles).toBe(0);
    const read = await reading.summarize({ ...asked, article: PAGE, mayAdd: true });
    expect(read).toMatchObject({ kind: "summary", isNew: true, summary: { entryCount: 2 } });
    const again = await reading.summarize({ ...asked, article: PAGE });
    expect(again).toMatchObject({ kind: "summary", isNew: false });
    const gone = await reading.summarize({ ...asked, article: "https://news.example/gone", mayAdd: true });
    expect(gone).toMatchObject({ kind: "unreadable", notes: ["no article found"] });
  });
});

describe("a timeline", () => {
  it("keeps to the moment of its first page, never to one in the future", async () => {
    const { put, reading } = await open();
    await put(entry(1));
    await put({ ...entry(2), publishedAt: "2025-10-24T00:00:00.000Z" });
    const ask = async (continues?: string) =>
      reading.timeline({ topic: "Veldmark bridge", ...(continues ? { continues } : {}), place });
    expect((await ask()).asOf).toBe(now);
    const before = await ask("2025-10-22T00:00:00.000Z");
    expect([before.asOfChosen, before.developments.length]).toEqual([false, 1]);
    expect((await ask("2031-01-01T00:00:00.000Z")).asOf).toBe(now);
    await expect(reading.timeline({ topic: " ", place })).rejects.toMatchObject({ code: "usage-question" });
  });

  it("of an answer is as of that answer; null where it may not be seen", async () => {
    const { put, reading } = await open();
    await put(entry(1));
    await put({ ...entry(2), publishedAt: "2025-10-24T00:00:00.000Z" });
    const quoted = "The crossing over the river was shut by the inspectors, and the bridge keeper went home.";
    await put(makeArticle(quoted, { articleId: "00000000000f", publishedAt: "2025-10-20T00:00:00.000Z" }));
    const found = await reading.earlier(place, "known");
    expect(found).toMatchObject({ asOf: "2025-10-22T00:00:00.000Z", asOfChosen: true });
    expect(found?.developments.map(({ quote }) => quote.articleId)).toEqual(["000000000001", "00000000000f"]);
    expect(await reading.earlier(place, "unknown")).toBeNull();
  });
});

describe("newest reports", () => {
  it("take an outlet by name and by the code on a button", async () => {
    const { put, reading } = await open();
    await put(entry(1));
    await put({ ...entry(2), source: "Other Post" });
    for (const source of ["other post", sourceCode("Other Post")]) {
      const { stories, source: known } = await reading.latest({ source, place });
      expect([known, stories.map(({ citation }) => citation.source)]).toEqual(["Other Post", ["Other Post"]]);
    }
    await expect(reading.latest({ source: "Nobody", place })).rejects.toMatchObject({
      code: "usage-source",
    });
  });
});
