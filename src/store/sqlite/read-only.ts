// Opens a store that may only be read: SQLite cannot read a folder in which it may write nothing, so a copy of it is asked.
import { constants } from "node:fs";
import { access, copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatelineError, describeError } from "../../model/errors.js";
import { INDEX_FILE, MANIFEST_FILE } from "../index-files.js";
import { DATABASE_FILE } from "./database.js";
import { openSqliteStores, type SqliteStores } from "./open-stores.js";

const FILES = [DATABASE_FILE, `${DATABASE_FILE}-wal`, INDEX_FILE, MANIFEST_FILE];

/** Returns why nothing can be written to the store in folder `path`; null if it can, or if there is no store. */
export async function whyReadOnly(path: string): Promise<string | null> {
  const found = await readdir(path).catch((): string[] => []);
  if (!found.includes(DATABASE_FILE)) return null;
  for (const place of [path, join(path, DATABASE_FILE)]) {
    const why = await access(place, constants.W_OK).then(() => null, describeError);
    if (why !== null) return why;
  }
  return null;
}

/**
 * Opens a copy of the store in a temporary folder, which goes when it is closed. Whatever would change it is refused.
 * @throws DatelineError store-broken if it cannot be copied
 */
export async function openReadOnlyStores(path: string): Promise<SqliteStores> {
  const copy = await copyStore(path);
  try {
    const stores = await openSqliteStores(copy, { readOnly: path });
    const close = async () => {
      await stores.close();
      await rm(copy, { recursive: true, force: true });
    };
    return { ...stores, isReadOnly: true, close };
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
}

async function copyStore(path: string): Promise<string> {
  let copy: string | null = null;
  try {
    copy = await mkdtemp(join(tmpdir(), "dateline-read-only-"));
    const found = await readdir(path);
    for (const name of FILES) if (found.includes(name)) await copyFile(join(path, name), join(copy, name));
    return copy;
  } catch (error) {
    if (copy !== null) await rm(copy, { recursive: true, force: true });
    throw new DatelineError(
      "store-broken",
      `Store may only be read, and cannot be copied: ${path}: ${describeError(error)}`,
      {
        hint: "Make room in the folder for temporary files, name another one with TMPDIR, or let Dateline write to the store.",
        cause: error,
      },
    );
  }
}
