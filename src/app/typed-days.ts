// Reads the days and spans that people type for "as of" and "since".

import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { DAY_MS } from "../model/time.js";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
/** ISO 8601 with seconds optional and an explicit offset: a time without one would mean something else on each machine. */
const instantPattern = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

interface AsOf {
  readonly asOf: Instant;
  /** False if nothing was typed, so that `asOf` is the moment of asking. */
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
    throw new DatelineError("usage-day", `Not a date: "${given}", expected one such as ${today}`, {
      hint: "Use a day (2025-10-21), a time (2025-10-21T12:00Z), today or yesterday.",
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
  return new DatelineError("usage-day", `This date is in the future: "${given}", and now is ${now}`, {
    hint: "Dateline only knows what has been reported so far. Use today or an earlier day.",
  });
}

/** Days of a unit by its first letters, in the languages that Dateline speaks. */
const UNITS: readonly (readonly [days: number, words: RegExp])[] = [
  [1, /^(?:d|days?|tage?n?|jours?|j|d[ií]as?|gün)$/u],
  [7, /^(?:w|weeks?|wochen?|semaines?|semanas?|hafta)$/u],
  [30.44, /^(?:months?|monate?n?|mois|mes(?:es)?|ay)$/u],
  [365.25, /^(?:y|years?|jahre?n?|ans?|années?|años?|yıl)$/u],
  [1 / 24, /^(?:h|hours?|stunden?|heures?|horas?|saat)$/u],
];
const SPAN =
  /^(?:(?:last|past|letzten?|derni[eè]re?s?|[úu]ltim[oa]s?|son)\s+)?(\d{1,4}|an?|one|einen?|eine[rm]?|une?|una?|bir)?\s*(\p{L}+)$/u;

/** As the page buttons of a timeline carry it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z$/;

/**
 * Reads an instant, a day ("2025-10-01", from its start, UTC), "yesterday", "today", or a span back from `now` such as "2 weeks", "3d",
 * "last month". Absent and empty mean null: always.
 * @throws DatelineError usage-day for anything else and for what does not lie before `now`
 */
export function parseSince(typed: string | undefined, now: Instant): Instant | null {
  const words = typed?.trim().toLowerCase() ?? "";
  if (words === "") return null;
  const since = dayStart(words, now) ?? spanStart(words, now);
  if (since === null || since > now) {
    throw new DatelineError("usage-day", `Not a day or span before now: since "${typed?.trim()}"`, {
      hint: `Give a day (${now.slice(0, 10)}) or a span (2 weeks, 3 days, 1 month).`,
    });
  }
  return since;
}

function dayStart(words: string, now: Instant): Instant | null {
  const instant = words.toUpperCase();
  if (INSTANT.test(instant) && !Number.isNaN(Date.parse(instant))) return new Date(instant).toISOString();
  if (words === "today") return `${now.slice(0, 10)}T00:00:00.000Z`;
  if (words === "yesterday") return `${back(now, 1).slice(0, 10)}T00:00:00.000Z`;
  const start = `${words}T00:00:00.000Z`;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(words) && !Number.isNaN(Date.parse(start));
  return isDay && new Date(start).toISOString() === start ? start : null;
}

function spanStart(words: string, now: Instant): Instant | null {
  const match = SPAN.exec(words);
  const days = UNITS.find(([, unit]) => unit.test(match?.[2] ?? ""))?.[0];
  if (match === null || days === undefined) return null;
  const count = /^\d/.test(match[1] ?? "") ? Number(match[1]) : 1;
  return back(now, days * count);
}

function back(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) - days * DAY_MS).toISOString();
}
