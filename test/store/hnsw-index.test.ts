// The graph over a store: recall against the oracle, saving, following two writers, and every way in which its files can be wrong.
import { chmod, copyFile, mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PassageScope, VectorIndex } from "../../src/store/ports.js";
import { checkSavedIndex, openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { dot } from "../../src/store/vectors.js";
import { article, everything, revisionOf, unitVector } from "../conformance/samples.js";
import { FINGERPRINT, openIndexes, tempFolder, tempStores } from "./temp-folder.js";

type Articles = Awaited<ReturnType<typeof openIndexes>>["articles"];

/** Puts articles of two passages; their vectors are those of the seeds 2·id and 2·id + 1. */
async function putMany(articles: Articles, from: number, to: number): Promise<void> {
  for (let id = from; id <= to; id += 1) {
    await articles.put(revisionOf(article(id), [unitVector(id * 2, 8), unitVector(id * 2 + 1, 8)]));
  }
}

/** A store of 25 articles with a saved index. */
async function saved(count = 25) {
  const opened = await openIndexes(8);
  await putMany(opened.articles, 1, count);
  await opened.index.save();
  return opened;
}

const rebuilt = async (folder: string, over: Parameters<typeof openIndexes>[1] = {}) =>
  (await openIndexes(over.dimensions ?? 8, { ...over, folder })).rebuilt;

const best = async (index: VectorIndex, seed: number, scope: PassageScope = everything) =>
  (await index.search(unitVector(seed, 8), 1, scope))[0]?.passageId;

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

const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString();

/** Articles of two passages, one a day, every third of one outlet and every fortieth of another. */
async function putClustered(articles: Articles, vectors: readonly Float32Array[]): Promise<void> {
  for (let id = 0; 2 * id + 1 < vectors.length; id += 1) {
    const source = id % 40 === 0 ? "Rare" : id % 3 === 0 ? "Third" : "Other";
    const given = article(id, { publishedAt: day(id % 365), source, fetchedAt: day(400) });
    await articles.put(revisionOf(given, vectors.slice(2 * id, 2 * id + 2)));
  }
}

async function recallOf(
  { index, exact }: Pick<Awaited<ReturnType<typeof openIndexes>>, "index" | "exact">,
  queries: readonly Float32Array[],
  scope: PassageScope,
): Promise<number> {
  let [right, wanted] = [0, 0];
  for (const query of queries) {
    const oracle = (await exact.search(query, 10, scope)).map(({ passageId }) => passageId);
    const found = new Set((await index.search(query, 10, scope)).map(({ passageId }) => passageId));
    right += oracle.filter((id) => found.has(id)).length;
    wanted += oracle.length;
  }
  expect(wanted).toBeGreaterThan(0);
  return right / wanted;
}

describe("HnswIndex", () => {
  it("finds what the exact index finds: recall@10 ≥ .99 on 3,000 vectors, in wide scopes and narrow ones", async () => {
    const vectors = clustered(3012, 64);
    const opened = await openIndexes(64);
    await putClustered(opened.articles, vectors.slice(0, 3000));
    await opened.index.follow();
    const scopes: Record<string, PassageScope> = {
      all: everything,
      firsts: { ...everything, firstOnly: true },
      "half the year": { asOf: day(180), source: null },
      "one month": { ...everything, asOf: day(400), since: day(335) },
      "one day": { asOf: day(7), source: null, since: day(7) },
      "a third": { ...everything, source: "Third" },
      "few articles": { ...everything, source: "rare" },
      "all but one": { ...everything, outlets: { allowed: [], denied: ["Other"] } },
    };
    for (const [name, scope] of Object.entries(scopes)) {
      expect(await recallOf(opened, vectors.slice(3000), scope), name).toBeGreaterThanOrEqual(0.99);
    }
  });

  it("keeps its recall when most entries are removed and others come", async () => {
    const vectors = clustered(2060, 32);
    const opened = await openIndexes(32);
    await putClustered(opened.articles, vectors.slice(0, 1500));
    await opened.index.follow();
    for (let id = 0; id < 750; id += 1) if (id % 3 !== 0) await opened.articles.remove(article(id).articleId);
    await putClustered(opened.articles, vectors.slice(0, 2000));
    await opened.index.follow();
    expect(await opened.index.size()).toBe(await opened.exact.size());
    expect(await recallOf(opened, vectors.slice(2000), everything)).toBeGreaterThanOrEqual(0.99);
  });

  it("opens what it saved without any work, and can go on from there", async () => {
    const { folder, index, articles } = await saved();
    await articles.remove(article(3).articleId);
    await index.save();
    const seen: number[] = [];
    const stores = await tempStores(folder);
    const again = await stores.openIndex(8, (done) => seen.push(done));
    expect(seen).toEqual([]);
    expect(await again.size()).toBe(48);
    for (const n of [0, 6, 17, 49]) {
      const query = unitVector(n, 8);
      expect(await again.search(query, 10, everything)).toEqual(await index.search(query, 10, everything));
    }
    await putMany(articles, 3, 3);
    await putMany(articles, 100, 160);
    expect(await best(again, 6)).toBe("000000000003.1.0");
    await again.follow();
    expect(await again.size()).toBe(48 + 2 + 122);
  });

  it("takes in what was put and removed between its save and a kill, as many of one as of the other", async () => {
    const { folder, articles } = await saved(5);
    await putMany(articles, 6, 6);
    await articles.remove(article(2).articleId);
    await articles.remove(article(3).articleId);
    await articles.put(revisionOf(article(3), [unitVector(90, 8), unitVector(91, 8)])); // the same ids, other vectors
    const stores = await tempStores(folder);
    const index = await stores.openIndex(8);
    expect(await index.size()).toBe(10);
    expect(await best(index, 90)).toBe("000000000003.1.0");
    expect(await best(index, 12)).toBe("000000000006.1.0");
    await index.save();
    expect(await checkSavedIndex(folder, 8)).toEqual({ held: 10, differing: 0 });
  });

  it("follows two writers, although as much is removed as is added", async () => {
    const { folder, index, articles } = await saved();
    const other = (await tempStores(folder)).articles;
    await other.useFingerprint(FINGERPRINT, 8);
    for (let id = 1; id <= 20; id += 1) {
      await other.remove(article(id).articleId);
      await putMany(id % 2 === 0 ? articles : (other as Articles), 100 + id, 100 + id);
    }
    expect(await best(index, 240)).toBe("000000000078.1.0");
    await index.follow();
    expect(await index.size()).toBe(50);
    const all = await index.search(unitVector(1, 8), 100, everything);
    expect(new Set(all.map(({ passageId }) => Number.parseInt(passageId.slice(0, 12), 16)))).toEqual(
      new Set([...Array.from({ length: 20 }, (_, n) => 101 + n), 21, 22, 23, 24, 25]),
    );
  });

  it("compares everything where the changes since its save are no longer kept", async () => {
    const { folder, source, articles } = await saved();
    await putMany(articles, 30, 40);
    await articles.remove(article(7).articleId);
    source.noteSave("of another process", source.newestChange() + 50_000);
    await putMany(articles, 41, 41);
    const again = await (await tempStores(folder)).openIndex(8);
    expect(await again.size()).toBe(50 + 24 - 2);
    expect(await best(again, 82)).toBe("000000000029.1.0");
    expect(await best(again, 14)).not.toBe("000000000007.1.0");
  });

  it("is not taken for the index of an older copy of the store", async () => {
    const { folder, index, articles } = await saved();
    const older = await tempFolder();
    await copyFile(join(folder, "dateline.db"), join(older, "dateline.db"));
    await putMany(articles, 26, 30);
    await index.save();
    for (const name of ["index.hnsw", "index.json"]) await copyFile(join(folder, name), join(older, name));
    expect(await rebuilt(older)).toMatch(/another store/);
  });

  it("saves nothing where nothing changed", async () => {
    const { folder, index } = await saved();
    await rm(join(folder, "index.json"));
    await index.save();
    expect((await readdir(folder)).filter((name) => name.startsWith("index"))).toEqual(["index.hnsw"]);
  });

  it("lets others have their turn while it builds", async () => {
    const { index, articles } = await openIndexes(256);
    for (let id = 1; id <= 600; id += 1) {
      await articles.put(revisionOf(article(id), [unitVector(id, 256), unitVector(id + 1000, 256)]));
    }
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await index.follow();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect(await index.size()).toBe(1200);
  });
});

describe("saving", () => {
  it.skipIf(process.getuid?.() === 0)(
    "says why it cannot on a folder that may not be written to",
    async () => {
      const { folder, index, articles } = await saved();
      await putMany(articles, 30, 30);
      await chmod(folder, 0o500);
      await expect(index.save()).rejects.toMatchObject({ code: "store-broken" });
      await chmod(folder, 0o700);
    },
  );

  it("keeps the old index and goes on answering where a folder stands in place of the new file", async () => {
    const { folder, index, articles } = await saved();
    const before = await readFile(join(folder, "index.json"), "utf8");
    await putMany(articles, 30, 30);
    await rm(join(folder, "index.hnsw"));
    await mkdir(join(folder, "index.hnsw"));
    await expect(index.save()).rejects.toMatchObject({
      code: "store-broken",
      message: expect.stringContaining("Index cannot be saved"),
      hint: expect.stringContaining("answering goes on"),
    });
    expect(await readFile(join(folder, "index.json"), "utf8")).toBe(before);
    expect((await readdir(folder)).filter((name) => name.includes("tmp"))).toEqual([]);
    expect(await best(index, 60)).toBe("00000000001e.1.0");
    await rm(join(folder, "index.hnsw"), { recursive: true });
    await index.save();
    expect(await rebuilt(folder)).toBeNull();
  });
});

describe("an index is built again", () => {
  it("where nothing is there yet", async () => {
    expect(await rebuilt(join(await tempFolder(), "new"))).toBe("no index yet");
  });

  it("where one of the two files is missing", async () => {
    const { folder } = await saved();
    await rm(join(folder, "index.hnsw"));
    expect(await rebuilt(folder)).toMatch(/missing/);
    await rm(join(folder, "index.json"));
    expect(await rebuilt(folder)).toBe("no index yet");
  });

  it("where the index file is cut short, altered, or of another save", async () => {
    const { folder, index, articles } = await saved();
    const file = join(folder, "index.hnsw");
    await copyFile(file, `${file}.old`);
    const bytes = await readFile(file);
    await truncate(file, bytes.length - 10);
    expect(await rebuilt(folder)).toMatch(/torn/);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await rebuilt(folder)).toMatch(/torn/);
    await putMany(articles, 70, 70);
    await index.save();
    expect(await rebuilt(folder)).toBeNull();
    await copyFile(`${file}.old`, file);
    expect(await rebuilt(folder)).toMatch(/torn/);
  });

  it.each(["", "{", "[]", "null", "7", '{"labels":[7]}', '{"schema":1,"count":1}'])(
    "where the manifest is %j",
    async (text) => {
      const { folder } = await saved();
      await writeFile(join(folder, "index.json"), text);
      expect(await rebuilt(folder)).toMatch(/manifest/);
    },
  );

  it.each([{ m: 8 }, { efConstruction: 100 }])("where it was built with another %o", async (over) => {
    const { folder } = await saved();
    expect(await rebuilt(folder, over)).toContain(`another ${Object.keys(over)[0]}`);
    expect(await rebuilt(folder)).toBeNull();
  });

  it("where the store has another embedder", async () => {
    const { folder } = await saved();
    const { rebuilt: reason, index } = await openIndexes(8, { folder, fingerprint: "e".repeat(64) });
    expect(reason).toContain("another fingerprint");
    expect(await index.size()).toBe(0);
  });

  it("and what a killed save left behind is removed, but not that of one still running", async () => {
    const { folder } = await saved();
    await writeFile(join(folder, "index.hnsw.tmp-old"), "x");
    await utimes(join(folder, "index.hnsw.tmp-old"), 0, 0);
    await writeFile(join(folder, "index.json.tmp-new"), "x");
    expect(await rebuilt(folder)).toBeNull();
    const files = (await readdir(folder)).filter((name) => name.startsWith("index"));
    expect(files.sort()).toEqual(["index.hnsw", "index.json", "index.json.tmp-new"]);
  });

  it("only for a store that has an embedder", async () => {
    const stores = await openSqliteStores(await tempFolder());
    await expect(stores.openIndex(8)).rejects.toMatchObject({ code: "store-fingerprint" });
    await stores.close();
  });
});
