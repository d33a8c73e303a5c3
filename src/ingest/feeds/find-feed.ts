// What a person typed → the address of a feed: the feed itself, or one that the page there links to.

import type { FetchedOutcome, FetchOutcome, HttpFetcher } from "../../fetch/http-fetcher.js";
import type { Instant } from "../../model/article.js";
import { DatelineError, describeError } from "../../model/errors.js";
import { withoutFeedScheme } from "../../read/feeds/opml.js";
import type { DocumentReader } from "../document-reader.js";

interface FoundFeed {
  /** The address to keep. */
  readonly url: string;
  readonly title: string | null;
}

export interface SubscribeParts {
  readonly fetcher: HttpFetcher;
  readonly reader: DocumentReader;
  readonly now: () => Instant;
}

const HINT = "Give the address of an RSS, Atom or JSON feed, or of a page that links to one.";

/** Returns what was typed as an http(s) address; "example.org/feed" gets https. @throws DatelineError usage-address */
export function typedAddress(typed: string): string {
  const text = withoutFeedScheme(typed);
  const whole =
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+(?:\/|$)/.test(text) ? text : `https://${text}`;
  if (URL.canParse(whole)) {
    const url = new URL(whole);
    if (/^https?:$/.test(url.protocol)) return url.href;
  }
  throw new DatelineError(
    "usage-address",
    `Not an address: “${typed.slice(0, 200)}”: expected http or https`,
    {
      hint: HINT,
    },
  );
}

/**
 * Finds the feed at an address, or the first readable one of those that the page there links to.
 * @throws DatelineError feed-unusable with the reason
 */
export async function findFeed(address: string, parts: SubscribeParts): Promise<FoundFeed> {
  const direct = await fetchFeed(address, parts);
  if ("url" in direct) return direct;
  const page = direct.page ?? (await fetchPage(address, parts));
  const links = page === null ? [] : await linksOf(page, parts);
  for (const link of links) {
    const found = await fetchFeed(link, parts);
    if ("url" in found) return found;
  }
  const tried = links.length === 0 ? "" : `; the page links to ${links.length} feeds, none of them readable`;
  throw new DatelineError("feed-unusable", `No feed at ${address}: ${direct.reason}${tried}`, { hint: HINT });
}

type Attempt = FoundFeed | { readonly reason: string; readonly page: FetchedOutcome | null };

async function fetchFeed(url: string, { fetcher, reader, now }: SubscribeParts): Promise<Attempt> {
  const outcome = await fetcher.fetch({ url, purpose: "feed" });
  if (outcome.kind !== "fetched") return { reason: reasonOf(outcome), page: null };
  const { bytes, charset, finalUrl, keepUrl } = outcome;
  try {
    const { title } = await reader.feed({ bytes, charset, address: finalUrl, source: null, now: now() });
    return { url: keepUrl, title };
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return { reason: describeError(error), page: outcome };
  }
}

async function fetchPage(url: string, { fetcher }: SubscribeParts): Promise<FetchedOutcome | null> {
  const outcome = await fetcher.fetch({ url, purpose: "page" });
  return outcome.kind === "fetched" ? outcome : null;
}

async function linksOf(page: FetchedOutcome, { reader, now }: SubscribeParts): Promise<string[]> {
  const { bytes, finalUrl: address, contentType: mediaType, charset } = page;
  try {
    return await reader.links({ bytes, address, mediaType, charset, now: now() });
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return []; // no page either; the reason why it is not a feed is told
  }
}

function reasonOf(outcome: Exclude<FetchOutcome, FetchedOutcome>): string {
  return outcome.kind === "not-modified" ? "it answered “not modified”" : outcome.reason;
}
