// Lists and suggestions: headings newest first, outlets by number of articles. Reads only.
import type { Database } from "better-sqlite3";
import type { ArticleHeading, Outlets } from "../schema.js";
import { typedWords } from "./heading.js";
import { type OutletValues, outletValues, quotableSql } from "./sqlite-scope.js";
import { sourceKey } from "./visibility.js";

const COLUMNS = "a.article_id AS articleId, a.title, a.source, a.published_at AS publishedAt";

/** Quotes text as one FTS5 string, so that nothing in it is an operator. NUL would end the statement. */
export function ftsString(text: string): string {
  return `"${text.replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

export class SqliteHeadings {
  readonly #list;
  readonly #listQuotable;
  readonly #suggest;
  readonly #sources;

  constructor(database: Database) {
    this.#list = database.prepare<[number, number], ArticleHeading>(
      `SELECT ${COLUMNS} FROM articles a ORDER BY a.order_key DESC LIMIT ? OFFSET ?`,
    );
    this.#listQuotable = database.prepare<[OutletValues & { limit: number }], ArticleHeading>(
      `SELECT ${COLUMNS} FROM articles a WHERE ${quotableSql("a.source_key")} ORDER BY a.order_key DESC LIMIT @limit`,
    );
    this.#suggest = database.prepare<[OutletValues & { match: string; limit: number }], ArticleHeading>(
      `SELECT ${COLUMNS} FROM article_words w CROSS JOIN articles a ON a.order_key = w.rowid
       WHERE article_words MATCH @match AND ${quotableSql("a.source_key")} ORDER BY w.rowid DESC LIMIT @limit`,
    );
    // Of several spellings of an outlet the newest article's is shown: max() picks the row of the bare column.
    this.#sources = database.prepare<[OutletValues & { typed: string; limit: number }], { source: string }>(
      `SELECT source, max(order_key) FROM articles WHERE source_key IS NOT NULL AND substr(source_key, 1, length(@typed)) = @typed
       AND ${quotableSql("source_key")} GROUP BY source_key ORDER BY count(*) DESC, source_key LIMIT @limit`,
    );
  }

  list(offset: number, limit: number): ArticleHeading[] {
    return this.#list.all(limit, offset);
  }

  suggestArticles(typed: string, limit: number, outlets?: Outlets): ArticleHeading[] {
    const values = { limit, ...outletValues(outlets) };
    const words = typedWords(typed);
    if (words.length === 0) return this.#listQuotable.all(values);
    const match = words.map((word) => `${ftsString(word)} *`).join(" AND ");
    return this.#suggest.all({ match, ...values });
  }

  suggestSources(typed: string, limit: number, outlets?: Outlets): string[] {
    const values = { typed: sourceKey(typed), limit, ...outletValues(outlets) };
    return this.#sources.all(values).map((row) => row.source);
  }
}
