// The retriever over a real store and its index, with a fast embedder: candidates, order, switches, and time's limits.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reranker } from "../../src/embed/embedder.js";
import type { Article } from "../../src/model/article.js";
import { RANK_MODELS, weigh } from "../../src/retrieve/rank-model.js";
import { createRetriever, type RetrieverDeps } from "../../src/retrieve/retrieve.js";
import { tempStores } from "../store/temp-folder.js";
import { WORD_DIMENSIONS, WORD_FINGERPRINT, wordEmbedder, wordVector } from "../word-embedder.js";

const NOW = "2025-11-01T00:00:00.000Z";

/** Scores by shared words, so that what it read can be told. */
const reranker: Reranker = {
  fingerprint: "c".repeat(64),
  rerank: async (question, texts) =>
    texts.map((text) => {
      const words = question.toLowerCase().match(/\p{L}+/gu) ?? [];
      return 4 * words.filter((word) => text.toLowerCase().includes(word)).length;
    }),
};

interface Report {
  readonly text: string;
  readonly day: string | null;
}

async function open(reports: readonly Report[], given: Partial<RetrieverDeps> = {}) {
  const { embedder } = wordEmbedder();
  const stores = await tempStores();
  await stores.articles.useFingerprint(WORD_FINGERPRINT, WORD_DIMENSIONS);
  const index = await stores.openIndex(WORD_DIMENSIONS);
  for (const [at, { text, day }] of reports.entries()) {
    const publishedAt = day === null ? null : `${day}T00:00:00.000Z`;
    const article: Omit<Article, "revision"> = {
      articleId: at.toString(16).padStart(12, "0"),
      url: null,
      title: `Report ${at}`,
      deck: null,
      text,
      source: at % 2 === 0 ? "Harbour Post" : "Coast Courier",
      agency: null,
      author: null,
      language: "en",
      publishedAt,
      updatedAt: null,
      fetchedAt: publishedAt ?? "2025-10-30T00:00:00.000Z",
      dates: [],
      sample: true,
    };
    const span = { start: 0, end: text.length };
    const passage = { ordinal: 0, ...span, text, tokenCount: 5, sentences: [span] };
    const embedding = wordVector(text);
    await stores.articles.put({ article, passages: [passage], embeddings: [embedding] });
  }
  await index.follow();
  const model = RANK_MODELS[given.reranker === null ? "words" : "reranked"];
  const deps = { stores, index, embedder, reranker, rerankLimit: 12, model, ...given };
  const retrieve = createRetriever(deps);
  return (question: string, asOf = NOW, source: string | null = null) =>
    retrieve({ question, now: NOW, asOf, source });
}

const REPORTS: Report[] = [
  { text: "The harbour of Ostby was closed.", day: "2025-10-01" },
  { text: "The harbour of Ostby was opened.", day: "2025-10-20" },
  { text: "Rain fell on the hills.", day: "2025-10-21" },
];

describe("createRetriever", () => {
  it("orders hits by what the reranker read and by time, and tells each signal", async () => {
    const { hits, intent, features } = await (await open(REPORTS))("Is the harbour of Ostby still closed?");
    expect(intent.kind).toBe("latest");
    expect(hits.map(({ article }) => article.title)).toHaveLength(3);
    const [first] = hits;
    expect(first?.signals).toMatchObject({ lexicalRank: expect.any(Number), vectorRank: expect.any(Number) });
    const weights = RANK_MODELS.reranked.final;
    for (const [at, own] of features.entries()) {
      expect(weigh(own, weights, true)).toEqual({
        score: hits[at]?.score,
        time: hits[at]?.signals.time,
        form: hits[at]?.signals.form,
      });
    }
    expect(first?.signals.form).toBeGreaterThan(0);
    expect(hits.at(-1)?.article.title).toBe("Report 2");
  });

  it("reads no more than the limit and keeps the rest behind", async () => {
    const { hits } = await (await open(REPORTS, { rerankLimit: 1 }))("harbour of Ostby");
    expect(hits.map(({ signals }) => signals.rerank !== null)).toEqual([true, false, false]);
  });

  it("leaves out what is only the beginning of another report of its outlet", async () => {
    const lead = "The harbour of Ostby was opened.";
    const page = `${lead} Ferries sailed to Torvik again, and the crane that had fallen was lifted out of the water.`;
    const titles = async (reports: readonly Report[]) => {
      const { hits } = await (await open(reports))("harbour of Ostby");
      return hits.map(({ article }) => article.title).sort();
    };
    const other = { text: "Rain fell on the hills.", day: "2025-10-21" };
    // Every other report is of one outlet.
    const day = "2025-10-20";
    expect(await titles([{ text: lead, day }, other, { text: page, day }])).toEqual(["Report 1", "Report 2"]);
    expect(await titles([{ text: "The harbour of Ostby …", day }, other, { text: page, day }])).toEqual([
      "Report 1",
      "Report 2",
    ]);
    expect(
      await titles([
        { text: lead, day },
        { text: page, day },
      ]),
    ).toHaveLength(2);
    expect(await titles([{ text: lead, day: "2025-10-01" }, other, { text: page, day }])).toHaveLength(3);
  });

  it("works with words alone", async () => {
    const ask = await open(REPORTS, { index: null, embedder: null, reranker: null });
    const { hits } = await ask("harbour of Ostby");
    expect(hits).toHaveLength(2);
    expect(hits.every(({ signals }) => signals.similarity === null && signals.lexical !== null)).toBe(true);
  });

  it("switches each part off", async () => {
    const signals = async (options: RetrieverDeps["options"]) =>
      (await (await open(REPORTS, options ? { options } : {}))("harbour of Ostby")).hits[0]?.signals;
    expect((await signals({ lexical: false }))?.lexical).toBeNull();
    expect((await signals({ vectors: false }))?.similarity).toBeNull();
    expect((await signals({ rerank: false }))?.rerank).toBeNull();
    expect((await signals({ time: false }))?.time).toBe(0);
    expect((await signals({ form: false }))?.form).toBe(0);
  });

  it("finds a first passage and a recent report that neither list would reach", async () => {
    const many = Array.from({ length: 130 }, (_, at) => ({
      text: `The harbour of Ostby was closed, notice ${at}.`,
      day: "2024-03-01",
    }));
    const late = { text: "Boats wait outside.", day: "2025-10-30" };
    const { hits } = await (await open([...many, late], { reranker: null }))(
      "Is the harbour of Ostby closed?",
    );
    expect(hits.map(({ article }) => article.title)).toContain("Report 130");
    expect(hits.every(({ signals }) => signals.similarity !== null)).toBe(true);
  });

  it("keeps to one outlet where asked", async () => {
    const { hits } = await (await open(REPORTS))("harbour of Ostby", NOW, "coast courier");
    expect(hits.map(({ article }) => article.title)).toEqual(["Report 1"]);
  });

  it("gives nothing for an empty store", async () => {
    expect((await (await open([]))("harbour of Ostby")).hits).toEqual([]);
  });

  it("never gives what was published, or first fetched, after asOf", async () => {
    const day = fc.integer({ min: 1, max: 31 }).map((number) => `2025-10-${String(number).padStart(2, "0")}`);
    const text = fc
      .array(fc.constantFrom("harbour", "ostby", "closed", "storm", "ferry", "mayor"), {
        minLength: 2,
        maxLength: 8,
      })
      .map((words) => words.join(" "));
    const report = fc.record({ text, day: fc.option(day) });
    await fc.assert(
      fc.asyncProperty(fc.array(report, { maxLength: 12 }), day, async (reports, asked) => {
        const asOf = `${asked}T23:59:59.999Z`;
        const { hits } = await (await open(reports))("Is the harbour of Ostby closed?", asOf);
        for (const { article } of hits) {
          const known = article.publishedAt ?? article.fetchedAt;
          expect(known <= asOf).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
