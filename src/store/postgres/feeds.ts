// Feeds in PostgreSQL: each is read by one process at a time.
import { sql } from "kysely";
import type { Instant } from "../../model/article.js";
import { WORK } from "../../model/processes.js";
import type { FeedRecord } from "../ports.js";
import { FEED_FIELDS, RecordedFeeds } from "../records/feeds.js";
import type { PostgresConnection } from "./connection.js";
import type { PostgresProcesses } from "./processes.js";

export class PostgresFeeds extends RecordedFeeds {
  readonly #connection: PostgresConnection;
  readonly #processes: PostgresProcesses;

  constructor(connection: PostgresConnection, processes: PostgresProcesses) {
    super(connection);
    this.#connection = connection;
    this.#processes = processes;
  }

  /** Row by row as each is now: readers change feeds all the time, and a whole moment of all of them would never come. */
  override makeDue(now: Instant): Promise<number> {
    return this.#connection.writeLocked(async (tables) => {
      await sql`UPDATE feeds SET next_at = ${now} WHERE state = 'active' AND next_at > ${now}`.execute(
        tables,
      );
      const { rows } = await sql<{
        count: number;
      }>`SELECT count(*) FROM feeds WHERE state = 'active'`.execute(tables);
      return rows[0]?.count ?? 0;
    });
  }

  /** Rows that another process is looking at in the same moment are skipped, so that readers never wait for each other. */
  async takeDue(now: Instant, limit: number): Promise<FeedRecord[]> {
    await this.#processes.enter();
    const { processId } = this.#processes;
    return this.#connection.writeLocked(async (tables) => {
      const due = sql`SELECT ${WORK.feed("")} || feed_id AS name FROM feeds
        WHERE state = 'active' AND next_at <= ${now}
        AND NOT EXISTS (SELECT FROM leases WHERE name = ${WORK.feed("")} || feed_id AND holder <> ${processId})
        ORDER BY next_at, number LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
      const { rows } = await this.#processes.takeAmong(due).execute(tables);
      const feedIds = rows.map(({ name }) => name.slice(WORK.feed("").length));
      if (feedIds.length === 0) return [];
      return tables
        .selectFrom("feeds")
        .select(FEED_FIELDS)
        .where("feed_id", "in", feedIds)
        .orderBy("next_at")
        .orderBy("number")
        .execute();
    });
  }
}
