// Port: feeds, when each is read next, and which of their items are settled. Knows nothing of texts; every method is async.
import type { FeedHealth, FeedSummary } from "../reports-feeds.js";
import type { Instant } from "../schema.js";

/** Whether the page behind an item's link is read: "auto" where the item is short. */
export type FullText = "auto" | "always" | "never";

/** A feed that is followed, with all that the next read of it needs. */
export interface FeedRecord {
  /** 12 hex digits of SHA-256 of the address it was added with; stays when it moves. */
  readonly feedId: string;
  /** Where it is now, after permanent redirects; unique. */
  readonly url: string;
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** The outlet given by whoever added it; wins over what the feed says. */
  readonly source: string | null;
  readonly fullText: FullText;
  /** "gone": it answered 410 and is not read until someone asks for it. */
  readonly state: "active" | "gone";
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly addedAt: Instant;
  /** Last attempt; null before the first. */
  readonly checkedAt: Instant | null;
  /** Last time that it answered with a feed or "not modified". */
  readonly succeededAt: Instant | null;
  readonly nextAt: Instant;
  /** Minutes between two reads that the feed's pace asked for last. */
  readonly intervalMinutes: number | null;
  /** Attempts that failed since the last success. */
  readonly failures: number;
  /** What went wrong last, or what is broken in it; null where nothing. */
  readonly problem: string | null;
}

export type FeedChange = Partial<Omit<FeedRecord, "feedId" | "addedAt">>;

/** An item that is settled: its article is committed, or it will never be one as it stands. */
export interface FeedItemRecord {
  readonly feedId: string;
  /** Identity within its feed: guid, else canonical URL, else content. */
  readonly key: string;
  readonly url: string | null;
  /** Hash of title, text and day: the same text under another address has it too. */
  readonly content: string;
  /** Hash of all that the feed says of it: another one means that the item was changed. */
  readonly state: string;
  /** Null where rejected. */
  readonly articleId: string | null;
  /** "same": the article was known already, from another feed, under another guid or address, or from elsewhere. */
  readonly outcome: "added" | "same" | "rejected";
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly undated: boolean;
  /** Failed attempts at the page behind its link, to be tried again; null where settled. */
  readonly pageTries: number | null;
  readonly settledAt: Instant;
}

/** Counts over all items of a feed that were ever settled. */
export type FeedCounts = FeedHealth["counts"];

/** What items are looked for by. */
export interface ItemProbe {
  readonly keys: readonly string[];
  readonly urls: readonly string[];
  readonly contents: readonly string[];
}

export interface FeedStore {
  /** Adds a feed; false, changing nothing, where its id or its URL is there already. */
  add(feed: FeedRecord): Promise<boolean>;
  feed(feedId: string): Promise<FeedRecord | null>;
  feedAt(url: string): Promise<FeedRecord | null>;
  /** By title, then URL, from `offset`. */
  feeds(offset: number, limit: number): Promise<FeedRecord[]>;
  count(): Promise<number>;
  /** Active feeds whose `nextAt` has come, longest due first. */
  due(now: Instant, limit: number): Promise<FeedRecord[]>;
  /** Makes every active feed due now; returns how many there are. */
  makeDue(now: Instant): Promise<number>;
  /** Changes a feed; false where it is unknown or the new URL is another feed's, which changes nothing. */
  change(feedId: string, change: FeedChange): Promise<boolean>;
  /** Removes a feed and what is known of its items, never their articles; false where it is unknown. */
  remove(feedId: string): Promise<boolean>;
  /** Items of this feed by key, and items of any feed by URL or content; each once, oldest first. */
  findItems(feedId: string, probe: ItemProbe): Promise<FeedItemRecord[]>;
  /** Settles items in one transaction, replacing those of the same feed and key; items of an unknown feed are passed over. */
  settle(items: readonly FeedItemRecord[]): Promise<void>;
  /**
   * Forgets items of a feed that were settled before an instant, except those of `keys`; returns how many. What `counts` says of
   * outcomes stays, reasons do not.
   */
  prune(feedId: string, keys: readonly string[], before: Instant): Promise<number>;
  counts(feedId: string): Promise<FeedCounts>;
  /** How all feeds stand; looks at feeds only, never at items. */
  summary(now: Instant): Promise<FeedSummary>;
  close(): Promise<void>;
}
