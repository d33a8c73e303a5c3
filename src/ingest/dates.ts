// Which of the dates found is the article's: order of strength, the future refused. Finds dates in lines, never in body sentences.
import type { DateEvidence, Instant } from "../schema.js";
import { parseDate } from "./dates-parse.js";
import type { FoundDate } from "./draft.js";
import { countWords } from "./normalize-text.js";

const published =
  /(?:\b(?:first )?published|\bposted|\bissued|\bcreated|\bdate|veröffentlicht|erstellt|publié|publicado|pubblicato|publicerad|julkaistu|yayınlan\p{L}*|yayın tarihi|giriş|опубликовано)/iu;
const updated =
  /(?:\b(?:last )?(?:updated?|modified|revised|edited)|aktualisiert|stand|mis à jour|mise à jour|modifié|actualizado|aggiornato|atualizado|güncellen?\p{L}*|son güncelleme|oppdatert|päivitetty|обновлено)/iu;

/** Longest line that can be a date line; longer ones are sentences. */
const maxDateLine = 140;

/**
 * Returns the dates that stand in one line made of a date and little else ("October 21, 2025", "Published: … Updated: …");
 * an empty list for a sentence, however many dates it names.
 */
export function datesInLine(line: string, language = ""): FoundDate[] {
  if (line.length > maxDateLine) return [];
  const found: FoundDate[] = [];
  for (const part of splitAtUpdated(line)) {
    const date = parseDate(part, language);
    if ("refused" in date && date.refused === "no date") continue;
    const rest =
      "refused" in date ? part.replace(/[\d./-]+/g, "") : part.slice(0, date.start) + part.slice(date.end);
    const labelled = updated.test(part) || published.test(part);
    if (/[.!?]["”’)]*$/.test(rest.trim()) && countWords(rest) > 2) continue;
    if (countWords(rest.replace(/\d{1,2}[:.h]\d{2}.*$/i, "")) > (labelled ? 6 : 4)) continue;
    found.push({ field: updated.test(part) ? "updatedAt" : "publishedAt", from: "text", raw: part.trim() });
  }
  return found;
}

/** "Published 21 October 2025 Updated 22 October 2025" is two dates in one line. */
function splitAtUpdated(line: string): string[] {
  const match = updated.exec(line);
  if (!match || match.index === 0) return [line];
  const before = line.slice(0, match.index);
  return /\d/.test(before) ? [before, line.slice(match.index)] : [line];
}

/** Tells whether a line says in words that it is about publishing or updating; such lines count anywhere in a text. */
export function isLabelledDate(line: string): boolean {
  const start = line.slice(0, 30); // the label leads
  return (published.test(start) || updated.test(start)) && datesInLine(line).length > 0;
}

/** The day in a URL's path such as /2025/10/21/ or /2025-10-21-; null where it has none. */
export function dateInUrl(url: string): FoundDate | null {
  const match = /[/_-]((?:19|20)\d{2})([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/.exec(url);
  return match ? { field: "publishedAt", from: "url", raw: `${match[1]}-${match[3]}-${match[4]}` } : null;
}

/** How far ahead of the clock a date may stand: clocks differ, days do not. */
const futureToleranceMs = 60 * 60 * 1000;
/** Evidence kept a field: enough to check by hand, not every date of the page. */
const maxEvidence = 6;

export interface JudgedDates {
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly dates: readonly DateEvidence[];
  readonly notes: readonly string[];
}

/**
 * Reads the dates found and takes the first usable one a field; one that is unreadable or more than an hour after `now` is
 * refused with value null, and noted where nothing stronger was usable. No dates give null for both.
 */
export function judgeDates(found: readonly FoundDate[], now: Instant, language = ""): JudgedDates {
  const dates: DateEvidence[] = [];
  const notes: string[] = [];
  const chosen: Record<FoundDate["field"], Instant | null> = { publishedAt: null, updatedAt: null };
  const seen = new Set<string>();
  for (const { field, from, raw: whole } of found) {
    const raw = whole.trim().slice(0, maxDateLine);
    const key = `${field} ${from} ${raw}`;
    if (seen.has(key) || dates.filter((date) => date.field === field).length >= maxEvidence) continue;
    seen.add(key);
    const parsed = parseDate(raw, language);
    const late = "value" in parsed && Date.parse(parsed.value) > Date.parse(now) + futureToleranceMs;
    const value = "value" in parsed && !late ? parsed.value : null;
    dates.push({ field, from, raw, value });
    if (value === null && chosen[field] === null) {
      const reason = "refused" in parsed ? parsed.refused : "more than an hour in the future";
      notes.push(`${field} refused: "${raw}" (${from}): ${reason}`);
    }
    chosen[field] ??= value;
  }
  return { ...chosen, ...orderedUpdate(chosen, notes), dates, notes };
}

/** An update before the publication is no update: a site that stamps a day at midnight, or a template's date. */
function orderedUpdate(chosen: Record<FoundDate["field"], Instant | null>, notes: string[]) {
  const { publishedAt, updatedAt } = chosen;
  if (publishedAt === null || updatedAt === null || updatedAt >= publishedAt) return {};
  if (updatedAt.slice(0, 10) !== publishedAt.slice(0, 10)) {
    notes.push(`updatedAt refused: ${updatedAt} is before publication on ${publishedAt}`);
  }
  return { updatedAt: null };
}
