// Uses per minute over all processes: a row each, gone soon after its minute.
import { sql } from "kysely";
import type { Use } from "../../model/processes.js";
import { MINUTE_MS } from "../../model/time.js";
import type { UseStore } from "../process-ports.js";
import type { PostgresConnection } from "./connection.js";

export class PostgresUses implements UseStore {
  readonly #connection: PostgresConnection;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  /** Whoever counts the same key at the same time waits for the other, in one order of keys. */
  take(
    uses: readonly Use[],
    nowMs: number,
  ): Promise<{ readonly key: string; readonly freeMs: number } | null> {
    const keys = uses.map(({ key }) => key);
    return this.#connection.writeLocked(async (tables) => {
      await sql`SELECT pg_advisory_xact_lock(${LOCKS}::int, lock) FROM (SELECT DISTINCT hashtext(key) AS lock
        FROM unnest(${keys}::text[]) AS k (key) ORDER BY lock) AS locks`.execute(tables);
      await sql`DELETE FROM uses WHERE at_ms <= ${nowMs - MINUTE_MS}::bigint`.execute(tables);
      for (const { key, limit } of uses) {
        const { rows } = await sql<{ at: number }>`SELECT at_ms AS at FROM uses WHERE key = ${key}
          ORDER BY at_ms DESC OFFSET ${limit - 1} LIMIT 1`.execute(tables);
        if (rows[0] !== undefined) return { key, freeMs: rows[0].at + MINUTE_MS };
      }
      await sql`INSERT INTO uses SELECT key, ${nowMs}::bigint FROM unnest(${keys}::text[]) AS k (key)`.execute(
        tables,
      );
      return null;
    });
  }

  async forget(key: string): Promise<void> {
    await this.#connection.writeLocked((tables) => sql`DELETE FROM uses WHERE key = ${key}`.execute(tables));
  }
}

/** Tells these locks apart from others: "uses" in ASCII. */
const LOCKS = 0x75736573;
