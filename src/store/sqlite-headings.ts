// Lists and suggestions: headings newest first, outlets by number of articles. Reads only.
import type { Database } from "better-sqlite3";
import type { ArticleHeading } from "../schema.js";
import { typedWords } from "./heading.js";
import { sourceKey } from "./visibility.js";

const COLUMNS = "a.article_id AS articleId, a.title, a.source, a.published_at AS publishedAt";

/** Quotes text as one FTS5 string, so that nothing in it is an operator. NUL would end the statement. */
export function ftsString(text: string): string {
  return `"${text.replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

export class SqliteHeadings {
  readonly #list;
  readonly #suggest;
  readonly #sources;

  constructor(database: Database) {
    this.#list = database.prepare<[number, number], ArticleHeading>(
      `SELECT ${COLUMNS} FROM articles a ORDER BY a.order_key DESC LIMIT ? OFFSET ?`,
    );
    this.#suggest = database.prepare<[string, number], ArticleHeading>(
      `SELECT ${COLUMNS} FROM article_words w CROSS JOIN articles a ON a.order_key = w.rowid
       WHERE article_words MATCH ? ORDER BY w.rowid DESC LIMIT ?`,
    );
    // Of several spellings of an outlet the newest article's is shown: max() picks the row of the bare column.
    this.#sources = database.prepare<[{ typed: string; limit: number }], { source: string }>(
      `SELECT source, max(order_key) FROM articles WHERE source_key IS NOT NULL AND substr(source_key, 1, length(@typed)) = @typed
       GROUP BY source_key ORDER BY count(*) DESC, source_key LIMIT @limit`,
    );
  }

  list(offset: number, limit: number): ArticleHeading[] {
    return this.#list.all(limit, offset);
  }

  suggestArticles(typed: string, limit: number): ArticleHeading[] {
    const words = typedWords(typed);
    if (words.length === 0) return this.list(0, limit);
    return this.#suggest.all(words.map((word) => `${ftsString(word)} *`).join(" AND "), limit);
  }

  suggestSources(typed: string, limit: number): string[] {
    return this.#sources.all({ typed: sourceKey(typed), limit }).map((row) => row.source);
  }
}
