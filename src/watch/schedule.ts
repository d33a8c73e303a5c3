// Decides when news may be sent: at once, at the digest hour, or after quiet hours, in a time zone.
import type { Instant } from "../model/article.js";
import { MINUTE_MS } from "../model/time.js";
import type { Quiet, Watch } from "../model/watch.js";

/** Every offset of a zone in use is a multiple of it. */
const STEP_MS = 15 * MINUTE_MS;
/** A local hour recurs within a day plus the longest clock change. */
const STEPS = 4 * 50;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const parts = { hour: "2-digit", minute: "2-digit", day: "2-digit", hourCycle: "h23" } as const;
  const clock = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone });
  clocks.set(timeZone, clock);
  return clock;
}

/** The day of the month and the minute of the day on the clock of a zone. */
function localTime(ms: number, timeZone: string): { readonly day: number; readonly minute: number } {
  const parts = clockOf(timeZone).formatToParts(ms);
  const value = (type: "day" | "hour" | "minute") =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { day: value("day"), minute: 60 * value("hour") + value("minute") };
}

/**
 * Returns the first moment after `at` at which the clock of a zone shows this full hour; on a day whose clock leaps over it, the
 * first moment after the leap.
 */
export function nextLocalHour(at: Instant, hour: number, timeZone: string): Instant {
  const start = Math.floor(Date.parse(at) / STEP_MS) * STEP_MS;
  let before = localTime(start, timeZone);
  for (let step = 1; step <= STEPS; step += 1) {
    const now = localTime(start + step * STEP_MS, timeZone);
    const floor = now.day === before.day ? before.minute : -1;
    if (floor < 60 * hour && now.minute >= 60 * hour) return new Date(start + step * STEP_MS).toISOString();
    before = now;
  }
  throw new RangeError(`Hour of the day: ${hour}: expected 0 to 23`);
}

/** Returns whether a moment is in quiet hours; equal hours mean none. */
export function isQuiet(at: Instant, quiet: Quiet | null, timeZone: string): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const hour = Math.floor(localTime(Date.parse(at), timeZone).minute / 60);
  const { from, to } = quiet;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Returns when news of a watch that appeared `now` is to be sent. */
export function sendAt(
  now: Instant,
  { delivery, quiet }: Pick<Watch, "delivery" | "quiet">,
  clock: { readonly timeZone: string; readonly digestHour: number },
): Instant {
  const due = delivery === "daily" ? nextLocalHour(now, clock.digestHour, clock.timeZone) : now;
  if (quiet === null || !isQuiet(due, quiet, clock.timeZone)) return due;
  return nextLocalHour(due, quiet.to, clock.timeZone);
}
