// When a revision may first be used, and which outlets may be: the rules behind every Scope. Pure; all times in ms since 1970, UTC.
import type { Article, Instant, Outlets } from "../model/article.js";

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

/** Folds an outlet's name for comparing without case. */
export function sourceKey(source: string): string {
  return source.normalize("NFC").trim().toLowerCase();
}

/** The outlets of a scope as folded names in order; null where a list restricts nothing. */
export interface OutletKeys {
  readonly allowed: readonly string[] | null;
  readonly denied: readonly string[] | null;
}

/** Folds the outlets of a scope, so that the same restriction always reads the same. */
export function outletKeys(outlets: Outlets | undefined): OutletKeys {
  return { allowed: foldAll(outlets?.allowed), denied: foldAll(outlets?.denied) };
}

function foldAll(names: readonly string[] = []): readonly string[] | null {
  return names.length === 0 ? null : [...new Set(names.map(sourceKey))].sort();
}

/** Tells whether an article of this outlet may be quoted; null stands for one that names none. */
export function mayQuote(source: string | null, outlets: Outlets | undefined): boolean {
  const { allowed, denied } = outletKeys(outlets);
  if (source === null) return allowed === null;
  const key = sourceKey(source);
  return (allowed?.includes(key) ?? true) && !(denied?.includes(key) ?? false);
}
