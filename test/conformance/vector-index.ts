// What every vector index must do: one suite, run by vector-index.test.ts over each implementation.
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Outlets } from "../../src/model/article.js";
import type { ArticleStore, PassageScope, VectorIndex } from "../../src/store/ports.js";
import { article, everything, revisionOf, unitVector } from "./samples.js";

const DIMENSIONS = 16;
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, n) => sum + value * (b[n] ?? 0), 0);
const day = (n: number) => new Date(Date.UTC(2025, 9, 1 + n)).toISOString();
const idOf = (id: number, revision = 1, ordinal = 0) => `${article(id).articleId}.${revision}.${ordinal}`;

export interface IndexUnderTest {
  readonly name: string;
  /** An empty store whose embedder is set, and the index over it. */
  open(dimensions: number): Promise<{ readonly articles: ArticleStore; readonly index: VectorIndex }>;
}

export function describeIndex({ name, open }: IndexUnderTest): void {
  describe(`vector index: ${name}`, () => {
    let index: VectorIndex;
    let articles: ArticleStore;
    beforeEach(async () => {
      ({ index, articles } = await open(DIMENSIONS));
    });
    /** Puts an article of two passages, whose vectors depend on the seed. */
    const put = (id: number, over: Parameters<typeof article>[1] = {}, seed = id) =>
      articles.put(
        revisionOf(article(id, over), [unitVector(seed, DIMENSIONS), unitVector(seed + 5000, DIMENSIONS)]),
      );
    const putMany = async (count: number) => {
      for (let id = 1; id <= count; id += 1) await put(id);
      await index.follow();
    };
    const find = async (seed: number, limit: number, scope: PassageScope = everything) =>
      (await index.search(unitVector(seed, DIMENSIONS), limit, scope)).map(({ passageId }) => passageId);

    it("finds nothing in an empty index, nor for a limit of 0", async () => {
      expect(await find(1, 5)).toEqual([]);
      expect(await index.size()).toBe(0);
      await putMany(3);
      expect(await find(1, 0)).toEqual([]);
    });

    it("gives the best first, with the cosine", async () => {
      await putMany(20);
      const query = unitVector(7, DIMENSIONS);
      const found = await index.search(query, 5, everything);
      expect(found[0]?.passageId).toBe(idOf(7));
      expect(found[0]?.similarity).toBeCloseTo(1, 5);
      const seeds = Array.from({ length: 20 }, (_, n) => [n + 1, n + 5001]).flat();
      const wanted = seeds.map((seed) => cosine(query, unitVector(seed, DIMENSIONS))).sort((a, b) => b - a);
      for (const [n, neighbor] of found.entries()) expect(neighbor.similarity).toBeCloseTo(wanted[n] ?? 2, 5);
    });

    it("tells the cosines of given passages, null for unknown ones", async () => {
      await putMany(9);
      await articles.remove(article(4).articleId);
      const query = unitVector(7, DIMENSIONS);
      const asked = [idOf(7), idOf(4), "nobody", idOf(3, 1, 1)];
      const [seven, gone, unknown, three] = await index.similarities(query, asked);
      expect(seven).toBeCloseTo(1, 5);
      expect([gone, unknown]).toEqual([null, null]);
      expect(three).toBeCloseTo(cosine(query, unitVector(5003, DIMENSIONS)), 5);
      const short = unitVector(1, DIMENSIONS - 1);
      await expect(index.similarities(short, [idOf(1)])).rejects.toThrow(RangeError);
    });

    it("gives all where fewer than the limit are there", async () => {
      await putMany(2);
      expect((await find(1, 10)).sort()).toEqual([idOf(1), idOf(1, 1, 1), idOf(2), idOf(2, 1, 1)]);
    });

    it("follows the store: what is put, revised, embedded later and removed", async () => {
      await putMany(10);
      expect(await index.size()).toBe(20);
      await put(3, { title: "Changed", fetchedAt: day(25) }, 900);
      expect(await find(900, 1)).toEqual([idOf(3, 2)]);
      expect(await find(3, 40)).not.toContain(idOf(3)); // the first revision has ended
      await articles.put(revisionOf(article(11)));
      expect(await find(77, 40)).toHaveLength(20);
      await articles.putEmbeddings([{ passageId: idOf(11, 1, 1), embedding: unitVector(77, DIMENSIONS) }]);
      expect(await find(77, 1)).toEqual([idOf(11, 1, 1)]);
      await articles.remove(article(3).articleId);
      expect(await find(900, 40)).toHaveLength(19);
      for (const id of [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]) await articles.remove(article(id).articleId);
      expect(await find(3, 5)).toEqual([]);
      await put(3);
      expect(await find(3, 1)).toEqual([idOf(3)]);
    });

    it("keeps to the day, the outlet and the first passages, however few these are", async () => {
      for (let id = 1; id <= 150; id += 1) {
        await put(id, { publishedAt: day(id % 25), source: id % 40 === 1 ? "Rare" : "Common" });
      }
      await index.follow();
      const numbers = async (scope: PassageScope, limit = 400) =>
        (await find(5, limit, scope)).map((id) => Number.parseInt(id.slice(0, 12), 16));
      const all = Array.from({ length: 150 }, (_, n) => n + 1);
      const rare = await numbers({ ...everything, source: "rare" });
      expect([...new Set(rare)].sort((a, b) => a - b)).toEqual([1, 41, 81, 121]);
      const firsts = await find(5, 400, { ...everything, firstOnly: true });
      expect(firsts.sort()).toEqual(all.map((id) => idOf(id)).sort());
      const early = await numbers({ asOf: day(2), source: null });
      expect(new Set(early)).toEqual(new Set(all.filter((id) => id % 25 <= 2)));
      const since = await numbers({ ...everything, since: day(24) });
      expect(new Set(since)).toEqual(new Set(all.filter((id) => id % 25 === 24)));
      const outlets: Outlets = { allowed: [], denied: ["COMMON"] };
      expect(new Set(await numbers({ ...everything, outlets }, 3)).size).toBeGreaterThan(0);
      expect((await numbers({ ...everything, outlets }, 3)).every((id) => id % 40 === 1)).toBe(true);
      expect(await numbers({ ...everything, source: "Nobody" })).toEqual([]);
    });

    it("refuses vectors of another length or norm, and an instant that is none", async () => {
      await putMany(1);
      const long = unitVector(1, DIMENSIONS).map((value) => value * 2);
      await expect(index.search(unitVector(1, DIMENSIONS - 1), 1, everything)).rejects.toThrow(RangeError);
      await expect(index.search(long, 1, everything)).rejects.toThrow(RangeError);
      await expect(find(1, 1, { asOf: "yesterday", source: null })).rejects.toThrow(RangeError);
    });

    it("holds what was put and not removed, in any order of changes", async () => {
      const change = fc.record({ add: fc.boolean(), id: fc.integer({ min: 1, max: 15 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 50 }), async (changes) => {
          const held = new Set<number>();
          for (const { add, id } of changes) {
            if (add) await put(id);
            else if (held.has(id)) await articles.remove(article(id).articleId);
            if (add) held.add(id);
            else held.delete(id);
          }
          await index.follow();
          const query = unitVector(1234, DIMENSIONS);
          const found = await index.search(query, 60, everything);
          const ids = [...held].flatMap((id) => [idOf(id), idOf(id, 1, 1)]);
          expect(found.map(({ passageId }) => passageId).sort()).toEqual(ids.sort());
          expect(await index.size()).toBe(2 * held.size);
          for (const id of held) await articles.remove(article(id).articleId);
        }),
        { numRuns: 25 },
      );
    });
  });
}
