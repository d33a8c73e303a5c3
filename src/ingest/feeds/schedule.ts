// When a feed is read next, by the pace of its items, what its publisher asks for, and its failures.

import type { Instant } from "../../model/article.js";
import { MINUTE_MS } from "../../model/time.js";

/** Bounds of the time between two reads of a feed. */
export interface Pace {
  readonly minMinutes: number;
  readonly maxMinutes: number;
}

/** Chosen by hand: no feed needs more than one read per five minutes, and none should wait longer than half a day. */
export const DEFAULT_PACE: Pace = { minMinutes: 5, maxMinutes: 720 };

/** Wait after the first failure; it doubles with each further one. */
const FIRST_BACKOFF_MINUTES = 5;
/** A server that asks for a longer wait is asked again after a day. */
const LONGEST_WAIT_MINUTES = 24 * 60;
/** Feeds added together drift apart by this share of their interval. */
const JITTER = 0.1;
/** Newest items whose dates give the pace. */
const PACE_ITEMS = 20;

export interface Read {
  /** Publication dates of the items; undated ones left out. */
  readonly dates: readonly Instant[];
  /** Items that were not known before. */
  readonly newItems: number;
  /** The interval before this read, in minutes; null for the first. */
  readonly intervalMinutes: number | null;
  /** What the publisher asks for, in minutes; null for nothing. */
  readonly waitMinutes: number | null;
  readonly now: Instant;
}

/**
 * Returns the minutes until the next read, within `pace`: half the usual time between two items, more if the newest is long past,
 * never less than the publisher asks for. Without dates it halves if something was new and grows by half if nothing was.
 */
export function intervalAfter(
  { dates, newItems, intervalMinutes, waitMinutes, now }: Read,
  pace: Pace,
): number {
  const byDates = paceOf(dates, now);
  const before = intervalMinutes ?? 4 * pace.minMinutes;
  const wanted = byDates ?? (newItems > 0 ? before / 2 : before * 1.5);
  return Math.min(pace.maxMinutes, Math.max(pace.minMinutes, wanted, waitMinutes ?? 0));
}

/** Half the median gap between the newest items, or a tenth of the time since the last one; null with fewer than three dates. */
function paceOf(dates: readonly Instant[], now: Instant): number | null {
  const minutes = dates
    .map((date) => Date.parse(date) / MINUTE_MS)
    .sort((one, other) => other - one)
    .slice(0, PACE_ITEMS);
  const [newest] = minutes;
  if (newest === undefined || minutes.length < 3) return null;
  const gaps = minutes.slice(1).map((minute, at) => (minutes[at] ?? minute) - minute);
  const median = gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(median / 2, (Date.parse(now) / MINUTE_MS - newest) / 10);
}

/** Returns `minutes` from now, varied by up to a tenth either way; `random` is 0 to 1. */
export function instantAfter(minutes: number, now: Instant, random: number): Instant {
  const drifted = minutes * (1 + JITTER * (2 * random - 1));
  return new Date(Date.parse(now) + drifted * MINUTE_MS).toISOString();
}

/**
 * Returns when to try again after the `failures`th failure in a row (from 1): doubling from five minutes to the longest interval, by half or
 * less at random, and never before `retryAfterMs` (at most a day).
 */
export function retryInstant(
  failures: number,
  retryAfterMs: number | null,
  { now, random, pace }: { readonly now: Instant; readonly random: number; readonly pace: Pace },
): Instant {
  const doubled = FIRST_BACKOFF_MINUTES * 2 ** Math.min(failures - 1, 20);
  const backoff = Math.min(doubled, pace.maxMinutes) * (1 - random / 2);
  const asked = Math.min((retryAfterMs ?? 0) / MINUTE_MS, LONGEST_WAIT_MINUTES);
  return new Date(Date.parse(now) + Math.max(backoff, asked) * MINUTE_MS).toISOString();
}
