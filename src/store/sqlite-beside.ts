// Opens what else is kept in the store's own file, over a connection of its own that leaves the log to the store of articles.
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { asStoreError } from "./sqlite-errors.js";
import { openDatabase } from "./sqlite-open.js";
import { DATABASE_FILE } from "./sqlite-store.js";

/** How long a writer waits for another, in ms. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the file of the store in folder `path`, creating it where missing, and makes of it what `make` does.
 * @throws DatelineError store-newer, store-busy, store-broken
 */
export async function openBeside<T>(path: string, make: (database: Database, file: string) => T): Promise<T> {
  const file = join(path, DATABASE_FILE);
  try {
    return make(await openDatabase(file, BUSY_TIMEOUT_MS), file);
  } catch (error) {
    throw asStoreError(error, file);
  }
}
