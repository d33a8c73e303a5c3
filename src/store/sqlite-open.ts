// Opens the file: settings of the connection, who owns it, migrations after a backup. No queries of the store itself.
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import { DatelineError } from "../errors.js";
import { SqliteDatabase } from "./sqlite-driver.js";
import { APPLICATION_ID, MIGRATIONS } from "./sqlite-schema.js";

/** Reads a pragma that is a number. */
export function pragmaNumber(database: Database.Database, name: string): number {
  return Number(database.pragma(name, { simple: true }));
}

/** Refuses a file that is not Dateline's or newer than this program. Reads only. */
function checkOwner(database: Database.Database, file: string, known: number): void {
  const version = pragmaNumber(database, "user_version");
  const owner = pragmaNumber(database, "application_id");
  const tables = database.prepare<[], number>("SELECT count(*) FROM sqlite_schema").pluck().get() ?? 0;
  if (tables > 0 && owner !== APPLICATION_ID) {
    throw new DatelineError(
      "store-broken",
      `Not a Dateline store: ${file}: expected application_id ${APPLICATION_ID}, got ${owner}`,
      {
        hint: "Choose another folder; this database belongs to another program.",
      },
    );
  }
  if (version > known) {
    throw new DatelineError(
      "store-newer",
      `Store is newer than this program: ${file}: expected version ${known} or less, got ${version}`,
      {
        hint: "Update Dateline, or open an older store with --store.",
      },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Copies the store beside itself under a name not yet taken and returns that name. */
async function backUp(database: Database.Database, file: string, version: number): Promise<string> {
  let target = `${file}.v${version}.bak`;
  for (let n = 2; await exists(target); n += 1) target = `${file}.v${version}-${n}.bak`;
  const unfinished = `${target}.tmp`;
  await rm(unfinished, { force: true });
  database.prepare("VACUUM INTO ?").run(unfinished);
  await rename(unfinished, target);
  return target;
}

/**
 * Brings a store to the newest version, in one transaction, after a backup where it already held something (`<file>.v<version>.bak`).
 * A migration that fails leaves the store as it was.
 */
export async function migrate(
  database: Database.Database,
  file: string,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  checkOwner(database, file, migrations.length);
  const before = pragmaNumber(database, "user_version");
  if (before === migrations.length) return;
  if (before > 0) await backUp(database, file, before);
  const upgrade = database.transaction(() => {
    checkOwner(database, file, migrations.length); // another process may have been faster
    const version = pragmaNumber(database, "user_version");
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${migrations.length}`);
  });
  upgrade.immediate();
}

/** Pages of the write-ahead log after which a connection that tends it writes them into the file: SQLite's own default, 4 MiB. */
const CHECKPOINT_PAGES = 1000;
/** A log that grew while a backup was reading is cut back to this. */
const MAX_LOG_BYTES = 32 * 1024 * 1024;

/**
 * Opens or creates the file, with its folder, at the newest version. Only a connection that `tends` the log ever waits for the disk:
 * it writes the log into the file; one at least should.
 * @throws DatelineError store-newer, store-broken
 */
export async function openDatabase(
  file: string,
  busyTimeoutMs: number,
  tends = false,
): Promise<Database.Database> {
  await mkdir(dirname(file), { recursive: true });
  const database = new SqliteDatabase(file, { timeout: busyTimeoutMs });
  try {
    checkOwner(database, file, MIGRATIONS.length);
    database.pragma("journal_mode = WAL");
    // In WAL, NORMAL keeps every commit through kill -9 and the file whole through a power cut, which may take the last commits: in
    // order, so that an item never outlives its article, and is read again. FULL would wait for the disk under the lock of writers.
    database.pragma("synchronous = NORMAL");
    database.pragma(`wal_autocheckpoint = ${tends ? CHECKPOINT_PAGES : 0}`);
    database.pragma(`journal_size_limit = ${MAX_LOG_BYTES}`);
    database.pragma("foreign_keys = ON");
    await migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
