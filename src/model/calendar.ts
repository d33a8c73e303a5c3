// Names of months and weekdays in Dateline’s languages, and the day on which an article was published where it was made.

import type { DateEvidence, Instant } from "./article.js";
import { LANGUAGES } from "./guild.js";
import { DAY_MS } from "./time.js";

/** Spellings that Intl does not give. */
const MORE_MONTHS: readonly (readonly [string, number])[] = [
  ["sept", 9],
  ["jänner", 1],
  ["feber", 2],
  ["setiembre", 9],
];

/** Months by name, long and short, in lower case without full stops; 1 is January. */
export const MONTHS: ReadonlyMap<string, number> = namesOf("month", 12, (at) => [
  Date.UTC(2025, at, 15),
  at + 1,
]);

/** Weekdays by their full name in lower case; 0 is Sunday. */
export const WEEKDAYS: ReadonlyMap<string, number> = namesOf("weekday", 7, (at) => [
  Date.UTC(2025, 5, 1 + at), // 1 June 2025 was a Sunday
  at,
]);

/** Alternatives of a regular expression without groups, longest first; match it without case. */
export const MONTH_WORDS = alternatives(MONTHS);
export const WEEKDAY_WORDS = alternatives(WEEKDAYS);

/** Returns the names with their numbers, as written and folded; of short names only those of three letters or more. */
function namesOf(
  field: "month" | "weekday",
  count: number,
  dayOf: (at: number) => [ms: number, value: number],
): Map<string, number> {
  const names = new Map<string, number>();
  const styles = field === "month" ? (["long", "short"] as const) : (["long"] as const);
  for (const language of LANGUAGES)
    for (let at = 0; at < count; at += 1) {
      const [ms, value] = dayOf(at);
      for (const style of styles) {
        const form: Intl.DateTimeFormatOptions =
          field === "month" ? { day: "numeric", month: style } : { weekday: style };
        const parts = new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).formatToParts(ms);
        const name = parts.find(({ type }) => type === field)?.value ?? "";
        add(names, name.toLowerCase().replace(/\.$/, ""), value);
      }
    }
  if (field === "month") for (const [name, value] of MORE_MONTHS) add(names, name, value);
  return names;
}

function add(names: Map<string, number>, name: string, value: number): void {
  if (name.length < 3) return;
  for (const spelling of [name, foldLetters(name)]) if (!names.has(spelling)) names.set(spelling, value);
}

/** "ağustos" → "agustos", "février" → "fevrier". */
function foldLetters(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i");
}

function alternatives(names: ReadonlyMap<string, number>): string {
  return [...names.keys()].sort((one, other) => other.length - one.length).join("|");
}

/** Whatever has a date of publication and the evidence for it. */
export interface DatedArticle {
  readonly publishedAt: Instant | null;
  readonly updatedAt?: Instant | null;
  readonly dates: readonly DateEvidence[];
}

/**
 * Returns the day on which an article was published where it was made, YYYY-MM-DD: a time at night belongs to another day at
 * Greenwich. Null for an undated article.
 */
export function publishedDay({ publishedAt, dates }: DatedArticle): string | null {
  return publishedAt === null ? null : localDay(publishedAt, dates);
}

/** Returns the day on which an article was last updated where it was made; null if it gives no update. */
export function updatedDay({ updatedAt = null, dates }: DatedArticle): string | null {
  return updatedAt === null ? null : localDay(updatedAt, dates);
}

function localDay(at: Instant, dates: readonly DateEvidence[]): string {
  const chosen = dates.find(({ value, day }) => value === at && day !== undefined);
  return chosen?.day ?? at.slice(0, 10);
}

/** Returns whether an instant stands for a day without a time, as a date without one is stored: at midnight UTC. */
export function isDayOnly(at: Instant): boolean {
  return at.endsWith("T00:00:00.000Z");
}

/** Returns the day so many days after a day, YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the weekday of a day, YYYY-MM-DD; 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}
