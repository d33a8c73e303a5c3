// Checks a copy of a store that nobody else has open: whose it is, its version, every page of it. Repairs nothing.
import type Database from "better-sqlite3";
import { DatelineError, describeError } from "../errors.js";
import { SqliteDatabase } from "./sqlite-driver.js";
import { pragmaNumber } from "./sqlite-open.js";
import { APPLICATION_ID, MIGRATIONS } from "./sqlite-schema.js";

/** What a backup holds. */
export interface BackupContents {
  readonly schemaVersion: number;
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  readonly answers: number;
}

/** What the person is told of a copy that cannot be used. */
export interface CopySubject {
  /** Begins the message, for example "Backup cannot be used: FILE". */
  readonly what: string;
  readonly hint: string;
}

/**
 * Checks the copy at `path` and makes it one plain file without a write-ahead log.
 * @throws DatelineError store-broken where it is damaged or not Dateline's, store-newer
 */
export function inspectCopy(path: string, subject: CopySubject): BackupContents {
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
