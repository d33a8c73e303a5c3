// Runs work on an open database so that what SQLite throws leaves as a store error. Holds no SQL.
import type { Database } from "better-sqlite3";
import { asStoreError } from "./sqlite-errors.js";

export class SqliteGuard {
  readonly #database: Database;
  readonly #file: string;

  /** `file` is named in errors. */
  constructor(database: Database, file: string) {
    this.#database = database;
    this.#file = file;
  }

  /** Returns what the work gives. @throws DatelineError store-busy, store-broken for what SQLite throws */
  read<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, this.#file);
    }
  }

  /** The same in one transaction that holds the write lock from its start, so that it never has to be retried half way. */
  write<T>(work: () => T): T {
    return this.read(() => this.#database.transaction(work).immediate());
  }
}
