// Signals between processes by LISTEN and NOTIFY, on a connection of its own that is made again whenever it is lost.
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import pg, { type ClientConfig } from "pg";
import type { Signal, Signals } from "../process-ports.js";
import type { PostgresConnection } from "./connection.js";

/** How often it is checked that the connection lives, and how long that may take, in ms: the longest that a signal can be missed unnoticed. */
const CHECK_EVERY_MS = 5_000;
const CHECK_MS = 5_000;
/** Pause before another attempt to connect, in ms. */
const RETRY_MS = 1_000;
/** What may have been missed while nothing was heard. */
const MISSED: readonly Signal[] = [
  { kind: "settings", id: null },
  { kind: "feeds", id: null },
  { kind: "forget", id: null },
];

export class PostgresSignals implements Signals {
  readonly #connection: PostgresConnection;
  readonly #client: ClientConfig;
  readonly #listeners = new Set<(signal: Signal) => void>();
  readonly #stopping = new AbortController();
  #isListening = false;
  #loop: Promise<void> | null = null;

  constructor(connection: PostgresConnection, client: ClientConfig) {
    this.#connection = connection;
    this.#client = client;
  }

  get isListening(): boolean {
    return this.#isListening;
  }

  async start(): Promise<void> {
    this.#loop ??= this.#run();
  }

  async tell({ kind, id }: Signal): Promise<void> {
    const text = id === null ? kind : `${kind} ${id}`;
    await this.#connection.writeLocked((tables) =>
      sql`SELECT pg_notify('dateline ' || current_schema(), ${text})`.execute(tables),
    );
    if (!this.#isListening) this.#call({ kind, id } as Signal);
  }

  on(listener: (signal: Signal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const client = new pg.Client(this.#client);
      client.on("error", () => undefined); // the connection is lost: `end` says so, too
      try {
        await this.#listen(client);
      } catch {
        // No server, or it went away: it is tried again below, and nothing is kept meanwhile.
      }
      this.#isListening = false;
      await client.end().catch(() => undefined);
      if (!signal.aborted) await pause(RETRY_MS, signal);
    }
  }

  /** Hears signals until the connection is lost. */
  async #listen(client: pg.Client): Promise<void> {
    const { signal } = this.#stopping;
    const ended = once(client, "end").then(() => null);
    await client.connect();
    const { rows } = await client.query<{ channel: string }>(
      "SELECT quote_ident('dateline ' || current_schema()) AS channel",
    );
    client.on("notification", ({ payload = "" }) => this.#call(readSignal(payload)));
    await client.query(`LISTEN ${rows[0]?.channel}`);
    this.#isListening = true;
    for (const missed of MISSED) this.#call(missed);
    while (!signal.aborted) {
      const lost = await Promise.race([ended, pause(CHECK_EVERY_MS, signal).then(() => true)]);
      if (lost === null || signal.aborted) return;
      const answered = await Promise.race([client.query("SELECT"), pause(CHECK_MS, signal).then(() => null)]);
      if (answered === null) return;
    }
  }

  #call(signal: Signal): void {
    for (const listener of this.#listeners) listener(signal);
  }
}

function readSignal(payload: string): Signal {
  const [kind = "", id = null] = payload.split(" ");
  return { kind, id } as Signal; // only our own are on the channel; a kind of a newer version concerns no listener
}

/** Resolves after this time or when `signal` fires; does not keep the process alive. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
