// The order in which revisions were stored: the number of an arrival is that of its last passage.
import type { Database } from "better-sqlite3";
import type { Instant } from "../../model/article.js";
import type { Arrival, Arrivals } from "../ports.js";
import type { StoreConnection } from "./database.js";

export class SqliteArrivals implements Arrivals {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepareArrivals>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepareArrivals(connection.database);
  }

  async newest(): Promise<number> {
    return this.#connection.read(() => this.#statements.newest.get() ?? 0);
  }

  async after(number: number, limit: number): Promise<Arrival[]> {
    return this.#connection.read(() => this.#statements.after.all(number, limit));
  }

  async numberOf(articleId: string, revision: number): Promise<number | null> {
    return this.#connection.read(() => this.#statements.numberOf.get(articleId, revision) ?? null);
  }

  async newestAt(at: Instant): Promise<number> {
    return this.#connection.read(() => this.#statements.newestAt.get(at) ?? 0);
  }
}

const LAST = "(SELECT max(p.number) FROM passages p WHERE p.revision = r.number)";

function prepareArrivals(database: Database) {
  return {
    newest: database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").pluck(),
    after: database.prepare<[number, number], Arrival>(
      `SELECT max(p.number) AS number, a.article_id AS articleId, r.revision AS revision
       FROM passages p JOIN revisions r ON r.number = p.revision JOIN articles a ON a.number = r.article
       WHERE p.number > ? GROUP BY r.number ORDER BY number LIMIT ?`,
    ),
    numberOf: database
      .prepare<[string, number], number | null>(
        `SELECT ${LAST} FROM revisions r JOIN articles a ON a.number = r.article WHERE a.article_id = ? AND r.revision = ?`,
      )
      .pluck(),
    newestAt: database
      .prepare<[string], number | null>(
        `SELECT ${LAST} FROM revisions r WHERE r.fetched_at <= ? ORDER BY r.number DESC LIMIT 1`,
      )
      .pluck(),
  };
}
