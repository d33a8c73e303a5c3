// Golden answers, found by directory: articles in both ingest orders, questions at given days, the real models.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnswering } from "../../src/app/answer-pipeline.js";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { embeddingText } from "../../src/ingest/embed-missing.js";
import { splitArticle } from "../../src/ingest/split.js";
import type { Answer } from "../../src/model/answer.js";
import type { Article } from "../../src/model/article.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { startRealWorker } from "../models.js";

const GOLDEN = resolve(import.meta.dirname, "../golden");
const cases = readdirSync(GOLDEN).filter((name) => name.startsWith("answer-"));

interface Ask {
  readonly question: string;
  readonly now: string;
  readonly kind?: "unanswered";
  /** Must stand in the first quote; one of `leadAny` suffices. */
  readonly lead?: string;
  readonly leadAny?: readonly string[];
  /** Each must stand in some quote, or in some earlier quote. */
  readonly quotes?: readonly string[];
  readonly earlier?: readonly string[];
  /** Stands in one shown quote only, though several articles hold it. */
  readonly copiesOf?: string;
  readonly outlets?: number;
  readonly origins?: number;
  readonly originNames?: readonly string[];
  /** Day of the newest report about what a refused question names. */
  readonly newestAbout?: string;
}

let worker: ModelWorker;
const folders: string[] = [];
beforeAll(async () => {
  worker = await startRealWorker();
});
afterAll(async () => {
  await worker.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Given = Pick<Article, "title" | "text" | "source" | "url"> & {
  publishedAt?: string;
  agency?: string | null;
};

async function ingest(articles: readonly Given[]) {
  const folder = mkdtempSync(join(tmpdir(), "dateline-golden-"));
  folders.push(folder);
  const { embedder, reranker } = worker;
  const stores = await openSqliteStores(folder);
  const { articles: stored } = stores;
  await stored.useFingerprint(embedder.fingerprint, embedder.dimensions);
  const index = await stores.openIndex(embedder.dimensions);
  for (const given of articles) {
    const publishedAt = given.publishedAt ? `${given.publishedAt}T00:00:00.000Z` : null;
    const article = {
      articleId: createHash("sha256")
        .update(given.url ?? given.text)
        .digest("hex")
        .slice(0, 12),
      ...given,
      publishedAt,
      updatedAt: null,
      fetchedAt: publishedAt ?? "2024-01-16T00:00:00.000Z",
      deck: null,
      agency: given.agency ?? null,
      author: null,
      language: "en",
      dates: [],
      sample: true,
    };
    const passages = await splitArticle(article, { countTokens: (texts) => embedder.countTokens(texts) });
    const embeddings = await embedder.embedPassages(passages.map((one) => embeddingText(article, one)));
    await stored.put({ article, passages, embeddings });
  }
  return { stores, ask: createAnswering({ stores, index, embedder, reranker, rerankLimit: 8 }) };
}

function check(answer: Answer, wanted: Ask): void {
  expect(answer.kind).toBe(wanted.kind ?? "answered");
  if (answer.kind !== "answered") {
    if (wanted.newestAbout) expect(answer.newestAbout?.at.slice(0, 10)).toBe(wanted.newestAbout);
    return;
  }
  const lead = answer.quotes[0]?.text ?? "";
  const leads = wanted.leadAny ?? (wanted.lead ? [wanted.lead] : []);
  if (leads.length > 0)
    expect(
      leads.some((words) => lead.includes(words)),
      `the first quote is: ${lead}`,
    ).toBe(true);
  const all = answer.quotes.map(({ text }) => text).join("\n");
  const before = answer.earlier.map(({ text }) => text).join("\n");
  const { copiesOf } = wanted;
  if (copiesOf) {
    const shown = [...answer.quotes, ...answer.earlier];
    expect(shown.filter(({ text }) => text.includes(copiesOf))).toHaveLength(1);
  }
  if (wanted.outlets) expect(answer.outletCount).toBe(wanted.outlets);
  if (wanted.origins) expect(answer.originCount).toBe(wanted.origins);
  if (wanted.originNames) expect(answer.originNames).toEqual(wanted.originNames);
  for (const words of wanted.quotes ?? []) expect(all).toContain(words);
  for (const words of wanted.earlier ?? []) expect(before).toContain(words);
}

describe("golden answers", () => {
  it("finds cases", () => expect(cases.length).toBeGreaterThanOrEqual(6));

  for (const name of cases) {
    const read = (file: string) => JSON.parse(readFileSync(join(GOLDEN, name, file), "utf8"));
    const articles = read("articles.json") as Given[];
    for (const order of ["as reported", "backwards"]) {
      it(`${name}, ingested ${order}`, async () => {
        const { stores, ask } = await ingest(order === "backwards" ? [...articles].reverse() : articles);
        for (const wanted of read("questions.json") as Ask[]) {
          const { question, now } = wanted;
          const { answer } = await ask({ question, now, asOf: now, asOfChosen: false, source: null });
          check(answer, wanted);
        }
        await stores.close();
      });
    }
  }
});
