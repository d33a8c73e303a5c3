// The SQLite driver for this Node: one package in two versions, since no version of it runs in all that Dateline supports.
import { createRequire } from "node:module";
import { versions } from "node:process";
import type BetterSqlite from "better-sqlite3";

/**
 * From this Node on a version before 13 ends the process when a statement is collected (its node::ObjectWrap removes a cleanup hook
 * of an environment that it does not find), and version 13 needs Node 22: in Node 20 it ends the process when it is loaded.
 */
const NODE_API_FROM = 24;

/** Name of the package that is loaded. */
export const SQLITE_PACKAGE =
  Number.parseInt(versions.node, 10) >= NODE_API_FROM ? "better-sqlite3-napi" : "better-sqlite3";

/** Opens databases: better-sqlite3's constructor, whichever version. */
export const SqliteDatabase = createRequire(import.meta.url)(SQLITE_PACKAGE) as typeof BetterSqlite;
