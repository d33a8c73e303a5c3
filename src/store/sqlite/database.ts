// Opens the database file of the stores, migrates it after a backup, and runs reads and writes, with failures as DatelineErrors.

import { statSync } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { versions } from "node:process";
import type BetterSqlite from "better-sqlite3";
import type { Database } from "better-sqlite3";
import { DatelineError, describeError } from "../../model/errors.js";
import { APPLICATION_ID, MIGRATIONS } from "./migrations.js";
import { addMigrationFunctions } from "./words.js";

/**
 * Version 13 of better-sqlite3 needs Node 22 (Node 20 crashes when it is loaded), and older versions crash Node 24 when a
 * statement is garbage-collected.
 */
const VERSION_13_FROM = 22;

/** Name of the package that is loaded. */
export const SQLITE_PACKAGE =
  Number.parseInt(versions.node, 10) >= VERSION_13_FROM ? "better-sqlite3-napi" : "better-sqlite3";

/** The constructor of the better-sqlite3 version that fits this Node. */
export const SqliteDatabase = createRequire(import.meta.url)(SQLITE_PACKAGE) as typeof BetterSqlite;

/** Name of the database file inside the store's folder. */
export const DATABASE_FILE = "dateline.db";

interface ConnectionOptions {
  /** How long a write waits for another connection before store-busy. */
  readonly busyTimeoutMs: number;
  /** True: writes the log into the file, which may wait for the disk. One connection at least should. */
  readonly tendsLog: boolean;
}

/**
 * Opens the store's file in folder `path` at the newest version, creating both if missing.
 * @throws DatelineError store-newer, store-busy, or store-broken for a file that is damaged or another program's (left untouched)
 */
export async function openConnection(path: string, options: ConnectionOptions): Promise<StoreConnection> {
  const file = join(path, DATABASE_FILE);
  await makeFolder(path);
  try {
    return new StoreConnection(await openDatabase(file, options), file);
  } catch (error) {
    throw asStoreError(error, file);
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const isFile = isA("file", path);
    throw new DatelineError(
      "store-broken",
      `Store cannot be used: ${path}${isFile ? " is a file, not a folder" : `: ${describeError(error)}`}`,
      { hint: isFile ? "Name a folder with --store or DATELINE_DATA." : unusableHint, cause: error },
    );
  }
}

function isA(kind: "file" | "folder", path: string): boolean {
  try {
    const found = statSync(path);
    return kind === "file" ? found.isFile() : found.isDirectory();
  } catch {
    return false;
  }
}

/** Pages of the write-ahead log after which a connection that tends it writes them into the file: SQLite's default, 4 MiB. */
const CHECKPOINT_PAGES = 1000;
/** A log that grew while a backup was reading is cut back to this. */
const MAX_LOG_BYTES = 32 * 1024 * 1024;

async function openDatabase(file: string, { busyTimeoutMs, tendsLog }: ConnectionOptions): Promise<Database> {
  const database = new SqliteDatabase(file, { timeout: busyTimeoutMs });
  try {
    checkOwner(database, file, MIGRATIONS.length);
    database.pragma("journal_mode = WAL");
    // In WAL, NORMAL keeps every commit through kill -9 and the file whole through a power cut, which may take the last commits: in
    // order, so that an item never outlives its article, and is read again. FULL would wait for the disk under the lock of writers.
    database.pragma("synchronous = NORMAL");
    database.pragma(`wal_autocheckpoint = ${tendsLog ? CHECKPOINT_PAGES : 0}`);
    database.pragma(`journal_size_limit = ${MAX_LOG_BYTES}`);
    database.pragma("foreign_keys = ON");
    await migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection to the store's file. The stores of one folder share it, since all of them run on its thread. */
export class StoreConnection {
  readonly database: Database;
  #file: string;

  /** `file` is named in errors. */
  constructor(database: Database, file: string) {
    this.database = database;
    this.#file = file;
  }

  /** Returns the result of `work`. @throws DatelineError store-busy, store-broken for what SQLite throws */
  read<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, this.#file);
    }
  }

  /** The same in one transaction that takes the write lock at its start, so that it never has to be retried halfway. */
  write<T>(work: () => T): T {
    return this.read(() => this.database.transaction(work).immediate());
  }

  /** The same, and what the work removes or replaces is overwritten with zeros in the file. */
  overwrite<T>(work: () => T): T {
    return this.read(() => {
      this.database.pragma("secure_delete = ON");
      try {
        return this.write(work);
      } finally {
        this.database.pragma("secure_delete = OFF");
      }
    });
  }

  /**
   * The same, and the write-ahead log is emptied into the file, unless another connection reads just then: what is written
   * next then overwrites it.
   */
  erase<T>(work: () => T): T {
    const result = this.overwrite(work);
    const waitMs = Number(this.database.pragma("busy_timeout", { simple: true }));
    this.database.pragma("busy_timeout = 0");
    try {
      this.read(() => this.database.pragma("wal_checkpoint(TRUNCATE)"));
    } finally {
      this.database.pragma(`busy_timeout = ${waitMs}`);
    }
    return result;
  }

  /** From now on whatever would change the store throws store-broken, which names `path` as the store. */
  refuseChanges(path: string): void {
    this.database.pragma("query_only = ON");
    this.#file = join(path, DATABASE_FILE);
  }

  close(): void {
    this.database.close();
  }
}

/**
 * Brings a store to the newest version, in one transaction, after a backup if it already held something (`<file>.v<version>.bak`).
 * A migration that fails leaves the store as it was.
 */
export async function migrate(
  database: Database,
  file: string,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  checkOwner(database, file, migrations.length);
  const before = pragmaNumber(database, "user_version");
  if (before === migrations.length) return;
  if (before > 0) await backUp(database, file, before);
  addMigrationFunctions(database);
  const upgrade = database.transaction(() => {
    checkOwner(database, file, migrations.length); // another process may have been faster
    const version = pragmaNumber(database, "user_version");
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${migrations.length}`);
  });
  upgrade.immediate();
}

/** Refuses a file that is not Dateline's or newer than this program. Reads only. */
function checkOwner(database: Database, file: string, known: number): void {
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

/** Copies the store into its own folder under an unused name and returns that name. */
async function backUp(database: Database, file: string, version: number): Promise<string> {
  let target = `${file}.v${version}.bak`;
  for (let n = 2; await exists(target); n += 1) target = `${file}.v${version}-${n}.bak`;
  const unfinished = `${target}.tmp`;
  await rm(unfinished, { force: true });
  database.prepare("VACUUM INTO ?").run(unfinished);
  await rename(unfinished, target);
  return target;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Reads a pragma that is a number. */
export function pragmaNumber(database: Database, name: string): number {
  return Number(database.pragma(name, { simple: true }));
}

const { SqliteError } = SqliteDatabase;

const brokenHint =
  "Nothing was overwritten. Move the folder away and ingest again, or put a backup of dateline.db in its place.";

const unusableHint = "Check that the disk has room and that the folder may be written to.";

function translate(error: InstanceType<typeof SqliteError>, file: string): DatelineError | null {
  const found = `${error.message} (${error.code})`;
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) {
    return new DatelineError(
      "store-busy",
      `Store is locked: ${file}: another process writes to it: ${found}`,
      {
        hint: "Wait for the other Dateline process to finish, or stop it.",
        cause: error,
      },
    );
  }
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(error.code)) {
    return new DatelineError("store-broken", `Store cannot be read: ${file}: ${found}`, {
      hint: brokenHint,
      cause: error,
    });
  }
  if (error.code.startsWith("SQLITE_FULL")) {
    return new DatelineError("store-broken", `Disk is full: ${file} cannot be written`, {
      hint: "Make room, then try again: what was reported as stored is stored, and questions are answered meanwhile.",
      cause: error,
    });
  }
  if (error.code.startsWith("SQLITE_CANTOPEN") && isA("folder", file)) {
    return new DatelineError("store-broken", `Store cannot be used: ${file} is a folder, not a file`, {
      hint: "Move that folder away. If a backup of the store is in it, `dateline restore` puts it in place.",
      cause: error,
    });
  }
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)/.test(error.code)) {
    return new DatelineError("store-broken", `Store cannot be used: ${file}: ${found}`, {
      hint: unusableHint,
      cause: error,
    });
  }
  return null;
}

/** Returns the DatelineError for a failure of SQLite (store-busy, store-broken), else the error itself. */
export function asStoreError(error: unknown, file: string): unknown {
  return error instanceof SqliteError ? (translate(error, file) ?? error) : error;
}
