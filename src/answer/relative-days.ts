// Finds words such as "on Tuesday" and "yesterday" in a quote, with the day that each means; in doubt none.

import type { ResolvedDate } from "../model/answer.js";
import type { Span } from "../model/article.js";
import {
  addDays,
  type DatedArticle,
  MONTH_WORDS,
  MONTHS,
  publishedDay,
  updatedDay,
  WEEKDAY_WORDS,
  WEEKDAYS,
  weekdayOf,
} from "../model/calendar.js";
import { DAY_MS } from "../model/time.js";
import { type Tense, tenseAround } from "./clause-tense.js";

/** Words that mean a day, with their place and what they speak of. */
export interface DayMention extends ResolvedDate, Span {
  readonly tense: Tense;
}

/**
 * Finds the days that a quote of an article means. If the article was updated on another day, and nothing says whether the
 * quote is the update's, only days that are the same either way are given. An undated article gives an empty list.
 */
export function resolvedDates(
  quote: string,
  article: DatedArticle & { readonly language: string | null },
): ResolvedDate[] {
  const days = [publishedDay(article), updatedDay(article)].flatMap((day) => day ?? []);
  return resolvedOn(quote, [...new Set(days)], article.language);
}

/** Finds the days that a quote means if it was written on one of `days`, YYYY-MM-DD: those that all of them give. */
export function resolvedOn(
  quote: string,
  days: readonly string[],
  language: string | null = "en",
): ResolvedDate[] {
  const [first = [], ...others] = days.map((day) => dayMentions(quote, day, language));
  const agreed = first.filter((one) =>
    others.every((mentions) => mentions.some(({ start, day }) => start === one.start && day === one.day)),
  );
  const resolved = new Map<string, ResolvedDate | null>();
  for (const { words, day } of agreed) {
    const known = resolved.get(words.toLowerCase());
    const isSame = known === undefined || known?.day === day;
    resolved.set(words.toLowerCase(), isSame ? (known ?? { words, day }) : null); // null: the same words mean two days
  }
  return [...resolved.values()].flatMap((one) => one ?? []);
}

/** Lists the words of a text that mean a day if it was written on `written`, YYYY-MM-DD, in order. */
export function dayMentions(text: string, written: string, language: string | null = "en"): DayMention[] {
  const weekdays = [...text.matchAll(WEEKDAY)].flatMap((match) =>
    weekdayMention(text, match, written, language),
  );
  const words = [...text.matchAll(RELATIVE[language ?? "en"] ?? NEVER)].flatMap((match) =>
    relativeMention(text, match, { written, language: language ?? "en", weekdays }),
  );
  return [...weekdays, ...words].sort((one, other) => one.start - other.start);
}

const NEVER = /(?!)/gu;

const WEEKDAY = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’-])(?:(?<lead>late on|early on|on|last|next|this coming|coming|upcoming|this past|this|late|early|am|vergangenen|letzten|kommenden|nächsten|diesen|ce|este|el pasado|el próximo|el|geçen|önümüzdeki|gelecek|bu)\s+)?(?<name>${WEEKDAY_WORDS})(?<tail>\s+(?:dernier|prochain|pasado|próximo|günü))?(?!\p{L}|-\p{L})(?<own>['’]s)?`,
  "giu",
);

/** Names that hold a day: holidays, newspapers, programmes. */
const NAMED_BEFORE =
  /(?:Black|Cyber|Good|Easter|Ash|Palm|Super|Giving|Bloody|Fat|Shrove|Holy|Maundy|Whit|Bowl|Selection|Championship|Ruby|Freaky|Man|Joe|Manic|Taco|Throwback|Business|Pancake|Trinity|Spy|Clean|Mail on|Mad|Red|Boxing|Plácido|Placido|Stormy|Blue)\s+$/u;
const NAMED_AFTER =
  /^\s+(?:Night|Nights|Morning|Afternoon|Evening|Addams|Times|Telegraph|Mirror|Express|Mail|Herald|Star|Sun|People|Mercury|Tribune|Post|World|Ticket|School|Football|Live|Harbor|Club|Journal|Review|Magazine|show|the 13th)\b/u;
/** Any such day, or every one: "every Monday", "a Monday in May". */
const ANY =
  /(?:\b(?:every|each|any|most|some|one|a|an|another|that|the (?:following|previous|next|first|second|third|last)|following|previous|other|alternate|from|between|through|weeks? (?:from|ago)|chaque|tous les|jeden|jeder|her|cada|todos los|un|une|einem|bir)|['’]s|day (?:to|through|until|till)|tag bis) $/iu;
const RANGE_AFTER =
  /^\s*(?:through|to|until|till|bis|al?|à)\s+(?:\p{Lu}\p{L}+day|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)|^\s+(?:week\b|of (?:last|next|that) week|in (?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|(?:19|20)\d\d))/u;
/** Between a day and a noun: "in a Monday statement" lies back, "a Monday deadline" may not. */
const STATEMENT_NOUN =
  /^(?: (?:morning|afternoon|evening|night))? (?:statement|interview|post|tweet|letter|memo|filing|ruling|order|speech|report|briefing|news conference|press conference|email|e-mail)\b/u;

const PAST_WORDS = /^(?:last|this past|vergangenen|letzten|el pasado|geçen|dernier|pasado)$/iu;
const COMING_WORDS =
  /^(?:this coming|coming|upcoming|kommenden|prochain|el próximo|próximo|önümüzdeki|gelecek)$/iu;
const NEXT_WORDS = /^(?:next|nächsten)$/iu;
/** Romance and Turkish weekdays are written small; with a capital they are names, except at the start. */
const SMALL = new Set(["fr", "es"]);

function weekdayMention(
  text: string,
  match: RegExpMatchArray,
  written: string,
  language: string | null,
): DayMention[] {
  const { lead = "", name = "", tail = "", own } = match.groups ?? {};
  const start = match.index ?? 0;
  const end = start + match[0].length - (own?.length ?? 0);
  const nameAt = end - tail.length - name.length;
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const words = text.slice(start, end);
  const target = WEEKDAYS.get(name.toLowerCase()) ?? 0;
  if (isName(text, { start: nameAt, end }, language)) return [];
  const beside = dateBeside(text, { start, end }, target, written);
  if (beside !== undefined) return beside === null ? [] : [{ ...beside, tense: null }];
  if (ANY.test(before) && !(/\ba $/u.test(before) && STATEMENT_NOUN.test(after))) return [];
  if (RANGE_AFTER.test(after) || namesOtherYear(after, written)) return [];
  const given = (lead || tail).trim();
  const tense = tenseOf(text, { start, end }, { given, language, isOwn: own !== undefined, after, before });
  const day = tense === null ? null : dayOf(target, written, tense, given);
  return day === null ? [] : [{ words, day, start, end, tense }];
}

function isName(text: string, { start, end }: Span, language: string | null): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (NAMED_BEFORE.test(before) || NAMED_AFTER.test(after)) return true;
  if (/["“„«‘'*_]$/u.test(before) && /^["”“»’'*_](?!s\b)/u.test(after)) return true;
  const isCapital = /^\p{Lu}/u.test(text.slice(start));
  return SMALL.has(language ?? "") && isCapital && !/(?:^|[.!?:"“«]\s*)$/u.test(before);
}

const DATE_AFTER = new RegExp(
  String.raw`^(?:,|\s)?\s?\(?(?:den |dem |the |le |el )?(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?(?:\s(?:of|de))?\s(${MONTH_WORDS})|(${MONTH_WORDS})\.?\s(\d{1,2})(?:st|nd|rd|th)?)(?![\p{L}\d])(?:,?\s(?:de\s|del\s)?(\d{4}))?`,
  "iu",
);
const DATE_BEFORE = new RegExp(
  String.raw`(?<!\p{N})(?:(\d{1,2})\.?\s(${MONTH_WORDS})|(${MONTH_WORDS})\.?\s(\d{1,2}))(?:,?\s(\d{4}))?,?\s\(?$`,
  "iu",
);

/** A day further off is written with its year. */
const YEARLESS_DAYS = 200;

/** The date beside a weekday settles it: null if the two do not fit, undefined without one. */
function dateBeside(
  text: string,
  { start, end }: Span,
  weekday: number,
  written: string,
): Omit<DayMention, "tense"> | null | undefined {
  const after = DATE_AFTER.exec(text.slice(end));
  const found = after ?? DATE_BEFORE.exec(text.slice(0, start));
  if (found === null) return undefined;
  const [, dayFirst, monthAfter, monthFirst = "", dayAfter, year] = found;
  const month = MONTHS.get((monthAfter ?? monthFirst).toLowerCase()) ?? 1;
  const own = Number(written.slice(0, 4));
  const years = year === undefined ? [own, own + 1, own - 1] : [Number(year)];
  const days = years.map(
    (each) => `${each}-${String(month).padStart(2, "0")}-${(dayFirst ?? dayAfter ?? "").padStart(2, "0")}`,
  );
  const isNear = (each: string) => Math.abs(Date.parse(each) - Date.parse(written)) <= YEARLESS_DAYS * DAY_MS;
  const day = days.find(
    (each) => isRealDay(each) && weekdayOf(each) === weekday && (year !== undefined || isNear(each)),
  );
  if (day === undefined) return null;
  const span =
    after === null ? { start: start - found[0].length, end } : { start, end: end + found[0].length };
  return { ...span, words: text.slice(span.start, span.end), day };
}

function isRealDay(day: string): boolean {
  return !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}

/** "on Sunday in 1972", "Monday night 20 years ago". */
function namesOtherYear(after: string, written: string): boolean {
  const year = /^[^.,;]{0,24}?\b(?:in|of) ((?:19|20)\d\d)\b/u.exec(after)?.[1];
  return (year !== undefined && year !== written.slice(0, 4)) || /^[^.,;]{0,20}\byears? ago\b/u.test(after);
}

interface Around {
  readonly given: string;
  readonly language: string | null;
  readonly isOwn: boolean;
  readonly before: string;
  readonly after: string;
}

function tenseOf(text: string, span: Span, { given, language, isOwn, before, after }: Around): Tense {
  if (PAST_WORDS.test(given)) return "past";
  if (COMING_WORDS.test(given) || NEXT_WORDS.test(given)) return "future";
  if (/\b(?:in|during|after|since) (?:an? |the )?$/u.test(before) && STATEMENT_NOUN.test(after))
    return "past";
  if (/\b(?:a|an|the|his|her|its|their) $/u.test(before) && !isOwn) return null;
  const tense = tenseAround(text, span, language);
  if (!isOwn) return tense;
  const looksBack = /\b(?:after|following|since|in the wake of|during) $/iu.test(before);
  const looksAhead = /\b(?:ahead of|before|for|in|until) $/iu.test(before);
  if (tense === "past") return looksBack ? "past" : null;
  return tense === "future" && looksAhead ? "future" : null;
}

/** A past weekday is the last one up to the day of writing, a coming one is after it. */
function dayOf(weekday: number, written: string, tense: Tense, given: string): string | null {
  const back = (weekdayOf(written) - weekday + 7) % 7;
  if (tense === "past")
    return addDays(written, /^(?:last|letzten|vergangenen)$/iu.test(given) && back === 0 ? -7 : -back);
  if (back === 0 && !NEXT_WORDS.test(given)) return null; // today, or in a week
  const ahead = back === 0 ? 7 : 7 - back;
  const untilSunday = (7 - weekdayOf(written)) % 7;
  if (NEXT_WORDS.test(given) && back !== 0 && ahead <= untilSunday) return null; // of this week, or of the next
  return addDays(written, ahead);
}

/** Words that name a day from the day of writing. */
const OFFSETS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    yesterday: -1,
    "last night": -1,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    today: 0,
    tonight: 0,
    tomorrow: 1,
  },
  de: { vorgestern: -2, gestern: -1, heute: 0, übermorgen: 2, morgen: 1 },
  fr: { "avant-hier": -2, "après-demain": 2, hier: -1, "aujourd'hui": 0, "aujourd’hui": 0, demain: 1 },
  es: { anteayer: -2, "pasado mañana": 2, anoche: -1, ayer: -1, hoy: 0, mañana: 1 },
  tr: { "evvelsi gün": -2, dün: -1, bugün: 0, "bu sabah": 0, yarın: 1 },
};

const RELATIVE: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.entries(OFFSETS).map(([language, offsets]) => [
    language,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}'’-])(?<word>${Object.keys(offsets).join("|")})(?<own>['’]s)?(?![\p{L}\p{N}-])`,
      language === "de" ? "gu" : "giu",
    ),
  ]),
);

/** Places where these words mean no day: "even today", "la mañana", "am Morgen". */
const NO_DAY_BEFORE: Readonly<Record<string, RegExp>> = {
  en: /(?:\b(?:than|of|like) )$/iu,
  de: /\b(?:am|jeden|guten|heute|gestern|bis|noch|von) $/iu,
  fr: /\b(?:encore|jusqu['’]à|d['’]) ?$/iu,
  es: /\b(?:la|esta|una|cada|hasta|de) $/iu,
  tr: /\b(?:hâlâ|hala) $/iu,
};
const NOT_TODAY_BEFORE =
  /\b(?:even|still|for|in|into|as|USA|people|world|kids|children|women|men|America|Americans|companies|until|up to|the) $/iu;
const NO_DAY_AFTER: Readonly<Record<string, RegExp>> = {
  en: /^(?:\s+(?:show|Show|host|co-host|anchor|co-anchor|program)\b|,? (?:there (?:are|is)|more than|about|nearly|most|many|only (?:a|about)|(?:he|she|it) (?:is|has)|they (?:are|have))\b)/u,
  es: /^ (?:en día|día)\b/u,
  fr: /^ encore\b/u,
};
const EVENT =
  /^ (?:votes?|ruling|hearing|meeting|announcement|decision|talks|session|attacks?|verdict|election|match|game|summit|strike|speech|briefing|launch|statement|report)\b/u;

interface Writing {
  readonly written: string;
  readonly language: string;
  readonly weekdays: readonly DayMention[];
}

function relativeMention(text: string, match: RegExpMatchArray, writing: Writing): DayMention[] {
  const { written, language, weekdays } = writing;
  const { word = "", own } = match.groups ?? {};
  const start = match.index ?? 0;
  const end = start + word.length;
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const offset = OFFSETS[language]?.[word.toLowerCase()];
  if (offset === undefined || isTitle(before, word, after)) return [];
  if (/^today$/iu.test(word) && NOT_TODAY_BEFORE.test(before)) return [];
  if (NO_DAY_BEFORE[language]?.test(before) || NO_DAY_AFTER[language]?.test(after)) return [];
  if (own !== undefined && word.toLowerCase() === "today" && !EVENT.test(after.slice(own.length))) return [];
  const day = addDays(written, offset);
  if (isSpoken(text, { start, end }) && !isSpokenOn(text, written, weekdays)) return [];
  return [{ words: word, day, start, end, tense: offset < 0 ? "past" : offset > 0 ? "future" : null }];
}

/** "USA TODAY", "the Today show", “Tomorrow”: a capital within a sentence, or a word alone between quotation marks. */
function isTitle(before: string, word: string, after: string): boolean {
  if (/["“„«‘']$/u.test(before) && /^[,.]?["”»’'](?!s\b)/u.test(after)) return true;
  if (/^\p{Lu}{3,}$/u.test(word)) return true;
  const startsSentence = /(?:^|[.!?:…—–\n]["”’)]*\s*|["“„«(]\s*)$/u.test(before);
  return /^\p{Lu}/u.test(word) && !startsSentence;
}

/** Words that somebody says count from the day on which they were said. */
function isSpoken(text: string, { start, end }: Span): boolean {
  return [...text.matchAll(/["“„«][^"“”„«»]*(?:["”»]|$)/gu)].some(
    ({ index, 0: quotation }) => index < start && end < index + quotation.length,
  );
}

/** Returns whether the speech was on the day of writing: the sentence names that day outside of the quotation, and no other. */
function isSpokenOn(text: string, written: string, weekdays: readonly DayMention[]): boolean {
  const spoken = weekdays.filter((mention) => mention.tense === "past" && !isSpoken(text, mention));
  return spoken.length > 0 && spoken.every(({ day }) => day === written);
}
