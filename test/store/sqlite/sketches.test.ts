// What only a file can get wrong about sketches: a store of an older version, an interruption, rows left behind.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sketchOf } from "../../../src/compare/sketch.js";
import { fillSketches } from "../../../src/main/open-vectors.js";
import type { Stores } from "../../../src/store/ports.js";
import { DATABASE_FILE, SqliteDatabase } from "../../../src/store/sqlite/database.js";
import { MIGRATIONS } from "../../../src/store/sqlite/migrations.js";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { article, everything, revisionOf } from "../../conformance/samples.js";
import { takeBack, tempFolder } from "../temp-folder.js";

/** Words that no other text has. */
const textOf = (id: number) => Array.from({ length: 20 }, (_, n) => `word${n}of${id}`).join(" ");
/** The version of a store before its sketches. */
const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes("CREATE TABLE sketch_hashes"));
const candidatesOf = async (stores: Stores, id: number) =>
  (await stores.search.copyCandidates(sketchOf(textOf(id)), 9, everything)).map(({ articleId }) => articleId);

/** A store just before the sketches came, with 40 articles: newer tables go, then their versions are taken back. */
async function oldStore(): Promise<string> {
  const folder = await tempFolder();
  const stores = await openSqliteStores(folder);
  for (let id = 1; id <= 40; id += 1)
    await stores.articles.put(revisionOf(article(id, { text: textOf(id) })));
  await stores.close();
  const database = new SqliteDatabase(join(folder, DATABASE_FILE));
  takeBack(database, BEFORE);
  database.close();
  return folder;
}

function rows(folder: string, table: string): number {
  const database = new SqliteDatabase(join(folder, DATABASE_FILE), { readonly: true });
  const count = database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  database.close();
  return count;
}

describe("a store without sketches", () => {
  it("is queued at opening, after a backup, and sketched in steps", async () => {
    const folder = await oldStore();
    const stores = await openSqliteStores(folder);
    expect(await readdir(folder)).toContain(`${DATABASE_FILE}.v${BEFORE}.bak`);
    expect(await stores.articles.sketchMissing(0)).toBe(40);
    expect(await candidatesOf(stores, 7)).toEqual([]);
    const done: number[] = [];
    await fillSketches(stores.articles, (event) => done.push(event.done));
    expect(done).toEqual([16, 32, 40]);
    expect(await candidatesOf(stores, 7)).toEqual([article(7).articleId]);
    await fillSketches(stores.articles, () => expect.unreachable());
    await stores.close();
  });

  it("goes on after an interruption, and what comes in meanwhile is sketched at once", async () => {
    const folder = await oldStore();
    const interrupted = await openSqliteStores(folder);
    expect(await interrupted.articles.sketchMissing(10)).toBe(30);
    await interrupted.articles.put(revisionOf(article(50, { text: textOf(50) })));
    await interrupted.articles.remove(article(40).articleId);
    await interrupted.close();
    const stores = await openSqliteStores(folder);
    expect(await candidatesOf(stores, 50)).toEqual([article(50).articleId]);
    expect(await stores.articles.sketchMissing(0)).toBe(29);
    await fillSketches(stores.articles, () => undefined);
    for (const id of [1, 10, 11, 39]) expect(await candidatesOf(stores, id)).toEqual([article(id).articleId]);
    expect(await candidatesOf(stores, 40)).toEqual([]);
    await stores.close();
  });
});

it("leaves no hash behind when every article is removed, revised ones too", async () => {
  const folder = await tempFolder();
  const stores = await openSqliteStores(folder);
  for (const id of [1, 2]) {
    await stores.articles.put(revisionOf(article(id, { text: textOf(id) })));
    await stores.articles.put(revisionOf(article(id, { text: textOf(id + 10) })));
  }
  expect(rows(folder, "sketch_hashes")).toBeGreaterThan(20);
  for (const id of [1, 2]) await stores.articles.remove(article(id).articleId);
  expect(rows(folder, "sketch_hashes")).toBe(0);
  await stores.close();
});
