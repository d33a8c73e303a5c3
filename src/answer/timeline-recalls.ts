// Whether a sentence recalls what was before: an explicit day well before its report. English; others recall nothing.
import type { Instant } from "../schema.js";

const DAY_MS = 86_400_000;
/** What happened in the week of a report may still be its news. */
const RECENT_DAYS = 6;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DAY =
  /\b(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4}))?/gu;

/** Tells whether every day that the text names lies more than six days before its report; false where it names none. */
export function recalls(text: string, publishedAt: Instant | null): boolean {
  if (publishedAt === null) return false;
  const reported = Date.parse(publishedAt);
  const days = [...text.matchAll(DAY)].map((match) => dayMs(match, reported));
  return days.length > 0 && days.every((day) => reported - day > RECENT_DAYS * DAY_MS);
}

/** Without a year the one that brings it nearest to the report. */
function dayMs([, month = "", day = "", year]: RegExpMatchArray, reported: number): number {
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  if (year !== undefined) return Date.UTC(Number(year), at, Number(day));
  const own = new Date(reported).getUTCFullYear();
  const candidates = [own - 1, own, own + 1].map((each) => Date.UTC(each, at, Number(day)));
  const distances = candidates.map((each) => Math.abs(each - reported));
  return candidates[distances.indexOf(Math.min(...distances))] ?? reported;
}
