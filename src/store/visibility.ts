// When a revision may first be used, and which outlets may be: the rules behind every Scope. Pure; all times in ms since 1970, UTC.
import type { Article, Instant } from "../model/article.js";

/** Reads an instant as ms since 1970. @throws RangeError where it is no instant */
export function instantMs(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`Instant: ${JSON.stringify(instant)}: expected ISO 8601 in UTC`);
  return ms;
}

/**
 * Tells from when on a revision may be used. A first revision counts from its own dates, from its fetch where it has none. A later
 * one counts from its update if that is news against the revision before, else from its fetch; never before a date that it carries.
 * `previous` is the result for the revision before, null for the first.
 */
export function visibleFrom(
  article: Pick<Article, "publishedAt" | "updatedAt" | "fetchedAt">,
  previous: number | null,
): number {
  const fetched = instantMs(article.fetchedAt);
  const published = article.publishedAt === null ? null : instantMs(article.publishedAt);
  const updated = article.updatedAt === null ? null : instantMs(article.updatedAt);
  const dated = Math.max(published ?? Number.NEGATIVE_INFINITY, updated ?? Number.NEGATIVE_INFINITY);
  if (previous === null) return dated === Number.NEGATIVE_INFINITY ? fetched : dated;
  const changed = updated !== null && updated > previous ? updated : fetched;
  return Math.max(changed, dated);
}
