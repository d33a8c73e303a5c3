// The state of feeds and of pages that are fetched again, as types.

import type { Instant } from "./article.js";

/** A followed feed and its state. */
export interface FeedHealth {
  readonly feedId: string;
  /** Null before it was read once. */
  readonly title: string | null;
  readonly url: string;
  readonly siteUrl: string | null;
  /** Outlet given by the person who added it. */
  readonly source: string | null;
  readonly fullText: "auto" | "always" | "never";
  /** "gone": it answered that it will not come back, and is left alone until someone refreshes it. */
  readonly state: "active" | "gone";
  readonly addedAt: Instant;
  readonly succeededAt: Instant | null;
  readonly nextAt: Instant;
  /** Failed attempts since the last success. */
  readonly failures: number;
  /** What went wrong last, or what is broken in it; null if there is nothing. */
  readonly problem: string | null;
  /** Items ever seen; of these, new articles, ones known already, ones without a date, and ones that are not an article. */
  readonly counts: {
    readonly seen: number;
    readonly added: number;
    readonly same: number;
    readonly undated: number;
    readonly rejected: number;
    /** Why they were rejected, most frequent first, at most five. */
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
}

/** What one read of a feed came to. */
export interface FeedRefresh {
  readonly feedId: string;
  readonly title: string | null;
  readonly url: string;
  /** "stopped": the program ends; what was read by then is stored, and the rest follows after the next start. */
  readonly outcome: "read" | "not-modified" | "gone" | "failed" | "stopped";
  /** Items in the document. */
  readonly items: number;
  readonly added: number;
  readonly revised: number;
  readonly same: number;
  readonly undated: number;
  readonly rejected: number;
  /** Why it failed, or what is broken in it; null if there is nothing. */
  readonly problem: string | null;
  readonly nextAt: Instant;
  /** Where the time went, in ms; the parts of feeds read at the same time overlap. */
  readonly timesMs: {
    readonly fetch: number;
    readonly read: number;
    readonly pages: number;
    readonly store: number;
  };
}

/** A list of feeds to begin with, such as "World" or "Germany". */
export interface FeedPack {
  /** For example "world" or "de". */
  readonly packId: string;
  /** In English. */
  readonly title: string;
  /** ISO 3166 code of the country that it is about; null for a topic. */
  readonly region: string | null;
  /** Languages of its articles (BCP 47), the main one first. */
  readonly languages: readonly string[];
  readonly feeds: readonly ListedFeed[];
}

/** A feed as a list names it. */
export interface ListedFeed {
  readonly url: string;
  readonly title: string | null;
  readonly siteUrl: string | null;
}

/** How far the first read of chosen feeds has come. */
export interface FirstReads {
  readonly feeds: number;
  /** Feeds whose read has ended, failed ones included. */
  readonly read: number;
  /** New articles so far. */
  readonly articles: number;
}

/** What choosing packs came to. */
export interface StartedFeeds extends FirstReads {
  readonly packs: readonly FeedPack[];
  /** Feeds that were followed already. */
  readonly known: number;
  /** Reads that failed, with the reason. */
  readonly failed: readonly FeedRefresh[];
  /** A question that the articles answer; null if none was found. */
  readonly question: string | null;
}

/** The state of all feeds together at one moment. */
export interface FeedSummary {
  readonly active: number;
  /** Left alone since they answered that they will not come back. */
  readonly gone: number;
  /** Active ones whose last attempt failed. */
  readonly failing: number;
  /** Active ones whose next read should have begun. */
  readonly due: number;
  /** The oldest last success (else time of adding) among the active ones; null without feeds. */
  readonly oldestSuccessAt: Instant | null;
  /** The last attempt at any feed; null before the first. */
  readonly checkedAt: Instant | null;
}

/** The state of the pages that are fetched again, at one moment. */
export interface RefetchSummary {
  readonly waiting: number;
  /** Waiting ones whose time has come. */
  readonly due: number;
  /** Ended: the page is gone, or may not be fetched any more. */
  readonly gone: number;
  readonly refused: number;
  /** The earliest of those that wait; null if none does. */
  readonly nextAt: Instant | null;
}

/**
 * How a second fetch of a page ended. "unread": it gives no article that may replace the known one; "later": it could not
 * be fetched; "forgotten": its article was removed; "failed": a problem in Dateline itself, such as a busy store.
 */
export type RefetchOutcome =
  | "unchanged"
  | "revised"
  | "unread"
  | "later"
  | "gone"
  | "refused"
  | "forgotten"
  | "failed";
