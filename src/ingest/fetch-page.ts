// One address → bytes to read, or a rejection with its reason and what a person can do. The fetcher judges; this words it.
import type { ErrorCode } from "../errors.js";
import type { FetchOutcome, HttpFetcher } from "../fetch/http-fetcher.js";
import type { Input } from "./draft.js";

/** Where a page is, and what its next fetch is asked on condition of. */
export interface FetchedPage {
  /** After permanent redirects. */
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Told of the page that holds one article and nothing else, once that is stored; `isChanged` where it gave a new revision. */
export type OnPage = (articleId: string, page: FetchedPage, isChanged: boolean) => Promise<void>;

/** Bytes of one file or page, or why there are none. */
export type Loaded =
  | { readonly kind: "input"; readonly input: Input; readonly page?: FetchedPage }
  | {
      readonly kind: "rejected";
      readonly subject: string;
      readonly code: ErrorCode;
      readonly reason: string;
      /** What mends it; null where nothing does. */
      readonly hint: string | null;
    };

const saveIt = "Open it in a browser, save the page as HTML, and give Dateline that file.";
const hints: Readonly<Partial<Record<string, string>>> = {
  address:
    "Only addresses of the public internet are fetched; DATELINE_ALLOW_HOSTS lets a server of your own through.",
  robots: saveIt,
  status: saveIt,
};

/** Fetches a page to be read. Never rejects for what a server does; a stopped fetch is a rejection, too. */
export async function fetchPage(fetcher: HttpFetcher, url: string, signal?: AbortSignal): Promise<Loaded> {
  try {
    const outcome = await fetcher.fetch({ url, purpose: "page", ...(signal ? { signal } : {}) });
    return loadedFrom(outcome, url);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return { kind: "rejected", subject: url, code: "fetch-failed", reason: "it was stopped", hint: null };
  }
}

function loadedFrom(outcome: FetchOutcome, subject: string): Loaded {
  switch (outcome.kind) {
    case "fetched": {
      const { bytes, finalUrl, keepUrl: url, contentType, charset, fetchedAt, etag, lastModified } = outcome;
      const page = { url: finalUrl, mediaType: contentType, charset, fetchedAt };
      return { kind: "input", input: { name: subject, bytes, page }, page: { url, etag, lastModified } };
    }
    case "later": {
      const { reason, retryAfterMs } = outcome;
      return { kind: "rejected", subject, code: "fetch-failed", reason, hint: whenToTry(retryAfterMs) };
    }
    case "refused": {
      const { reason, code } = outcome;
      return { kind: "rejected", subject, code: "fetch-refused", reason, hint: hints[code] ?? null };
    }
    case "gone":
      return { kind: "rejected", subject, code: "fetch-refused", reason: outcome.reason, hint: null };
    case "not-modified":
      throw new TypeError("nothing was asked conditionally");
  }
}

function whenToTry(retryAfterMs: number | null): string {
  const minutes = Math.ceil((retryAfterMs ?? 0) / 60_000);
  if (minutes === 0) return "Try again later.";
  return `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
