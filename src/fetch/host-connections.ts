// Per host: one connection, one request at a time, and a pause between visits.

import type { Socket } from "node:net";
import { buildConnector, Client } from "undici";

/** A host without a visitor is forgotten after this long; not shorter than the longest pause, which it remembers. */
const IDLE_MS = 10_000;

type ClientOptions = Client.Options & { readonly connect: buildConnector.BuildOptions };

/** Turns at hosts among several processes: only the one that has the turn is connected to a host. */
export interface HostTurns {
  /** Takes the turn at a host; false while another process has it. */
  take(host: string): Promise<boolean>;
  giveBack(host: string): Promise<void>;
}

/** How long a process that has visitors keeps its turn, in ms, before others may have theirs. */
const TURN_MS = 10_000;
/** How long it is before a process that has no turn asks again, on average, in ms. */
const ASK_AGAIN_MS = 200;

/** A visit to a host, from `HostConnections.enter` to `leave`; no one else uses its connection meanwhile. */
export interface Visit {
  /** The connection to this origin, opened if there is none. */
  client(origin: string): Client;
  /** True if a connection to this origin is kept from before; its server may close it at any moment. */
  isKept(origin: string): boolean;
  /** True if the connection was reset: undici takes a body without a length that ends so for a whole one. */
  isReset(): boolean;
  /** Ends the connection, after a failure: what arrives on it next cannot be trusted. */
  drop(): void;
  /** Lets the next visitor in. If `counts`, the pause starts now. */
  leave(counts: boolean): void;
}

export class HostConnections {
  readonly #byHost = new Map<string, HostConnection>();
  readonly #options: ClientOptions;
  readonly #turns: HostTurns | null;

  /** `turns`: null if no other process visits hosts. */
  constructor(options: ClientOptions, turns: HostTurns | null = null) {
    this.#options = options;
    this.#turns = turns;
  }

  /**
   * Waits for the turn at a host, and until `pauseMs` after the visit before; null is for a fetch that was at work
   * already and is redirected: it goes before all that wait.
   * @throws the reason of `signal`
   */
  async enter(host: string, pauseMs: number | null, signal: AbortSignal): Promise<Visit> {
    signal.throwIfAborted();
    const connection =
      this.#byHost.get(host) ??
      new HostConnection(this.#options, new Turn(host, this.#turns), () => this.#byHost.delete(host));
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

/** The turn of this process at one host; always its own where no other process visits hosts. */
class Turn {
  readonly #host: string;
  readonly #turns: HostTurns | null;
  #sinceMs: number | null = null;
  #change: Promise<unknown> = Promise.resolve();

  constructor(host: string, turns: HostTurns | null) {
    this.#host = host;
    this.#turns = turns;
  }

  get isOwn(): boolean {
    return this.#turns === null || this.#sinceMs !== null;
  }

  get isLong(): boolean {
    return this.#sinceMs !== null && performance.now() - this.#sinceMs > TURN_MS;
  }

  get isShared(): boolean {
    return this.#turns !== null;
  }

  /** Asks once; a store that cannot be asked gives no turn. */
  async ask(): Promise<void> {
    await this.#change;
    const isOwn = await this.#turns?.take(this.#host).catch(() => false);
    if (isOwn) this.#sinceMs = performance.now();
  }

  giveBack(): Promise<unknown> {
    if (this.#sinceMs === null) return this.#change;
    this.#sinceMs = null;
    this.#change = Promise.resolve(this.#turns?.giveBack(this.#host)).catch(() => undefined); // then its lease runs out
    return this.#change;
  }
}

interface Waiter {
  /** Null: goes first, and waits only for the visit under way. */
  readonly pauseMs: number | null;
  readonly enter: () => void;
}

class HostConnection implements Visit {
  readonly #options: ClientOptions;
  readonly #turn: Turn;
  readonly #onIdle: () => void;
  readonly #waiting: Waiter[] = [];
  #occupied = false;
  #isAsking = false;
  #pauseMs = 0;
  #lastVisitMs = Number.NEGATIVE_INFINITY;
  #client: { readonly origin: string; readonly client: Client } | null = null;
  #socket: Socket | null = null;
  /** Until the next may enter, or until a connection without visitors is closed. */
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ClientOptions, turn: Turn, onIdle: () => void) {
    this.#options = options;
    this.#turn = turn;
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
      const open = buildConnector(this.#options.connect);
      const connect: buildConnector.connector = (target, callback) =>
        open(target, (...[error, socket]) => {
          this.#socket = socket;
          if (error === null) callback(null, socket);
          else callback(error, null);
        });
      this.#client = { origin, client: new Client(origin, { ...this.#options, connect }) };
    }
    return this.#client.client;
  }

  isReset(): boolean {
    const error: NodeJS.ErrnoException | null = this.#socket?.errored ?? null;
    return error?.code === "ECONNRESET";
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
    await this.#turn.giveBack();
  }

  #admit(): void {
    if (this.#occupied || this.#isAsking) return;
    clearTimeout(this.#timer);
    const [next] = this.#waiting;
    if (this.#turn.isShared && this.#mustPass(next)) return;
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
    this.#pauseMs = next.pauseMs ?? this.#pauseMs;
    next.enter();
  }

  /** Passes the turn on after the pause if nobody waits or it was long, and asks for it if somebody does; true if it waits for either. */
  #mustPass(next: Waiter | undefined): boolean {
    if (this.#turn.isOwn && (next === undefined || (this.#turn.isLong && next.pauseMs !== null))) {
      const leftMs = Math.max(0, this.#lastVisitMs + this.#pauseMs - performance.now());
      this.#timer = setTimeout(() => this.#passOn(), Math.ceil(leftMs));
      return true;
    }
    if (next === undefined || this.#turn.isOwn) return false;
    this.#isAsking = true;
    void this.#turn.ask().then(() => {
      this.#isAsking = false;
      if (this.#turn.isOwn) this.#admit();
      else this.#timer = setTimeout(() => this.#admit(), ASK_AGAIN_MS * (0.5 + Math.random()));
    });
    return true;
  }

  /** Another process may have the turn before this one asks again. */
  #passOn(): void {
    if (this.#occupied) return;
    this.drop();
    void this.#turn.giveBack();
    this.#timer = setTimeout(() => this.#admit(), ASK_AGAIN_MS * (0.5 + Math.random()));
  }

  #end(): void {
    this.drop();
    this.#onIdle();
  }
}
