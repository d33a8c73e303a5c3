// What every store must do, whatever it is made of: one suite, run by store.test.ts over each implementation.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Scope, Store } from "../../src/store/store.js";
import { answer, article, here, passagesOf, revisionOf, unitVector } from "./samples.js";
import { describeScope } from "./store-scope.js";

export interface StoreUnderTest {
  readonly name: string;
  /** Gives an empty store and a way to throw it away. */
  open(): Promise<{ store: Store; dispose: () => Promise<void> }>;
}

/** Everything that there is, as of a day after every sample. */
export const everything: Scope = { asOf: "2026-01-01T00:00:00.000Z", source: null };
const FINGERPRINT = "f".repeat(64);

export function describeStore({ name, open }: StoreUnderTest): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      ({ store, dispose } = await open());
    });
    afterEach(() => dispose());

    describe("articles", () => {
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

    describe("lists and suggestions", () => {
      const headings = [
        article(1, {
          title: "Café summit opens",
          publishedAt: "2025-10-21T10:00:00.000Z",
          source: "Le Monde",
        }),
        article(2, { title: "Peace talks: a cease-fire?", publishedAt: null, source: "The Example" }),
        article(3, { title: "Summit ends", publishedAt: "2025-11-02T10:00:00.000Z", source: "the example" }),
        article(4, { title: "Older SUMMIT", publishedAt: "1969-07-20T20:17:00.000Z", source: null }),
      ];
      beforeEach(async () => {
        for (const heading of headings) await store.put(revisionOf(heading));
      });
      const ids = (found: readonly { articleId: string }[]) =>
        found.map((a) => Number.parseInt(a.articleId, 16));

      it("lists the newest first and undated last", async () => {
        expect(ids(await store.listArticles(0, 10))).toEqual([3, 1, 4, 2]);
        expect(ids(await store.listArticles(1, 2))).toEqual([1, 4]);
        expect((await store.listArticles(0, 1))[0]).toEqual({
          articleId: "000000000003",
          title: "Summit ends",
          source: "the example",
          publishedAt: "2025-11-02T10:00:00.000Z",
        });
        expect((await store.counts()).newestAt).toBe("2025-11-02T10:00:00.000Z");
      });

      it.each([
        ["", [3, 1, 4, 2]],
        ["s", [3, 1, 4]],
        ["summ", [3, 1, 4]],
        ["sum op", [1]],
        ["CAFE", [1]],
        ["café", [1]],
        ["le mon", [1]],
        ["2025-10-21", [1]],
        ["2025-1", [3, 1]],
        ["october", [1]],
        ["Oct 21", [1]],
        ["cease-f", [2]],
        ["fire", [2]],
        ["umm", []],
        ['"', [3, 1, 4, 2]],
        ['sum" OR "talks', []],
        ["NOT", []],
        ["sum*", [3, 1, 4]],
        ["title:summit", []],
      ])("suggests for %j", async (typed, expected) => {
        expect(ids(await store.suggestArticles(typed, 10))).toEqual(expected);
        expect(ids(await store.suggestArticles(typed, 1))).toEqual(expected.slice(0, 1));
      });

      it("follows a new title and date", async () => {
        await store.put(
          revisionOf(article(1, { title: "Renamed", publishedAt: "2025-12-24T10:00:00.000Z" })),
        );
        expect(ids(await store.suggestArticles("café", 10))).toEqual([]);
        expect(ids(await store.suggestArticles("renamed december", 10))).toEqual([1]);
        expect(ids(await store.listArticles(0, 1))).toEqual([1]);
      });

      it("suggests outlets, most articles first, each once", async () => {
        expect(await store.suggestSources("", 10)).toEqual(["the example", "Le Monde"]);
        expect(await store.suggestSources("THE", 10)).toEqual(["the example"]);
        expect(await store.suggestSources("le", 10)).toEqual(["Le Monde"]);
        expect(await store.suggestSources("%", 10)).toEqual([]);
        expect(await store.suggestSources("", 1)).toEqual(["the example"]);
      });
    });

    describe("words", () => {
      beforeEach(async () => {
        const texts = [
          "No meeting is scheduled now.\n\nThe presidents met in Budapest.",
          "A cease-fire holds.\n\nThe fire did not cease.",
          "Прези́дент приехал в Москву.\n\nNaïve résumé, L'Équipe 2025.",
        ];
        for (const [n, text] of texts.entries()) {
          await store.put(
            revisionOf(article(n + 1, { text, title: n === 1 ? "Budapest calls" : `Item ${n}` })),
          );
        }
      });
      const find = async (...terms: string[]) =>
        (await store.searchText(terms, 10, everything)).map((hit) => hit.passageId.replace(/^0+/, ""));

      it("finds by stem, without case and diacritics, best first", async () => {
        expect(await find("meetings")).toEqual(["1.1.0"]);
        expect(await find("SCHEDULING")).toEqual(["1.1.0"]);
        expect(await find("resume")).toEqual(["3.1.1"]);
        expect(await find("москву")).toEqual(["3.1.0"]);
        const hits = await store.searchText(["budapest", "president"], 10, everything);
        expect(hits[0]?.passageId).toBe("000000000001.1.1");
        expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a));
        expect(hits.every((hit) => hit.score > 0)).toBe(true);
      });

      it("counts the title of the article, less than its text", async () => {
        expect(await find("budapest")).toEqual([
          "1.1.1",
          expect.stringMatching(/^2/),
          expect.stringMatching(/^2/),
        ]);
      });

      it("takes the parts of one term as a phrase", async () => {
        expect(await find("cease-fire")).toEqual(["2.1.0"]);
        expect((await find("cease", "fire")).sort()).toEqual(["2.1.0", "2.1.1"]);
      });

      it.each([
        '"',
        '""',
        "*",
        "AND",
        "NOT (",
        "a:b",
        "text:met",
        "^met",
        "{x}",
        "met*",
        "\0",
        "-",
        "😀",
        "",
      ])("takes %j as plain words", async (term) => {
        expect(await find(term, "scheduled")).toContain("1.1.0");
        expect((await find(term)).every((id) => id !== "3.1.0")).toBe(true);
      });

      it("gives nothing for no terms or no limit, and at most the limit", async () => {
        expect(await find()).toEqual([]);
        expect(await store.searchText(["the"], 0, everything)).toEqual([]);
        expect(await store.searchText(["the"], 1, everything)).toHaveLength(1);
      });

      it("names the terms that nothing holds", async () => {
        const terms = ["presidents", "cricket", "Budapest", "cease-fire", "fire-cease", "!!!"];
        expect(await store.missingTerms(terms, everything)).toEqual(["cricket", "fire-cease", "!!!"]);
        expect(await store.missingTerms([], everything)).toEqual([]);
      });
    });

    describe("vectors", () => {
      it("keeps one vector a passage, bit by bit, in order", async () => {
        await store.useFingerprint(FINGERPRINT, 8);
        expect(store.fingerprint).toBe(FINGERPRINT);
        const vectors = [unitVector(1, 8), unitVector(2, 8)];
        await store.put(revisionOf(article(2), vectors));
        await store.put(revisionOf(article(1)));
        expect((await store.passagesWithoutEmbedding(1)).map((p) => p.passageId)).toEqual([
          "000000000001.1.0",
        ]);
        expect(await store.counts()).toMatchObject({ passages: 4, embeddings: 2 });
        await store.putEmbeddings([
          { passageId: "000000000001.1.1", embedding: unitVector(4, 8) },
          { passageId: "00000000000f.1.0", embedding: unitVector(5, 8) },
        ]);
        expect((await store.passagesWithoutEmbedding(9)).map((p) => p.passageId)).toEqual([
          "000000000001.1.0",
        ]);
        expect(await collect(store)).toEqual([
          { passageId: "000000000002.1.0", embedding: vectors[0] },
          { passageId: "000000000002.1.1", embedding: vectors[1] },
          { passageId: "000000000001.1.1", embedding: unitVector(4, 8) },
        ]);
      });

      it("gives all of more than one batch", async () => {
        await store.useFingerprint(FINGERPRINT, 2);
        const text = Array.from({ length: 700 }, (_, n) => `Paragraph ${n}.`).join("\n\n");
        const vectors = Array.from({ length: 700 }, (_, n) => unitVector(n, 2));
        await store.put(revisionOf(article(1, { text }), vectors));
        const entries = await collect(store);
        expect(entries.map((entry) => entry.passageId)).toEqual(vectors.map((_, n) => `000000000001.1.${n}`));
        expect(entries.map((entry) => entry.embedding)).toEqual(vectors);
      });

      it("drops the vectors of another fingerprint and reports their passages", async () => {
        await store.useFingerprint(FINGERPRINT, 2);
        await store.put(revisionOf(article(1), [unitVector(1, 2), unitVector(2, 2)]));
        await store.useFingerprint(FINGERPRINT, 2);
        expect(await collect(store)).toHaveLength(2);
        await store.useFingerprint("e".repeat(64), 3);
        expect(store.fingerprint).toBe("e".repeat(64));
        expect(await collect(store)).toEqual([]);
        expect(await store.passagesWithoutEmbedding(9)).toHaveLength(2);
        expect((await store.counts()).embeddings).toBe(0);
      });

      it("refuses vectors without an embedder, of another length or norm, or too few", async () => {
        const vectors = [unitVector(1, 2), unitVector(2, 2)];
        await expect(store.put(revisionOf(article(1), vectors))).rejects.toMatchObject({
          code: "store-fingerprint",
        });
        await store.useFingerprint(FINGERPRINT, 2);
        const bad = [
          [unitVector(1, 3), unitVector(2, 3)],
          [unitVector(1, 2)],
          [unitVector(1, 2), new Float32Array(2)],
        ];
        for (const embeddings of bad) {
          await expect(store.put(revisionOf(article(1), embeddings))).rejects.toThrow(RangeError);
        }
        expect((await store.counts()).articles).toBe(0);
      });
    });

    describe("answers and settings", () => {
      const record = (
        id: string,
        minute: number,
        over: Partial<typeof here>,
        visibility: "public" | "private",
      ) => ({
        answer: answer(id, new Date(Date.UTC(2025, 9, 21, 0, minute)).toISOString()),
        place: { ...here, ...over },
        visibility,
      });

      it("gives back answers by id, replacing one put again", async () => {
        const given = record("a", 1, {}, "private");
        await store.putAnswer(given);
        expect(await store.answer("a")).toEqual(given);
        expect(await store.answer("b")).toBeNull();
        await store.putAnswer({ ...given, visibility: "public" });
        expect(await store.answer("a")).toEqual({ ...given, visibility: "public" });
        expect((await store.counts()).answers).toBe(1);
      });

      it("shows the newest of this channel that the person may see", async () => {
        await store.putAnswer(record("own-private", 3, {}, "private"));
        await store.putAnswer(record("public", 5, { userId: "9" }, "public"));
        await store.putAnswer(record("others-private", 6, { userId: "9" }, "private"));
        await store.putAnswer(record("elsewhere", 7, { channelId: "8" }, "public"));
        await store.putAnswer(record("own-elsewhere", 8, { channelId: "8" }, "private"));
        const seen = async (limit: number) =>
          (await store.recentAnswers(here, limit)).map((found) => found.answer.answerId);
        expect(await seen(10)).toEqual(["public", "own-private"]);
        expect(await seen(1)).toEqual(["public"]);
      });

      it("keeps settings", async () => {
        expect(await store.setting("k")).toBeNull();
        await store.setSetting("k", "one");
        await store.setSetting("k", "two");
        expect(await store.setting("k")).toBe("two");
      });
    });

    describeScope(() => store);
  });
}

async function collect(store: Store): Promise<{ passageId: string; embedding: Float32Array }[]> {
  const entries = [];
  for await (const batch of store.embeddings()) entries.push(...batch);
  return entries;
}
