// The port to the web: one address in, one outcome out. Implementations never throw for what a server does.
import type { Instant } from "../model/article.js";

/** One address to fetch, with the validators of an earlier fetch if there was one. */
export interface FetchRequest {
  readonly url: string;
  /** Decides the accepted media types and whether robots.txt is asked (pages only). */
  readonly purpose: "page" | "feed" | "robots";
  /** `ETag` of an earlier fetch, sent as `If-None-Match`. */
  readonly etag?: string | null;
  /** `Last-Modified` of an earlier fetch as it stood, sent as `If-Modified-Since`. */
  readonly lastModified?: string | null;
  /** Ends the fetch early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The server answered with a body that may be read. */
export interface FetchedOutcome {
  readonly kind: "fetched";
  /** Address the body came from, after all redirects, without fragment. */
  readonly finalUrl: string;
  /** Address after permanent redirects only (301, 308): the one to keep. */
  readonly keepUrl: string;
  /** Body with content codings removed, at most 10 MiB. */
  readonly bytes: Uint8Array;
  /** Media type in lower case without parameters; null if the server names none. */
  readonly contentType: string | null;
  /** `charset` parameter in lower case; null if the server names none. */
  readonly charset: string | null;
  readonly etag: string | null;
  /** As it stood, to be sent back. */
  readonly lastModified: string | null;
  readonly fetchedAt: Instant;
}

/** 304 to a request with validators: what was fetched before still holds. */
interface NotModifiedOutcome {
  readonly kind: "not-modified";
  readonly keepUrl: string;
  readonly fetchedAt: Instant;
}

/** 410: the server says that it will not come back. */
interface GoneOutcome {
  readonly kind: "gone";
  readonly reason: string;
}

/** May succeed later: 408, 425, 429, 5xx, a time-out, a failed connection or look-up, a torn body. */
export interface LaterOutcome {
  readonly kind: "later";
  /** HTTP status; null if no answer came. */
  readonly status: number | null;
  /** From `Retry-After`, 0 or more; null if the server names none. */
  readonly retryAfterMs: number | null;
  readonly reason: string;
}

/** Will not succeed later. */
export interface RefusedOutcome {
  readonly kind: "refused";
  readonly code: RefusalCode;
  /** HTTP status; null if it was refused before or without an answer. */
  readonly status: number | null;
  readonly reason: string;
}

/** Why an address or what it answered was refused. */
type RefusalCode =
  | "address"
  | "scheme"
  | "robots"
  | "redirects"
  | "too-large"
  | "status"
  | "type"
  | "encoding";

/** Makes a refusal; `status` is null if no answer came. */
export function refused(code: RefusalCode, reason: string, status: number | null = null): RefusedOutcome {
  return { kind: "refused", code, status, reason };
}

/** What became of a request; `reason` is a sentence for people that names the subject. */
export type FetchOutcome = FetchedOutcome | NotModifiedOutcome | GoneOutcome | LaterOutcome | RefusedOutcome;

/** Fetches articles and feeds; the only way out to the web for both. */
export interface HttpFetcher {
  /** Resolves to what became of the request. @throws the signal's reason when it was ended early */
  fetch(request: FetchRequest): Promise<FetchOutcome>;
  /** Ends all connections; fetches under way come to `later`. */
  close(): Promise<void>;
}
