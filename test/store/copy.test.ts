// A store copied to PostgreSQL and back is the same, whatever interrupts the copy, and watches keep their place among arrivals.
import { sql } from "kysely";
import { afterAll, expect, it, onTestFinished, vi } from "vitest";
import { type CopyEnd, copyStore } from "../../src/store/copy.js";
import { openPostgresStores } from "../../src/store/postgres/open-stores.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { openSqliteRecords } from "../../src/store/sqlite/records.js";
import { feedRecord, itemRecord } from "../conformance/feed-store.js";
import {
  answer,
  article,
  collect,
  everything,
  here,
  revisionOf,
  unitVector,
} from "../conformance/samples.js";
import { madeNotice, madeWatch } from "../watch/watches.js";
import { startPglite } from "./postgres/servers.js";
import { FINGERPRINT, tempFolder } from "./temp-folder.js";

const pglite = await startPglite();
afterAll(() => pglite.stop());

async function folderEnd(): Promise<CopyEnd> {
  const folder = await tempFolder();
  const stores = await openSqliteStores(folder);
  const records = openSqliteRecords(folder);
  onTestFinished(async () => {
    await records.close();
    await stores.close();
  });
  const withoutIndex = (_dimensions: number, work: () => Promise<void>) => work();
  return { name: folder, stores, records, continueNumbers: async () => undefined, withoutIndex };
}

async function databaseEnd(): Promise<CopyEnd> {
  const { address, ...driver } = await pglite.fresh();
  const stores = await openPostgresStores(address, driver);
  onTestFinished(() => stores.close());
  const { records, continueNumbers, withoutIndex } = stores;
  return { name: "database", stores, records, continueNumbers, withoutIndex };
}

const AT = "2025-11-24T14:05:00.000Z";
const vectors = (seed: number) => [unitVector(seed, 4), unitVector(seed + 50, 4)];

async function fill({ stores }: CopyEnd): Promise<void> {
  const { articles, answers, feeds, guilds, watches, arrivals, settings } = stores;
  await articles.useFingerprint(FINGERPRINT, 4);
  for (let id = 1; id <= 45; id += 1) await articles.put(revisionOf(article(id), vectors(id)));
  await articles.put(revisionOf(article(7, { title: "Changed", fetchedAt: AT }), vectors(99)));
  await articles.remove(article(9).articleId);
  await answers.putAnswer({ answer: answer("a", AT), place: here, visibility: "private" });
  await settings.setSetting("k", "v");
  await feeds.add(feedRecord(1));
  await feeds.settle([itemRecord(feedRecord(1), "one"), itemRecord(feedRecord(1), "two", { undated: true })]);
  await guilds.change("1", () => ({
    value: "{}",
    lines: [{ at: AT, userId: "3", setting: "s", from: "1", to: "2" }],
  }));
  await watches.add(madeWatch(1));
  await watches.add(madeWatch(2));
  const number = (await arrivals.numberOf(article(7).articleId, 2)) ?? 0;
  await watches.mark([madeWatch(1).watchId, madeWatch(2).watchId], number, AT);
  await watches.settle(madeWatch(2).watchId, number, {}, madeNotice(1, { watchId: madeWatch(2).watchId }));
}

it("goes to a database and back, and new rows are numbered on", async () => {
  const [first, database, last] = [await folderEnd(), await databaseEnd(), await folderEnd()];
  await fill(first);
  const kinds = await copyStore(first, database, () => undefined);
  expect(kinds).toContainEqual({ kind: "revisions", from: 45, to: 45, same: true });
  expect(kinds).toContainEqual({ kind: "feed_items", from: 2, to: 2, same: true });
  expect(kinds).toContainEqual({ kind: "watch_notices", from: 1, to: 1, same: true });
  const changed = await database.stores.arrivals.numberOf(article(7).articleId, 2);
  expect(await database.stores.watches.cursor()).toBe(changed);
  expect(await database.stores.watches.pending(AT, 9)).toMatchObject([{ number: changed, at: AT }]);
  await copyStore(database, last, () => undefined);
  expect(await collect(last.stores)).toEqual(await collect(first.stores));
  expect(await last.stores.articles.counts()).toEqual(await first.stores.articles.counts());
  await database.stores.watches.add(madeWatch(3));
  expect((await database.stores.watches.list({}, 0, 1))[0]?.watchId).toBe(madeWatch(3).watchId);
});

it("goes on after an interruption, and only into an empty store", async () => {
  const [from, to, other] = [await folderEnd(), await databaseEnd(), await folderEnd()];
  await fill(from);
  await fill(other);
  let calls = 0;
  const interrupt = () => {
    calls += 1;
    if (calls === 2) throw new Error("interrupted");
  };
  await expect(copyStore(from, to, interrupt)).rejects.toThrow("interrupted");
  await expect(copyStore(other, to, () => undefined)).rejects.toMatchObject({ code: "usage-invalid" });
  expect((await copyStore(from, to, () => undefined)).every(({ same }) => same)).toBe(true);
  await expect(copyStore(from, to, () => undefined)).rejects.toMatchObject({ code: "usage-invalid" });
});

it("writes vectors without an index over them and makes it afterwards, or when the store is opened", async () => {
  const { address, ...driver } = await pglite.fresh();
  const stores = await openPostgresStores(address, driver);
  onTestFinished(() => stores.close());
  const { records, continueNumbers, withoutIndex } = stores;
  const to = { name: "database", stores, records, continueNumbers, withoutIndex };
  const indexes = async () => {
    const { rows } = await records.read((tables) =>
      sql<{
        name: string;
      }>`SELECT indexname AS name FROM pg_indexes WHERE indexname LIKE 'vectors_by%neighbor'
        ORDER BY 1`.execute(tables),
    );
    return rows.map(({ name }) => name);
  };
  const both = ["vectors_by_first_neighbor", "vectors_by_neighbor"];
  const from = await folderEnd();
  await fill(from);
  const seen: string[][] = [];
  const putEmbeddings = stores.articles.putEmbeddings.bind(stores.articles);
  vi.spyOn(stores.articles, "putEmbeddings").mockImplementation(async (entries) => {
    seen.push(await indexes());
    if (seen.length === 1) throw new Error("interrupted");
    await putEmbeddings(entries);
  });
  await expect(copyStore(from, to, () => undefined)).rejects.toThrow("interrupted");
  await stores.openIndex(4);
  expect(await indexes()).toEqual(both);
  await copyStore(from, to, () => undefined);
  expect(seen).toEqual([[], []]);
  expect(await indexes()).toEqual(both);
  const index = await stores.openIndex(4);
  const [nearest] = await index.search(unitVector(7, 4), 1, { ...everything, firstOnly: false });
  expect(nearest?.similarity).toBeGreaterThan(0.9);
});
