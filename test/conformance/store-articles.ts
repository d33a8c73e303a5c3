// Articles and their revisions, put, compared, read and removed: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import { answer, article, collect, everything, here, passagesOf, revisionOf, unitVector } from "./samples.js";

const FINGERPRINT = "f".repeat(64);

/** Part of stores.test.ts. */
export function describeArticles(current: () => Stores): void {
  describe("articles", () => {
    let stores: Stores;
    beforeEach(() => {
      stores = current();
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
      const result = await stores.articles.put(revisionOf(given));
      expect(result).toEqual({
        outcome: "added",
        article: { ...given, revision: 1 },
        passageIds: ["000000000001.1.0", "000000000001.1.1"],
      });
      expect(await stores.articles.article(given.articleId)).toEqual(result.article);
      const passages = await stores.articles.passagesOf(given.articleId, 1);
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
      await stores.articles.put(revisionOf(article(1)));
      const again = article(1, { fetchedAt: "2025-12-01T00:00:00.000Z", sample: true });
      const result = await stores.articles.put(revisionOf(again));
      expect(result).toEqual({
        outcome: "unchanged",
        article: { ...article(1), revision: 1 },
        passageIds: [],
      });
      expect(await stores.articles.counts()).toMatchObject({ articles: 1, revisions: 1, passages: 2 });
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
      await stores.articles.put(revisionOf(article(1)));
      const changed = article(1, change);
      const result = await stores.articles.put(revisionOf(changed));
      expect(result.outcome).toBe("revised");
      expect(result.passageIds[0]).toBe("000000000001.2.0");
      expect(await stores.articles.article(changed.articleId)).toEqual({ ...changed, revision: 2 });
      expect(await stores.articles.article(changed.articleId, 1)).toEqual({ ...article(1), revision: 1 });
      expect(await stores.articles.counts()).toMatchObject({ articles: 1, revisions: 2 });
    });

    it("puts several at once, in order, an article that comes twice as two revisions", async () => {
      await stores.articles.put(revisionOf(article(2)));
      const text = "Told again.\n\nAt length.\n\nIn three.";
      const results = await stores.articles.putAll(
        [article(3), article(2), article(1), article(3, { text }), article(2, { title: "New" })].map((one) =>
          revisionOf(one),
        ),
      );
      expect(
        results.map(({ outcome, article: { articleId, revision } }) => [outcome, articleId, revision]),
      ).toEqual([
        ["added", "000000000003", 1],
        ["unchanged", "000000000002", 1],
        ["added", "000000000001", 1],
        ["revised", "000000000003", 2],
        ["revised", "000000000002", 2],
      ]);
      expect(results[3]?.passageIds).toEqual(["000000000003.2.0", "000000000003.2.1", "000000000003.2.2"]);
      expect(await stores.articles.counts()).toMatchObject({ articles: 3, revisions: 5, passages: 11 });
      const arrived = await stores.arrivals.after(0, 9);
      expect(arrived.map(({ articleId, revision }) => `${articleId.slice(-1)}.${revision}`)).toEqual([
        "2.1",
        "3.1",
        "1.1",
        "3.2",
        "2.2",
      ]);
      for (const { article: stored } of results)
        expect(await stores.articles.article(stored.articleId, stored.revision)).toEqual(stored);
      expect(
        (await stores.search.searchText(["length"], 9, everything)).map(({ passageId }) => passageId),
      ).toEqual(["000000000003.2.1"]);
    });

    it("finds the newest revisions of many", async () => {
      await stores.articles.putAll(
        [article(1), article(2), article(1, { title: "New" })].map((one) => revisionOf(one)),
      );
      const found = await stores.articles.newest([
        "000000000002",
        "00000000000f",
        "000000000001",
        "000000000002",
      ]);
      expect([...found.keys()].sort()).toEqual(["000000000001", "000000000002"]);
      expect(found.get("000000000001")).toEqual({ ...article(1, { title: "New" }), revision: 2 });
      expect(found.get("000000000002")).toEqual({ ...article(2), revision: 1 });
      expect(await stores.articles.newest([])).toEqual(new Map());
    });

    it("knows nothing of unknown ones", async () => {
      await stores.articles.put(revisionOf(article(1)));
      expect(await stores.articles.article("00000000000f")).toBeNull();
      expect(await stores.articles.article(article(1).articleId, 2)).toBeNull();
      expect(await stores.articles.passagesOf(article(1).articleId, 2)).toEqual([]);
      await expect(stores.articles.remove("00000000000f")).rejects.toMatchObject({ code: "article-unknown" });
    });

    it("removes every revision, passage, vector and word, and nothing else", async () => {
      await stores.articles.useFingerprint(FINGERPRINT, 4);
      const vectors = [unitVector(1, 4), unitVector(2, 4)];
      await stores.articles.put(revisionOf(article(1), vectors));
      await stores.articles.put(revisionOf(article(1, { title: "Zebra" }), vectors));
      await stores.articles.put(revisionOf(article(2), vectors));
      await stores.answers.putAnswer({
        answer: answer("a", "2025-10-22T00:00:00.000Z"),
        place: here,
        visibility: "public",
      });
      const removed = await stores.articles.remove(article(1).articleId);
      expect(removed).toEqual(["1.0", "1.1", "2.0", "2.1"].map((tail) => `000000000001.${tail}`));
      expect(await stores.articles.passages(removed)).toEqual([]);
      expect(await stores.search.searchText(["zebra", "article1"], 9, everything)).toEqual([]);
      expect(await stores.search.suggestArticles("zebra", 9)).toEqual([]);
      expect((await collect(stores)).map((entry) => entry.passageId)).toEqual([
        "000000000002.1.0",
        "000000000002.1.1",
      ]);
      expect(await stores.articles.counts()).toMatchObject({
        articles: 1,
        revisions: 1,
        passages: 2,
        embeddings: 2,
        answers: 1,
      });
      expect((await stores.articles.put(revisionOf(article(1)))).article.revision).toBe(1);
    });

    it("gives passages in the order asked for and leaves unknown ones out", async () => {
      await stores.articles.put(revisionOf(article(1)));
      const ids = [
        "000000000001.1.1",
        "nonsense",
        "000000000001.1.7",
        "000000000001.1.0",
        "000000000001.1.1",
      ];
      const found = await stores.articles.passages(ids);
      expect(found.map((passage) => passage.ordinal)).toEqual([1, 0, 1]);
    });

    it("gives passages with the articles that hold them, each revision read once", async () => {
      await stores.articles.put(revisionOf(article(1)));
      await stores.articles.put(revisionOf(article(1, { title: "Zebra" })));
      await stores.articles.put(revisionOf(article(2)));
      const ids = ["2.1.1", "1.2.1", "1.9.0", "1.1.0", "1.2.0"].map((tail) => `00000000000${tail}`);
      const found = await stores.articles.passagesInArticles([...ids, "nonsense"]);
      const known = ids.filter((id) => !id.endsWith("9.0"));
      expect(found.map(({ passage }) => passage)).toEqual(await stores.articles.passages(known));
      expect(found.map(({ article: { title, revision } }) => [title, revision])).toEqual([
        [article(2).title, 1],
        ["Zebra", 2],
        [article(1).title, 1],
        ["Zebra", 2],
      ]);
      expect(found[1]?.article).toBe(found[3]?.article);
      expect(found[2]?.article).toEqual(await stores.articles.article(article(1).articleId, 1));
      expect(await stores.articles.passagesInArticles([])).toEqual([]);
    });

    it("refuses what could not be read back, and stores nothing of it", async () => {
      const good = revisionOf(article(1));
      const bad = [
        { ...good, passages: good.passages.map((passage) => ({ ...passage, text: "else" })) },
        { ...good, passages: good.passages.slice(1) },
        { ...good, article: { ...good.article, publishedAt: "yesterday" } },
        { ...good, article: { ...good.article, articleId: "x" } },
      ];
      for (const revision of bad) await expect(stores.articles.put(revision)).rejects.toThrow(RangeError);
      expect(await stores.articles.counts()).toMatchObject({ articles: 0, revisions: 0, passages: 0 });
    });
  });
}
