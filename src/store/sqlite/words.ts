// The words that FTS5 is given, and the SQL functions that migrations call.
import type { Database } from "better-sqlite3";
import { fold } from "../../model/fold.js";
import { sourceKey } from "../../model/outlets.js";
import { splitSentences } from "../../model/sentences.js";
import { dayWords } from "../rows.js";
import { writeSpans } from "./rows.js";

/**
 * Adds to a connection what migrations call: `fold`, `source_key`, `day_words`, `slice` with offsets in UTF-16 units (SQLite's
 * substr counts characters), and `split_passage`, the sentences of a passage as they are stored.
 */
export function addMigrationFunctions(database: Database): void {
  const options = { deterministic: true };
  database.function("fold", options, (text: unknown) => fold(String(text)));
  database.function("source_key", options, (source: unknown) => sourceKey(String(source)));
  database.function("day_words", options, (at: unknown) => dayWords(at === null ? null : String(at)));
  database.function("slice", options, (text: unknown, start: unknown, end: unknown) =>
    String(text).slice(Number(start), Number(end)),
  );
  database.function(
    "split_passage",
    options,
    (text: unknown, from: unknown, to: unknown, language: unknown) => {
      const start = Number(from);
      const sentences = splitSentences(String(text).slice(start, Number(to)), String(language));
      return writeSpans(
        sentences.map((sentence) => ({ start: start + sentence.start, end: start + sentence.end })),
      );
    },
  );
}
