// The processes over a database and the work that each holds: a row for each process, renewed while it lives, and one for each piece.
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { type RawBuilder, sql } from "kysely";
import type { ProcessRecord, Role, Shards } from "../../model/processes.js";
import { LEASE_MS, type Processes } from "../process-ports.js";
import type { PostgresConnection } from "./connection.js";

/** A lease is renewed this often before it runs out. */
const RENEWALS_PER_LEASE = 3;

interface ProcessRow {
  readonly processId: string;
  readonly role: ProcessRecord["role"];
  readonly host: string;
  readonly shards: number[] | null;
  readonly total: number | null;
  readonly startedAt: string;
}

/** The clock of leases is the server's, so that the clocks of machines need not agree. */
export class PostgresProcesses implements Processes {
  readonly processId = randomBytes(6).toString("hex");
  readonly #connection: PostgresConnection;
  readonly #leaseMs: number;
  #about: { readonly role: ProcessRecord["role"]; readonly shards: Shards | null } = {
    role: "command",
    shards: null,
  };
  #entered: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #renewing: Promise<void> = Promise.resolve();
  /** When the lease was last renewed, on this machine's clock that only goes forward. */
  #renewedMs = Number.NEGATIVE_INFINITY;

  constructor(connection: PostgresConnection, leaseMs = LEASE_MS) {
    this.#connection = connection;
    this.#leaseMs = leaseMs;
  }

  async join(about: { readonly role: Role; readonly shards: Shards | null }): Promise<void> {
    this.#about = about;
    this.#entered = null;
    await this.enter();
  }

  /** Enters this process if it is not in the list, and renews its lease from then on. */
  enter(): Promise<void> {
    if (this.#entered !== null) return this.#entered;
    const entered = this.#renew();
    this.#entered = entered;
    entered.catch(() => {
      if (this.#entered === entered) this.#entered = null; // the next call tries again
    });
    this.#timer ??= setInterval(() => {
      this.#renewing = this.#renew().catch(() => undefined); // as long as the server is away nobody can take anything
    }, this.#leaseMs / RENEWALS_PER_LEASE).unref();
    return entered;
  }

  async list(): Promise<ProcessRecord[]> {
    const { rows } = await this.#connection.read((tables) =>
      sql<ProcessRow>`SELECT process_id AS "processId", role, host, shards, shard_count AS total, started_at AS "startedAt"
        FROM processes WHERE seen_at + lease > clock_timestamp() ORDER BY started_at, process_id`.execute(
        tables,
      ),
    );
    return rows.map(({ shards, total, ...row }) => ({
      ...row,
      shards: shards === null || total === null ? null : { ids: shards, total },
    }));
  }

  async take(names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    await this.enter();
    const wanted = [...new Set(names)].sort(); // one order, so that two processes never wait for each other in a circle
    const { rows } = await this.#connection.writeOnce((tables) =>
      this.takeAmong(sql`SELECT unnest(${wanted}::text[]) AS name`).execute(tables),
    );
    return rows.map(({ name }) => name);
  }

  /** The statement that takes the work whose names a query gives as `name`, and returns what is this process's now. */
  takeAmong(work: RawBuilder<unknown>): RawBuilder<{ name: string }> {
    return sql<{ name: string }>`INSERT INTO leases (name, holder)
      SELECT name, ${this.processId}::text FROM (${work}) AS work ORDER BY name
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder WHERE leases.holder = excluded.holder
      RETURNING name`;
  }

  async giveBack(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await this.#connection.writeOnce((tables) =>
      sql`DELETE FROM leases WHERE holder = ${this.processId} AND name = ANY(${[...names]}::text[])`.execute(
        tables,
      ),
    );
  }

  /** Gives back everything and takes this process off the list. */
  async leave(): Promise<void> {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    await this.#renewing;
    await this.#connection.writeLocked(async (tables) => {
      await sql`DELETE FROM leases WHERE holder = ${this.processId}`.execute(tables);
      await sql`DELETE FROM processes WHERE process_id = ${this.processId}`.execute(tables);
    });
  }

  /** Also frees what processes hold that were killed: those whose lease has run out. */
  async #renew(): Promise<void> {
    const { role, shards } = this.#about;
    const lease = `${this.#leaseMs} milliseconds`;
    // After an outage of the server all leases have run out: the others are given the time to renew theirs.
    const sweeps = performance.now() - this.#renewedMs < this.#leaseMs;
    await this.#connection.writeLocked(async (tables) => {
      await sql`INSERT INTO processes (process_id, role, host, shards, shard_count, started_at, seen_at, lease)
        VALUES (${this.processId}, ${role}, ${hostname()}, ${shards === null ? null : [...shards.ids]}::int[],
          ${shards?.total ?? null}, ${new Date().toISOString()}, clock_timestamp(), ${lease}::interval)
        ON CONFLICT (process_id) DO UPDATE SET role = excluded.role, shards = excluded.shards,
          shard_count = excluded.shard_count, seen_at = excluded.seen_at`.execute(tables);
      if (!sweeps) return;
      await sql`DELETE FROM processes WHERE seen_at + lease < clock_timestamp()`.execute(tables);
      await sql`DELETE FROM leases l WHERE NOT EXISTS (SELECT FROM processes p WHERE p.process_id = l.holder)`.execute(
        tables,
      );
    });
    this.#renewedMs = performance.now();
  }
}
