// The gateway of the double: HELLO, IDENTIFY, READY, heartbeats, dispatches, RESUME, cuts and invalid sessions over a real socket.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { snowflake } from "./snowflake.js";

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalid: 9,
  hello: 10,
  ack: 11,
} as const;
const AUTHENTICATION_FAILED = 4004;
const HEARTBEAT_INTERVAL_MS = 20_000;

export interface GatewayOptions {
  readonly token: string;
  readonly url: () => string;
  readonly ready: () => { readonly user: object; readonly application: object };
}

/** One shard of the bot: its session, and the socket that it is on now. */
interface Line {
  readonly shard: number;
  session: Session | null;
  socket: WebSocket | null;
}

interface Session {
  readonly id: string;
  /** Every dispatch, number 1 first; replayed on RESUME. */
  readonly sent: Dispatched[];
}

interface Dispatched {
  readonly packet: object;
  readonly delivered: () => void;
}

interface Packet {
  readonly op: number;
  readonly d:
    | {
        readonly token?: string;
        readonly session_id?: string;
        readonly seq?: number;
        readonly shard?: readonly [number, number];
      }
    | number
    | null;
}

/** Serves one bot, which may have several shards in several processes. */
export class Gateway {
  /** Opcodes that the bot sent, in order. */
  readonly received: number[] = [];
  /** True: nobody gets a connection, as while Discord is down. */
  isDown = false;
  /** False: heartbeats are heard and not acknowledged, as on a connection that is dead in one direction. */
  acknowledges = true;
  /** Told to the bot when it connects. */
  heartbeatIntervalMs = HEARTBEAT_INTERVAL_MS;
  /** True: a RESUME replays every event of the session, those that the bot has heard included. */
  replaysAll = false;
  /** Called after a RESUME was heard, when the missed events are replayed and before RESUMED. */
  onResuming: () => void = () => undefined;
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  /** By shard; what is said of the connection as a whole holds for each. */
  readonly #lines = new Map<number, Line>();
  #shardCount = 1;
  #held: (Dispatched & { readonly socket: WebSocket | null })[] | null = null;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** Takes over an HTTP upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.isDown) {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      this.#send(opened, { op: OP.hello, d: { heartbeat_interval: this.heartbeatIntervalMs } });
      opened.on("message", (data) => this.#receive(opened, JSON.parse(String(data)) as Packet));
    });
  }

  /** Sends an event, at once or with the next RESUME; `delivered` is called when. @throws Error where no bot ever identified */
  dispatch(type: string, data: object, delivered: () => void = () => undefined): void {
    const { guild_id: guildId } = data as { guild_id?: string };
    const line = this.#lines.get(guildId === undefined ? 0 : this.shardOf(guildId));
    if (line?.session == null) throw new Error("No bot is connected to the double");
    this.#dispatchTo(line, line.session, type, data, delivered);
  }

  /** The shard that hears of a server. */
  shardOf(guildId: string): number {
    return Number((BigInt(guildId) >> 22n) % BigInt(this.#shardCount));
  }

  /** Shards that are connected and identified. */
  get shards(): readonly number[] {
    return [...this.#lines.values()].filter(({ socket }) => socket !== null).map(({ shard }) => shard);
  }

  #dispatchTo(
    { socket }: Line,
    session: Session,
    type: string,
    data: object,
    delivered: () => void = () => undefined,
  ): void {
    const packet = { op: OP.dispatch, t: type, s: session.sent.length + 1, d: data };
    session.sent.push({ packet, delivered });
    if (this.#held !== null) this.#held.push({ socket, packet, delivered });
    else if (socket !== null) this.#deliver(socket, { packet, delivered });
  }

  /** Holds events back until the returned function is called, which sends them, the newest first. */
  holdEvents(): () => void {
    const held: (Dispatched & { readonly socket: WebSocket | null })[] = [];
    this.#held = held;
    return () => {
      this.#held = null;
      for (const event of held.reverse()) if (event.socket !== null) this.#deliver(event.socket, event);
    };
  }

  /** Cuts the connection without a word; a session that cannot be resumed is forgotten as well. */
  cut({ resumable = true } = {}): void {
    for (const line of this.#lines.values()) {
      line.socket?.terminate();
      line.socket = null;
      if (!resumable) line.session = null;
    }
  }

  /** Asks the bot to connect again and resume. */
  requestReconnect(): void {
    for (const { socket } of this.#lines.values())
      if (socket !== null) this.#send(socket, { op: OP.reconnect });
  }

  /** Says that the session is invalid; one that is not resumable is forgotten. */
  invalidate({ resumable }: { readonly resumable: boolean }): void {
    for (const line of this.#lines.values()) {
      if (!resumable) line.session = null;
      if (line.socket !== null) this.#send(line.socket, { op: OP.invalid, d: resumable });
    }
  }

  /** Closes with a code, such as 4004. */
  closeWith(code: number): void {
    for (const line of this.#lines.values()) {
      line.socket?.close(code);
      line.socket = null;
    }
  }

  /** True while a bot is connected and identified. */
  get connected(): boolean {
    return this.shards.length > 0;
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #receive(socket: WebSocket, { op, d }: Packet): void {
    this.received.push(op);
    const data = typeof d === "object" && d !== null ? d : {};
    if (op === OP.heartbeat && this.acknowledges) this.#send(socket, { op: OP.ack });
    if (op === OP.identify) this.#identify(socket, data.token, data.shard ?? [0, 1]);
    if (op === OP.resume) this.#resume(socket, data.session_id, data.seq ?? 0);
  }

  #identify(socket: WebSocket, token: string | undefined, [shard, count]: readonly [number, number]): void {
    if (token !== this.#options.token) {
      socket.close(AUTHENTICATION_FAILED);
      return;
    }
    if (count !== this.#shardCount) this.#lines.clear();
    this.#shardCount = count;
    const session = { id: snowflake(), sent: [] };
    const line: Line = { shard, session, socket: null };
    this.#lines.set(shard, line);
    this.#attach(line, socket);
    this.#dispatchTo(line, session, "READY", {
      v: 10,
      ...this.#options.ready(),
      guilds: [],
      session_id: session.id,
      resume_gateway_url: this.#options.url(),
      shard: [shard, count],
    });
  }

  #resume(socket: WebSocket, sessionId: string | undefined, seq: number): void {
    const line = [...this.#lines.values()].find(({ session }) => session?.id === sessionId);
    if (line?.session == null) {
      this.#send(socket, { op: OP.invalid, d: false });
      return;
    }
    for (const missed of line.session.sent.slice(this.replaysAll ? 1 : seq)) this.#deliver(socket, missed);
    this.#attach(line, socket);
    this.onResuming();
    this.#dispatchTo(line, line.session, "RESUMED", {});
  }

  #attach(line: Line, socket: WebSocket): void {
    line.socket = socket;
    socket.on("close", () => {
      if (line.socket === socket) line.socket = null;
    });
  }

  #deliver(socket: WebSocket, { packet, delivered }: Dispatched): void {
    delivered();
    this.#send(socket, packet);
  }

  #send(socket: WebSocket, packet: object): void {
    socket.send(JSON.stringify({ s: null, t: null, d: null, ...packet }));
  }
}
