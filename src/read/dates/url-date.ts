// The day, or at least the month, in the path of an address.

import type { FoundDate } from "../draft.js";
import { monthNumber } from "./parse-date.js";

/** What an address says about the day of its article: a day, else a month; an empty list for neither. */
export function datesInUrl(url: string): FoundDate[] {
  return [dateInUrl(url) ?? monthInUrl(url)].filter((found) => found !== null);
}

/** A day within the words of an address may be one that they speak of: it says less than a date line. */
const slugWeight = 1.5;

/** The day in a URL's path such as /2025/10/21/, /2025-10-21-, /2025/oct/21/ or /202510/t20251021_; null if it has none. */
export function dateInUrl(url: string): FoundDate | null {
  const found = firstOf(url, dayPatterns);
  if (found === null) return null;
  const { raw, isInSlug } = found;
  return { field: "publishedAt", from: "url", raw, ...(isInSlug ? { weight: slugWeight } : {}) };
}

/** The month in a URL's path such as /2025/10/, as YYYY-MM; null if it has none. A month alone dates no article. */
export function monthInUrl(url: string): FoundDate | null {
  const found = firstOf(url, monthPatterns);
  return found === null ? null : { field: "publishedAt", from: "url", raw: found.raw };
}

/** Country codes under which English is written with the day first, and those with the month first. */
const dayFirstHosts = /\.(?:uk|ie|au|nz|in|za|sg|hk|my|ng|ke|pk|lk|gh|ug|tz|zw|mt|jm)$/;
const monthFirstHosts = /\.(?:us|gov|mil)$/;

/** Returns the tag of the English that is written at an address, by its country; null if that says nothing. */
export function englishAt(url: string): string | null {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return dayFirstHosts.test(host) ? "en-GB" : monthFirstHosts.test(host) ? "en-US" : null;
}

/** Returns whether a date that was found is a month alone. */
export function isMonth({ from, raw }: Pick<FoundDate, "from" | "raw">): boolean {
  return from === "url" && /^\d{4}-\d{2}$/.test(raw);
}

function firstOf(url: string, patterns: readonly RegExp[]): { raw: string; isInSlug: boolean } | null {
  for (const pattern of patterns) {
    const match = pattern.exec(innermost(url));
    if (match) return { raw: partsOf(match).join("-"), isInSlug: match[0].startsWith("-") };
  }
  return null;
}

/** Of an address inside another one, as web archives have it, the inner one: the stamp before it says when it was copied. */
const innermost = (url: string): string => url.replace(/^.+(?=https?:\/\/)/i, "");

/** Year, month and day of a match, separators left out; month and day with two digits. */
function partsOf(match: RegExpExecArray): string[] {
  return match
    .slice(1)
    .filter((part) => part !== undefined && !/^[/_-]$/.test(part))
    .map((part) => String(monthNumber(part) ?? part).padStart(2, "0"));
}

const year = "((?:19|20)\\d{2})";
const month = "(0[1-9]|1[0-2])";
const day = "(0[1-9]|[12]\\d|3[01])";
const name = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}";
/** A time of day run on to the day: "202510211405". */
const time = "(?:(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d)?)?";

/** Spellings of a whole day. After slashes a number that begins a slug is no day: "/2025/10/21-best-cakes". */
const dayPatterns: readonly RegExp[] = [
  new RegExp(`[/_=-]t?${year}${month}${day}${time}(?=[/_.&-]|$)`),
  new RegExp(`[/_=-]${year}([-_])${month}\\2${day}(?=[/_.&-]|$)`),
  new RegExp(`/${year}(/)${month}/${day}(?=[/_.&]|$)`),
  new RegExp(`/${year}/${month}[-_]?${day}(?=[/_.&]|$)`),
  new RegExp(`/${year}[-_]?${month}/${day}(?=[/_.&]|$)`),
  new RegExp(`/${year}(/)([1-9]|1[0-2])/([1-9]|[12]\\d|3[01])(?=[/_.&]|$)`),
  new RegExp(`[/_=-]${year}(-)([1-9]|1[0-2])-([1-9]|[12]\\d|3[01])(?=[/_.&-]|$)`),
  new RegExp(`/${year}/${name}/(0?[1-9]|[12]\\d|3[01])(?=[/_.&]|$)`, "i"),
];

const monthPatterns: readonly RegExp[] = [
  new RegExp(`/${year}[/_-]?${month}(?=/)`),
  new RegExp(`/${year}/${name}(?=/)`, "i"),
];
