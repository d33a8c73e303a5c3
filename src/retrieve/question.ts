// Reads a question: search words for BM25, names and numbers that an answer must cover, and the time it asks about.
import type { Instant } from "../model/article.js";
import { fold } from "../model/fold.js";
import { DAY_MS } from "../model/time.js";

/** Words that carry no subject: function words, question words and the verbs of asking. Compiled for this project. */
const STOP_WORDS = new Set(
  `a an the and or but if so as of at by for from in into on onto off out over under up down to with without about
   after before during between against through than then that this these those there here it its they them their he
   him his she her hers we us our you your i me my who whom whose which what when where why how is are was were be
   been being am do does did doing done has have had having will would shall should can could may might must not no
   nor yes any some all each every both more most other another such own same too very just also only ever never
   still yet again s t us said says say tell told know think many much one`.split(/\s+/),
);

/** What a question is about, word by word. */
export interface QuestionTerms {
  /** Folded words without function words, in order, each once: the lexical query. */
  readonly words: readonly string[];
  /** Of `words`, those written with a capital (not merely at the start) or holding a digit: names and numbers. */
  readonly subjects: readonly string[];
}

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;

/** Removes a possessive ending and the inner full stops of "U.S.". */
function plainWord(word: string): string {
  const bare = word.replace(/['’]s?$/u, "").replace(/['’]s$/u, "");
  return /^(?:\p{L}\.)+\p{L}$/u.test(bare) ? bare.replaceAll(".", "") : bare;
}

/**
 * Splits a question into search words; hyphens and dashes part words ("Trump–Putin" gives two).
 * A question of function words alone keeps them all, since they are all there is; an empty one gives empty lists.
 */
export function questionTerms(question: string): QuestionTerms {
  const found = [...question.normalize("NFC").matchAll(WORD)].map((match, place) => {
    const word = plainWord(match[0]);
    return { word: fold(word), place, named: /^\p{Lu}/u.test(word) || /\p{N}/u.test(word) };
  });
  const kept = found.filter(({ word }) => !STOP_WORDS.has(word));
  const chosen = kept.length > 0 ? kept : found;
  const subjects = kept.filter(
    ({ named, place, word }) => named && (place > 0 || isNameAtStart(word, question)),
  );
  return { words: unique(chosen), subjects: unique(subjects) };
}

/** A first word is a name when the next one is capitalized too or it holds a digit. */
function isNameAtStart(word: string, question: string): boolean {
  return /\p{N}/u.test(word) || /^\s*\p{Lu}[\p{L}.'’]*[\s–—-]+\p{Lu}/u.test(question);
}

function unique(found: readonly { word: string }[]): string[] {
  return [...new Set(found.map(({ word }) => word))];
}

/** A stretch of days, start inclusive, end exclusive. */
export interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * "latest": what is true now. "recent": what happened lately ("this week", "recently", "on Tuesday"). "period": what was
 * reported in or about a stretch of time that is over or named. "when": a date is the answer. "history": what was, however
 * long ago. "open": the question names no time.
 */
export type TimeIntent =
  | { readonly kind: "latest" }
  | { readonly kind: "recent" }
  | { readonly kind: "period"; readonly period: Period }
  | { readonly kind: "when" }
  | { readonly kind: "history" }
  | { readonly kind: "open" };

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/**
 * Words that point at the days before the question. A soft sign: people go on saying "this week" when they come late, so
 * it gives age more say and shuts nothing out.
 */
const RECENT =
  /\b(?:today|tonight|this (?:week|month|morning|evening|weekend)|recent(?:ly)?|lately|just|newly|(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:past|last) (?:few )?days?)\b/;

/** Reads the intent of a question asked at `asOf`. An explicit period wins over "when", "when" over the rest. */
export function timeIntent(question: string, asOf: Instant): TimeIntent {
  const text = question.toLowerCase();
  const period = relativePeriod(text, asOf) ?? namedPeriod(question, asOf);
  if (period) return { kind: "period", period };
  if (RECENT.test(text)) return { kind: "recent" };
  if (/\b(?:when|what (?:day|date|year|month))\b/.test(text)) return { kind: "when" };
  if (/\b(?:history of|originally|first ever|used to|back in|in the past|previously)\b/.test(text))
    return { kind: "history" };
  if (
    /\b(?:latest|newest|now|currently|current|right now|at the moment|so far|still|scheduled|planned|upcoming)\b/.test(
      text,
    )
  )
    return { kind: "latest" };
  // "Who is the mayor?", "Has the strike ended?": the present tense asks what is true now.
  if (/^\W*(?:(?:what|who|where|which \w+|how \w+) (?:is|are)|is|are|does|do|has|have|will)\b/.test(text))
    return { kind: "latest" };
  return { kind: "open" };
}

function utcDay(instant: Instant): number {
  return Math.floor(Date.parse(instant) / DAY_MS);
}

function period(startDay: number, endDay: number): Period {
  return {
    start: new Date(startDay * DAY_MS).toISOString(),
    end: new Date(endDay * DAY_MS).toISOString(),
  };
}

/** "yesterday", "last week", "last month", "in the past 3 days". Weeks begin on Monday. */
function relativePeriod(text: string, asOf: Instant): Period | null {
  const today = utcDay(asOf);
  if (/\byesterday\b/.test(text)) return period(today - 1, today);
  const stretch = /\b(?:past|last) (\d{1,3}) (day|week|month)s?\b/.exec(text);
  if (stretch)
    return period(
      today - Number(stretch[1]) * { day: 1, week: 7, month: 30 }[stretch[2] as "day"],
      today + 1,
    );
  const monday = today - ((new Date(asOf).getUTCDay() + 6) % 7);
  if (/\b(?:last|past) week\b/.test(text)) return period(monday - 7, monday);
  if (!/\blast month\b/.test(text)) return null;
  return monthPeriod(new Date(asOf).getUTCFullYear(), new Date(asOf).getUTCMonth() - 1);
}

function monthPeriod(year: number, month: number): Period {
  return {
    start: new Date(Date.UTC(year, month, 1)).toISOString(),
    end: new Date(Date.UTC(year, month + 1, 1)).toISOString(),
  };
}

/** "in August", "on 21 October 2025", "in 2024": the newest such time that is not after `asOf`. */
function namedPeriod(question: string, asOf: Instant): Period | null {
  const names = MONTHS.map((month) => month.replace(/^./, (letter) => letter.toUpperCase())).join("|");
  const now = new Date(asOf);
  const dayFirst = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (${names})(?:,? (\\d{4}))?\\b`).exec(question);
  const monthFirst = new RegExp(`\\b(${names}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?\\b`).exec(question);
  const day = dayFirst
    ? { day: dayFirst[1], month: dayFirst[2], year: dayFirst[3] }
    : { day: monthFirst?.[2], month: monthFirst?.[1], year: monthFirst?.[3] };
  if (day.month) return dayPeriod(Number(day.day), day.month, day.year, now);
  const month = new RegExp(`\\b(?:in|during|since|of|last) (${names})(?:,? (\\d{4}))?\\b`).exec(question);
  if (month?.[1]) {
    const at = MONTHS.indexOf(month[1].toLowerCase());
    return monthPeriod(yearOf(month[2], at, now), at);
  }
  const year = /\b(?:in|during) ((?:19|20)\d{2})\b/.exec(question);
  return year
    ? { start: `${year[1]}-01-01T00:00:00.000Z`, end: `${Number(year[1]) + 1}-01-01T00:00:00.000Z` }
    : null;
}

function dayPeriod(day: number, monthName: string, year: string | undefined, now: Date): Period {
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const start = Date.UTC(yearOf(year, month, now), month, day) / DAY_MS;
  return period(start, start + 1);
}

/** The year given, else this one, else last year if the month has not come yet. */
function yearOf(year: string | undefined, month: number, now: Date): number {
  if (year) return Number(year);
  return now.getUTCFullYear() - (month > now.getUTCMonth() ? 1 : 0);
}
