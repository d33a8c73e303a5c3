// Candidates for copies: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import { sketchOf } from "../../src/compare/sketch.js";
import { COMMON_HASH, type Stores } from "../../src/store/ports.js";
import { article, everything, revisionOf } from "./samples.js";

const WIRE =
  "The harbour of Ostby was closed on Tuesday after a crane fell across the only channel, the port authority said.\n\nDivers found no damage to the gas pipe beneath it, and ferries were sent to the northern quay for the night.";
const TAIL = WIRE.split("\n\n")[0] ?? "";
const ELSE =
  "Voters in the valley of Lerwen have turned down a second tunnel by a narrow margin, the district's returning officer said on Sunday evening.";

/** Part of stores.test.ts. */
export function describeCopies(current: () => Stores): void {
  describe("candidates for copies", () => {
    let stores: Stores;
    const put = (id: number, text: string, over: Parameters<typeof article>[1] = {}) =>
      stores.articles.put(revisionOf(article(id, { text, ...over })));
    const find = async (text: string, scope = everything, limit = 9) =>
      (await stores.search.copyCandidates(sketchOf(text), limit, scope)).map(
        ({ articleId, revision }) => `${Number.parseInt(articleId, 16)}.${revision}`,
      );
    beforeEach(async () => {
      stores = current();
      await put(3, ELSE);
      await put(2, TAIL);
      await put(1, WIRE);
    });

    it("are those that share hashes, most first, then by article id", async () => {
      expect(await find(WIRE)).toEqual(["1.1", "2.1"]);
      expect(await find(TAIL)).toEqual(["2.1", "1.1"]);
      expect(await find(ELSE)).toEqual(["3.1"]);
      expect((await stores.search.copyCandidates(sketchOf(ELSE), 1, everything))[0]).toEqual(
        await stores.articles.article(article(3).articleId),
      );
      await put(4, TAIL);
      expect(await find(TAIL)).toEqual(["2.1", "4.1", "1.1"]);
    });

    it("are at most the limit, and none for a text without words or of its own", async () => {
      expect(await find(WIRE, everything, 1)).toEqual(["1.1"]);
      expect(await find(WIRE, everything, 0)).toEqual([]);
      expect(await find("")).toEqual([]);
      expect(await find("Nothing of this was ever printed anywhere by anyone before.")).toEqual([]);
    });

    it("are the revisions in scope only", async () => {
      await put(2, ELSE, { fetchedAt: "2025-11-10T08:00:00.000Z" });
      await put(5, WIRE, { publishedAt: "2025-11-01T08:00:00.000Z", source: "Another" });
      const early = { asOf: "2025-10-30T00:00:00.000Z", source: null };
      expect(await find(WIRE, early)).toEqual(["1.1", "2.1"]);
      expect(await find(WIRE)).toEqual(["1.1", "5.1"]);
      expect(await find(WIRE, { ...everything, source: "another" })).toEqual(["5.1"]);
      expect(await find(ELSE)).toEqual(["2.2", "3.1"]);
    });

    it("go with their article", async () => {
      await stores.articles.remove(article(2).articleId);
      expect(await find(WIRE)).toEqual(["1.1"]);
      await put(2, TAIL);
      expect(await find(WIRE)).toEqual(["1.1", "2.1"]);
    });

    it("are never found by a line that stands in very many articles", async () => {
      const line = "Read our newsletter every morning at seven for all that matters in the valley.";
      for (let id = 10; id < 11 + COMMON_HASH; id += 1) await put(id, line);
      expect(await find(line)).toEqual([]);
      expect(await find(WIRE)).toEqual(["1.1", "2.1"]);
    });

    it("are all sketched from the start in a new store", async () => {
      expect(await stores.articles.sketchMissing(9)).toBe(0);
    });
  });
}
