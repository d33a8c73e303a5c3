// A folder of its own for a test, and stores in one; gone afterwards.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";

export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens empty stores that close with the test. */
export async function tempStores(): Promise<Stores> {
  const stores = await openSqliteStores(await tempFolder());
  onTestFinished(() => stores.close());
  return stores;
}
