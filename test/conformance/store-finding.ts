// What typing and words find: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import { article, everything, revisionOf } from "./samples.js";

/** Part of stores.test.ts. */
export function describeHeadings(current: () => Stores): void {
  describe("lists and suggestions", () => {
    let stores: Stores;
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
      stores = current();
      for (const heading of headings) await stores.articles.put(revisionOf(heading));
    });
    const ids = (found: readonly { articleId: string }[]) =>
      found.map((a) => Number.parseInt(a.articleId, 16));

    it("lists the newest first and undated last", async () => {
      expect(ids(await stores.articles.listArticles(0, 10))).toEqual([3, 1, 4, 2]);
      expect(ids(await stores.articles.listArticles(1, 2))).toEqual([1, 4]);
      expect((await stores.articles.listArticles(0, 1))[0]).toEqual({
        articleId: "000000000003",
        title: "Summit ends",
        source: "the example",
        publishedAt: "2025-11-02T10:00:00.000Z",
      });
      expect((await stores.articles.counts()).newestAt).toBe("2025-11-02T10:00:00.000Z");
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
      expect(ids(await stores.search.suggestArticles(typed, 10))).toEqual(expected);
      expect(ids(await stores.search.suggestArticles(typed, 1))).toEqual(expected.slice(0, 1));
    });

    it("follows a new title and date", async () => {
      await stores.articles.put(
        revisionOf(article(1, { title: "Renamed", publishedAt: "2025-12-24T10:00:00.000Z" })),
      );
      expect(ids(await stores.search.suggestArticles("café", 10))).toEqual([]);
      expect(ids(await stores.search.suggestArticles("renamed december", 10))).toEqual([1]);
      expect(ids(await stores.articles.listArticles(0, 1))).toEqual([1]);
    });

    it("suggests outlets, most articles first, each once", async () => {
      expect(await stores.search.suggestSources("", 10)).toEqual(["the example", "Le Monde"]);
      expect(await stores.search.suggestSources("THE", 10)).toEqual(["the example"]);
      expect(await stores.search.suggestSources("le", 10)).toEqual(["Le Monde"]);
      expect(await stores.search.suggestSources("%", 10)).toEqual([]);
      expect(await stores.search.suggestSources("", 1)).toEqual(["the example"]);
    });

    it("counts the articles of an outlet as they change and go", async () => {
      const names = () => stores.search.suggestSources("", 10);
      await stores.articles.putAll(
        [
          article(5, { source: "Le Monde" }),
          article(6, { source: "LE MONDE", publishedAt: "2025-12-01T10:00:00.000Z" }),
        ].map((one) => revisionOf(one)),
      );
      expect(await names()).toEqual(["LE MONDE", "the example"]);
      await stores.articles.put(revisionOf(article(5, { source: "The Example" })));
      expect(await names()).toEqual(["the example", "LE MONDE"]);
      await stores.articles.put(revisionOf(article(6, { source: null })));
      await stores.articles.remove("000000000001");
      expect(await names()).toEqual(["the example"]);
    });

    it.each([
      [{ allowed: [], denied: [] }, [3, 1, 4, 2], ["the example", "Le Monde"]],
      [{ allowed: [], denied: ["THE EXAMPLE "] }, [1, 4], ["Le Monde"]],
      [{ allowed: ["le monde"], denied: [] }, [1], ["Le Monde"]],
      [{ allowed: ["le monde", "The Example"], denied: ["Le Monde"] }, [3, 2], ["the example"]],
      [{ allowed: ["nobody"], denied: [] }, [], []],
    ])("suggests only what may be quoted: %j", async (outlets, articles, outletNames) => {
      expect(ids(await stores.search.suggestArticles("", 10, outlets))).toEqual(articles);
      const summits = articles.filter((id) => id !== 2);
      expect(ids(await stores.search.suggestArticles("summit", 10, outlets))).toEqual(summits);
      expect(await stores.search.suggestSources("", 10, outlets)).toEqual(outletNames);
    });
  });
}

/** Part of stores.test.ts. */
export function describeWords(current: () => Stores): void {
  describe("words", () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = current();
      const texts = [
        "No meeting is scheduled now.\n\nThe presidents met in Budapest.",
        "A cease-fire holds.\n\nThe fire did not cease.",
        "Прези́дент приехал в Москву.\n\nNaïve résumé, L'Équipe 2025.",
      ];
      for (const [n, text] of texts.entries()) {
        await stores.articles.put(
          revisionOf(article(n + 1, { text, title: n === 1 ? "Budapest calls" : `Item ${n}` })),
        );
      }
    });
    const find = async (...terms: string[]) =>
      (await stores.search.searchText(terms, 10, everything)).map((hit) => hit.passageId.replace(/^0+/, ""));

    it("finds by stem, without case and diacritics, best first", async () => {
      expect(await find("meetings")).toEqual(["1.1.0"]);
      expect(await find("SCHEDULING")).toEqual(["1.1.0"]);
      expect(await find("resume")).toEqual(["3.1.1"]);
      expect(await find("москву")).toEqual(["3.1.0"]);
      const hits = await stores.search.searchText(["budapest", "president"], 10, everything);
      expect(hits[0]?.passageId).toBe("000000000001.1.1");
      expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a));
      expect(hits.every((hit) => hit.score > 0)).toBe(true);
    });

    it.each([
      ["İnciraltı", "Işık", ["inciralti", "INCIRALTI", "ınciraltı", "isik", "IŞIK", "ışık"]],
      ["Łódź", "Ærø", ["lodz", "ŁÓDŹ", "aero", "ÆRØ"]],
      ["Großstraße", "Đoković", ["grossstrasse", "GROSSSTRASSE", "dokovic", "đoković"]],
    ])("finds %s and %s however they are typed, in text, titles and outlets", async (one, two, typed) => {
      await stores.articles.put(
        revisionOf(article(9, { title: `Über ${one}`, text: `${two} war da.`, source: `${one} Postası` })),
      );
      expect(await stores.search.missingTerms(typed, everything)).toEqual([]);
      for (const term of typed) expect(await find(term)).toEqual(["9.1.0"]);
      expect(await stores.search.suggestArticles(typed[0] ?? "", 9)).toHaveLength(1);
      expect(await stores.search.suggestSources(typed[0] ?? "", 9)).toEqual([`${one} Postası`]);
      await stores.articles.remove(article(9).articleId);
      expect(await stores.search.missingTerms(typed, everything)).toEqual(typed);
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

    it.each(['"', '""', "*", "AND", "NOT (", "a:b", "text:met", "^met", "{x}", "met*", "\0", "-", "😀", ""])(
      "takes %j as plain words",
      async (term) => {
        expect(await find(term, "scheduled")).toContain("1.1.0");
        expect((await find(term)).every((id) => id !== "3.1.0")).toBe(true);
      },
    );

    it("gives nothing for no terms or no limit, and at most the limit", async () => {
      expect(await find()).toEqual([]);
      expect(await stores.search.searchText(["the"], 0, everything)).toEqual([]);
      expect(await stores.search.searchText(["the"], 1, everything)).toHaveLength(1);
    });

    it("looks past better matches that are out of scope", async () => {
      const put = (n: number, text: string, publishedAt: string) =>
        stores.articles.put(revisionOf(article(n, { text, publishedAt, title: "Lighthouses" })));
      await put(20, "The lamp was seen from a ferry far out.", "2024-03-01T08:00:00.000Z");
      for (let n = 21; n < 33; n += 1) await put(n, "Lamp, lamp, lamp.", "2025-03-01T08:00:00.000Z");
      const before = { ...everything, asOf: "2024-06-01T00:00:00.000Z" };
      const found = await stores.search.searchText(["lamp"], 1, before);
      expect(found.map((hit) => hit.passageId)).toEqual(["000000000014.1.0"]);
      expect(found[0]?.score).toBeGreaterThan(0);
    });

    it("names the terms that nothing holds", async () => {
      const terms = ["presidents", "cricket", "Budapest", "cease-fire", "fire-cease", "!!!"];
      expect(await stores.search.missingTerms(terms, everything)).toEqual(["cricket", "fire-cease", "!!!"]);
      expect(await stores.search.missingTerms([], everything)).toEqual([]);
    });

    it("lists the terms that begin so, and passages that hold one of them, within the scope", async () => {
      const terms = await stores.search.indexedTerms("b");
      expect(terms).toContain("budapest");
      expect(terms.every((term) => term.startsWith("b"))).toBe(true);
      expect(terms).toEqual([...new Set(terms)].sort());
      expect(await stores.search.indexedTerms("")).toEqual([]);
      const holding = await stores.search.passagesWithTerm("budapest", 9, everything);
      const short = holding.map((passageId) => passageId.replace(/^0+/, ""));
      expect(short).toEqual((await find("budapest")).sort());
      expect(await stores.search.passagesWithTerm("budapest", 1, everything)).toHaveLength(1);
      const before = { ...everything, asOf: "2000-01-01T00:00:00.000Z" };
      expect(await stores.search.passagesWithTerm("budapest", 9, before)).toEqual([]);
    });
  });
}
