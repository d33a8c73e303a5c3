// The tables of records in a store's file as the query builder sees them, for copying a whole store.
import { join } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import type { RecordDatabase, RecordTables } from "../records/tables.js";
import { asStoreError, DATABASE_FILE, SqliteDatabase } from "./database.js";

/**
 * Opens the file of a store that is open already, on a connection of its own. Transactions of the two must not overlap: each would
 * wait for the other.
 */
export function openSqliteRecords(folder: string): RecordDatabase & { close(): Promise<void> } {
  const file = join(folder, DATABASE_FILE);
  const database = new SqliteDatabase(file);
  database.pragma("foreign_keys = ON");
  const tables = new Kysely<RecordTables>({ dialect: new SqliteDialect({ database }) });
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asStoreError(error, file);
    }
  };
  return {
    read: (work) => told(() => work(tables)),
    writeOnce: (work) => told(() => work(tables)),
    write: (work) => told(() => tables.transaction().execute(work)),
    close: () => tables.destroy(),
  };
}
