// Arrivals over a real store: in order, never a number twice, whoever stored them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Stores } from "../../../src/store/ports.js";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { madeArticle } from "../../made-articles.js";

let folder: string;
let stores: Stores;
let arrivals: Stores["arrivals"];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dateline-arrivals-"));
  stores = await openSqliteStores(folder);
  arrivals = stores.arrivals;
});
afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true });
});

async function put(url: string, text: string, fetchedAt: string): Promise<string> {
  const article = madeArticle({ title: "T", text, url, fetchedAt });
  const sentences = [{ start: 0, end: text.length }];
  const passages = [0, 1].map((ordinal) => ({
    ...{ ordinal, start: 0, end: text.length, text, tokenCount: 3, sentences },
  }));
  await stores.articles.put({ article, passages, embeddings: null });
  return article.articleId;
}

it("tells what was stored since, each revision once, in order", async () => {
  expect(await arrivals.newest()).toBe(0);
  const one = await put("https://example.org/1", "One.", "2025-11-01T08:00:00.000Z");
  const two = await put("https://example.org/2", "Two.", "2025-11-01T09:00:00.000Z");
  await put("https://example.org/1", "One, changed.", "2025-11-01T10:00:00.000Z");
  const all = await arrivals.after(0, 9);
  expect(all).toEqual([
    { number: 2, articleId: one, revision: 1 },
    { number: 4, articleId: two, revision: 1 },
    { number: 6, articleId: one, revision: 2 },
  ]);
  expect(await arrivals.after(2, 1)).toEqual([all[1]]);
  expect(await arrivals.after(6, 9)).toEqual([]);
  expect(await arrivals.newest()).toBe(6);
  expect(await arrivals.numberOf(one, 2)).toBe(6);
  expect(await arrivals.numberOf(one, 3)).toBeNull();
  expect(await arrivals.newestAt("2025-11-01T09:30:00.000Z")).toBe(4);
  expect(await arrivals.newestAt("2025-10-01T00:00:00.000Z")).toBe(0);
});

it("gives no number again after the newest article was removed", async () => {
  const one = await put("https://example.org/1", "One.", "2025-11-01T08:00:00.000Z");
  await stores.articles.remove(one);
  expect(await arrivals.newest()).toBe(2);
  await put("https://example.org/2", "Two.", "2025-11-01T09:00:00.000Z");
  expect(await arrivals.after(2, 9)).toMatchObject([{ number: 4 }]);
});
