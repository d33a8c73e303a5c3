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

  /** The same, and what the work removes or replaces is overwritten with zeros in the file. */
  overwrite<T>(work: () => T): T {
    return this.read(() => {
      this.#database.pragma("secure_delete = ON");
      try {
        return this.write(work);
      } finally {
        this.#database.pragma("secure_delete = OFF");
      }
    });
  }

  /**
   * The same, and the write-ahead log is emptied into the file, unless another connection reads just then: what is written
   * next then overwrites it.
   */
  erase<T>(work: () => T): T {
    const result = this.overwrite(work);
    const waitMs = Number(this.#database.pragma("busy_timeout", { simple: true }));
    this.#database.pragma("busy_timeout = 0");
    try {
      this.read(() => this.#database.pragma("wal_checkpoint(TRUNCATE)"));
    } finally {
      this.#database.pragma(`busy_timeout = ${waitMs}`);
    }
    return result;
  }
}
