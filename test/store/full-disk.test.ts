// A disk that is really full: nothing that was stored is lost, no good file is replaced by a torn one, and all goes on once there is room.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { backUpStore, sha256Of } from "../../src/store/sqlite/backup.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { answer, article, everything, here, revisionOf, unitVector } from "../conformance/samples.js";
import { SmallDisk } from "./small-disk.js";
import { openIndexes } from "./temp-folder.js";

const disk = SmallDisk.mount(8_000_000);
afterAll(() => disk?.unmount());

const DIMENSIONS = 64;
/** Of several pages, so that the index and the database grow. */
const vectors = (id: number) => Array.from({ length: 2 }, (_, n) => unitVector(id * 2 + n, DIMENSIONS));
const record = (id: string) =>
  ({ answer: answer(id, everything.asOf), place: here, visibility: "public" }) as const;

it.skipIf(disk === null)(
  "keeps the old index whole, finds what is new, and saves once there is room",
  async () => {
    const folder = join(disk?.folder ?? "", "index");
    const { articles, index } = await openIndexes(DIMENSIONS, { folder });
    for (let id = 1; id <= 200; id += 1) await articles.put(revisionOf(article(id), vectors(id)));
    await index.save();
    const good = ["index.hnsw", "index.json"].map((name) => readFileSync(join(folder, name)));
    await articles.put(revisionOf(article(999), vectors(999)));
    for (const leftBytes of [0, 4096, 30_000, 100_000]) {
      disk?.fill(leftBytes);
      await expect(index.save()).rejects.toMatchObject({
        code: "store-broken",
        message: expect.stringContaining("Index cannot be saved"),
      });
      expect(["index.hnsw", "index.json"].map((name) => readFileSync(join(folder, name)))).toEqual(good);
      expect(readdirSync(folder).filter((name) => name.includes("tmp-"))).toEqual([]);
      const [found] = await index.search(unitVector(999 * 2, DIMENSIONS), 1, everything);
      expect(found?.passageId).toBe(`${article(999).articleId}.1.0`);
      disk?.empty();
    }
    await index.save();
    expect((await openIndexes(DIMENSIONS, { folder })).rebuilt).toBeNull();
  },
);

it.skipIf(disk === null)(
  "says that the disk is full, keeps what was stored, and takes the rest once there is room",
  async () => {
    const folder = join(disk?.folder ?? "", "store");
    const stores = await openSqliteStores(folder);
    for (let id = 1; id <= 50; id += 1) await stores.articles.put(revisionOf(article(id)));
    await stores.answers.putAnswer(record("before"));
    disk?.fill();
    const full = {
      code: "store-broken",
      message: expect.stringContaining("Disk is full"),
      hint: expect.stringContaining("Make room"),
    };
    let stored = 50;
    const refused = async () => {
      for (;;) {
        await stores.articles.put(revisionOf(article(stored + 1)));
        stored += 1;
      }
    };
    await expect(refused()).rejects.toMatchObject(full);
    expect(await stores.search.searchText(["paragraph"], 9, everything)).toHaveLength(9);
    expect((await stores.articles.counts()).articles).toBe(stored);

    const target = join(disk?.folder ?? "", "backup.db");
    await expect(backUpStore(folder, target)).rejects.toMatchObject({
      message: expect.stringContaining(target),
    });
    expect(readdirSync(disk?.folder ?? "").filter((name) => name.startsWith("backup"))).toEqual([]);

    disk?.empty();
    for (let id = stored + 1; id <= 80; id += 1) await stores.articles.put(revisionOf(article(id)));
    await stores.answers.putAnswer(record("after"));
    expect((await stores.articles.counts()).articles).toBe(80);
    await backUpStore(folder, target);
    const good = readFileSync(target);
    disk?.fill();
    await expect(backUpStore(folder, `${target}.2`)).rejects.toMatchObject({ code: "store-broken" });
    expect(readFileSync(target)).toEqual(good);
    expect(readFileSync(`${target}.sha256`, "utf8")).toBe(`${await sha256Of(target)}  backup.db\n`);
    disk?.empty();
    await stores.close();
  },
);
