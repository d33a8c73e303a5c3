// A small HTTP server for a few pages, GET and HEAD only.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DatelineError, describeError } from "../model/errors.js";

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Beside those that every page has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pages by path such as "/health". */
export type Pages = Readonly<Record<string, (request: IncomingMessage) => Page | Promise<Page>>>;

interface HttpServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Called with what a page threw; the client gets a 500 that does not tell. */
  readonly onFault: (error: unknown) => void;
}

export interface HttpServer {
  /** For example "http://127.0.0.1:9464". */
  readonly url: string;
  /** Closes the port and ends open requests. */
  close(): Promise<void>;
}

/** A request is one line and a few headers; a client that takes longer only holds the connection. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Plenty for a scraper, an orchestrator and a person. */
const MAX_CONNECTIONS = 32;

/** Opens the port. @throws DatelineError config-invalid if it is not available */
export async function openHttpServer(pages: Pages, options: HttpServerOptions): Promise<HttpServer> {
  const { port, host, onFault } = options;
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => void answer(pages, request, response, onFault),
  );
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const subject = `DATELINE_HTTP_PORT: ${host}:${port}`;
      const message = `${subject}: cannot listen on this address: ${describeError(error)}`;
      const hint = "Choose another DATELINE_HTTP_PORT or DATELINE_HTTP_HOST, or unset the port.";
      reject(new DatelineError("config-invalid", message, { hint, cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

async function answer(
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (error: unknown) => void,
): Promise<void> {
  const { status, type, body, headers = {} } = await pageFor(pages, request, onFault);
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
    ...(status === 405 ? { allow: "GET, HEAD" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function pageFor(
  pages: Pages,
  request: IncomingMessage,
  onFault: (error: unknown) => void,
): Promise<Page> {
  const { method, url = "/" } = request;
  const path = url.split("?", 1)[0] ?? "";
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return plain(404, `Pages: ${Object.keys(pages).join(" ")}`);
  if (method !== "GET" && method !== "HEAD") return plain(405, "GET or HEAD only");
  try {
    return await page(request);
  } catch (error) {
    onFault(error);
    return plain(500, "This page failed; see the log");
  }
}

/** Makes a page of one line of plain text. */
export function plain(status: number, line: string): Page {
  return { status, type: "text/plain; charset=utf-8", body: `${line}\n` };
}

/** Makes a page of one JSON document. */
export function json(status: number, value: unknown): Page {
  return { status, type: "application/json; charset=utf-8", body: `${JSON.stringify(value)}\n` };
}
