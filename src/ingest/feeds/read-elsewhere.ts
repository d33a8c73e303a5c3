// Lets another process read a feed, waits until it has, and reports what it recorded.
import { setTimeout as wait } from "node:timers/promises";
import type { Instant } from "../../model/article.js";
import type { FeedRefresh } from "../../model/feed.js";
import type { FeedCounts, FeedRecord, FeedStore } from "../../store/ports.js";

/** How often it is looked whether the feed was read, in ms. */
const LOOK_EVERY_MS = 500;

/** Makes a feed due and returns when a process has read it, which may take long; "stopped" if `signal` fires or the feed was removed. */
export async function readElsewhere(
  feed: FeedRecord,
  { feeds, now }: { readonly feeds: FeedStore; readonly now: () => Instant },
  signal: AbortSignal,
): Promise<FeedRefresh> {
  const { feedId } = feed;
  const before = await feeds.counts(feedId);
  const askedAt = now();
  await feeds.change(feedId, { state: "active", nextAt: askedAt });
  while (!signal.aborted) {
    const read = await feeds.feed(feedId);
    if (read === null) break;
    if (read.checkedAt !== feed.checkedAt || read.nextAt > askedAt)
      return reportOf(read, before, await feeds.counts(feedId));
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return { ...reportOf(feed, before, before), outcome: "stopped" };
}

/** Revised articles are not counted in the store. */
function reportOf(feed: FeedRecord, before: FeedCounts, after: FeedCounts): FeedRefresh {
  const { feedId, title, url, problem, nextAt, state, failures } = feed;
  const more = (field: "seen" | "added" | "same" | "undated" | "rejected") => after[field] - before[field];
  return {
    ...{ feedId, title, url, problem, nextAt, items: more("seen"), revised: 0 },
    ...{ added: more("added"), same: more("same"), undated: more("undated"), rejected: more("rejected") },
    outcome: state === "gone" ? "gone" : failures > 0 ? "failed" : "read",
    timesMs: { fetch: 0, read: 0, pages: 0, store: 0 },
  };
}
