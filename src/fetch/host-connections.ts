// Per host: one connection, one request at a time, and a pause between visits.

import { Client } from "undici";

/** A host without a visitor is forgotten after this long; not shorter than the longest pause, which it remembers. */
const IDLE_MS = 10_000;

type ClientOptions = Client.Options;

/** A visit to a host, from `HostConnections.enter` to `leave`; no one else uses its connection meanwhile. */
interface Visit {
  /** The connection to this origin, opened if there is none. */
  client(origin: string): Client;
  /** True if a connection to this origin is kept from before; its server may close it at any moment. */
  isKept(origin: string): boolean;
  /** Ends the connection, after a failure: what arrives on it next cannot be trusted. */
  drop(): void;
  /** Lets the next visitor in. If `counts`, the pause starts now. */
  leave(counts: boolean): void;
}

export class HostConnections {
  readonly #byHost = new Map<string, HostConnection>();
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * Waits for the turn at a host, and until `pauseMs` after the visit before; null is for a fetch that was at work
   * already and is redirected: it goes before all that wait.
   * @throws the reason of `signal`
   */
  async enter(host: string, pauseMs: number | null, signal: AbortSignal): Promise<Visit> {
    signal.throwIfAborted();
    const connection =
      this.#byHost.get(host) ?? new HostConnection(this.#options, () => this.#byHost.delete(host));
    this.#byHost.set(host, connection);
    await connection.enter(pauseMs, signal);
    return connection;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#byHost.values()].map((connection) => connection.close()));
    this.#byHost.clear();
  }
}

interface Waiter {
  /** Null: goes first, and waits only for the visit under way. */
  readonly pauseMs: number | null;
  readonly enter: () => void;
}

class HostConnection implements Visit {
  readonly #options: ClientOptions;
  readonly #onIdle: () => void;
  readonly #waiting: Waiter[] = [];
  #occupied = false;
  #lastVisitMs = Number.NEGATIVE_INFINITY;
  #client: { readonly origin: string; readonly client: Client } | null = null;
  /** Until the next may enter, or until a connection without visitors is closed. */
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ClientOptions, onIdle: () => void) {
    this.#options = options;
    this.#onIdle = onIdle;
  }

  enter(pauseMs: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      const waiter: Waiter = { pauseMs, enter };
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason);
        this.#admit();
      };
      signal.addEventListener("abort", stop, { once: true });
      if (pauseMs === null) this.#waiting.unshift(waiter);
      else this.#waiting.push(waiter);
      this.#admit();
    });
  }

  isKept(origin: string): boolean {
    return this.#client?.origin === origin;
  }

  client(origin: string): Client {
    if (this.#client?.origin !== origin) {
      this.drop();
      this.#client = { origin, client: new Client(origin, this.#options) };
    }
    return this.#client.client;
  }

  drop(): void {
    void this.#client?.client.destroy();
    this.#client = null;
  }

  leave(counts: boolean): void {
    if (counts) this.#lastVisitMs = performance.now();
    this.#occupied = false;
    this.#admit();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#client?.client.destroy();
    this.#client = null;
  }

  #admit(): void {
    if (this.#occupied) return;
    clearTimeout(this.#timer);
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#timer = setTimeout(() => this.#end(), IDLE_MS).unref();
      return;
    }
    const leftMs = next.pauseMs === null ? 0 : this.#lastVisitMs + next.pauseMs - performance.now();
    if (leftMs > 0) {
      this.#timer = setTimeout(() => this.#admit(), Math.ceil(leftMs));
      return;
    }
    this.#waiting.shift();
    this.#occupied = true;
    next.enter();
  }

  #end(): void {
    this.drop();
    this.#onIdle();
  }
}
