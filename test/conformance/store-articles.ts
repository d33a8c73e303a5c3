// Articles and their revisions, put, compared, read and removed: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/store/ports.js";
import { answer, article, collect, everything, here, passagesOf, revisionOf, unitVector } from "./samples.js";

const FINGERPRINT = "f".repeat(64);

/** Part of describeStore. */
export function describeArticles(current: () => Store): void {
  describe("articles", () => {
    let store: Store;
    beforeEach(() => {
      store = current();
    });
    it("gives back what was put", async () => {
      const given = article(1, {
        deck: "A deck",
        agency: "AFP",
        author: "N. N.",
        updatedAt: "2025-10-21T00:00:00Z",
        dates: [{ field: "publishedAt", from: "meta", raw: "20 Oct", value: "2025-10-20T08:00:00.000Z" }],
        sample: true,
        text: "Ünï 🙂 emoji first.\n\n“Quoted”, said she.",
      });
      const result = await store.put(revisionOf(given));
      expect(result).toEqual({
        outcome: "added",
        article: { ...given, revision: 1 },
        passageIds: ["000000000001.1.0", "000000000001.1.1"],
      });
      expect(await store.article(given.articleId)).toEqual(result.article);
      const passages = await store.passagesOf(given.articleId, 1);
      expect(passages).toEqual(
        passagesOf(given.text).map((body) => ({
          ...body,
          passageId: `${given.articleId}.1.${body.ordinal}`,
          articleId: given.articleId,
          revision: 1,
        })),
      );
      expect(passages.every((p) => given.text.slice(p.start, p.end) === p.text)).toBe(true);
    });

    it("stores the same article once, whatever the time of fetching", async () => {
      await store.put(revisionOf(article(1)));
      const again = article(1, { fetchedAt: "2025-12-01T00:00:00.000Z", sample: true });
      expect(await store.compare(again)).toBe("unchanged");
      const result = await store.put(revisionOf(again));
      expect(result).toEqual({
        outcome: "unchanged",
        article: { ...article(1), revision: 1 },
        passageIds: [],
      });
      expect(await store.counts()).toMatchObject({ articles: 1, revisions: 1, passages: 2 });
    });

    it.each([
      { title: "Another title" },
      { deck: "Deck" },
      { text: "Other text." },
      { source: "Other" },
      { agency: "AP" },
      { author: "Someone" },
      { url: "https://example.org/other" },
      { language: "de" },
      { publishedAt: "2025-10-20T09:00:00.000Z" },
      { updatedAt: "2025-10-20T09:00:00.000Z" },
    ])("takes a change of %o as the next revision", async (change) => {
      await store.put(revisionOf(article(1)));
      const changed = article(1, change);
      expect(await store.compare(changed)).toBe("revised");
      const result = await store.put(revisionOf(changed));
      expect(result.outcome).toBe("revised");
      expect(result.passageIds[0]).toBe("000000000001.2.0");
      expect(await store.article(changed.articleId)).toEqual({ ...changed, revision: 2 });
      expect(await store.article(changed.articleId, 1)).toEqual({ ...article(1), revision: 1 });
      expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2 });
    });

    it("knows nothing of unknown ones", async () => {
      await store.put(revisionOf(article(1)));
      expect(await store.compare(article(2))).toBe("added");
      expect(await store.article("00000000000f")).toBeNull();
      expect(await store.article(article(1).articleId, 2)).toBeNull();
      expect(await store.passagesOf(article(1).articleId, 2)).toEqual([]);
      await expect(store.remove("00000000000f")).rejects.toMatchObject({ code: "article-unknown" });
    });

    it("removes every revision, passage, vector and word, and nothing else", async () => {
      await store.useFingerprint(FINGERPRINT, 4);
      const vectors = [unitVector(1, 4), unitVector(2, 4)];
      await store.put(revisionOf(article(1), vectors));
      await store.put(revisionOf(article(1, { title: "Zebra" }), vectors));
      await store.put(revisionOf(article(2), vectors));
      await store.putAnswer({
        answer: answer("a", "2025-10-22T00:00:00.000Z"),
        place: here,
        visibility: "public",
      });
      const test = await store.eligible(everything);
      expect(test("000000000001.2.0")).toBe(true);
      const removed = await store.remove(article(1).articleId);
      expect(removed).toEqual(["1.0", "1.1", "2.0", "2.1"].map((tail) => `000000000001.${tail}`));
      expect(await store.passages(removed)).toEqual([]);
      expect(await store.searchText(["zebra", "article1"], 9, everything)).toEqual([]);
      expect(await store.suggestArticles("zebra", 9)).toEqual([]);
      expect((await store.eligible(everything))("000000000001.2.0")).toBe(false);
      expect((await collect(store)).map((entry) => entry.passageId)).toEqual([
        "000000000002.1.0",
        "000000000002.1.1",
      ]);
      expect(await store.counts()).toMatchObject({
        articles: 1,
        revisions: 1,
        passages: 2,
        embeddings: 2,
        answers: 1,
      });
      expect((await store.put(revisionOf(article(1)))).article.revision).toBe(1);
    });

    it("gives passages in the order asked for and leaves unknown ones out", async () => {
      await store.put(revisionOf(article(1)));
      const ids = [
        "000000000001.1.1",
        "nonsense",
        "000000000001.1.7",
        "000000000001.1.0",
        "000000000001.1.1",
      ];
      const found = await store.passages(ids);
      expect(found.map((passage) => passage.ordinal)).toEqual([1, 0, 1]);
    });

    it("refuses what could not be read back, and stores nothing of it", async () => {
      const good = revisionOf(article(1));
      const bad = [
        { ...good, passages: good.passages.map((passage) => ({ ...passage, text: "else" })) },
        { ...good, passages: good.passages.slice(1) },
        { ...good, article: { ...good.article, publishedAt: "yesterday" } },
        { ...good, article: { ...good.article, articleId: "x" } },
      ];
      for (const revision of bad) await expect(store.put(revision)).rejects.toThrow(RangeError);
      expect(await store.counts()).toMatchObject({ articles: 0, revisions: 0, passages: 0 });
    });
  });
}
