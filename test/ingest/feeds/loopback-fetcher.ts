// A fetcher for tests: plain HTTP to loopback, the port's outcomes, none of the protections of the real one.
import { request } from "node:http";
import type { FetchOutcome, FetchRequest, HttpFetcher } from "../../../src/fetch/http-fetcher.js";

/** Makes one whose clock is given. */
export function loopbackFetcher(now: () => string): HttpFetcher {
  return {
    fetch: (given) => follow(given, given.url, given.url, now),
    close: async () => undefined,
  };
}

async function follow(
  given: FetchRequest,
  url: string,
  keepUrl: string,
  now: () => string,
): Promise<FetchOutcome> {
  const { status, headers, bytes } = await get(given, url).catch(() => ({
    status: 0,
    headers: {},
    bytes: Buffer.alloc(0),
  }));
  given.signal?.throwIfAborted();
  const one = (name: string) => (headers as Record<string, string | undefined>)[name] ?? null;
  const location = one("location");
  if (status >= 301 && status <= 308 && status !== 304 && location !== null) {
    const next = new URL(location, url).href;
    return follow(given, next, status === 301 || status === 308 ? next : keepUrl, now);
  }
  if (status === 304) return { kind: "not-modified", keepUrl, fetchedAt: now() };
  if (status === 410) return { kind: "gone", reason: `${url} answered 410` };
  if (status === 0 || status === 429 || status >= 500) {
    const after = one("retry-after");
    const reason = status === 0 ? `${url} cannot be reached` : `${url} answered ${status}`;
    return {
      kind: "later",
      status: status || null,
      retryAfterMs: after === null ? null : Number(after) * 1000,
      reason,
    };
  }
  if (status !== 200) return { kind: "refused", code: "status", status, reason: `${url} answered ${status}` };
  const [contentType = null, charset = null] = (one("content-type") ?? "").split(/;\s*charset=/);
  const validators = { etag: one("etag"), lastModified: one("last-modified") };
  return {
    kind: "fetched",
    finalUrl: url,
    keepUrl,
    bytes,
    contentType: contentType || null,
    charset,
    ...validators,
    fetchedAt: now(),
  };
}

function get(
  { etag, lastModified, signal }: FetchRequest,
  url: string,
): Promise<{ status: number; headers: object; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(etag ? { "if-none-match": etag } : {}),
      ...(lastModified ? { "if-modified-since": lastModified } : {}),
    };
    const sent = request(url, { headers, agent: false, ...(signal ? { signal } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(chunks),
        }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject).end();
  });
}
