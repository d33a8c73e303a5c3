// What a PostgreSQL server says of itself, for measuring: its processes, and what the tables of one store take.
import { sql } from "kysely";
import { describeDatabase } from "./address.js";
import { PostgresConnection } from "./connection.js";

export interface ServerFacts {
  /** Ids of the server's processes on its own machine, without the one that starts the others. */
  readonly processIds: readonly number[];
  /** Tables with their indexes, in bytes; of that the indexes for neighbors. */
  readonly storeBytes: number;
  readonly indexBytes: number;
}

/** Asks the server of the store at `address`. @throws DatelineError store-unreachable, store-broken */
export async function askServer(address: string): Promise<ServerFacts> {
  const connection = new PostgresConnection({
    pool: { connectionString: address, max: 1 },
    subject: describeDatabase(address),
  });
  try {
    return await connection.read(async (tables) => {
      const { rows } = await sql<{ pid: number }>`SELECT pid FROM pg_stat_activity`.execute(tables);
      const { rows: sizes } = await sql<{ store: number; index: number }>`
        SELECT coalesce(sum(pg_relation_size(oid)), 0) AS store,
          coalesce(sum(pg_relation_size(oid)) FILTER (WHERE relname LIKE 'vectors_by%neighbor'), 0) AS index
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i', 't')`.execute(
        tables,
      );
      const { store = 0, index = 0 } = sizes[0] ?? {};
      return { processIds: rows.map(({ pid }) => pid), storeBytes: store, indexBytes: index };
    });
  } finally {
    await connection.close();
  }
}
