// What a person types as "as of", turned into the instant that bounds an answer. Pure: the clock is handed in.
import { DatelineError } from "../errors.js";
import type { Instant } from "../schema.js";

const DAY_MS = 86_400_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
/** ISO 8601 with seconds optional and an explicit offset: a time without one would mean something else on each machine. */
const instantPattern = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

export interface AsOf {
  readonly asOf: Instant;
  /** False where nothing was typed, so that `asOf` is the moment of asking. */
  readonly chosen: boolean;
}

/**
 * Reads a day (its end, UTC; the present moment for the day of `now`), an instant with an offset, "now", "today" or "yesterday".
 * Absent and empty mean `now`.
 * @throws DatelineError usage-day for anything else, for a day that does not exist, and for the future
 */
export function parseAsOf(typed: string | undefined, now: Instant): AsOf {
  const words = typed?.trim().toLowerCase() ?? "";
  if (words === "" || words === "now") return { asOf: now, chosen: false };
  const today = now.slice(0, 10);
  if (words === "today") return { asOf: now, chosen: true };
  if (words === "yesterday") {
    return { asOf: endOfDay(new Date(Date.parse(now) - DAY_MS).toISOString().slice(0, 10)), chosen: true };
  }
  const given = typed?.trim() ?? "";
  if (dayPattern.test(given) && isRealDay(given)) {
    if (given > today) throw future(given, now);
    return { asOf: given === today ? now : endOfDay(given), chosen: true };
  }
  const day = instantPattern.exec(given.toUpperCase())?.[1];
  const instantMs = day !== undefined && isRealDay(day) ? Date.parse(given.toUpperCase()) : Number.NaN;
  if (Number.isNaN(instantMs)) {
    throw new DatelineError("usage-day", `Not a day: as-of "${given}", expected a day such as ${today}`, {
      hint: "Give a day (2025-10-21), an instant (2025-10-21T12:00Z), today or yesterday.",
    });
  }
  if (instantMs > Date.parse(now)) throw future(given, now);
  return { asOf: new Date(instantMs).toISOString(), chosen: true };
}

function endOfDay(day: string): Instant {
  return `${day}T23:59:59.999Z`;
}

function isRealDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

function future(given: string, now: Instant): DatelineError {
  return new DatelineError("usage-day", `As-of lies in the future: "${given}", now is ${now}`, {
    hint: "Dateline knows what was reported, not what will be: give a day up to today.",
  });
}
