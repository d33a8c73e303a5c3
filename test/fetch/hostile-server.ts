// A server on loopback that misbehaves: raw bytes on a socket, a behaviour a path. Counts what reaches it and what stays open.
import { createServer, type Server, type Socket } from "node:net";

export interface Seen {
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** Answers one request on the raw socket; whatever it leaves running must end when the socket closes. */
export type Behaviour = (socket: Socket, seen: Seen) => void;

export class HostileServer {
  readonly seen: Seen[] = [];
  readonly sockets = new Set<Socket>();
  /** Connections ever taken. */
  connections = 0;
  readonly #server: Server;
  readonly #behaviours: ReadonlyMap<string, Behaviour>;

  /** Listens on `address`, at a port of its own unless one is given. */
  static async open(
    behaviours: Readonly<Record<string, Behaviour>> = {},
    { address = "127.0.0.1", port = 0 } = {},
  ): Promise<HostileServer> {
    const server = new HostileServer(new Map(Object.entries(behaviours)));
    await new Promise<void>((resolve) => server.#server.listen(port, address, resolve));
    return server;
  }

  private constructor(behaviours: ReadonlyMap<string, Behaviour>) {
    this.#behaviours = behaviours;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The server does not listen");
    return address.port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.sockets.add(socket);
    this.connections += 1;
    socket.on("error", () => undefined); // the fetcher breaks connections off, as it should
    socket.on("close", () => this.sockets.delete(socket));
    let head = "";
    socket.on("data", (bytes) => {
      head += bytes.toString("latin1");
      for (let end = head.indexOf("\r\n\r\n"); end >= 0; end = head.indexOf("\r\n\r\n")) {
        const seen = parse(head.slice(0, end));
        head = head.slice(end + 4);
        this.seen.push(seen);
        const known = this.#behaviours.get(seen.path.split("?")[0] ?? "");
        (known ?? reply(404, { "content-type": "text/plain" }, "no such page"))(socket, seen);
      }
    });
  }
}

function parse(head: string): Seen {
  const [line = "", ...fields] = head.split("\r\n");
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return { path: line.split(" ")[1] ?? "", headers: new Map(headers) };
}

/** A well-formed answer. */
export function reply(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = "",
): Behaviour {
  const bytes = Buffer.from(body);
  const all = { "content-length": `${bytes.length}`, ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return (socket) => {
    socket.write(`HTTP/1.1 ${status} Status\r\n${head.join("")}\r\n`);
    socket.write(bytes);
  };
}

/** A page of HTML, or what stands for one. */
export function page(
  body: string | Uint8Array = "<html><p>A page.</p></html>",
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return reply(200, { "content-type": "text/html", ...headers }, body);
}

export function redirect(location: string, status = 302): Behaviour {
  return reply(status, { location });
}

/** Bytes as they are; the connection ends after them where `end` is true. */
export function raw(bytes: string | Uint8Array, end = false): Behaviour {
  return (socket) => {
    socket.write(bytes);
    if (end) socket.end();
  };
}

/** Sends `start`, then `piece` for ever: as fast as it is taken, or one every `everyMs`. */
export function endless(start: string, piece: string | Uint8Array, everyMs = 0): Behaviour {
  return (socket) => {
    socket.write(start);
    const timer = setInterval(() => {
      if (socket.destroyed) clearInterval(timer);
      else if (socket.writableLength < 1e6) socket.write(piece);
    }, everyMs);
    socket.on("close", () => clearInterval(timer));
  };
}
