// One exchange with a server: sends the request, reads and decodes the body, and turns status or failure into an outcome.
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { type Dispatcher, errors } from "undici";
import { describeError } from "../model/errors.js";
import { DAY_MS } from "../model/time.js";
import { ForbiddenAddressError } from "./addresses.js";
import type { Visit } from "./host-connections.js";
import {
  type FetchOutcome,
  type FetchRequest,
  type LaterOutcome,
  type RefusedOutcome,
  refused,
} from "./http-fetcher.js";
import { ClosedError, TimeLimitError } from "./time-budget.js";

export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** As sent; empty if the status promises no page, null if it is larger than the limit. */
  readonly bytes: Uint8Array | null;
}

interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

type Body = Dispatcher.ResponseData["body"];

/** True if the body is the page asked for: 203 is a page changed on its way (RFC 9110, 15.3.4). */
const hasPage = (status: number): boolean => status === 200 || status === 203;

/** Bytes and time spent on a body that nobody wants, so that the connection can be kept. */
const MAX_DISCARDED_BYTES = 65_536;
const DISCARD_TIMEOUT_MS = 500;

/** Asks for a URL of the host visited. @throws what undici throws, or the reason of the signal */
export async function exchange(visit: Visit, url: URL, options: ExchangeOptions): Promise<RawResponse> {
  const { statusCode, headers, body } = await visit.client(url.origin).request({
    method: "GET",
    path: url.pathname + url.search,
    headers: options.headers,
    signal: options.signal,
  });
  if (hasPage(statusCode)) {
    const bytes = await readUpTo(body, headers, options.maxBytes);
    if (bytes !== null && !tellsItsEnd(headers) && visit.isReset()) throw new errors.SocketError("reset");
    return { status: statusCode, headers, bytes };
  }
  await discard(body);
  return { status: statusCode, headers, bytes: new Uint8Array() };
}

/** True if a body says how long it is, or which chunk is its last; else it ends where the connection ends. */
const tellsItsEnd = (headers: Headers): boolean =>
  headerOf(headers, "content-length") !== null || headerOf(headers, "transfer-encoding") !== null;

async function readUpTo(body: Body, headers: Headers, maxBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = Number(headerOf(headers, "content-length") ?? 0) > maxBytes ? Number.POSITIVE_INFINITY : 0;
  if (size > maxBytes) {
    await discard(body, 0);
    return null;
  }
  for await (const part of body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > maxBytes) return null; // leaving the loop destroys the body, and with it the connection
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** Reads a short body to its end; ends the connection if it is long or slow. */
async function discard(body: Body, maxBytes = MAX_DISCARDED_BYTES): Promise<void> {
  const timer = setTimeout(() => body.destroy(), DISCARD_TIMEOUT_MS);
  try {
    await body.dump({ limit: maxBytes });
  } finally {
    clearTimeout(timer);
  }
}

/** True for a response that names another address. */
export function isRedirect({ status, headers }: RawResponse): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headerOf(headers, "location") !== null;
}

interface Visited {
  readonly request: FetchRequest;
  /** Address of the response. */
  readonly url: URL;
  readonly keepUrl: string;
  readonly fetchedAt: string;
  readonly maxBytes: number;
}

/** Statuses that ask for patience: too slow, too early, too many (RFC 9110, 8470, 6585). */
const patience = new Set([408, 425, 429]);

/** Judges a response that is no redirect. */
export async function judgeResponse(response: RawResponse, visited: Visited): Promise<FetchOutcome> {
  const { status, headers } = response;
  const { request, url, keepUrl, fetchedAt } = visited;
  if (hasPage(status)) return judgePage(response, visited);
  const conditional = validatorOf(request.etag) !== null || validatorOf(request.lastModified) !== null;
  if (status === 304 && conditional) return { kind: "not-modified", keepUrl, fetchedAt };
  const reason = `${url.host} answered ${status}`;
  if (status === 410) return { kind: "gone", reason: `${reason}: it is gone for good` };
  if (patience.has(status) || status >= 500)
    return { kind: "later", status, retryAfterMs: retryAfterMs(headers, Date.parse(fetchedAt)), reason };
  return refused("status", `${reason}${meaningOf(status)}`, status);
}

function meaningOf(status: number): string {
  if (status === 401 || status === 402 || status === 403) return ": it is not open to everyone";
  if (status === 404) return ": there is no such page";
  if (status === 204) return ": the page is empty";
  return status === 304 ? ", though nothing was fetched before" : "";
}

async function judgePage(response: RawResponse, visited: Visited): Promise<FetchOutcome> {
  const { status, headers, bytes } = response;
  const { request, url, keepUrl, fetchedAt, maxBytes } = visited;
  const tooLarge = refused("too-large", `${url.host}: more than ${maxBytes / 1024 / 1024} MiB`, status);
  const { contentType, charset } = mediaTypeOf(headers);
  const wrong = wrongType(contentType, request.purpose);
  if (wrong !== null) return refused("type", `${url.host}: it is ${contentType}, expected ${wrong}`, status);
  if (bytes === null) return tooLarge;
  const decoded = await decodeBody(bytes, headerOf(headers, "content-encoding"), maxBytes);
  if (decoded.kind === "too-large") return tooLarge;
  if (decoded.kind === "unreadable") return refused("encoding", `${url.host}: ${decoded.reason}`, status);
  if (decoded.kind === "torn") {
    const reason = `${url.host}: the compressed body is cut off`;
    return { kind: "later", status, retryAfterMs: null, reason };
  }
  return {
    kind: "fetched",
    finalUrl: url.href,
    keepUrl,
    bytes: decoded.bytes,
    contentType,
    charset,
    etag: validatorOf(headerOf(headers, "etag")),
    lastModified: validatorOf(headerOf(headers, "last-modified")),
    fetchedAt,
  };
}

/** Media types that an article may have; one that is not named is let through and judged by its content. */
const pageTypes =
  /^(?:text\/(?:html|plain|markdown|x-markdown)|application\/(?:xhtml\+xml|json|ld\+json|x-ndjson|jsonl))$/;

/** Feeds come under every text type there is, as octets and as gzip; these are something else for sure. */
const notFeedTypes = /^(?:image|audio|video|font|multipart)\/|^application\/(?:pdf|zip|msword)$/;

/** What was expected instead; null if the type will do. */
function wrongType(contentType: string | null, purpose: FetchRequest["purpose"]): string | null {
  if (contentType === null || purpose === "robots") return null;
  if (purpose === "page") return pageTypes.test(contentType) ? null : "HTML, plain text or JSON";
  return notFeedTypes.test(contentType) ? "a feed" : null;
}

/** Codes of Node, OpenSSL and undici → what to tell; others are told as they are. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed early",
  EPIPE: "the connection was closed early",
  UND_ERR_SOCKET: "the connection was closed early",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name could not be resolved",
  ETIMEDOUT: "the connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the body is not as long as announced",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
};

/** Returns the outcome of a failed request to `host`. @throws the error itself if it is a bug */
export function failureOutcome(error: unknown, host: string): LaterOutcome | RefusedOutcome {
  const cause = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  if (cause instanceof ForbiddenAddressError) return refused("address", cause.message);
  if (cause instanceof TimeLimitError || cause instanceof ClosedError)
    return later(`${host}: ${cause.message}`);
  const code = codeOf(cause);
  if (code === null) throw error;
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return refused("too-large", `${host}: its headers are too large`);
  if (code.startsWith("HPE_")) return later(`${host}: its answer is not HTTP`);
  return later(`${host}: ${words[code] ?? `${describeError(cause).slice(0, 200)} (${code})`}`);
}

/** True if the connection ended, from either side. */
export function isBrokenOff(error: unknown): boolean {
  return ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

function later(reason: string): LaterOutcome {
  return { kind: "later", status: null, retryAfterMs: null, reason };
}

/** Headers as undici gives them: names in lower case, a list if one came twice. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Longest wait that a server may ask for: 30 days; a longer one is taken for this. */
const MAX_RETRY_AFTER_MS = 30 * DAY_MS;
/** Longest validator that is kept and sent back, in characters. */
const MAX_VALIDATOR = 512;

/** Returns the first value of a header; null if there is none or it is blank. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  const first = typeof value === "string" ? value : value?.[0];
  return first?.trim() || null;
}

/** Returns media type and charset of `Content-Type`, in lower case; null each if absent or malformed. */
function mediaTypeOf(headers: Headers): {
  readonly contentType: string | null;
  readonly charset: string | null;
} {
  const value = headerOf(headers, "content-type")?.slice(0, 500).toLowerCase() ?? "";
  const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?=\s*(?:;|$))/.exec(value)?.[0] ?? null;
  const charset = /;\s*charset\s*=\s*["']?([\w.:+-]+)/.exec(value)?.[1] ?? null;
  return { contentType: type, charset };
}

/** Returns a validator that may be sent back unchanged; null if absent, overlong or not printable ASCII. */
export function validatorOf(value: string | null | undefined): string | null {
  return value && value.length <= MAX_VALIDATOR && /^[\x20-\x7e]+$/.test(value) ? value : null;
}

/** Reads `Retry-After`, seconds or a date (RFC 9110, 10.2.3); 0 for a past date, null if absent or malformed. */
function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headerOf(headers, "retry-after");
  if (value === null) return null;
  const dated = /^[A-Z][a-z]{2,8}, /.test(value) ? Date.parse(value) - nowMs : Number.NaN;
  const ms = /^\d{1,12}$/.test(value) ? Number(value) * 1000 : dated;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}

/** Two are a compressed file sent compressed; more are a bomb. */
const MAX_CODINGS = 2;

/** What `Accept-Encoding` asks for. */
export const acceptedCodings = "gzip, deflate, br";
type Decoded =
  | { readonly kind: "decoded"; readonly bytes: Uint8Array }
  | { readonly kind: "too-large" }
  /** Ends in the middle: the same request may give the rest another time. */
  | { readonly kind: "torn" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Decodes a body by its `Content-Encoding`; an absent one and "identity" leave it as it is. */
async function decodeBody(
  bytes: Uint8Array,
  contentEncoding: string | null,
  maxBytes: number,
): Promise<Decoded> {
  const codings = (contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > MAX_CODINGS)
    return { kind: "unreadable", reason: `it is compressed ${codings.length} times over` };
  let decoded: Decoded = { kind: "decoded", bytes };
  for (const coding of codings.reverse()) {
    if (decoded.kind !== "decoded") return decoded;
    decoded = await removeCoding(decoded.bytes, coding, maxBytes);
  }
  return decoded;
}

async function removeCoding(bytes: Uint8Array, coding: string, maxBytes: number): Promise<Decoded> {
  const decoder = decoders[coding];
  if (decoder === undefined)
    return { kind: "unreadable", reason: `its content coding "${coding.slice(0, 40)}" is unknown` };
  if (bytes.length === 0) return { kind: "decoded", bytes };
  try {
    return { kind: "decoded", bytes: await decoder(bytes, maxBytes) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ERR_BUFFER_TOO_LARGE") return { kind: "too-large" };
    if (code === "Z_BUF_ERROR" || code === "ERR__ERROR_FORMAT_UNEXPECTED_END") return { kind: "torn" };
    return { kind: "unreadable", reason: `it claims to be ${coding} and is not` };
  }
}

const decoders: Readonly<Record<string, (bytes: Uint8Array, maxBytes: number) => Promise<Buffer>>> = {
  gzip: (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  "x-gzip": (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => promisify(brotliDecompress)(bytes, { maxOutputLength }),
  // Said to be zlib (RFC 9110, 8.4.1.2), sent raw by some: the low half of zlib's first byte is 8.
  deflate: (bytes, maxOutputLength) =>
    promisify(((bytes[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(bytes, { maxOutputLength }),
};
