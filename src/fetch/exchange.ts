// One request and its response over one connection, the body read up to a limit. Follows nothing, decodes nothing.
import type { Client, Dispatcher } from "undici";
import { type Headers, headerOf } from "./headers.js";

/** Bytes and time spent on a body that nobody wants, so that the connection can be kept. */
const MAX_DISCARDED_BYTES = 65_536;
const DISCARD_TIMEOUT_MS = 500;

export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** As sent; empty where the status promises no page, null where it is larger than the limit. */
  readonly bytes: Uint8Array | null;
}

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

type Body = Dispatcher.ResponseData["body"];

/** True where the body is the page asked for: 203 is a page changed on its way (RFC 9110, 15.3.4). */
export const hasPage = (status: number): boolean => status === 200 || status === 203;

/** Asks for a URL of the client's origin. @throws what undici throws, or the reason of the signal */
export async function exchange(client: Client, url: URL, options: ExchangeOptions): Promise<RawResponse> {
  const { statusCode, headers, body } = await client.request({
    method: "GET",
    path: url.pathname + url.search,
    headers: options.headers,
    signal: options.signal,
  });
  if (hasPage(statusCode))
    return { status: statusCode, headers, bytes: await readUpTo(body, headers, options.maxBytes) };
  await discard(body);
  return { status: statusCode, headers, bytes: new Uint8Array() };
}

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

/** Reads a short body to its end; ends the connection where it is long or slow. */
async function discard(body: Body, maxBytes = MAX_DISCARDED_BYTES): Promise<void> {
  const timer = setTimeout(() => body.destroy(), DISCARD_TIMEOUT_MS);
  try {
    await body.dump({ limit: maxBytes });
  } finally {
    clearTimeout(timer);
  }
}
