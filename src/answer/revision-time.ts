// The moment by which people name a revision. Pure.
import type { Article, Instant } from "../schema.js";

/** Returns the article's own update time where this revision gives one that the one before did not, else when it was fetched. */
export function revisionTime(revision: Article, before: Article | null): Instant {
  const { updatedAt, publishedAt, fetchedAt } = revision;
  if (before === null) return updatedAt ?? publishedAt ?? fetchedAt;
  return updatedAt !== null && updatedAt !== before.updatedAt ? updatedAt : fetchedAt;
}
