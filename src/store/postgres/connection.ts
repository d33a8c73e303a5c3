// Connections to one PostgreSQL database: reads and transactions, done again where that is safe, with failures as DatelineErrors.
import { setTimeout as wait } from "node:timers/promises";
import { type IsolationLevel, Kysely, PostgresDialect, sql } from "kysely";
import pg, { type PoolConfig } from "pg";
import type { RecordDatabase, RecordTables } from "../records/tables.js";
import { asStoreError, kindOf } from "./failures.js";

export interface ConnectionOptions {
  /** Where the database is, and how to log in; what is left out comes from PGHOST, PGUSER, PGPASSWORD, PGSSLMODE and the like. */
  readonly pool: PoolConfig;
  /** Names the database in errors, without a password. */
  readonly subject: string;
  /** How long a server that does not answer is waited for, in ms; default 10,000. */
  readonly patienceMs?: number;
}

/** Connections that one process holds at most: more than a few statements at once only wait for the same disk. */
const MAX_CONNECTIONS = 8;
const PATIENCE_MS = 10_000;
const CONNECT_MS = 5_000;
/** A statement of a question takes milliseconds; one that runs this long is stuck. Making an index is exempt. */
const STATEMENT_MS = 60_000;
/** A process that hangs in a transaction would hold its locks. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** Times that a transaction is done again at once after others got in its way. */
const MAX_CONFLICTS = 12;

/**
 * What a session sets first. ef_search: neighbors looked at per search; lists of 100 and 150 are asked for, of which 400 find .997
 * and .999 on bench/news in 5.3 and 2.4 ms, 200 .991 and .997 in 3.1 and 1.9 ms. pgvector's default is 40.
 */
const SESSION = `SET hnsw.ef_search = 400; SET hnsw.iterative_scan = relaxed_order; SET hnsw.max_scan_tuples = 40000;
  SET jit = off`;

const INT8 = 20;
const NUMERIC = 1700;

/** The connections of one process to its database. */
export class PostgresConnection implements RecordDatabase {
  readonly subject: string;
  readonly #pool: pg.Pool;
  readonly #tables: Kysely<RecordTables>;
  readonly #patienceMs: number;

  constructor({ pool, subject, patienceMs = PATIENCE_MS }: ConnectionOptions) {
    this.subject = subject;
    this.#patienceMs = patienceMs;
    this.#pool = new pg.Pool({
      max: MAX_CONNECTIONS,
      application_name: "dateline",
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      types: { getTypeParser: parserOf },
      ...pool,
    });
    this.#pool.on("error", () => undefined); // an idle connection that ends is replaced when the next is needed
    this.#pool.on("connect", (client) => {
      client.on("error", () => undefined); // one that ends between two statements fails at the next of them
      client.query(SESSION).catch(() => undefined); // a connection that cannot do this fails at its first statement
    });
    this.#tables = new Kysely<RecordTables>({ dialect: new PostgresDialect({ pool: this.#pool }) });
  }

  /** @throws DatelineError store-unreachable, store-busy, store-broken */
  read<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T> {
    return this.#patiently(() => work(this.#tables));
  }

  /** One transaction that sees a single moment, and is done again if another one changed the same rows. */
  write<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T> {
    return this.#patiently(() => this.#transaction("repeatable read", work));
  }

  /** Saves the three round trips around a statement; where the connection ends before the result comes, it is done again. */
  writeOnce<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T> {
    return this.#patiently(() => work(this.#tables));
  }

  /** One transaction that waits for the locks that `work` takes, and sees what was committed before. */
  writeLocked<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T> {
    return this.#patiently(() => this.#transaction("read committed", work));
  }

  async close(): Promise<void> {
    await this.#tables.destroy();
  }

  /** Waits for a server that is away as long as patience lasts; conflicts are resolved at once. */
  async #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const until = performance.now() + this.#patienceMs;
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt();
      } catch (error) {
        const kind = kindOf(error);
        const waitMs = kind === "again" ? Math.random() * 10 * failures : 50 * 2 ** Math.min(failures, 5);
        const hopeless = kind === "again" ? failures > MAX_CONFLICTS : performance.now() + waitMs > until;
        if (kind === "other" || hopeless) throw asStoreError(error, this.subject);
        await wait(waitMs);
      }
    }
  }

  /**
   * Where the connection ends during the commit, the number of the transaction tells afterwards whether it was committed, so
   * that nothing is done twice.
   */
  async #transaction<T>(
    isolation: IsolationLevel,
    work: (tables: Kysely<RecordTables>) => Promise<T>,
  ): Promise<T> {
    let done: { readonly result: T; readonly number: string | null } | null = null;
    try {
      return await this.#tables
        .transaction()
        .setIsolationLevel(isolation)
        .execute(async (tables) => {
          const result = await work(tables);
          const { rows } = await sql<{ number: string | null }>`
            SELECT pg_current_xact_id_if_assigned()::text AS number`.execute(tables);
          done = { result, number: rows[0]?.number ?? null };
          return result;
        });
    } catch (error) {
      const finished = done as { readonly result: T; readonly number: string | null } | null;
      if (finished === null || finished.number === null || kindOf(error) !== "away") throw error;
      if (await this.#wasCommitted(finished.number)) return finished.result;
      throw error;
    }
  }

  async #wasCommitted(number: string): Promise<boolean> {
    return this.#patiently(async () => {
      const { rows } = await sql<{ status: string | null }>`
        SELECT pg_xact_status(${number}::xid8) AS status`.execute(this.#tables);
      const status = rows[0]?.status;
      if (status === "in progress") throw Object.assign(new Error("still committing"), { code: "08007" });
      return status === "committed";
    });
  }
}

/** Sums and counts are numbers: all of them stay below 2^53. Everything else is read as the driver does. */
function parserOf(type: number, format?: "text" | "binary") {
  if (type === INT8 || type === NUMERIC) return Number;
  return format === "binary" ? pg.types.getTypeParser(type, "binary") : pg.types.getTypeParser(type, "text");
}
