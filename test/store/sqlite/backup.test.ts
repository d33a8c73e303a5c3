// Backup and restore with real files: while another process writes, torn, foreign, newer, in use. The present store always survives.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { backUpStore, restoreStore, sha256Of, writeChecksum } from "../../../src/store/sqlite/backup.js";
import { DATABASE_FILE, SqliteDatabase } from "../../../src/store/sqlite/database.js";
import { APPLICATION_ID, MIGRATIONS } from "../../../src/store/sqlite/migrations.js";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { answer, article, everything, here, revisionOf, unitVector } from "../../conformance/samples.js";
import { tempFolder } from "../temp-folder.js";

const STAMP = "20261124T140500Z";
const ASIDE = `${DATABASE_FILE}.before-restore-${STAMP}`;
const options = { checksum: true, stamp: STAMP };
const child = fileURLToPath(new URL("writing-child.mjs", import.meta.url));
const pair = [unitVector(1, 4), unitVector(2, 4)];

/** A store with articles 1 to n, an answer, and the index beside it. */
async function storeWith(n: number): Promise<string> {
  const folder = await tempFolder();
  const stores = await openSqliteStores(folder);
  await stores.articles.useFingerprint("f", 4);
  for (let id = 1; id <= n; id += 1) await stores.articles.put(revisionOf(article(id), pair));
  await stores.answers.putAnswer({
    answer: answer("a", "2025-10-22T00:00:00.000Z"),
    place: here,
    visibility: "private",
  });
  const index = await stores.openIndex(4);
  await index.save();
  await stores.close();
  return folder;
}

async function articlesIn(folder: string): Promise<number> {
  const stores = await openSqliteStores(folder);
  const { articles } = await stores.articles.counts();
  await stores.close();
  return articles;
}

/** Starts the writing process; `reached` waits until it has committed that many. */
function startWriter(folder: string): {
  process: ChildProcess;
  committed: () => number;
  reached: (n: number) => Promise<void>;
} {
  const started = spawn(process.execPath, [child, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void started.kill("SIGKILL"));
  let last = 0;
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    last = Number(text.trim().split("\n").at(-1));
  });
  const reached = async (n: number) => {
    const end = Date.now() + 50_000;
    while (last < n) {
      if (Date.now() > end) throw new Error(`Only ${last} articles in 50 s`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { process: started, committed: () => last, reached };
}

describe("a backup", () => {
  it("holds everything, in one file that only its owner reads, with a checksum that other tools know", async () => {
    const folder = await storeWith(3);
    const before = await readdir(folder);
    const target = join(await tempFolder(), "b.db");
    const steps: string[] = [];
    const report = await backUpStore(folder, target, ({ step }) => void steps.push(step));
    expect(report).toMatchObject({ articles: 3, revisions: 3, passages: 6, answers: 1 });
    expect(report.schemaVersion).toBe(MIGRATIONS.length);
    expect(new Set(steps)).toEqual(new Set(["copying", "checking"]));
    expect((await readdir(join(target, ".."))).sort()).toEqual(["b.db", "b.db.sha256"]);
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect((await stat(target)).size).toBe(report.bytes);
    expect(await readFile(`${target}.sha256`, "utf8")).toBe(`${await sha256Of(target)}  b.db\n`);
    expect(await readdir(folder)).toEqual(before);
  });

  it("taken while another process writes is one moment of the store, and whole", async () => {
    const folder = await tempFolder();
    const writer = startWriter(folder);
    await writer.reached(300);
    const targets = await tempFolder();
    for (let round = 0; round < 5; round += 1) {
      const earliest = writer.committed();
      const target = join(targets, `${round}.db`);
      const copied: number[] = [];
      const { articles, passages } = await backUpStore(folder, target, ({ step, doneBytes }) => {
        if (step === "copying") copied.push(doneBytes);
      });
      expect(articles).toBeGreaterThanOrEqual(earliest);
      expect(passages).toBe(articles);
      // It never begins again because of what was written meanwhile, or a busy store would have no backup.
      expect(copied).toEqual(copied.toSorted((one, other) => one - other));
      expect(copied.length).toBeGreaterThan(2);
      const copy = new SqliteDatabase(target, { readonly: true });
      expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
      expect(copy.prepare("SELECT max(number), count(*) FROM articles").raw().get()).toEqual([
        articles,
        articles,
      ]);
      copy.close();
      await writer.reached(writer.committed() + 20);
    }
    expect(writer.process.exitCode).toBeNull();
  });

  it("does not overwrite a file, nor does a store appear where there was none", async () => {
    const folder = await storeWith(1);
    const target = join(await tempFolder(), "b.db");
    await backUpStore(folder, target);
    const first = await readFile(target);
    await expect(backUpStore(folder, target)).rejects.toMatchObject({
      code: "usage-invalid",
      message: /overwrite/,
    });
    expect(await readFile(target)).toEqual(first);
    const nowhere = join(await tempFolder(), "nothing");
    await expect(backUpStore(nowhere, `${target}2`)).rejects.toMatchObject({ code: "usage-invalid" });
    expect(existsSync(nowhere)).toBe(false);
    const missing = join(nowhere, "deep", "b.db");
    await expect(backUpStore(folder, missing)).rejects.toMatchObject({ code: "usage-invalid", hint: /path/ });
  });

  it("of a damaged store is refused and leaves nothing", async () => {
    const folder = await storeWith(40);
    const handle = await open(join(folder, DATABASE_FILE), "r+");
    await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, 4096 * 9);
    await handle.close();
    const targets = await tempFolder();
    await expect(backUpStore(folder, join(targets, "b.db"))).rejects.toMatchObject({
      code: "store-broken",
      hint: /No backup/,
    });
    expect(await readdir(targets)).toEqual([]);
  });
});

describe("a restore", () => {
  /** A backup of 3 articles, and a present store of 5. */
  async function prepared(): Promise<{ backup: string; folder: string }> {
    const backup = join(await tempFolder(), "b.db");
    await backUpStore(await storeWith(3), backup);
    return { backup, folder: await storeWith(5) };
  }

  /** Nothing may have happened to the present store. */
  async function expectUntouched(folder: string): Promise<void> {
    expect((await readdir(folder)).sort()).toEqual([DATABASE_FILE, "index.hnsw", "index.json"]);
    expect(await articlesIn(folder)).toBe(5);
  }

  it("brings everything back, keeps the present store, and lets the index be built anew", async () => {
    const { backup, folder } = await prepared();
    const report = await restoreStore(backup, folder, options);
    expect(report).toMatchObject({ articles: 3, answers: 1, movedAside: join(folder, ASIDE) });
    expect((await readdir(folder)).sort()).toEqual([DATABASE_FILE, ASIDE]);
    const stores = await openSqliteStores(folder);
    expect(stores.articles.fingerprint).toBe("f");
    expect(await stores.search.searchText(["paragraph"], 20, everything)).toHaveLength(6);
    expect((await stores.answers.recentAnswers(here, 1))[0]?.answer.answerId).toBe("a");
    expect(await (await stores.openIndex(4)).size()).toBe(6);
    await stores.close();
    const old = await tempFolder();
    await copyFile(join(folder, ASIDE), join(old, DATABASE_FILE));
    expect(await articlesIn(old)).toBe(5);
  });

  it("makes the folder where there is none, and takes a second one of the same second", async () => {
    const { backup, folder } = await prepared();
    const empty = join(await tempFolder(), "new", "store");
    expect((await restoreStore(backup, empty, options)).movedAside).toBeNull();
    expect(await articlesIn(empty)).toBe(3);
    await restoreStore(backup, folder, options);
    expect((await restoreStore(backup, folder, options)).movedAside).toBe(`${join(folder, ASIDE)}-2`);
  });

  it("is refused while another process has the store open, though it be idle", async () => {
    const { backup, folder } = await prepared();
    const stores = await openSqliteStores(folder);
    await stores.articles.counts();
    await expect(restoreStore(backup, folder, options)).rejects.toMatchObject({
      code: "store-busy",
      hint: /Stop the bot/,
    });
    expect((await stores.articles.counts()).articles).toBe(5);
    await stores.articles.put(revisionOf(article(9), pair));
    await stores.close();
    expect(await articlesIn(folder)).toBe(6);
  });

  it("is refused while another process writes, which loses nothing", async () => {
    const { backup } = await prepared();
    const folder = await tempFolder();
    const writer = startWriter(folder);
    await writer.reached(50);
    await expect(restoreStore(backup, folder, options)).rejects.toMatchObject({ code: "store-busy" });
    await writer.reached(writer.committed() + 20);
    writer.process.kill("SIGKILL");
    await new Promise((resolve) => writer.process.once("close", resolve));
    const committed = writer.committed();
    const { movedAside } = await restoreStore(backup, folder, options);
    const old = await tempFolder();
    await copyFile(movedAside ?? "", join(old, DATABASE_FILE));
    expect(await articlesIn(old)).toBeGreaterThanOrEqual(committed);
    expect(await articlesIn(folder)).toBe(3);
  });

  it.each([
    ["torn", (file: string) => truncate(file, 20_000), "store-broken", /torn or was changed/],
    ["empty", (file: string) => truncate(file, 0), "store-broken", /torn or was changed/],
    ["changed by a bit", (file: string) => flipBit(file), "store-broken", /torn or was changed/],
    ["without its checksum", (file: string) => rm(`${file}.sha256`), "usage-invalid", /\.sha256/],
    ["gone", (file: string) => rm(file), "usage-invalid", /No such backup/],
  ] as const)("is refused of a file that is %s", async (_name, spoil, code, message) => {
    const { backup, folder } = await prepared();
    await spoil(backup);
    await expect(restoreStore(backup, folder, options)).rejects.toMatchObject({ code, message });
    await expectUntouched(folder);
  });

  it.each([
    [
      "of another program",
      "CREATE TABLE cookies (x)",
      "store-broken",
      /not Dateline's: expected application_id/,
    ],
    [
      "of a newer Dateline",
      `CREATE TABLE t (x); PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 99`,
      "store-newer",
      /newer than this program: .*got 99/,
    ],
  ] as const)("is refused of a file %s, with a good checksum", async (_name, sql, code, message) => {
    const { folder } = await prepared();
    const foreign = join(await tempFolder(), "x.db");
    const database = new SqliteDatabase(foreign);
    database.exec(sql);
    database.close();
    await writeChecksum(foreign, await sha256Of(foreign));
    const before = await readFile(foreign);
    await expect(restoreStore(foreign, folder, options)).rejects.toMatchObject({ code, message });
    expect(await readFile(foreign)).toEqual(before);
    await expectUntouched(folder);
  });

  it.each([
    ["torn", (file: string) => truncate(file, 4096 * 12)],
    ["empty", (file: string) => truncate(file, 0)],
    ["no database", (file: string) => writeFile(file, "This is a diary. ".repeat(999))],
  ] as const)("without a checksum still refuses what is %s", async (_name, spoil) => {
    const { backup, folder } = await prepared();
    await spoil(backup);
    const restoring = restoreStore(backup, folder, { ...options, checksum: false });
    await expect(restoring).rejects.toMatchObject({ code: "store-broken", hint: /store is as it was/ });
    await expectUntouched(folder);
  });

  it("takes an older version, which the next start brings up to date", async () => {
    const { folder } = await prepared();
    const old = join(await tempFolder(), "old.db");
    const database = new SqliteDatabase(old);
    database.exec(MIGRATIONS[0] ?? "");
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma("user_version = 1");
    database.close();
    const report = await restoreStore(old, folder, { ...options, checksum: false });
    expect(report).toMatchObject({ schemaVersion: 1, articles: 0 });
    expect(await articlesIn(folder)).toBe(0);
  });

  it("replaces a store too damaged to open, and keeps that one and its log too", async () => {
    const { backup, folder } = await prepared();
    await writeFile(join(folder, DATABASE_FILE), "This was a store once. ".repeat(500));
    await writeFile(join(folder, `${DATABASE_FILE}-wal`), "and this its log");
    await restoreStore(backup, folder, options);
    expect(await articlesIn(folder)).toBe(3);
    expect(await readFile(join(folder, ASIDE), "utf8")).toMatch(/^This was a store once/);
    expect(await readFile(join(folder, `${ASIDE}-wal`), "utf8")).toBe("and this its log");
  });

  it("does not take a log left behind by a deleted store for the new one's", async () => {
    const { backup } = await prepared();
    const folder = join(await tempFolder(), "store");
    await mkdir(folder);
    await writeFile(join(folder, `${DATABASE_FILE}-wal`), "left behind");
    await restoreStore(backup, folder, options);
    expect(await articlesIn(folder)).toBe(3);
  });
});

/** Inside a text, where no structure of SQLite shows it. */
async function flipBit(file: string): Promise<void> {
  const bytes = await readFile(file);
  const at = bytes.indexOf("Second paragraph");
  expect(at).toBeGreaterThan(0);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}
