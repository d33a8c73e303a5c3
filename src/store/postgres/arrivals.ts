// Revisions in the order in which they were committed.
import { sql } from "kysely";
import type { Instant } from "../../model/article.js";
import type { Arrival, Arrivals } from "../ports.js";
import type { PostgresConnection } from "./connection.js";

export class PostgresArrivals implements Arrivals {
  readonly #connection: PostgresConnection;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  async newest(): Promise<number> {
    return (await this.#number(sql`SELECT arrivals AS number FROM totals`)) ?? 0;
  }

  async after(number: number, limit: number): Promise<Arrival[]> {
    const { rows } = await this.#connection.read((tables) =>
      sql<Arrival>`SELECT a.number, r.article_id AS "articleId", r.revision
        FROM arrivals a JOIN revisions r ON r.number = a.revision
        WHERE a.number > ${number}::bigint ORDER BY a.number LIMIT ${limit}`.execute(tables),
    );
    return rows;
  }

  numberOf(articleId: string, revision: number): Promise<number | null> {
    return this.#number(sql`SELECT a.number FROM arrivals a JOIN revisions r ON r.number = a.revision
      WHERE r.article_id = ${articleId} AND r.revision = ${revision}`);
  }

  async newestAt(at: Instant): Promise<number> {
    const found =
      await this.#number(sql`SELECT a.number FROM arrivals a JOIN revisions r ON r.number = a.revision
      WHERE r.fetched_at <= ${at} ORDER BY a.number DESC LIMIT 1`);
    return found ?? 0;
  }

  async #number(select: ReturnType<typeof sql>): Promise<number | null> {
    const { rows } = await this.#connection.read((tables) => select.execute(tables));
    return (rows as { number: number }[])[0]?.number ?? null;
  }
}
