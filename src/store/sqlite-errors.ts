// SQLite's failures in Dateline's words: which store, what to do. Everything else passes unchanged.
import { DatelineError } from "../errors.js";
import { SqliteDatabase } from "./sqlite-driver.js";

const { SqliteError } = SqliteDatabase;

const brokenHint =
  "Nothing was overwritten. Move the folder away and ingest again, or put a backup of dateline.db in its place.";

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
  if (/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PERM)/.test(error.code)) {
    return new DatelineError("store-broken", `Store cannot be used: ${file}: ${found}`, {
      hint: "Check that the disk has room and that the folder may be written to.",
      cause: error,
    });
  }
  return null;
}

/** Returns the DatelineError for a failure of SQLite (store-busy, store-broken), else the error itself. */
export function asStoreError(error: unknown, file: string): unknown {
  return error instanceof SqliteError ? (translate(error, file) ?? error) : error;
}

/** Makes the error for a row that does not hold what this program writes. */
export function brokenRow(subject: string, cause: unknown): DatelineError {
  return new DatelineError(
    "store-broken",
    `Stored row cannot be read: ${subject}: not in the expected shape`,
    {
      hint: brokenHint,
      cause,
    },
  );
}
