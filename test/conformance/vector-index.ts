// What every vector index must do: one suite, run by vector-index.test.ts over each implementation.
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { VectorIndex } from "../../src/store/vector-index.js";
import { unitVector } from "./samples.js";

const DIMENSIONS = 16;
const entry = (n: number, seed = n) => ({ passageId: `p${n}`, embedding: unitVector(seed, DIMENSIONS) });
const entries = (count: number) => Array.from({ length: count }, (_, n) => entry(n));
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, n) => sum + value * (b[n] ?? 0), 0);

export interface IndexUnderTest {
  readonly name: string;
  open(dimensions: number): Promise<VectorIndex>;
}

export function describeIndex({ name, open }: IndexUnderTest): void {
  describe(`vector index: ${name}`, () => {
    let index: VectorIndex;
    beforeEach(async () => {
      index = await open(DIMENSIONS);
    });
    const find = async (seed: number, limit: number, accept?: (passageId: string) => boolean) =>
      (await index.search(unitVector(seed, DIMENSIONS), limit, accept === undefined ? {} : { accept })).map(
        (neighbor) => neighbor.passageId,
      );

    it("finds nothing in an empty index, nor for a limit of 0", async () => {
      expect(await find(1, 5)).toEqual([]);
      await index.add([]);
      expect(await index.size()).toBe(0);
      await index.add(entries(3));
      expect(await find(1, 0)).toEqual([]);
    });

    it("gives the best first, with the cosine", async () => {
      await index.add(entries(40));
      const query = unitVector(7, DIMENSIONS);
      const found = await index.search(query, 5);
      expect(found[0]?.passageId).toBe("p7");
      expect(found[0]?.similarity).toBeCloseTo(1, 5);
      const wanted = entries(40)
        .map(({ embedding }) => cosine(query, embedding))
        .sort((a, b) => b - a);
      for (const [n, neighbor] of found.entries()) expect(neighbor.similarity).toBeCloseTo(wanted[n] ?? 2, 5);
    });

    it("tells the cosines of given passages, null for unknown ones", async () => {
      await index.add(entries(20));
      await index.remove(["p4"]);
      const query = unitVector(7, DIMENSIONS);
      const [seven, gone, unknown, three] = await index.similarities(query, ["p7", "p4", "nobody", "p3"]);
      expect(seven).toBeCloseTo(1, 5);
      expect([gone, unknown]).toEqual([null, null]);
      expect(three).toBeCloseTo(cosine(query, unitVector(3, DIMENSIONS)), 5);
      const short = unitVector(1, DIMENSIONS - 1);
      await expect(index.similarities(short, ["p1"])).rejects.toThrow(RangeError);
    });

    it("gives all where fewer than the limit are there", async () => {
      await index.add(entries(3));
      expect((await find(1, 10)).sort()).toEqual(["p0", "p1", "p2"]);
    });

    it("replaces an entry put again", async () => {
      await index.add(entries(20));
      await index.add([entry(3, 900)]);
      expect(await index.size()).toBe(20);
      expect((await find(900, 1))[0]).toBe("p3");
      expect((await find(3, 20)).filter((id) => id === "p3")).toHaveLength(1);
      expect((await find(3, 1))[0]).not.toBe("p3");
    });

    it("removes entries and passes over unknown ones", async () => {
      await index.add(entries(20));
      await index.remove(["p3", "nobody", "p19", "p3"]);
      expect(await index.size()).toBe(18);
      expect(await find(3, 20)).toHaveLength(18);
      expect(await find(3, 20)).not.toContain("p3");
      await index.remove(entries(20).map(({ passageId }) => passageId));
      expect(await index.size()).toBe(0);
      expect(await find(3, 5)).toEqual([]);
      await index.add([entry(3)]);
      expect(await find(3, 5)).toEqual(["p3"]);
    });

    it("returns accepted entries only, however few", async () => {
      await index.add(entries(600));
      const number = (id: string) => Number(id.slice(1));
      expect(await find(5, 10, () => false)).toEqual([]);
      expect(await find(5, 10, (id) => id === "p77")).toEqual(["p77"]);
      for (const step of [2, 5, 40]) {
        const found = await find(5, 10, (id) => number(id) % step === 1);
        expect(found).toHaveLength(10);
        expect(found.every((id) => number(id) % step === 1)).toBe(true);
      }
    });

    it("asks again about entries added after a predicate was first used", async () => {
      const accept = (id: string) => id !== "p1";
      await index.add(entries(2));
      expect(await find(1, 5, accept)).toEqual(["p0"]);
      await index.add([entry(2)]);
      expect((await find(1, 5, accept)).sort()).toEqual(["p0", "p2"]);
    });

    it("refuses vectors of another length or norm and keeps nothing of the call", async () => {
      const short = { passageId: "short", embedding: unitVector(1, DIMENSIONS - 1) };
      const long = { passageId: "long", embedding: unitVector(1, DIMENSIONS).map((value) => value * 2) };
      await expect(index.add([entry(1), short])).rejects.toThrow(RangeError);
      await expect(index.add([entry(1), long])).rejects.toThrow(RangeError);
      await expect(index.search(short.embedding, 1)).rejects.toThrow(RangeError);
      expect(await index.size()).toBe(0);
    });

    it("holds what was added and not removed, in any order of changes", async () => {
      const change = fc.record({ add: fc.boolean(), id: fc.integer({ min: 0, max: 30 }), seed: fc.nat(500) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 80 }), async (changes) => {
          const fresh = await open(DIMENSIONS);
          const held = new Map<string, number>();
          for (const { add, id, seed } of changes) {
            if (add) await fresh.add([entry(id, seed)]);
            else await fresh.remove([`p${id}`]);
            if (add) held.set(`p${id}`, seed);
            else held.delete(`p${id}`);
          }
          expect(await fresh.size()).toBe(held.size);
          const query = unitVector(1234, DIMENSIONS);
          const found = await fresh.search(query, 40);
          expect(found.map((neighbor) => neighbor.passageId).sort()).toEqual([...held.keys()].sort());
          for (const { passageId, similarity } of found) {
            const seed = held.get(passageId) ?? -1;
            expect(similarity).toBeCloseTo(cosine(query, unitVector(seed, DIMENSIONS)), 4);
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
