// Port: documents → what they hold. Reading takes time on some thread; where, is the implementation's choice.
import { discoverFeeds } from "../ingest/read/feed-links.js";
import type { ReadOutcome } from "../ingest/read-article.js";
import { readInput } from "../ingest/read-article.js";
import type { Instant } from "../schema.js";
import { type FeedDocument, type FeedReading, readFeed } from "./read-feed.js";

/** A page as it was fetched. */
export interface PageDocument {
  readonly bytes: Uint8Array;
  /** Of HTTP; null where it names none. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** After all redirects. */
  readonly address: string;
  readonly now: Instant;
}

export interface DocumentReader {
  /** @throws DatelineError read-unreadable where it is no feed */
  feed(document: FeedDocument): Promise<FeedReading>;
  /** Reads an article page; what cannot be read is a rejected outcome. */
  page(document: PageDocument): Promise<ReadOutcome[]>;
  /** Addresses of the feeds that a page links to, the page's own first. */
  links(document: PageDocument): Promise<string[]>;
  close(): Promise<void>;
}

/** The work itself, by name, for whichever thread does it. */
export const documentWork = {
  feed: (document: FeedDocument) => readFeed(document),
  page: ({ bytes, address: url, mediaType, charset, now }: PageDocument) =>
    readInput({ name: url, bytes, page: { url, mediaType, charset, fetchedAt: now } }, { now }),
  links: ({ bytes, address }: PageDocument) => discoverFeeds(bytes, address),
} as const;

export type DocumentWork = typeof documentWork;

/** Makes a reader that works on the calling thread: for short runs and tests. */
export function createInlineReader(): DocumentReader {
  return {
    feed: async (document) => documentWork.feed(document),
    page: async (document) => documentWork.page(document),
    links: async (document) => documentWork.links(document),
    close: async () => undefined,
  };
}
