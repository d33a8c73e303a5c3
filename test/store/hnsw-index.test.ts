// The graph: recall against the oracle, saving, and every way in which its files can be wrong.
import { copyFile, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ExactIndex } from "../../src/store/exact-index.js";
import { HnswIndex, openHnswIndex } from "../../src/store/hnsw-index.js";
import { dot } from "../../src/store/vector-index.js";
import { unitVector } from "../conformance/samples.js";
import { tempFolder } from "./temp-folder.js";

const options = { dimensions: 8, fingerprint: "f".repeat(64) };
const entry = (n: number, dimensions = 8) => ({ passageId: `p${n}`, embedding: unitVector(n, dimensions) });

async function saved(count = 50): Promise<{ folder: string; index: HnswIndex }> {
  const folder = await tempFolder();
  const index = new HnswIndex(folder, options);
  await index.add(Array.from({ length: count }, (_, n) => entry(n)));
  await index.save();
  return { folder, index };
}

async function rebuildReason(folder: string, over: Partial<Parameters<typeof openHnswIndex>[1]> = {}) {
  const found = await openHnswIndex(folder, { ...options, ...over });
  return "rebuild" in found ? found.rebuild : null;
}

/** Unit vectors in clusters around a common direction, as embeddings of text are. */
function clustered(count: number, dimensions: number): Float32Array[] {
  const common = unitVector(1, dimensions);
  return Array.from({ length: count }, (_, n) => {
    const cluster = unitVector(1000 + (n % 60), dimensions);
    const own = unitVector(5000 + n, dimensions);
    const sum = own.map((value, i) => value + 0.8 * (cluster[i] ?? 0) + (common[i] ?? 0));
    const norm = Math.sqrt(dot(sum, sum));
    return sum.map((value) => value / norm);
  });
}

describe("HnswIndex", () => {
  it("finds what the exact index finds: recall@10 ≥ .99 on 3,000 vectors, with and without filters", async () => {
    const dimensions = 64;
    const vectors = clustered(3200, dimensions);
    const entries = vectors.slice(0, 3000).map((embedding, n) => ({ passageId: `p${n}`, embedding }));
    const graph = new HnswIndex(await tempFolder(), { ...options, dimensions });
    const exact = new ExactIndex(dimensions);
    await graph.add(entries);
    await exact.add(entries);
    for (const step of [1, 3, 10, 40, 300]) {
      const accept = (id: string) => Number(id.slice(1)) % step === 0;
      let right = 0;
      let wanted = 0;
      for (const query of vectors.slice(3000)) {
        const oracle = (await exact.search(query, 10, { accept })).map((neighbor) => neighbor.passageId);
        const found = new Set(
          (await graph.search(query, 10, { accept })).map((neighbor) => neighbor.passageId),
        );
        right += oracle.filter((id) => found.has(id)).length;
        wanted += oracle.length;
      }
      expect(right / wanted, `every ${step}th accepted`).toBeGreaterThanOrEqual(0.99);
    }
  });

  it("keeps its recall when most entries are removed and others come", async () => {
    const vectors = clustered(2100, 32);
    const graph = new HnswIndex(await tempFolder(), { ...options, dimensions: 32 });
    const exact = new ExactIndex(32);
    const entries = vectors.slice(0, 2000).map((embedding, n) => ({ passageId: `p${n}`, embedding }));
    const gone = entries.filter((_, n) => n % 3 !== 0).map(({ passageId }) => passageId);
    for (const index of [graph, exact]) {
      await index.add(entries.slice(0, 1500));
      await index.remove(gone);
      await index.add(entries.slice(1500));
    }
    expect(await graph.size()).toBe(await exact.size());
    let right = 0;
    for (const query of vectors.slice(2000)) {
      const oracle = (await exact.search(query, 10)).map((neighbor) => neighbor.passageId);
      const found = new Set((await graph.search(query, 10)).map((neighbor) => neighbor.passageId));
      right += oracle.filter((id) => found.has(id)).length;
    }
    expect(right / 1000).toBeGreaterThanOrEqual(0.99);
  });

  it("opens what it saved, removals included, and can go on from there", async () => {
    const { folder, index } = await saved();
    await index.remove(["p3"]);
    await index.save();
    const found = await openHnswIndex(folder, options);
    if ("rebuild" in found) throw new Error(found.rebuild);
    expect(await found.index.size()).toBe(49);
    for (const n of [0, 3, 17, 49]) {
      expect(await found.index.search(unitVector(n, 8), 10)).toEqual(
        await index.search(unitVector(n, 8), 10),
      );
    }
    await found.index.add([entry(3), ...Array.from({ length: 100 }, (_, n) => entry(100 + n))]);
    expect(await found.index.size()).toBe(150);
    expect((await found.index.search(unitVector(3, 8), 1))[0]?.passageId).toBe("p3");
  });

  it("saves nothing where nothing changed", async () => {
    const { folder, index } = await saved();
    await rm(join(folder, "index.json"));
    await index.add([entry(1)]); // the same vector
    await index.remove(["nobody"]);
    await index.save();
    expect(await readdir(folder)).toEqual(["index.hnsw"]);
  });

  it("lets others have their turn while it builds", async () => {
    const index = new HnswIndex(await tempFolder(), { ...options, dimensions: 256 });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await index.add(Array.from({ length: 1200 }, (_, n) => entry(n, 256)));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it("makes changes one after the other when they come at once", async () => {
    const { index } = await saved(0);
    const all = Array.from({ length: 300 }, (_, n) => entry(n));
    await Promise.all([index.add(all), index.remove(["p5"]), index.save(), index.add([entry(999)])]);
    expect(await index.size()).toBe(300);
    await expect(index.add([{ passageId: "x", embedding: new Float32Array(8) }])).rejects.toThrow(RangeError);
    await index.remove(["p6"]);
    expect(await index.size()).toBe(299);
  });
});

describe("openHnswIndex asks to rebuild", () => {
  it("where nothing is there yet, in a folder that it creates", async () => {
    expect(await rebuildReason(join(await tempFolder(), "new"))).toBe("no index yet");
  });

  it("where one of the two files is missing", async () => {
    const { folder } = await saved();
    await rm(join(folder, "index.hnsw"));
    expect(await rebuildReason(folder)).toMatch(/missing/);
    await rm(join(folder, "index.json"));
    expect(await rebuildReason(folder)).toBe("no index yet");
  });

  it("where the index file is cut short, altered, or of another save", async () => {
    const { folder, index } = await saved();
    const file = join(folder, "index.hnsw");
    await copyFile(file, `${file}.old`);
    const bytes = await readFile(file);
    await truncate(file, bytes.length - 10);
    expect(await rebuildReason(folder)).toMatch(/torn/);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await rebuildReason(folder)).toMatch(/torn/);
    await index.add([entry(70)]);
    await index.save();
    expect(await rebuildReason(folder)).toBeNull();
    await copyFile(`${file}.old`, file);
    expect(await rebuildReason(folder)).toMatch(/torn/);
  });

  it.each(["", "{", "[]", "null", "7", '{"labels":[7]}', '{"labels":[["p1"]],"count":1}'])(
    "where the manifest is %j",
    async (text) => {
      const { folder } = await saved();
      await writeFile(join(folder, "index.json"), text);
      expect(await rebuildReason(folder)).toMatch(/manifest|another/);
    },
  );

  it.each([{ fingerprint: "e".repeat(64) }, { dimensions: 9 }, { m: 8 }, { efConstruction: 100 }])(
    "where it was built with another %o",
    async (over) => {
      const { folder } = await saved();
      expect(await rebuildReason(folder, over)).toContain(`another ${Object.keys(over)[0]}`);
      expect(await rebuildReason(folder)).toBeNull();
    },
  );

  it("and removes what a killed save left behind, but not that of one still running", async () => {
    const { folder } = await saved();
    await writeFile(join(folder, "index.hnsw.tmp-old"), "x");
    await utimes(join(folder, "index.hnsw.tmp-old"), 0, 0);
    await writeFile(join(folder, "index.json.tmp-new"), "x");
    expect(await rebuildReason(folder)).toBeNull();
    expect((await readdir(folder)).sort()).toEqual(["index.hnsw", "index.json", "index.json.tmp-new"]);
  });
});
