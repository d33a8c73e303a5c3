// A folder of its own for a test, and stores: in a folder or in memory.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { onTestFinished } from "vitest";
import { ExactIndex } from "../../src/store/exact-index.js";
import { type HnswOptions, openHnswIndex } from "../../src/store/hnsw-index.js";
import { LiveScopes } from "../../src/store/live-scopes.js";
import type { Stores } from "../../src/store/ports.js";
import { SqliteArticleStore } from "../../src/store/sqlite/articles.js";
import { openConnection, SqliteDatabase, StoreConnection } from "../../src/store/sqlite/database.js";
import { SqliteIndexSource } from "../../src/store/sqlite/index-source.js";
import { MIGRATIONS } from "../../src/store/sqlite/migrations.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { addMigrationFunctions } from "../../src/store/sqlite/words.js";

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
  addMigrationFunctions(database);
  for (const migration of MIGRATIONS) database.exec(migration);
  return new StoreConnection(database, ":memory:");
}

/** Takes a store back to an older version: what came with newer ones goes, for as far as it is whole tables and triggers. */
export function takeBack(database: Database, version: number): void {
  const newer = MIGRATIONS.slice(version).join("\n");
  database.pragma("foreign_keys = OFF");
  for (const kind of ["TRIGGER", "TABLE"]) {
    for (const [, name] of newer.matchAll(new RegExp(`^CREATE ${kind} (\\w+)`, "gm"))) {
      database.exec(`DROP ${kind} ${name}`);
    }
  }
  database.pragma(`user_version = ${version}`);
}

export const FINGERPRINT = "f".repeat(64);

/** Opens a store and both indexes over it; `folder` (default: a new one) may hold a saved index. */
export async function openIndexes(dimensions: number, over: Partial<HnswOptions> & { folder?: string } = {}) {
  const { folder = await tempFolder(), ...options } = over;
  const connection = await openConnection(folder, { busyTimeoutMs: 5_000, tendsLog: true });
  onTestFinished(() => connection.close());
  const articles = new SqliteArticleStore(connection);
  const fingerprint = options.fingerprint ?? FINGERPRINT;
  await articles.useFingerprint(fingerprint, dimensions);
  const source = new SqliteIndexSource(connection);
  const parts = { source, scopes: new LiveScopes(source), folder };
  const opened = await openHnswIndex(parts, { dimensions, fingerprint, ...options });
  return { folder, articles, source, ...opened, exact: new ExactIndex(source, dimensions) };
}
