// When a revision may first be used, and which outlets may be: the rules behind every Scope. Pure; all times in ms since 1970, UTC.
import type { Article } from "../model/article.js";
import { instantMs } from "../model/time.js";

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
