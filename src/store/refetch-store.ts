// Port: pages that articles were read from, and when each is fetched again. Knows nothing of texts; every method is async.
import type { RefetchSummary } from "../reports-feeds.js";
import type { Instant } from "../schema.js";

/** One fetch after the first; `changed` is true where it gave a new revision. */
export interface PastFetch {
  readonly at: Instant;
  readonly changed: boolean;
}

/** A page whose article may change, with all that the next fetch of it needs. */
export interface RefetchRecord {
  readonly articleId: string;
  /** Where the page is now, after permanent redirects. */
  readonly url: string;
  /** "gone": it answered 404 or 410; "refused": it may not be fetched any more. Neither is fetched again. */
  readonly state: "waiting" | "gone" | "refused";
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly nextAt: Instant;
  /** In order, oldest first; empty before the second fetch. */
  readonly history: readonly PastFetch[];
  /** What went wrong at the last fetch; null where nothing. */
  readonly problem: string | null;
}

export interface RefetchStore {
  /** Adds a record, or replaces that of the same article. */
  put(record: RefetchRecord): Promise<void>;
  record(articleId: string): Promise<RefetchRecord | null>;
  /** Waiting ones whose `nextAt` has come, longest due first. */
  due(now: Instant, limit: number): Promise<RefetchRecord[]>;
  /** Forgets a page; false where it is unknown. */
  remove(articleId: string): Promise<boolean>;
  summary(now: Instant): Promise<RefetchSummary>;
  close(): Promise<void>;
}
