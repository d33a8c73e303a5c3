// The REST API of the double: routes, faults, and the check of every request.
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApiRequest, apiSchema } from "./api-schema.js";
import { CommandStore } from "./command-store.js";
import type { Exchange } from "./exchange.js";
import { type Fault, Faults, faultBody, faultHeaders } from "./faults.js";
import { Guilds } from "./guilds.js";
import {
  type Answer,
  answerCallback,
  answerWebhook,
  type Conversation,
  FIRST_RESPONSE_MS,
} from "./interaction-routes.js";
import { Messages } from "./messages.js";

const PREFIX = "/api/v10";

export interface RestOptions {
  readonly token: string;
  readonly application: { readonly id: string; readonly description?: unknown };
  /** Id of the bot's user. */
  readonly userId: string;
  readonly gatewayUrl: () => string;
}

interface Arrived extends ApiRequest {
  readonly arrivedAt: number;
}

/** A request as it was made. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: Fault["status"];
  readonly body: unknown;
  /** The text of files sent along, by name; absent where none was. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Serves Discord's REST API for one application. */
export class Rest implements Conversation {
  readonly faults = new Faults();
  readonly commands: CommandStore;
  readonly exchanges = new Map<string, Exchange>();
  /** Everything that Discord would not take, in words; a test expects none. */
  readonly violations: string[] = [];
  readonly requests: Recorded[] = [];
  /** What the bot sends by itself. */
  readonly messages = new Messages((problem) => this.refuse(problem));
  readonly guilds: Guilds;
  /** As Discord has it; a test that is about something else may be kinder to a busy machine. */
  firstResponseMs = FIRST_RESPONSE_MS;
  /** What Discord says of shards. */
  recommendedShards = 1;
  /** Sessions that Discord lets a bot open at the same time. */
  maxConcurrency = 1;
  readonly #options: RestOptions;
  readonly #schema = apiSchema();
  readonly #files = new Map<string, Uint8Array>();

  constructor(options: RestOptions) {
    this.#options = options;
    this.commands = new CommandStore(options.application.id);
    this.guilds = new Guilds(options.userId, (id) => this.messages.refusalOf(id));
  }

  /** The application as Discord has it now. */
  get application(): RestOptions["application"] {
    return this.#options.application;
  }

  /** Serves a file as Discord's CDN would; returns its path. */
  addFile(id: string, name: string, bytes: Uint8Array): string {
    const path = `/attachments/${id}/${encodeURIComponent(name)}`;
    this.#files.set(path, bytes);
    return path;
  }

  /** Answers one HTTP request. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now();
    const url = new URL(request.url ?? "/", "http://double");
    const file = this.#files.get(url.pathname);
    if (file !== undefined) return void response.end(file);
    const method = request.method ?? "GET";
    const path = decodeURIComponent(url.pathname.replace(PREFIX, ""));
    const { body, files } = await readBody(request);
    const fault = this.faults.take(method, path);
    const authorized = request.headers.authorization === `Bot ${this.#options.token}`;
    const judged = { arrivedAt, method, path, query: url.searchParams, body, authorized };
    const isHandled = fault === null || fault.applied === true;
    const answer = isHandled ? this.#judge(judged, url.pathname.startsWith(PREFIX)) : null;
    const status = fault?.status ?? answer?.status ?? 500;
    this.requests.push({ method, path, status, body, ...(files ? { files } : {}) });
    if (status === "cut") return void request.socket.destroy();
    if (status === "silent") return;
    response.statusCode = status;
    for (const [name, value] of Object.entries(fault === null ? {} : faultHeaders(fault)))
      response.setHeader(name, value);
    if (status !== 204) response.setHeader("content-type", "application/json");
    const sent = fault === null ? answer?.body : faultBody(fault);
    response.end(status === 204 ? undefined : JSON.stringify(sent));
  }

  /** Finds the interaction that a token belongs to. */
  byToken(token: string): Exchange | undefined {
    return [...this.exchanges.values()].find((exchange) => exchange.token === token);
  }

  #judge(request: Arrived, underPrefix: boolean): Answer {
    const { method, path } = request;
    const needsBot = !path.startsWith("/interactions/") && !path.startsWith("/webhooks/");
    if (!underPrefix) return this.refuse(`${method} ${path}: outside of ${PREFIX}`);
    if (needsBot && !request.authorized)
      return { status: 401, body: { message: "401: Unauthorized", code: 0 } };
    const problems = this.#schema.check(request);
    if (problems.length > 0) return this.refuse(problems.join("; "));
    return this.#route(request);
  }

  /** Records what was wrong and answers as Discord does. */
  refuse(problem: string): Answer {
    this.violations.push(problem);
    return { status: 400, body: { message: `Invalid Form Body: ${problem}`, code: 50_035 } };
  }

  #route({ arrivedAt, method, path, query, body }: Arrived): Answer {
    const parts = path.split("/").slice(1);
    if (path === "/gateway/bot") return { status: 200, body: this.#gateway() };
    if (path === "/applications/@me") {
      if (method === "PATCH") Object.assign(this.#options.application, body);
      return { status: 200, body: this.#options.application };
    }
    if (parts[0] === "applications" && parts.at(-1) === "commands") {
      const guildId = parts[2] === "guilds" ? (parts[3] ?? null) : null;
      const localized = query.get("with_localizations") === "true";
      if (method === "PUT") return { status: 200, body: this.commands.replace(guildId, body as object[]) };
      return { status: 200, body: this.commands.list(guildId, localized) };
    }
    if (parts[0] === "interactions")
      return answerCallback(this, parts[1] ?? "", parts[2] ?? "", body, arrivedAt);
    if (parts[0] === "webhooks") return answerWebhook(this, method, parts.slice(2), body);
    if (method === "POST" && path === "/users/@me/channels") return this.messages.openDm(body);
    if (method === "POST" && parts[0] === "channels" && parts[2] === "messages")
      return this.messages.create(parts[1] ?? "", body);
    if (method === "GET" && parts[0] === "channels" && parts.length === 2)
      return this.guilds.channel(parts[1] ?? "");
    const guild = parts[0] === "guilds" ? this.guilds.answer(method, parts.slice(1), body) : null;
    return guild ?? this.refuse(`${method} ${path}: not served by the double`);
  }

  #gateway(): object {
    const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: this.maxConcurrency };
    return { url: this.#options.gatewayUrl(), shards: this.recommendedShards, session_start_limit: limit };
  }
}

interface Sent {
  readonly body: unknown;
  readonly files?: Readonly<Record<string, string>>;
}

async function readBody(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return { body: undefined };
  const raw = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { body: JSON.parse(raw.toString()) };
  const form = await new Response(raw, { headers: { "content-type": type } }).formData();
  const files: Record<string, string> = {};
  for (const [, part] of form) if (typeof part !== "string") files[part.name] = await part.text();
  const json = form.get("payload_json");
  return { body: json === null ? undefined : JSON.parse(String(json)), files };
}
