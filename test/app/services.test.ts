// What a person may see and what is refused, over the real store; the working of an answer is replaced by a fixed one.
import { describe, expect, it } from "vitest";
import { LiveServices } from "../../src/app/live-services.js";
import { OpenQuestions } from "../../src/app/open-questions.js";
import { PrivacyService } from "../../src/app/privacy.js";
import type { AskInput } from "../../src/app/services.js";
import { SettingsService } from "../../src/app/settings.js";
import type { Unanswered } from "../../src/model/answer.js";
import type { Article, Place } from "../../src/model/article.js";
import { MemoryWatchStore } from "../../src/store/memory-watch-store.js";
import { fakeStore } from "../fakes.js";
import { fakeFeeds } from "../fakes-feeds.js";
import { fakeTopics } from "../fakes-reading.js";
import { fakeWatches } from "../fakes-watches.js";
import { tempStores } from "../store/temp-folder.js";

const now = "2025-10-22T09:30:00.000Z";
const channel = (channelId: string, userId: string): Place => ({ guildId: "1", channelId, userId });
const asking = (input: Partial<AskInput>): AskInput => ({
  question: "Is it closed?",
  place: channel("a", "ann"),
  visibility: "public",
  ...input,
});

async function openServices() {
  const stores = await tempStores();
  const settings = new SettingsService({ store: stores.guilds, now: () => now });
  let count = 0;
  const services = new LiveServices({
    stores,
    feeds: fakeFeeds(new Map()),
    settings,
    privacy: new PrivacyService({
      ...{ forgetters: [], settings, retentionDays: 90, countsQuestions: true, contact: null },
    }),
    watches: fakeWatches(new MemoryWatchStore(), {
      ask: () => Promise.reject(new TypeError("not asked for here")),
      keepAnswer: (record) => stores.answers.putAnswer(record),
      answer: async () => null,
      now: () => now,
    }),
    openQuestions: new OpenQuestions(stores.answers, () => now),
    index: null,
    answer: async (request) => {
      count += 1;
      const answer: Unanswered = {
        kind: "unanswered",
        answerId: `answer-${count}`,
        question: request.question,
        askedAt: request.now,
        asOf: request.asOf,
        asOfChosen: request.asOfChosen,
        source: request.source,
        confidence: 0,
        lexicalOnly: true,
        citations: [],
        newestAt: null,
        articleCount: 0,
        reason: "no-articles",
        missing: [],
        nearest: [],
      };
      return { answer, candidates: [], features: {}, drafted: [] };
    },
    topics: () => fakeTopics(fakeStore(), { addPage: async () => [], answer: async () => null }),
    reportSources: async (answer) => ({ answer, entries: [] }),
    history: async () => {
      throw new TypeError("not asked for here");
    },
    addUpload: async () => [],
    addPage: async ({ url }) => [
      { subject: url, outcome: "rejected", articleId: null, title: null, passageCount: 0, notes: [] },
    ],
    standing: async () => ({
      indexed: 0,
      embedder: null,
      reranker: null,
      lexicalOnly: true,
      notice: null,
      startedAt: now,
      version: "0.0.0",
    }),
    now: () => now,
  });
  return { stores, services };
}

const article: Omit<Article, "revision"> = {
  articleId: "0123456789ab",
  url: null,
  title: "Bridge closed",
  deck: null,
  text: "The bridge is closed.",
  source: "Harbour Courier",
  agency: null,
  author: null,
  language: "en",
  publishedAt: "2025-10-20T00:00:00.000Z",
  updatedAt: null,
  fetchedAt: "2025-10-20T00:00:00.000Z",
  dates: [],
  sample: false,
};
const passages = [
  { ordinal: 0, start: 0, end: 21, text: article.text, tokenCount: 5, sentences: [{ start: 0, end: 21 }] },
];

describe("asking", () => {
  it.each([
    ["an empty question", "usage-question", { question: "  \n " }, /No question/],
    ["a question that is a text", "usage-question", { question: "why ".repeat(200) }, /too long: 799/],
    ["the future", "usage-day", { asOf: "2025-10-23" }, /future/],
    ["an unknown outlet", "usage-source", { source: "Harbor Courier" }, /No article is from this source/],
  ])("refuses %s and stores nothing", async (_name, code, input, message) => {
    const { stores, services } = await openServices();
    await stores.articles.put({ article, passages, embeddings: null });
    await expect(services.ask(asking(input))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
    expect((await stores.articles.counts()).answers).toBe(0);
  });

  it("hands on the question tidied, the outlet as the store spells it, and the day chosen", async () => {
    const { stores, services } = await openServices();
    await stores.articles.put({ article, passages, embeddings: null });
    const answer = await services.ask(
      asking({ question: " Is  it\nclosed? ", source: "HARBOUR courier", asOf: "2025-10-20" }),
    );
    expect(answer).toMatchObject({
      question: "Is it closed?",
      source: "Harbour Courier",
      asOf: "2025-10-20T23:59:59.999Z",
      asOfChosen: true,
    });
  });

  it("refuses no outlet while there are no articles, so that the empty store is what is told", async () => {
    const { services } = await openServices();
    expect(await services.ask(asking({ source: "Anyone" }))).toMatchObject({ reason: "no-articles" });
  });

  it("explains without storing", async () => {
    const { stores, services } = await openServices();
    await services.explain(asking({}));
    expect((await stores.articles.counts()).answers).toBe(0);
  });
});

describe("who may see an answer", () => {
  it("shows a public answer to everyone in its channel and to nobody elsewhere but the person who asked", async () => {
    const { services } = await openServices();
    const { answerId } = await services.ask(asking({}));
    expect(await services.answer(channel("a", "bob"), answerId)).not.toBeNull();
    expect(await services.answer(channel("b", "bob"), answerId)).toBeNull();
    expect(await services.answer(channel("b", "ann"), answerId)).not.toBeNull();
    expect(await services.sources(channel("b", "bob"), answerId)).toBeNull();
  });

  it("keeps a private answer to the person who asked, until that person posts it", async () => {
    const { services } = await openServices();
    const ann = channel("a", "ann");
    const bob = channel("a", "bob");
    const { answerId } = await services.ask(asking({ visibility: "private" }));
    expect(await services.answer(bob, answerId)).toBeNull();
    expect(await services.sources(bob)).toBeNull();
    expect(await services.recentAnswers(bob, 5)).toEqual([]);
    expect(await services.sources(ann)).toMatchObject({ answer: { answerId } });
    await expect(services.publish(bob, answerId)).rejects.toMatchObject({ code: "answer-unknown" });
    expect(await services.answer(bob, answerId)).toBeNull();
    const gone = services.publish(ann, "no-longer-there");
    await expect(gone).rejects.toMatchObject({ message: expect.stringContaining("too old") });
    await services.publish(ann, answerId);
    expect(await services.sources(bob)).toMatchObject({ answer: { answerId } });
  });
});

describe("articles", () => {
  it("takes addresses of the web only for pages, never a path of this machine", async () => {
    const { services } = await openServices();
    for (const url of ["/etc/passwd", "file:///etc/passwd", "example.org/page", "ftp://example.org/", ""])
      await expect(services.addPage({ url })).rejects.toMatchObject({ code: "usage-address" });
    expect(await services.addPage({ url: " HTTPS://example.org/page " })).toMatchObject([
      { subject: "HTTPS://example.org/page" },
    ]);
  });

  it("removes by id and tells the title; an unknown id is an error with a remedy", async () => {
    const { stores, services } = await openServices();
    await stores.articles.put({ article, passages, embeddings: null });
    expect(await services.listArticles(0, 10)).toMatchObject({
      total: 1,
      items: [{ title: "Bridge closed" }],
    });
    expect(await services.removeArticle(article.articleId)).toBe("Bridge closed");
    await expect(services.removeArticle(article.articleId)).rejects.toMatchObject({
      code: "article-unknown",
    });
    expect(await services.status()).toMatchObject({ articles: 0, indexed: 0, version: "0.0.0" });
  });
});

describe("the working of an answer", () => {
  it("is worked out again as of the answer's moment, for those who may see it, and stores nothing", async () => {
    const { stores, services } = await openServices();
    const answer = await services.ask(asking({ visibility: "private", asOf: "2025-10-21" }));
    const report = await services.why(channel("a", "ann"), answer.answerId);
    expect(report).toMatchObject({ answer, isSame: true });
    expect((await stores.articles.counts()).answers).toBe(1);
    expect(await services.why(channel("a", "ben"), answer.answerId)).toBeNull();
    expect(await services.why(channel("a", "ann"), "gone")).toBeNull();
  });
});
