// Pages of articles that are fetched again, with what each fetch gave.
import type { Database } from "better-sqlite3";
import { z } from "zod";
import { type Instant, instantSchema } from "../../model/article.js";
import type { RefetchSummary } from "../../model/feed.js";
import type { PastFetch, RefetchRecord, RefetchStore } from "../ports.js";
import { brokenRow } from "../rows.js";
import type { StoreConnection } from "./database.js";

const historySchema = z.array(z.strictObject({ at: instantSchema, changed: z.boolean() }));

type Row = Omit<RefetchRecord, "history"> & { readonly history: string };

export class SqliteRefetchStore implements RefetchStore {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepareStatements(connection.database);
  }

  async put(record: RefetchRecord): Promise<void> {
    const row: Row = { ...record, history: JSON.stringify(record.history) };
    this.#connection.write(() => this.#statements.put.run(row));
  }

  async record(articleId: string): Promise<RefetchRecord | null> {
    const row = this.#connection.read(() => this.#statements.byId.get(articleId));
    return row === undefined ? null : readRow(row);
  }

  async due(now: Instant, limit: number): Promise<RefetchRecord[]> {
    return this.#connection.read(() => this.#statements.due.all(now, limit)).map(readRow);
  }

  async remove(articleId: string): Promise<boolean> {
    return this.#connection.write(() => this.#statements.remove.run(articleId).changes > 0);
  }

  async summary(now: Instant): Promise<RefetchSummary> {
    const none = { waiting: 0, due: 0, gone: 0, refused: 0, nextAt: null };
    return this.#connection.read(() => this.#statements.summary.get(now)) ?? none;
  }
}

function readRow({ history, ...row }: Row): RefetchRecord {
  return { ...row, history: readHistory(row.articleId, history) };
}

function readHistory(articleId: string, text: string): PastFetch[] {
  try {
    return historySchema.parse(JSON.parse(text));
  } catch (error) {
    throw brokenRow(`refetch of ${articleId}`, error);
  }
}

const COLUMNS =
  "article_id AS articleId, url, state, etag, last_modified AS lastModified, next_at AS nextAt, history, problem";

function prepareStatements(database: Database) {
  return {
    put: database.prepare<[Row]>(
      `INSERT INTO refetches (article_id, url, state, etag, last_modified, next_at, history, problem)
       VALUES (@articleId, @url, @state, @etag, @lastModified, @nextAt, @history, @problem)
       ON CONFLICT (article_id) DO UPDATE SET url = excluded.url, state = excluded.state, etag = excluded.etag,
       last_modified = excluded.last_modified, next_at = excluded.next_at, history = excluded.history,
       problem = excluded.problem`,
    ),
    byId: database.prepare<[string], Row>(`SELECT ${COLUMNS} FROM refetches WHERE article_id = ?`),
    due: database.prepare<[string, number], Row>(
      `SELECT ${COLUMNS} FROM refetches WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, article_id LIMIT ?`,
    ),
    remove: database.prepare<[string]>("DELETE FROM refetches WHERE article_id = ?"),
    summary: database.prepare<[string], RefetchSummary>(
      // Each of these reads the index alone.
      `SELECT (SELECT count(*) FROM refetches WHERE state = 'waiting') AS waiting,
       (SELECT count(*) FROM refetches WHERE state = 'waiting' AND next_at <= ?) AS due,
       (SELECT count(*) FROM refetches WHERE state = 'gone') AS gone,
       (SELECT count(*) FROM refetches WHERE state = 'refused') AS refused,
       (SELECT min(next_at) FROM refetches WHERE state = 'waiting') AS nextAt`,
    ),
  };
}
