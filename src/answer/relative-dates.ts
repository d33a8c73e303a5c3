// Resolves the relative dates of a quote against the date of its article. The quote itself is never touched.
import type { Instant, ResolvedDate } from "../schema.js";

const DAY_MS = 86_400_000;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const RELATIVE =
  /\b(?:(on|last|late on|early on) )?(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b(?!['’]s)|\b(yesterday|today|tonight|tomorrow)\b/giu;
/** Words that put a weekday ahead of the report; such a day is left alone rather than guessed. */
const AHEAD =
  /\b(?:will|would|next|upcoming|due|set|scheduled|expected|plans?|planned|hopes?)\b|\b(?:by|until|till|from|every|each|coming) *$/iu;

/**
 * Finds "on Tuesday", "yesterday" and the like, with the day each means. A weekday means the last such day up to the
 * day of the report; one whose clause looks ahead is left out, and so is "Sunday's", which may lie either way. An undated article gives an empty list.
 */
export function resolveRelativeDates(quote: string, publishedAt: Instant | null): ResolvedDate[] {
  if (publishedAt === null) return [];
  const reportDay = Math.floor(Date.parse(publishedAt) / DAY_MS);
  const resolved = new Map<string, ResolvedDate>();
  for (const match of quote.matchAll(RELATIVE)) {
    const offset = dayOffset(match, quote, reportDay);
    if (offset === null) continue;
    const day = new Date((reportDay + offset) * DAY_MS).toISOString().slice(0, 10);
    const key = match[0].toLowerCase();
    if (!resolved.has(key)) resolved.set(key, { words: match[0], day });
  }
  return [...resolved.values()];
}

function dayOffset(match: RegExpMatchArray, quote: string, reportDay: number): number | null {
  const word = match[3]?.toLowerCase();
  if (word) return { yesterday: -1, today: 0, tonight: 0, tomorrow: 1 }[word] ?? null;
  const before = clauseBefore(quote, match.index ?? 0);
  if (match[1]?.toLowerCase() !== "last" && AHEAD.test(before)) return null;
  const target = WEEKDAYS.indexOf((match[2] ?? "").toLowerCase());
  const back = (new Date(reportDay * DAY_MS).getUTCDay() - target + 7) % 7;
  return match[1]?.toLowerCase() === "last" && back === 0 ? -7 : -back;
}

/** The words of the same clause in front of a date, at most 80 characters. */
function clauseBefore(quote: string, at: number): string {
  const near = quote.slice(Math.max(0, at - 80), at);
  return near.split(/[.;:!?,—–]/u).at(-1) ?? near;
}
