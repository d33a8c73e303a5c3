// A folder of its own for a test, and stores: in a folder or in memory.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import { SqliteDatabase, StoreConnection } from "../../src/store/sqlite/database.js";
import { MIGRATIONS } from "../../src/store/sqlite/migrations.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { addWordFunctions } from "../../src/store/sqlite/words.js";

/** Makes an empty folder that is removed after the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens stores that are closed after the test; `folder` (default: a new one) is created where it is missing. */
export async function tempStores(folder?: string): Promise<Stores> {
  const stores = await openSqliteStores(folder ?? (await tempFolder()));
  onTestFinished(() => stores.close());
  return stores;
}

/** Connects to an empty database in memory. */
export function connectInMemory(): StoreConnection {
  const database = new SqliteDatabase(":memory:");
  addWordFunctions(database);
  for (const migration of MIGRATIONS) database.exec(migration);
  return new StoreConnection(database, ":memory:");
}
