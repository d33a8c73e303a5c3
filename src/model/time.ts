// Instants as milliseconds, the order of publication, and time zones.
import type { Instant } from "./article.js";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Whatever has a date of publication, or says that it has none. */
export interface Dated {
  readonly publishedAt: Instant | null;
}

/** Reads an instant as milliseconds since 1970. @throws RangeError for anything that is not an instant */
export function instantMs(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`Instant: ${JSON.stringify(instant)}: expected ISO 8601 in UTC`);
  return ms;
}

/** Returns when something was published, in milliseconds since 1970; `undated` (default: before everything) without a date. */
export function publishedMs({ publishedAt }: Dated, undated: number = Number.NEGATIVE_INFINITY): number {
  return publishedAt === null ? undated : instantMs(publishedAt);
}

/** Returns whether one was published at least a day after the other; false if either is undated. */
export function isDayNewer(one: Dated, other: Dated): boolean {
  return publishedMs(one, Number.NaN) - publishedMs(other, Number.NaN) >= DAY_MS;
}

/** Returns the day on the calendar of a time zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Instant): string {
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date(at));
}

/** Returns when a day, YYYY-MM-DD, begins in a time zone. */
export function startOfDay(day: string, timeZone: string): Instant {
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  // Zones are at most 14 hours ahead and 12 behind; clocks change by whole quarters of an hour.
  for (let ms = midnight - 14 * HOUR_MS; ms <= midnight + 12 * HOUR_MS; ms += 15 * MINUTE_MS) {
    const at = new Date(ms).toISOString();
    if (dayIn(timeZone, at) >= day) return at;
  }
  throw new RangeError(`Day: ${day}: expected YYYY-MM-DD`);
}

/** Returns whether Intl knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
