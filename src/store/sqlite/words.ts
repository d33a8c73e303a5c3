// The words that FTS5 is given, and the same as SQL functions for migrations.
import type { Database } from "better-sqlite3";
import { fold } from "../../model/fold.js";
import { sourceKey } from "../../model/outlets.js";
import { dayWords } from "../rows.js";

/**
 * Adds to a connection what migrations call: `fold`, `source_key`, `day_words`, and `slice` with offsets in UTF-16 units (SQLite's
 * substr counts characters). SQLite runs them on the connection's thread.
 */
export function addWordFunctions(database: Database): void {
  const options = { deterministic: true };
  database.function("fold", options, (text: unknown) => fold(String(text)));
  database.function("source_key", options, (source: unknown) => sourceKey(String(source)));
  database.function("day_words", options, (at: unknown) => dayWords(at === null ? null : String(at)));
  database.function("slice", options, (text: unknown, start: unknown, end: unknown) =>
    String(text).slice(Number(start), Number(end)),
  );
}
