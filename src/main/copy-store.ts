// Opens two stores and copies everything from one to the other.
import { resolve } from "node:path";
import { DatelineError } from "../model/errors.js";
import { type CopiedKind, type CopyEnd, copyStore } from "../store/copy.js";
import { describeDatabase, isDatabaseAddress } from "../store/postgres/address.js";

type OnProgress = Parameters<typeof copyStore>[2];

/**
 * Copies a store, each given as a folder or as the address of a PostgreSQL database; see `copyStore`.
 * @throws DatelineError usage-invalid, and what opening and writing stores throws
 */
export async function copyBetween(from: string, to: string, onProgress: OnProgress): Promise<CopiedKind[]> {
  const [source, target] = [nameOf(from), nameOf(to)];
  if (source === target)
    throw new DatelineError("usage-invalid", `A store is not copied to itself: ${source}`);
  const left = await openEnd(from);
  try {
    const right = await openEnd(to);
    try {
      return await copyStore(left, right, onProgress);
    } finally {
      await right.close();
    }
  } finally {
    await left.close();
  }
}

function nameOf(store: string): string {
  return isDatabaseAddress(store) ? describeDatabase(store) : resolve(store);
}

async function openEnd(store: string): Promise<CopyEnd & { close(): Promise<void> }> {
  const name = nameOf(store);
  if (isDatabaseAddress(store)) {
    const { openPostgresStores } = await import("../store/postgres/open-stores.js");
    const stores = await openPostgresStores(store);
    const { records, continueNumbers, withoutIndex } = stores;
    return { name, stores, records, continueNumbers, withoutIndex, close: () => stores.close() };
  }
  const { openSqliteStores } = await import("../store/sqlite/open-stores.js");
  const { openSqliteRecords } = await import("../store/sqlite/records.js");
  const stores = await openSqliteStores(store);
  const records = openSqliteRecords(store);
  const close = async () => {
    await records.close();
    await stores.close();
  };
  const continueNumbers = async () => undefined; // SQLite goes on after the highest
  const withoutIndex = (_dimensions: number, work: () => Promise<void>) => work(); // the file is made when it is opened
  return { name, stores, records, continueNumbers, withoutIndex, close };
}
