// Articles by time and by address: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import { article, everything, revisionOf } from "./samples.js";

const PAGE = "https://example.org/live";
const day = (n: number) => new Date(Date.UTC(2025, 9, n)).toISOString();

/** Part of stores.test.ts. */
export function describeLists(current: () => Stores): void {
  describe("lists", () => {
    let stores: Stores;
    const put = (id: number, over: Parameters<typeof article>[1]) =>
      stores.articles.put(revisionOf(article(id, over)));
    const ids = (found: readonly { articleId: string; revision: number }[]) =>
      found.map(({ articleId, revision }) => `${Number.parseInt(articleId, 16)}.${revision}`);
    beforeEach(() => {
      stores = current();
    });

    it("give the newest articles of a scope first, without the undated, at most the limit", async () => {
      await put(1, { publishedAt: day(3), source: "One" });
      await put(3, { publishedAt: day(9) });
      await put(2, { publishedAt: day(9), source: "one" });
      await put(4, { publishedAt: null, fetchedAt: day(1) });
      expect(ids(await stores.search.newestArticles(9, everything))).toEqual(["2.1", "3.1", "1.1"]);
      expect(ids(await stores.search.newestArticles(1, everything))).toEqual(["2.1"]);
      expect(await stores.search.newestArticles(0, everything)).toEqual([]);
      expect(ids(await stores.search.newestArticles(9, { ...everything, source: "ONE" }))).toEqual([
        "2.1",
        "1.1",
      ]);
      expect(ids(await stores.search.newestArticles(9, { ...everything, asOf: day(8) }))).toEqual(["1.1"]);
      expect((await stores.search.newestArticles(1, everything))[0]).toEqual(
        await stores.articles.article(article(2).articleId),
      );
    });

    it("order by the revision in scope", async () => {
      await put(1, { publishedAt: day(3), fetchedAt: day(3) });
      await put(2, { publishedAt: day(5), fetchedAt: day(5) });
      await put(1, { publishedAt: day(8), fetchedAt: day(9), text: "Another text." });
      expect(ids(await stores.search.newestArticles(9, everything))).toEqual(["1.2", "2.1"]);
      expect(ids(await stores.search.newestArticles(9, { ...everything, asOf: day(6) }))).toEqual([
        "2.1",
        "1.1",
      ]);
    });

    it("find an article by its address, and the entries of a live page", async () => {
      await put(1, { url: PAGE, publishedAt: day(1) });
      await put(2, { url: `${PAGE}#entry-1`, publishedAt: day(2) });
      await put(3, { url: `${PAGE}#entry-2`, publishedAt: null, fetchedAt: day(2) });
      await put(4, { url: `${PAGE}-blog` });
      await put(5, { url: `${PAGE}/2` });
      await put(6, { url: null });
      expect(ids(await stores.search.articlesAt(PAGE, everything))).toEqual(["2.1", "1.1", "3.1"]);
      expect(ids(await stores.search.articlesAt(PAGE, { ...everything, asOf: day(1) }))).toEqual(["1.1"]);
      expect(await stores.search.articlesAt("https://example.org/other", everything)).toEqual([]);
      await stores.articles.remove(article(2).articleId);
      expect(ids(await stores.search.articlesAt(PAGE, everything))).toEqual(["1.1", "3.1"]);
    });
  });
}
