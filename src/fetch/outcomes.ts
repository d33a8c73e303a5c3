// A response → what became of the fetch, by status and media type. Redirects are followed elsewhere.
import { decodeBody } from "./codings.js";
import { hasPage, type RawResponse } from "./exchange.js";
import { headerOf, mediaTypeOf, retryAfterMs, validatorOf } from "./headers.js";
import type { FetchOutcome, FetchRequest, RefusalCode, RefusedOutcome } from "./http-fetcher.js";

/** Media types that an article may have; one that is not named is let through and judged by its content. */
const pageTypes =
  /^(?:text\/(?:html|plain|markdown|x-markdown)|application\/(?:xhtml\+xml|json|ld\+json|x-ndjson|jsonl))$/;
/** Feeds come under every text type there is, and as octets; these are something else for sure. */
const notFeedTypes = /^(?:image|audio|video|font|multipart)\/|^application\/(?:pdf|zip|gzip|msword)$/;

/** Statuses that ask for patience: too slow, too early, too many (RFC 9110, 8470, 6585). */
const patience = new Set([408, 425, 429]);

export interface Visited {
  readonly request: FetchRequest;
  /** Address of the response. */
  readonly url: URL;
  readonly keepUrl: string;
  readonly fetchedAt: string;
  readonly maxBytes: number;
}

/** True for a response that names another address. */
export function isRedirect({ status, headers }: RawResponse): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headerOf(headers, "location") !== null;
}

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
  return refused("status", status, `${reason}${meaningOf(status)}`);
}

function meaningOf(status: number): string {
  if (status === 401 || status === 402 || status === 403) return ": it is not shown to everyone";
  if (status === 404) return ": there is no such page";
  if (status === 204) return ": there is nothing on it";
  return status === 304 ? ", though nothing was fetched before" : "";
}

async function judgePage(response: RawResponse, visited: Visited): Promise<FetchOutcome> {
  const { status, headers, bytes } = response;
  const { request, url, keepUrl, fetchedAt, maxBytes } = visited;
  const tooLarge = refused("too-large", status, `${url.host}: more than ${maxBytes / 1024 / 1024} MiB`);
  const { contentType, charset } = mediaTypeOf(headers);
  const wrong = wrongType(contentType, request.purpose);
  if (wrong !== null) return refused("type", status, `${url.host}: it is ${contentType}, expected ${wrong}`);
  if (bytes === null) return tooLarge;
  const decoded = await decodeBody(bytes, headerOf(headers, "content-encoding"), maxBytes);
  if (decoded.kind === "too-large") return tooLarge;
  if (decoded.kind === "unreadable") return refused("encoding", status, `${url.host}: ${decoded.reason}`);
  if (decoded.kind === "torn") {
    const reason = `${url.host}: the compressed body ends in the middle`;
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

/** What was expected instead; null where the type will do. */
function wrongType(contentType: string | null, purpose: FetchRequest["purpose"]): string | null {
  if (contentType === null || purpose === "robots") return null;
  if (purpose === "page") return pageTypes.test(contentType) ? null : "HTML, plain text or JSON";
  return notFeedTypes.test(contentType) ? "a feed" : null;
}

/** Makes a refusal. */
export function refused(code: RefusalCode, status: number | null, reason: string): RefusedOutcome {
  return { kind: "refused", code, status, reason };
}
