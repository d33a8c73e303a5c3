// Opens the stores in a PostgreSQL database.
import { sql } from "kysely";
import type { PoolConfig } from "pg";
import { DatelineError } from "../../model/errors.js";
import type { Stores } from "../ports.js";
import { RecordedAnswers } from "../records/answers.js";
import { RecordedRefetches } from "../records/refetches.js";
import { RecordedSettings } from "../records/settings.js";
import type { RecordDatabase } from "../records/tables.js";
import { RecordedWatches } from "../records/watches.js";
import { describeDatabase } from "./address.js";
import { PostgresArrivals } from "./arrivals.js";
import { PostgresArticleStore } from "./articles.js";
import { PostgresConnection } from "./connection.js";
import { PostgresFeeds } from "./feeds.js";
import { PostgresForgets } from "./forgets.js";
import { PostgresGuilds } from "./guilds.js";
import { prepareDatabase } from "./migrate.js";
import { PostgresIndex } from "./neighbor-index.js";
import { dropNeighborIndexes, ensureNeighborIndexes } from "./neighbors.js";
import { PostgresProcesses } from "./processes.js";
import { PostgresSearchStore } from "./search.js";
import { PostgresSignals } from "./signals.js";
import { PostgresUses } from "./uses.js";

interface OpenPostgresOptions {
  /** How long a server that does not answer is waited for before store-unreachable, in ms; default 10,000. */
  readonly patienceMs?: number;
  /** Wins over what the address says, for a driver's settings that an address has no words for. */
  readonly pool?: PoolConfig;
  /** How long work waits for a process that was killed, in ms; default 30,000. */
  readonly leaseMs?: number | undefined;
}

/** The stores, and what only a database has. */
interface PostgresStores extends Stores {
  /** Names the database with the versions of server and extension. */
  describe(): Promise<string>;
  /** The tables of records, for copying a whole store. */
  readonly records: RecordDatabase;
  /** Lets new rows be numbered after those that were written with their numbers. */
  continueNumbers(): Promise<void>;
  /** Does work that writes many vectors while there is no index over them, and makes it afterwards: keeping it costs more. */
  withoutIndex(dimensions: number, work: () => Promise<void>): Promise<void>;
}

/**
 * Opens the stores in the database at `address` ("postgres://…"), making tables and extension if they are missing. Other
 * processes may have it open. What the address leaves out comes from PGUSER, PGPASSWORD, PGSSLMODE and the like.
 * @throws DatelineError store-unreachable, store-newer, or store-broken, naming what is missing and the command that mends it
 */
export async function openPostgresStores(
  address: string,
  { patienceMs, pool, leaseMs }: OpenPostgresOptions = {},
): Promise<PostgresStores> {
  const driver = { connectionString: address, ...pool };
  const connection = new PostgresConnection({
    pool: driver,
    subject: describeDatabase(address),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  try {
    await prepareDatabase(connection);
    return await openStores(connection, new PostgresSignals(connection, driver), leaseMs);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function openStores(
  connection: PostgresConnection,
  signals: PostgresSignals,
  leaseMs?: number,
): Promise<PostgresStores> {
  const { rows } = await connection.read((tables) =>
    sql<{ fingerprint: string }>`SELECT fingerprint FROM embedder`.execute(tables),
  );
  const processes = new PostgresProcesses(connection, leaseMs);
  const articles = new PostgresArticleStore(connection, processes, rows[0]?.fingerprint ?? null);
  return {
    articles,
    search: new PostgresSearchStore(connection),
    answers: new RecordedAnswers(connection),
    settings: new RecordedSettings(connection),
    guilds: new PostgresGuilds(connection, signals),
    feeds: new PostgresFeeds(connection, processes),
    refetches: new RecordedRefetches(connection),
    watches: new RecordedWatches(connection),
    arrivals: new PostgresArrivals(connection),
    processes,
    signals,
    forgets: new PostgresForgets(connection),
    uses: new PostgresUses(connection),
    openIndex: async (dimensions) => {
      if (articles.fingerprint !== null) {
        await ensureNeighborIndexes(connection, dimensions);
        return new PostgresIndex(connection, dimensions);
      }
      throw new DatelineError("store-fingerprint", "Index without an embedder: no fingerprint is set", {
        hint: "Set one with useFingerprint before the index is opened.",
      });
    },
    describe: async () => `${connection.subject} (${await versionsOf(connection)})`,
    records: connection,
    continueNumbers: () => continueNumbers(connection),
    withoutIndex: async (dimensions, work) => {
      await connection.writeLocked(dropNeighborIndexes);
      await work();
      await ensureNeighborIndexes(connection, dimensions);
    },
    close: async () => {
      await signals.stop();
      await processes.leave().catch(() => undefined); // without a server, its lease runs out
      await connection.close();
    },
  };
}

const NUMBERED = ["answers", "setting_changes", "feeds", "feed_items", "watches", "watch_notices"];

async function continueNumbers(connection: PostgresConnection): Promise<void> {
  await connection.writeLocked(async (tables) => {
    for (const table of NUMBERED)
      await sql`SELECT setval(pg_get_serial_sequence(${table}, 'number'), max(number)) FROM ${sql.table(table)}
        HAVING max(number) IS NOT NULL`.execute(tables);
  });
}

async function versionsOf(connection: PostgresConnection): Promise<string> {
  const { rows } = await connection.read((tables) =>
    sql<{ server: string; pgvector: string }>`SELECT current_setting('server_version') AS server,
      (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS pgvector`.execute(tables),
  );
  return `PostgreSQL ${rows[0]?.server} with pgvector ${rows[0]?.pgvector}`;
}
