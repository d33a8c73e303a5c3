// When an article should be fetched again: young ones often, old ones never. Pure; fetches nothing and keeps no history.
import type { Article, Instant } from "../schema.js";
import type { PastFetch } from "../store/refetch-store.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Most corrections and write-throughs come on the first day; the intervals are chosen, not measured. */
const PACE: readonly { readonly untilAgeMs: number; readonly everyMs: number }[] = [
  { untilAgeMs: 3 * HOUR_MS, everyMs: 20 * MINUTE_MS },
  { untilAgeMs: 12 * HOUR_MS, everyMs: HOUR_MS },
  { untilAgeMs: DAY_MS, everyMs: 3 * HOUR_MS },
  { untilAgeMs: 3 * DAY_MS, everyMs: 12 * HOUR_MS },
  { untilAgeMs: 14 * DAY_MS, everyMs: 3 * DAY_MS },
];
/** Fetches in a row without a change that double the wait once more; at most three times. */
const QUIET_FETCHES = 3;
const MAX_DOUBLINGS = 3;
/** A quiet article takes some 20 (next-fetch.test.ts); one that changes at every fetch is a page that changes, not its article. */
const MAX_FETCHES = 60;

/**
 * Returns when to fetch an article again, never before `now`; null for never: it is older than 14 days, has no URL, was
 * fetched 60 times, or no later fetch falls into its time. Age counts from its update, else its publication, else its first fetch; a change found by
 * a fetch makes it young again for its pace, but never past 14 days after its publication. `history` is in order, oldest first.
 */
export function nextFetchAt(
  article: Pick<Article, "url" | "publishedAt" | "updatedAt" | "fetchedAt">,
  history: readonly PastFetch[],
  now: Instant,
): Instant | null {
  if (article.url === null || history.length >= MAX_FETCHES) return null;
  const nowMs = Date.parse(now);
  const born = Math.min(
    Date.parse(article.publishedAt ?? article.updatedAt ?? firstFetch(article, history)),
    nowMs,
  );
  const lastChange = history.findLast(({ changed }) => changed)?.at ?? article.updatedAt;
  const fresh = Math.min(Math.max(born, lastChange === null ? born : Date.parse(lastChange)), nowMs);
  const end = born + lastUntil();
  const pace = PACE.find(({ untilAgeMs }) => nowMs - fresh < untilAgeMs);
  if (pace === undefined) return null;
  const last = Date.parse(history.at(-1)?.at ?? article.fetchedAt);
  const next = Math.max(last + pace.everyMs * 2 ** doublings(history), nowMs);
  return next < end ? new Date(next).toISOString() : null;
}

function firstFetch(article: Pick<Article, "fetchedAt">, history: readonly PastFetch[]): Instant {
  return history[0]?.at ?? article.fetchedAt;
}

function lastUntil(): number {
  return Math.max(...PACE.map(({ untilAgeMs }) => untilAgeMs));
}

function doublings(history: readonly PastFetch[]): number {
  const lastChange = history.findLastIndex(({ changed }) => changed);
  const quiet = history.length - 1 - lastChange;
  return Math.min(MAX_DOUBLINGS, Math.floor(quiet / QUIET_FETCHES));
}
