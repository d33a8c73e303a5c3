// Tells whether a sentence speaks of something that was still to come, and by which day it was to happen.

import { stemLightly } from "../language/words.js";
import type { Span } from "../model/article.js";
import { addDays, MONTH_WORDS, MONTHS, weekdayOf } from "../model/calendar.js";
import { tenseAround } from "./clause-tense.js";
import { dayMentions } from "./relative-days.js";

/**
 * Returns the last day on which what a sentence announces was to happen, YYYY-MM-DD; null if it announces nothing, or names no
 * day for it. `written` is the day of the report.
 */
export function announcedFor(
  sentence: string,
  written: string,
  language: string | null = "en",
): string | null {
  const weekdays = dayMentions(sentence, written, language)
    .filter(({ tense, day }) => tense !== "past" && day > written)
    .map(({ day }) => day);
  const days = [
    ...weekdays,
    ...namedDays(sentence, written, language),
    ...stretches(sentence, written, language),
  ];
  return days.sort().at(-1) ?? null;
}

/** Returns the day that a sentence looked ahead to, if it has passed as of a day; null if it has not, or there is none. */
export function passedBy(
  sentence: string,
  written: string | null,
  asOfDay: string,
  language: string | null = "en",
): string | null {
  const day = written === null ? null : announcedFor(sentence, written, language);
  return day !== null && day < asOfDay ? day : null;
}

/**
 * Returns whether what a sentence says with some words is still to come in it: their clauses look ahead, and none looks back. The words
 * come as stems; none of them in the sentence gives false.
 */
export function onlyLooksAhead(
  sentence: string,
  stems: ReadonlySet<string>,
  language: string | null,
): boolean {
  const tenses = [...sentence.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => stems.has(stemLightly(word)))
    .map((match) => tenseAround(sentence, spanOf(match), language, null));
  return tenses.includes("future") && !tenses.includes("past");
}

const NAMED_DAY = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?(?: of| de)? (${MONTH_WORDS})(?!\p{L})|(${MONTH_WORDS})\.? (\d{1,2})(?:st|nd|rd|th)?(?![\p{N}:]))(?:,?(?: de)? (\d{4}))?`,
  "giu",
);
const NAMED_MONTH = new RegExp(
  String.raw`(?<!\p{L})(?:in|im|en|by|until|before) (?:(?:early|mid|late)[ -])?(${MONTH_WORDS})(?!\p{L}|\.? \d{1,2}(?!\d))(?:,? (?:de )?(\d{4}))?`,
  "giu",
);
const NAMED_YEAR = /(?<!\p{L})(?:in|by|until|before|en|bis) ((?:20)\d\d)(?!\p{N}|[-/]\d)/giu;

/** Days, months and years that a sentence names in a clause that looks ahead, or that lie ahead of the report. */
function namedDays(sentence: string, written: string, language: string | null): string[] {
  const isAhead = (match: RegExpMatchArray) => !looksBack(sentence, spanOf(match), language);
  const days = namedDayMentions(sentence, written, language).map(({ day }) => day);
  const months = [...sentence.matchAll(NAMED_MONTH)].filter(isAhead).flatMap(([, name = "", year]) => {
    const month = MONTHS.get(name.toLowerCase()) ?? 1;
    return nextDay(year, month, 0, written);
  });
  const years = [...sentence.matchAll(NAMED_YEAR)].filter(isAhead).map(([, year]) => `${year}-12-31`);
  return [...days, ...months, ...years].filter((day) => day > written);
}

/** Lists the days that a sentence names by day and month in clauses that do not look back, each with its place, in order. */
export function namedDayMentions(
  sentence: string,
  written: string,
  language: string | null,
): (Span & { readonly day: string })[] {
  return [...sentence.matchAll(NAMED_DAY)].flatMap((match) => {
    const [, dayFirst, monthAfter, monthFirst = "", dayAfter, year] = match;
    const span = spanOf(match);
    if (looksBack(sentence, span, language)) return [];
    const month = MONTHS.get((monthAfter ?? monthFirst).toLowerCase()) ?? 1;
    return nextDay(year, month, Number(dayFirst ?? dayAfter), written).map((day) => ({ ...span, day }));
  });
}

/** "Has been postponed to" before a day, or "verschoben" behind it: the day is still to come, whatever the tense. */
const MOVED_TO =
  /(?:\b(?:postpon|delay|defer|mov|push|put|shift|reschedul|extend|prolong|brought)\p{L}*[^.;]{0,40} (?:to|until|till) (?:\p{L}+day,? )?(?:the )?|(?:report|repouss|décal|avanc)é\p{L}* (?:au|jusqu['’]au) (?:\p{L}+di )?|(?:aplazad|pospuest|retrasad|adelantad)\p{L}* (?:al|hasta el) (?:\p{L}+ )?)$/iu;
const MOVED_BEHIND = /^(?:['’]\p{L}+)? (?:verschoben|verlegt|vertagt|verlängert|vorgezogen|ertelen|alınd)/iu;

/** Returns whether a clause looks back, so that a day it names was over. */
function looksBack(sentence: string, span: Span, language: string | null): boolean {
  if (tenseAround(sentence, span, language) !== "past") return false;
  return !MOVED_TO.test(sentence.slice(0, span.start)) && !MOVED_BEHIND.test(sentence.slice(span.end));
}

function spanOf(match: RegExpMatchArray): Span {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length };
}

/** A year that is not written is the one that brings the day next; further than ten months off it is the past one. */
function nextDay(year: string | undefined, month: number, day: number, written: string): string[] {
  const own = Number(written.slice(0, 4));
  const years = year === undefined ? [own, own + 1] : [Number(year)];
  const days = years.flatMap((each) => {
    const at = new Date(day === 0 ? Date.UTC(each, month, 0) : Date.UTC(each, month - 1, day)); // 0: the last of the month
    const isReal = day === 0 || at.getUTCDate() === day; // no 31 September
    return isReal ? [at.toISOString().slice(0, 10)] : [];
  });
  const next = days.find((each) => each > written);
  return next === undefined || (year === undefined && next > addDays(written, MOST_DAYS)) ? [] : [next];
}

const MOST_DAYS = 300;

/** Stretches of time ahead, by language; each to its last day. */
const STRETCHES: Readonly<Record<string, readonly (readonly [RegExp, (written: string) => string])[]>> = {
  en: [
    [/\b(?:later )?this week\b/iu, endOfWeek],
    [/\bthis weekend\b/iu, endOfWeek],
    [/\bnext week(?:end)?\b/iu, (day) => addDays(endOfWeek(day), 7)],
    [/\b(?:in|within) the (?:coming|next) (?:few )?days\b/iu, (day) => addDays(day, 7)],
    [/\b(?:in|within) (?:two|a couple of) weeks\b/iu, (day) => addDays(day, 14)],
    [/\blater this month\b/iu, (day) => endOfMonth(day, 0)],
    [/\bnext month\b/iu, (day) => endOfMonth(day, 1)],
    [/\blater this year\b/iu, (day) => `${day.slice(0, 4)}-12-31`],
    [/\bnext year\b/iu, (day) => `${Number(day.slice(0, 4)) + 1}-12-31`],
  ],
  de: [
    [/\bdiese Woche\b/iu, endOfWeek],
    [/\bnächste(?:r|n)? Woche\b/iu, (day) => addDays(endOfWeek(day), 7)],
    [/\bnächste(?:s|n) Monat\b/iu, (day) => endOfMonth(day, 1)],
  ],
  fr: [
    [/\bcette semaine\b/iu, endOfWeek],
    [/\bsemaine prochaine\b/iu, (day) => addDays(endOfWeek(day), 7)],
    [/\bmois prochain\b/iu, (day) => endOfMonth(day, 1)],
  ],
  es: [
    [/\besta semana\b/iu, endOfWeek],
    [/\bpróxima semana\b/iu, (day) => addDays(endOfWeek(day), 7)],
    [/\bpróximo mes\b/iu, (day) => endOfMonth(day, 1)],
  ],
  tr: [
    [/\bbu hafta\b/iu, endOfWeek],
    [/\b(?:gelecek|önümüzdeki) hafta\b/iu, (day) => addDays(endOfWeek(day), 7)],
    [/\b(?:gelecek|önümüzdeki) ay\b/iu, (day) => endOfMonth(day, 1)],
  ],
};

function stretches(sentence: string, written: string, language: string | null): string[] {
  return (STRETCHES[language ?? "en"] ?? []).flatMap(([pattern, end]) => {
    const match = pattern.exec(sentence);
    if (match === null) return [];
    const span = { start: match.index, end: match.index + match[0].length };
    return tenseAround(sentence, span, language) === "future" ? [end(written)] : [];
  });
}

function endOfWeek(day: string): string {
  return addDays(day, (7 - weekdayOf(day)) % 7);
}

function endOfMonth(day: string, months: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}
