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
    | { readonly token?: string; readonly session_id?: string; readonly seq?: number }
    | number
    | null;
}

/** Serves one bot. */
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
  #socket: WebSocket | null = null;
  #session: Session | null = null;
  #held: Dispatched[] | null = null;

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
    if (this.#session === null) throw new Error("No bot is connected to the double");
    const packet = { op: OP.dispatch, t: type, s: this.#session.sent.length + 1, d: data };
    this.#session.sent.push({ packet, delivered });
    if (this.#held !== null) this.#held.push({ packet, delivered });
    else if (this.#socket !== null) this.#deliver(this.#socket, { packet, delivered });
  }

  /** Holds events back until the returned function is called, which sends them, the newest first. */
  holdEvents(): () => void {
    const held: Dispatched[] = [];
    this.#held = held;
    return () => {
      this.#held = null;
      for (const event of held.reverse()) if (this.#socket !== null) this.#deliver(this.#socket, event);
    };
  }

  /** Cuts the connection without a word; a session that cannot be resumed is forgotten as well. */
  cut({ resumable = true } = {}): void {
    this.#socket?.terminate();
    this.#socket = null;
    if (!resumable) this.#session = null;
  }

  /** Asks the bot to connect again and resume. */
  requestReconnect(): void {
    if (this.#socket !== null) this.#send(this.#socket, { op: OP.reconnect });
  }

  /** Says that the session is invalid; one that is not resumable is forgotten. */
  invalidate({ resumable }: { readonly resumable: boolean }): void {
    const socket = this.#socket;
    if (!resumable) this.#session = null;
    if (socket !== null) this.#send(socket, { op: OP.invalid, d: resumable });
  }

  /** Closes with a code, such as 4004. */
  closeWith(code: number): void {
    this.#socket?.close(code);
    this.#socket = null;
  }

  /** True while a bot is connected and identified. */
  get connected(): boolean {
    return this.#socket !== null;
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #receive(socket: WebSocket, { op, d }: Packet): void {
    this.received.push(op);
    const data = typeof d === "object" && d !== null ? d : {};
    if (op === OP.heartbeat && this.acknowledges) this.#send(socket, { op: OP.ack });
    if (op === OP.identify) this.#identify(socket, data.token);
    if (op === OP.resume) this.#resume(socket, data.session_id, data.seq ?? 0);
  }

  #identify(socket: WebSocket, token: string | undefined): void {
    if (token !== this.#options.token) {
      socket.close(AUTHENTICATION_FAILED);
      return;
    }
    this.#session = { id: snowflake(), sent: [] };
    this.#attach(socket);
    this.dispatch("READY", {
      v: 10,
      ...this.#options.ready(),
      guilds: [],
      session_id: this.#session.id,
      resume_gateway_url: this.#options.url(),
      shard: [0, 1],
    });
  }

  #resume(socket: WebSocket, sessionId: string | undefined, seq: number): void {
    if (this.#session === null || this.#session.id !== sessionId) {
      this.#send(socket, { op: OP.invalid, d: false });
      return;
    }
    for (const missed of this.#session.sent.slice(this.replaysAll ? 1 : seq)) this.#deliver(socket, missed);
    this.#attach(socket);
    this.onResuming();
    this.dispatch("RESUMED", {});
  }

  #attach(socket: WebSocket): void {
    this.#socket = socket;
    socket.on("close", () => {
      if (this.#socket === socket) this.#socket = null;
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
