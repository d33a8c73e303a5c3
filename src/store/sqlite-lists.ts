// Articles by time and by address, read from SQLite within a scope. Reads only.
import type { Database } from "better-sqlite3";
import type { Article } from "../schema.js";
import { ARTICLE_COLUMNS, type ArticleRow, readArticle } from "./sqlite-rows.js";
import { IN_SCOPE, type ScopeValues, scopeValues } from "./sqlite-scope.js";
import type { Scope } from "./store.js";

/** Adds the indexes that both lists are read by, a forward migration of sqlite-schema.ts. */
export const listIndexes = `
CREATE INDEX IF NOT EXISTS revisions_by_publication ON revisions (published_ms) WHERE published_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS revisions_by_url ON revisions (url) WHERE url IS NOT NULL;
`;

export class SqliteLists {
  readonly #newest;
  readonly #at;

  constructor(database: Database) {
    this.#newest = database.prepare<[ScopeValues & { limit: number }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r INDEXED BY revisions_by_publication
       CROSS JOIN articles a ON a.number = r.article
       WHERE r.published_ms IS NOT NULL AND ${IN_SCOPE} ORDER BY r.published_ms DESC, a.article_id LIMIT @limit`,
    );
    // "$" follows "#": between the two lie the entries of a page.
    this.#at = database.prepare<[ScopeValues & { url: string }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r INDEXED BY revisions_by_url
       CROSS JOIN articles a ON a.number = r.article
       WHERE r.url IS NOT NULL AND (r.url = @url OR (r.url > @url || '#' AND r.url < @url || '$')) AND ${IN_SCOPE}
       ORDER BY r.published_ms DESC NULLS LAST, a.article_id`,
    );
  }

  newest(limit: number, scope: Scope): Article[] {
    return limit <= 0 ? [] : this.#newest.all({ limit, ...scopeValues(scope) }).map(readArticle);
  }

  at(url: string, scope: Scope): Article[] {
    return this.#at.all({ url, ...scopeValues(scope) }).map(readArticle);
  }
}
