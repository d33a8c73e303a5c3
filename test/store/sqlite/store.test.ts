// What only a file can get wrong: other versions, other owners, damage, other processes, half a transaction.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DATABASE_FILE, migrate, SqliteDatabase } from "../../../src/store/sqlite/database.js";
import { APPLICATION_ID, MIGRATIONS } from "../../../src/store/sqlite/migrations.js";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { addMigrationFunctions } from "../../../src/store/sqlite/words.js";
import { answer, article, everything, here, revisionOf, unitVector } from "../../conformance/samples.js";
import { tempFolder } from "../temp-folder.js";

const pair = [unitVector(1, 4), unitVector(2, 4)];

async function folderWith(sql: string): Promise<string> {
  const folder = await tempFolder();
  const database = new SqliteDatabase(join(folder, DATABASE_FILE));
  database.exec(sql);
  database.close();
  return folder;
}

describe("the file", () => {
  it("is created with its folder, and holds everything after closing", async () => {
    const folder = join(await tempFolder(), "a", "b");
    const stores = await openSqliteStores(folder);
    await stores.articles.useFingerprint("f", 4);
    await stores.articles.put(revisionOf(article(1), pair));
    await stores.answers.putAnswer({
      answer: answer("a", "2025-10-22T00:00:00.000Z"),
      place: here,
      visibility: "private",
    });
    await stores.settings.setSetting("k", "v");
    const counts = await stores.articles.counts();
    await stores.close();
    expect(await readdir(folder)).toEqual([DATABASE_FILE]);
    const again = await openSqliteStores(folder);
    expect(again.articles.fingerprint).toBe("f");
    expect(await again.articles.counts()).toEqual(counts);
    expect(await again.search.searchText(["paragraph"], 9, everything)).toHaveLength(2);
    expect(await again.settings.setting("k")).toBe("v");
    expect((await again.answers.recentAnswers(here, 1))[0]?.answer.answerId).toBe("a");
    await again.close();
  });

  it("of a newer version is refused and left as it is", async () => {
    const sql = `CREATE TABLE t (x); PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 99`;
    const folder = await folderWith(sql);
    const before = await readFile(join(folder, DATABASE_FILE));
    await expect(openSqliteStores(folder)).rejects.toMatchObject({ code: "store-newer", message: /99/ });
    expect(await readFile(join(folder, DATABASE_FILE))).toEqual(before);
    expect(await readdir(folder)).toEqual([DATABASE_FILE]);
  });

  it("of another program is refused and left as it is", async () => {
    const folder = await folderWith("CREATE TABLE cookies (x)");
    const before = await readFile(join(folder, DATABASE_FILE));
    await expect(openSqliteStores(folder)).rejects.toMatchObject({ code: "store-broken" });
    expect(await readFile(join(folder, DATABASE_FILE))).toEqual(before);
  });

  it("that is no database is refused with a hint and left as it is", async () => {
    const folder = await tempFolder();
    const text = "This is a diary, not a database. ".repeat(200);
    await writeFile(join(folder, DATABASE_FILE), text);
    const opening = openSqliteStores(folder);
    await expect(opening).rejects.toMatchObject({ code: "store-broken", hint: /overwritten/ });
    expect(await readFile(join(folder, DATABASE_FILE), "utf8")).toBe(text);
  });

  it("with damage inside is reported as broken when the damage is met", async () => {
    const folder = await tempFolder();
    const stores = await openSqliteStores(folder);
    for (let id = 1; id <= 300; id += 1) await stores.articles.put(revisionOf(article(id)));
    await stores.close();
    const file = join(folder, DATABASE_FILE);
    const bytes = await readFile(file);
    bytes.fill(0xff, bytes.length / 2);
    await writeFile(file, bytes);
    const broken = await openSqliteStores(folder);
    const reading = async () => {
      for (let id = 1; id <= 300; id += 1) await broken.articles.passagesOf(article(id).articleId, 1);
    };
    await expect(reading()).rejects.toMatchObject({ code: "store-broken", hint: /overwritten/ });
    await broken.close();
  });

  it("with a row of another shape names the row", async () => {
    const folder = await tempFolder();
    const stores = await openSqliteStores(folder);
    await stores.articles.put(revisionOf(article(1)));
    const database = new SqliteDatabase(join(folder, DATABASE_FILE));
    database.exec(`UPDATE revisions SET dates = '[{"field":"birthday"}]'`);
    database.close();
    const reading = stores.articles.article(article(1).articleId);
    await expect(reading).rejects.toMatchObject({ code: "store-broken", message: /000000000001 revision 1/ });
    await stores.close();
  });

  it.each([
    ["", " is a file, not a folder", "Name a folder"],
    ["below", ": ENOTDIR", "may be written to"],
  ])("has no folder, with a hint, where a file stands: %j", async (below, why, hint) => {
    const folder = join(await tempFolder(), "store");
    await writeFile(folder, "");
    await expect(openSqliteStores(join(folder, below))).rejects.toMatchObject({
      code: "store-broken",
      message: expect.stringContaining(`Store cannot be used: ${join(folder, below)}${why}`),
      hint: expect.stringContaining(hint),
    });
  });

  it("cannot be opened where a folder has its name", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, DATABASE_FILE));
    await expect(openSqliteStores(folder)).rejects.toMatchObject({
      code: "store-broken",
      message: expect.stringContaining("dateline.db is a folder, not a file"),
    });
  });
});

/** Stamps of the tables after each migration of 0.1.0, told by its own code. A new migration adds its own once it is released. */
const RELEASED: readonly string[] = [
  "8e0ce8dc864216f4",
  "6e0913047efbed60",
  "d9e46dc8cd6e5844",
  "52bcb0ad5476a826",
  "3bea21b86e8a3dc1",
  "27d95e22e49192b2",
  "5232d2112a93b9e2",
  "01a723305f70478c",
  "1ce079a354223004",
  "1ce079a354223004",
];

describe("migrations", () => {
  const first = "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('kept');";
  const second = "ALTER TABLE notes ADD COLUMN day TEXT; UPDATE notes SET day = 'today';";
  const versionOne = `${first} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1;`;

  it("bring an older file forward after a backup of it", async () => {
    const folder = await folderWith(versionOne);
    const file = join(folder, DATABASE_FILE);
    const database = new SqliteDatabase(file);
    await migrate(database, file, [first, second]);
    expect(database.prepare("SELECT * FROM notes").all()).toEqual([{ text: "kept", day: "today" }]);
    expect(database.pragma("user_version", { simple: true })).toBe(2);
    await migrate(database, file, [first, second]);
    database.close();
    expect((await readdir(folder)).sort()).toEqual([DATABASE_FILE, `${DATABASE_FILE}.v1.bak`]);
    const backup = new SqliteDatabase(`${file}.v1.bak`, { readonly: true });
    expect(backup.prepare("SELECT * FROM notes").all()).toEqual([{ text: "kept" }]);
    expect(backup.pragma("user_version", { simple: true })).toBe(1);
    backup.close();
  });

  it("that fail leave the file as it was, and never overwrite an earlier backup", async () => {
    const folder = await folderWith(versionOne);
    const file = join(folder, DATABASE_FILE);
    const database = new SqliteDatabase(file);
    const failing = `${second} SELECT * FROM nowhere;`;
    await expect(migrate(database, file, [first, failing])).rejects.toThrow(/nowhere/);
    expect(database.prepare("SELECT * FROM notes").all()).toEqual([{ text: "kept" }]);
    expect(database.pragma("user_version", { simple: true })).toBe(1);
    await migrate(database, file, [first, second]);
    expect(existsSync(`${file}.v1.bak`) && existsSync(`${file}.v1-2.bak`)).toBe(true);
    database.close();
  });

  it("that are released make the same tables forever", () => {
    const database = new SqliteDatabase(":memory:");
    const tables = database.prepare<[], string>(
      `SELECT coalesce(sql, name) FROM sqlite_schema
       WHERE name NOT GLOB 'passage_text_*' AND name NOT GLOB 'article_words_*' ORDER BY type, name`, // FTS5's own
    );
    addMigrationFunctions(database);
    const stamps = MIGRATIONS.map((migration) => {
      database.exec(migration);
      return createHash("sha256").update(tables.pluck().all().join("\n")).digest("hex").slice(0, 16);
    });
    database.close();
    expect(stamps.slice(0, RELEASED.length)).toEqual(RELEASED);
  });

  it("make no backup of a new file", async () => {
    const folder = await tempFolder();
    const file = join(folder, DATABASE_FILE);
    const database = new SqliteDatabase(file);
    await migrate(database, file);
    expect(database.pragma("user_version", { simple: true })).toBe(MIGRATIONS.length);
    expect(database.pragma("application_id", { simple: true })).toBe(APPLICATION_ID);
    database.close();
    expect(await readdir(folder)).toEqual([DATABASE_FILE]);
  });
});

describe("what a person has removed", () => {
  it("is in no file of the store any more, while it is open beside another connection", async () => {
    const folder = await tempFolder();
    const [stores, other] = [await openSqliteStores(folder), await openSqliteStores(folder)];
    const asked = (id: string, userId: string, question: string) => ({
      answer: { ...answer(id, "2025-10-22T00:00:00.000Z"), question },
      place: { ...here, userId },
      visibility: "public" as const,
    });
    const long = `${"very ".repeat(3000)}long`; // on overflow pages of its own
    for (let n = 0; n < 50; n += 1) {
      await stores.answers.putAnswer(asked(`keep${n}`, "9", `What stays ${n}?`));
      await stores.answers.putAnswer(
        asked(`gone${n}`, "3", `Where is the marzipan ${n}? ${n % 5 === 0 ? long : ""}`),
      );
    }
    await stores.answers.putAnswer(asked("gone1", "3", "Who ate the marzipan?"));
    expect(await other.answers.removeAnswersOf("3")).toBe(50);
    for (const file of await readdir(folder)) {
      const bytes = await readFile(join(folder, file));
      expect([file, bytes.includes("marzipan"), bytes.includes("very very")]).toEqual([file, false, false]);
    }
    expect((await stores.articles.counts()).answers).toBe(50);
    await stores.close();
    await other.close();
  });

  it("goes without waiting for whoever reads just then", async () => {
    const folder = await tempFolder();
    const stores = await openSqliteStores(folder, { busyTimeoutMs: 30_000 });
    const place = { ...here, userId: "3" };
    await stores.answers.putAnswer({
      answer: answer("a", "2025-10-22T00:00:00.000Z"),
      place,
      visibility: "public",
    });
    const reader = new SqliteDatabase(join(folder, DATABASE_FILE));
    reader.exec("BEGIN; SELECT count(*) FROM answers");
    const started = performance.now();
    expect(await stores.answers.removeAnswersOf("3")).toBe(1);
    expect(performance.now() - started).toBeLessThan(15_000); // the busy timeout
    expect(reader.prepare("SELECT count(*) FROM answers").pluck().get()).toBe(1);
    reader.exec("COMMIT");
    expect(reader.prepare("SELECT count(*) FROM answers").pluck().get()).toBe(0);
    reader.close();
    await stores.close();
  });
});

describe("two processes", () => {
  it("see each other's changes at once, counts included", async () => {
    const folder = await tempFolder();
    const [bot, terminal] = [await openSqliteStores(folder), await openSqliteStores(folder)];
    expect((await bot.search.scopeCounts(everything)).articles).toBe(0);
    await terminal.articles.put(revisionOf(article(1)));
    expect((await bot.search.scopeCounts(everything)).articles).toBe(1);
    expect(await bot.search.searchText(["paragraph"], 9, everything)).toHaveLength(2);
    await bot.articles.put(
      revisionOf(article(1, { title: "Changed", fetchedAt: "2025-11-01T00:00:00.000Z" })),
    );
    expect((await terminal.articles.article(article(1).articleId))?.revision).toBe(2);
    await bot.close();
    await terminal.close();
  });

  it("do not mix vectors of different embedders", async () => {
    const folder = await tempFolder();
    const [bot, terminal] = [await openSqliteStores(folder), await openSqliteStores(folder)];
    await bot.articles.useFingerprint("one", 4);
    await terminal.articles.useFingerprint("two", 4);
    await expect(bot.articles.put(revisionOf(article(1), pair))).rejects.toMatchObject({
      code: "store-fingerprint",
    });
    const entry = { passageId: "000000000001.1.0", embedding: unitVector(1, 4) };
    await expect(bot.articles.putEmbeddings([entry])).rejects.toMatchObject({ code: "store-fingerprint" });
    expect(await terminal.articles.counts()).toMatchObject({ articles: 0, embeddings: 0 });
    await bot.close();
    await terminal.close();
  });

  it("report a lock that is held too long, and read on meanwhile", async () => {
    const folder = await tempFolder();
    const stores = await openSqliteStores(folder, { busyTimeoutMs: 50 });
    const other = new SqliteDatabase(join(folder, DATABASE_FILE));
    other.exec("BEGIN IMMEDIATE");
    await expect(stores.settings.setSetting("k", "v")).rejects.toMatchObject({
      code: "store-busy",
      message: /dateline\.db/,
    });
    expect(await stores.settings.setting("k")).toBeNull();
    other.exec("ROLLBACK");
    await stores.settings.setSetting("k", "v");
    expect(await stores.settings.setting("k")).toBe("v");
    other.close();
    await stores.close();
  });
});

it("leaves nothing of a put that fails half way", async () => {
  const folder = await tempFolder();
  const stores = await openSqliteStores(folder);
  await stores.articles.useFingerprint("f", 4);
  await stores.articles.put(revisionOf(article(1), pair));
  const before = await stores.articles.counts();
  const other = new SqliteDatabase(join(folder, DATABASE_FILE));
  other.exec(`CREATE TRIGGER full BEFORE INSERT ON vectors WHEN (SELECT ordinal FROM passages WHERE number = new.passage) = 1
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  await expect(stores.articles.put(revisionOf(article(2), pair))).rejects.toThrow(/disk full/);
  await expect(stores.articles.put(revisionOf(article(1, { title: "New" }), pair))).rejects.toThrow(
    /disk full/,
  );
  other.close();
  expect(await stores.articles.counts()).toEqual(before);
  expect(await stores.search.suggestArticles("number2", 9)).toEqual([]);
  expect(await stores.search.searchText(["number2", "New"], 9, everything)).toEqual([]);
  expect((await stores.articles.article(article(1).articleId))?.revision).toBe(1);
  await stores.close();
});
