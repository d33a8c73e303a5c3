// Backs up a store into one file while others read and write it, and restores a store from such a file.

import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type Database from "better-sqlite3";
import { DatelineError, describeError } from "../../model/errors.js";
import { forceToDisk, INDEX_FILE, MANIFEST_FILE } from "../index-files.js";
import { asStoreError, DATABASE_FILE, exists, pragmaNumber, SqliteDatabase } from "./database.js";
import { APPLICATION_ID, MIGRATIONS } from "./migrations.js";

/** Progress of a step that takes a while. */
export interface BackupStep {
  readonly step: "copying" | "checking";
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** What a backup holds. */
export interface BackupContents {
  readonly schemaVersion: number;
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  readonly answers: number;
}

/** Pages copied at a time: 4 MiB at SQLite's page size of 4 KiB, about 10 ms. */
const PAGES_PER_STEP = 1024;
const BACKUP_TIMEOUT_MS = 10_000;

export interface BackupReport extends BackupContents {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the store in folder `path`, as it is at this moment, to the new file `target`, and its checksum to `<target>.sha256`.
 * Either both are there and whole at the end, or nothing is.
 * @throws DatelineError usage-invalid if there is no store or `target` is there already, store-broken, store-newer, store-busy
 */
export async function backUpStore(
  path: string,
  target: string,
  onStep: (step: BackupStep) => void = () => undefined,
): Promise<BackupReport> {
  const file = join(path, DATABASE_FILE);
  await checkNames(file, target);
  const unfinished = `${target}.unfinished-${randomBytes(4).toString("hex")}`;
  try {
    await createPrivate(unfinished);
    const bytes = await copySnapshot(file, unfinished, onStep);
    onStep({ step: "checking", doneBytes: 0, totalBytes: bytes });
    const contents = inspectCopy(unfinished, {
      what: `Store cannot be backed up: ${file}`,
      hint: "No backup was written. Run `dateline doctor`; an older backup may be whole.",
    });
    const sha256 = await sha256Of(unfinished);
    await forceToDisk(unfinished);
    await writeChecksum(target, sha256);
    await rename(unfinished, target);
    await forceToDisk(dirname(target));
    return { file: target, bytes, sha256, ...contents };
  } catch (error) {
    // Reading the store needs no room: a full disk is that of the backup.
    const isFull = error instanceof SqliteDatabase.SqliteError && error.code.startsWith("SQLITE_FULL");
    throw asFileError(asStoreError(error, isFull ? target : file), target);
  } finally {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) await rm(unfinished + suffix, { force: true });
  }
}

async function checkNames(file: string, target: string): Promise<void> {
  if (!(await exists(file))) {
    throw new DatelineError("usage-invalid", `No store to back up: ${file} does not exist`, {
      hint: "Name the folder of the store with --store or DATELINE_DATA.",
    });
  }
  for (const name of [target, checksumFile(target)]) {
    if (!(await exists(name))) continue;
    throw new DatelineError("usage-invalid", `Backup would overwrite a file: ${name}`, {
      hint: "Choose another name, such as one with the date in it, or delete that file first.",
    });
  }
}

/** One read transaction around all steps: what others write meanwhile is not in it, and does not make it begin again. */
async function copySnapshot(
  file: string,
  target: string,
  onStep: (step: BackupStep) => void,
): Promise<number> {
  const database = new SqliteDatabase(file, { fileMustExist: true, timeout: BACKUP_TIMEOUT_MS });
  try {
    const pageBytes = Number(database.pragma("page_size", { simple: true }));
    database.exec("BEGIN");
    database.prepare("SELECT count(*) FROM sqlite_schema").get(); // the snapshot begins with the first read
    const { totalPages } = await database.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        const totalBytes = totalPages * pageBytes;
        onStep({ step: "copying", doneBytes: totalBytes - remainingPages * pageBytes, totalBytes });
        return PAGES_PER_STEP;
      },
    });
    database.exec("COMMIT");
    return totalPages * pageBytes;
  } finally {
    database.close();
  }
}

/** A question in flight holds the store for less. */
const RESTORE_TIMEOUT_MS = 2_000;

export interface RestoreOptions {
  /** False: restore a backup that has no checksum file. */
  readonly checksum: boolean;
  /** Goes into the name of the store moved aside, for example "20261124T140500Z". */
  readonly stamp: string;
  readonly onStep?: (step: BackupStep) => void;
}

export interface RestoreReport extends BackupContents {
  readonly store: string;
  readonly sha256: string;
  /** Where the store that was there is now; null if there was none. */
  readonly movedAside: string | null;
}

/**
 * Restores `file` into the store's folder `path`, which is created if missing. The index is dropped: the next start builds it
 * from the vectors in the store. Until the last step, a rename, the present store is the store.
 * @throws DatelineError store-broken for a torn, changed or foreign file, store-newer, store-busy while another process has the
 * store open, usage-invalid if the file or its checksum cannot be read
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

/** Holds the store. If it is damaged, its log is renamed before SQLite, which deletes such a log, opens it. */
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
 * Takes the store for itself, with its write-ahead log written into it; opening it meanwhile gives store-busy. Null if
 * it is so damaged that it cannot be opened, which may be why it is replaced.
 */
function hold(file: string): Database.Database | null {
  const database = new SqliteDatabase(file, { fileMustExist: true, timeout: RESTORE_TIMEOUT_MS });
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

/** What the person is told of a copy that cannot be used. */
interface CopySubject {
  /** Begins the message, for example "Backup cannot be used: FILE". */
  readonly what: string;
  readonly hint: string;
}

/**
 * Checks the copy at `path` and makes it one plain file without a write-ahead log.
 * @throws DatelineError store-broken if it is damaged or not Dateline's, store-newer
 */
function inspectCopy(path: string, subject: CopySubject): BackupContents {
  try {
    const database = new SqliteDatabase(path, { fileMustExist: true });
    try {
      return inspect(database, subject);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    throw broken(subject, `${describeError(error)} (${error.code})`, error);
  }
}

function inspect(database: Database.Database, subject: CopySubject): BackupContents {
  const owner = pragmaNumber(database, "application_id");
  if (owner !== APPLICATION_ID)
    throw broken(subject, `not Dateline's: expected application_id ${APPLICATION_ID}, got ${owner}`);
  const schemaVersion = pragmaNumber(database, "user_version");
  if (schemaVersion > MIGRATIONS.length) {
    const versions = `expected version ${MIGRATIONS.length} or less, got ${schemaVersion}`;
    throw new DatelineError("store-newer", `${subject.what}: newer than this program: ${versions}`, {
      hint: "Nothing was changed. Update Dateline, then try again.",
    });
  }
  database.pragma("journal_mode = DELETE");
  const found = String(database.pragma("integrity_check(1)", { simple: true }));
  if (found !== "ok") throw broken(subject, found);
  const strays = database.pragma("foreign_key_check") as unknown[];
  if (strays.length > 0) throw broken(subject, `${strays.length} rows without the row that they belong to`);
  const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return {
    schemaVersion,
    articles: count("articles"),
    revisions: count("revisions"),
    passages: count("passages"),
    answers: count("answers"),
  };
}

function broken({ what, hint }: CopySubject, found: string, cause?: unknown): DatelineError {
  return new DatelineError("store-broken", `${what}: ${found}`, { hint, cause });
}

/** For the owner alone: a backup holds what people asked in private. */
const OWNER_ONLY = 0o600;

/** Returns the name of the file that contains the checksum: `<file>.sha256`. */
function checksumFile(file: string): string {
  return `${file}.sha256`;
}

/** Creates an empty file that only its owner can read. */
async function createPrivate(path: string): Promise<void> {
  await (await open(path, "wx", OWNER_ONLY)).close();
}

/** Writes the checksum of `file` next to it, in the format of `sha256sum --check`. */
export async function writeChecksum(file: string, sha256: string): Promise<void> {
  const beside = checksumFile(file);
  const handle = await open(beside, "wx", OWNER_ONLY);
  try {
    await handle.writeFile(`${sha256}  ${basename(file)}\n`);
    await handle.sync();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Returns the checksum stored next to `file`. @throws DatelineError usage-invalid if there is none */
async function readChecksum(file: string): Promise<string> {
  const beside = checksumFile(file);
  const text = await readFile(beside, "utf8").catch(() => "");
  const sha256 = /^[0-9a-f]{64}\b/.exec(text)?.[0];
  if (sha256 !== undefined) return sha256;
  throw new DatelineError("usage-invalid", `Backup without its checksum: ${file}: expected ${beside}`, {
    hint: "Copy that file too, or restore without it using --no-checksum.",
  });
}

/** Returns the SHA-256 of a file in hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Copies `from` to the new file `to`, forced to disk, and returns the SHA-256 of what was read. */
async function copyHashed(from: string, to: string, onStep: (step: BackupStep) => void): Promise<string> {
  const { size: totalBytes } = await stat(from);
  const hash = createHash("sha256");
  let doneBytes = 0;
  const watch = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part);
      doneBytes += part.byteLength;
      onStep({ step: "copying", doneBytes, totalBytes });
      done(null, part);
    },
  });
  await pipeline(createReadStream(from), watch, createWriteStream(to, { flags: "wx", mode: OWNER_ONLY }));
  await forceToDisk(to);
  return hash.digest("hex");
}

/** Returns the DatelineError (usage-invalid) for a failure of the file system, else the error itself. */
function asFileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  return new DatelineError("usage-invalid", `Cannot read or write: ${path}: ${describeError(error)}`, {
    hint: "Check the path, that the disk has room, and that the folder may be written to.",
    cause: error,
  });
}
