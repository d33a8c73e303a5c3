// Puts a checked backup in the place of a store that nobody has open. The present store is moved aside, never overwritten.
import { randomBytes } from "node:crypto";
import { link, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { DatelineError } from "../errors.js";
import {
  asFileError,
  type BackupStep,
  copyHashed,
  exists,
  forceToDisk,
  readChecksum,
} from "./backup-file.js";
import { INDEX_FILE, MANIFEST_FILE } from "./hnsw-manifest.js";
import { SqliteDatabase } from "./sqlite-driver.js";
import { asStoreError } from "./sqlite-errors.js";
import { type BackupContents, inspectCopy } from "./sqlite-inspect.js";
import { DATABASE_FILE } from "./sqlite-store.js";

/** A question in flight holds the store for less. */
const BUSY_TIMEOUT_MS = 2_000;

export interface RestoreOptions {
  /** False: restore a backup that has no checksum beside it. */
  readonly checksum: boolean;
  /** Goes into the name of the store moved aside, for example "20261124T140500Z". */
  readonly stamp: string;
  readonly onStep?: (step: BackupStep) => void;
}

export interface RestoreReport extends BackupContents {
  readonly store: string;
  readonly sha256: string;
  /** Where the store that was there is now; null where there was none. */
  readonly movedAside: string | null;
}

/**
 * Restores `file` into the store's folder `path`, which is created where missing. The index is dropped: the next start builds it
 * from the vectors in the store. Until the last step, a rename, the present store is the store.
 * @throws DatelineError store-broken for a torn, changed or foreign file, store-newer, store-busy while another process has the
 * store open, usage-invalid where the file or its checksum cannot be read
 */
export async function restoreStore(
  file: string,
  path: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const { checksum, stamp, onStep = () => undefined } = options;
  const incoming = join(path, `${DATABASE_FILE}.restoring-${randomBytes(4).toString("hex")}`);
  try {
    if (!(await exists(file))) throw noSuchBackup(file);
    const expected = checksum ? await readChecksum(file) : null;
    await mkdir(path, { recursive: true });
    const sha256 = await copyHashed(file, incoming, onStep);
    if (expected !== null && sha256 !== expected) throw torn(file, expected, sha256);
    onStep({ step: "checking", doneBytes: 0, totalBytes: (await stat(incoming)).size });
    const contents = inspectCopy(incoming, {
      what: `Backup cannot be used: ${file}`,
      hint: "The store is as it was. Choose another backup.",
    });
    await forceToDisk(incoming);
    const movedAside = await replaceStore(path, incoming, stamp);
    return { store: path, sha256, movedAside, ...contents };
  } catch (error) {
    throw asFileError(asStoreError(error, join(path, DATABASE_FILE)), file);
  } finally {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) await rm(incoming + suffix, { force: true });
  }
}

/** Returns the new name of the store that was there. At no moment is there no store under its name. */
async function replaceStore(path: string, incoming: string, stamp: string): Promise<string | null> {
  const file = join(path, DATABASE_FILE);
  const aside = await freeName(`${file}.before-restore-${stamp}`);
  const isThere = await exists(file);
  const held = isThere ? await holdOrKeepLog(file, aside) : null;
  try {
    if (isThere) await link(file, aside);
    for (const name of [MANIFEST_FILE, INDEX_FILE]) await rm(join(path, name), { force: true });
    // The spent journal of the exclusive lock.
    if (held !== null) await rm(`${file}-journal`, { force: true });
    for (const suffix of ["-journal", "-wal", "-shm"]) await moveLeftover(file + suffix, aside + suffix);
    await rename(incoming, file);
    await forceToDisk(path);
    return isThere ? aside : null;
  } finally {
    held?.close();
  }
}

/** What a damaged or deleted store left behind must not be taken for the new one's. */
async function moveLeftover(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  if (await exists(to)) await rm(from);
  else await rename(from, to);
}

/** Holds the store. Where it is damaged, its log gets the new name before SQLite, which deletes such a log, comes near it. */
async function holdOrKeepLog(file: string, aside: string): Promise<Database.Database | null> {
  const log = `${aside}-wal`;
  if (await exists(`${file}-wal`)) await link(`${file}-wal`, log);
  let isDamaged = false;
  try {
    const held = hold(file);
    isDamaged = held === null;
    return held;
  } finally {
    if (!isDamaged) await rm(log, { force: true });
  }
}

/**
 * Takes the store for itself, with its write-ahead log written into it; whoever opens it meanwhile is told store-busy. Null where
 * it is so damaged that it cannot be opened, which may be why it is replaced.
 */
function hold(file: string): Database.Database | null {
  const database = new SqliteDatabase(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma("locking_mode = EXCLUSIVE");
    database.pragma("journal_mode = DELETE");
    // So that closing, when another file has the name, touches no journal under it.
    database.pragma("journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    const code = error instanceof SqliteDatabase.SqliteError ? error.code : "";
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return null;
    if (!/^SQLITE_(BUSY|LOCKED)/.test(code)) throw error;
    throw new DatelineError("store-busy", `Store is open elsewhere: ${file}: expected nobody to use it`, {
      hint: "Stop the bot and every other `dateline`, restore, and start the bot again. Nothing was changed.",
      cause: error,
    });
  }
}

async function freeName(wanted: string): Promise<string> {
  let name = wanted;
  for (let n = 2; await exists(name); n += 1) name = `${wanted}-${n}`;
  return name;
}

function noSuchBackup(file: string): DatelineError {
  return new DatelineError("usage-invalid", `No such backup: ${file}`, {
    hint: "Name a file that `dateline backup` wrote.",
  });
}

function torn(file: string, expected: string, actual: string): DatelineError {
  const sums = `expected SHA-256 ${expected}, got ${actual}`;
  return new DatelineError("store-broken", `Backup is torn or was changed: ${file}: ${sums}`, {
    hint: "The store is as it was. Choose another backup, or copy this one again.",
  });
}
