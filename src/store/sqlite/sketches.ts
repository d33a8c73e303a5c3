// Sketches of revisions: written with them, removed with them, looked up by shared hashes. Decides nothing about copies.
import type { Database } from "better-sqlite3";
import { sketchOf } from "../../compare/sketch.js";
import type { Article } from "../../model/article.js";
import { COMMON_HASH, MIN_SHARED, type Scope } from "../ports.js";
import { ARTICLE_COLUMNS, type ArticleRow, readArticle } from "./rows.js";
import { IN_SCOPE, type ScopeValues, scopeValues } from "./scope.js";

interface StoredText {
  readonly number: number;
  readonly text: string;
}

export class SqliteSketches {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  /** Writes the sketch of one revision; to be called in a transaction. */
  put(revision: number, text: string): void {
    for (const hash of sketchOf(text)) this.#statements.insert.run(hash, revision);
  }

  /** Removes the sketches of all revisions of an article, before these are removed; to be called in a transaction. */
  remove(article: number): void {
    for (const { number, text } of this.#statements.ofArticle.all(article)) {
      for (const hash of sketchOf(text)) this.#statements.delete.run(hash, number);
    }
  }

  candidates(sketch: Uint32Array, limit: number, scope: Scope): Article[] {
    const telling = [...sketch].filter((hash) => (this.#statements.holders.get(hash) ?? 0) <= COMMON_HASH);
    if (telling.length < MIN_SHARED || limit <= 0) return [];
    const hashes = JSON.stringify(telling);
    return this.#statements.candidates.all({ hashes, limit, ...scopeValues(scope) }).map(readArticle);
  }

  /** Sketches what is queued, up to `limit`, and returns how many are left; to be called in a transaction. */
  putMissing(limit: number): number {
    for (const { number, text } of this.#statements.queued.all(limit)) {
      this.put(number, text);
      this.#statements.unqueue.run(number);
    }
    return this.missing();
  }

  missing(): number {
    return this.#statements.missing.get() ?? 0;
  }
}

function prepare(database: Database) {
  return {
    insert: database.prepare<[number, number]>("INSERT OR IGNORE INTO sketch_hashes VALUES (?, ?)"),
    delete: database.prepare<[number, number]>("DELETE FROM sketch_hashes WHERE hash = ? AND revision = ?"),
    ofArticle: database.prepare<[number], StoredText>("SELECT number, text FROM revisions WHERE article = ?"),
    holders: database
      .prepare<[number], number>(
        `SELECT count(*) FROM (SELECT 1 FROM sketch_hashes WHERE hash = ? LIMIT ${COMMON_HASH + 1})`,
      )
      .pluck(),
    candidates: database.prepare<[ScopeValues & { hashes: string; limit: number }], ArticleRow>(
      `WITH found AS (
         SELECT s.revision AS number, count(*) AS shared
         FROM json_each(@hashes) h CROSS JOIN sketch_hashes s ON s.hash = h.value
         GROUP BY s.revision HAVING count(*) >= ${MIN_SHARED}
       )
       SELECT ${ARTICLE_COLUMNS} FROM found f CROSS JOIN revisions r ON r.number = f.number
       CROSS JOIN articles a ON a.number = r.article
       WHERE ${IN_SCOPE} ORDER BY f.shared DESC, a.article_id LIMIT @limit`,
    ),
    queued: database.prepare<[number], StoredText>(
      `SELECT r.number, r.text FROM revisions_to_sketch q JOIN revisions r ON r.number = q.revision
       ORDER BY q.revision LIMIT ?`,
    ),
    unqueue: database.prepare<[number]>("DELETE FROM revisions_to_sketch WHERE revision = ?"),
    missing: database.prepare<[], number>("SELECT count(*) FROM revisions_to_sketch").pluck(),
  };
}
