// What a question lays down: a period (a month, last week, "on Sunday") and numbered names (flight 370, Crew-9, Leo XIV), and
// whether evidence is of another one.

import type { Instant } from "../model/article.js";
import { addDays, MONTH_WORDS, MONTHS, WEEKDAY_WORDS, WEEKDAYS, weekdayOf } from "../model/calendar.js";
import { fold } from "../model/fold.js";
import { isCommonWord, isTitle, nameKind } from "./english.js";
import {
  type EventName,
  editionsIn,
  eventNames,
  isOtherEventName,
  isOtherPlace,
  type NamedPlace,
  placesIn,
} from "./event-names.js";

/** A stretch of days, start inclusive, end exclusive. */
export interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

/** A name that goes by a number: label "crew", number "9". */
export interface NumberedName {
  /** Folded. */
  readonly label: string;
  /** Digits or folded Roman numerals. */
  readonly number: string;
}

export interface Conditions {
  /** Null if the question names no time that is over or given. */
  readonly period: Period | null;
  /** Folded words of the question that name a time, also of one to come: "15", "june". */
  readonly timeWords: readonly string[];
  readonly numbered: readonly NumberedName[];
  /** Numbers with decimals and what they measure, which tell one event from another of its kind: label "magnitude", number "7.4". */
  readonly measured: readonly NumberedName[];
  /** Words of which something has one: label "prize", number "physics"; label "round", number "second"; label "korea", number "north". */
  readonly rivals: readonly NumberedName[];
  /** People by first and last name: label "marr", number "ilse". */
  readonly people: readonly NumberedName[];
  /** Folded nouns for one event that is not named: "hurricane" in "how many people did the hurricane kill". */
  readonly events: readonly string[];
  /** Events that are named: "hurricane helene". */
  readonly named: readonly EventName[];
  /** Places that the question says something is in: "in texas". */
  readonly places: readonly NamedPlace[];
}

/** Reads what a question asked at `asOf` lays down. */
export function readConditions(question: string, asOf: Instant): Conditions {
  return {
    ...readPeriod(question, asOf),
    numbered: numberedNames(question),
    measured: measuredIn(question),
    rivals: onlyOnes(rivalsIn(question)),
    people: fullNames(question),
    events: eventsIn(question),
    named: eventNames(question, { isTyped: true }),
    places: placesIn(question, { isTyped: true }),
  };
}

/** Days of `asOf`, and the reader of the patterns below. */
interface Today {
  readonly day: string;
  /** The Monday of its week. */
  readonly monday: string;
}

type PeriodRule = readonly [RegExp, (found: RegExpExecArray, today: Today) => Period | null];

const days = (start: string, end: string): Period => ({
  start: `${start}T00:00:00.000Z`,
  end: `${end}T00:00:00.000Z`,
});
const oneDay = (day: string) => days(day, addDays(day, 1));

const SMALL_NUMBERS = new Map(
  "one two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .map((word, at) => [word, at + 1]),
);
const UNIT_DAYS = { day: 1, week: 7, month: 30, year: 365 } as const;
const DAY_OF_MONTH = "(\\d{1,2})(?:st|nd|rd|th|\\.|er|º)?";
const YEAR = "((?:19|20)\\d{2})";
/** Names of months that are other words, too, or short: they need a word such as "in" before them. */
const AMBIGUOUS = new Set([
  "may",
  "march",
  "mar",
  "mars",
  "mai",
  "jan",
  "dec",
  "sep",
  "set",
  "oct",
  "nov",
  "ago",
  "eki",
  "kas",
  "ara",
  "oca",
]);

/** The first that matches decides; questions come folded. */
const PERIOD_RULES: readonly PeriodRule[] = [
  [
    /\bday before yesterday\b|\bvorgestern\b|\bavant[- ]hier\b|\banteayer\b/,
    (_, { day }) => oneDay(addDays(day, -2)),
  ],
  [/\byesterday\b|\bgestern\b|\bhier\b|\bayer\b|\bdun\b/, (_, { day }) => oneDay(addDays(day, -1))],
  [/\blast night\b/, (_, { day }) => days(addDays(day, -1), addDays(day, 1))],
  [
    /\b(?:past|last|previous|letzten|derniers?|ultimos|son) (\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month|year)s?\b/,
    ([, count = "", unit = ""], { day }) => {
      const number = SMALL_NUMBERS.get(count) ?? Number(count);
      return days(addDays(day, -number * UNIT_DAYS[unit as keyof typeof UNIT_DAYS]), addDays(day, 1));
    },
  ],
  [
    /\b(?:last|past|previous) week\b|\bletzte(?:n|r)? woche\b|\bla semaine derniere\b|\bla semana pasada\b|\bgecen hafta\b/,
    (_, { monday }) => days(addDays(monday, -7), monday),
  ],
  [/\b(?:last|past|previous) weekend\b/, (_, { monday }) => days(addDays(monday, -2), monday)],
  [
    /\b(?:last|past|previous) month\b|\bletzten monat\b|\ble mois dernier\b|\bel mes pasado\b|\bgecen ay\b/,
    (_, { day }) => monthPeriod(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1),
  ],
  [/\blast year\b/, (_, { day }) => yearPeriod(Number(day.slice(0, 4)) - 1)],
  [/\b((?:19|20)\d{2}-\d{2}-\d{2})\b/, ([, day = ""]) => (isDay(day) ? oneDay(day) : null)],
  [
    new RegExp(`\\b${DAY_OF_MONTH} (?:of |de )?(${MONTH_WORDS})\\b\\.?(?:,? (?:de )?${YEAR})?`),
    ([, date, month, year], today) => dayPeriod(Number(date), month, year, today),
  ],
  [
    new RegExp(`\\b(${MONTH_WORDS})\\.? (?:the )?${DAY_OF_MONTH}\\b(?!:)(?:,? ${YEAR})?`),
    ([, month, date, year], today) => dayPeriod(Number(date), month, year, today),
  ],
  [
    new RegExp(`\\b(?:on|last|this past|am|le|el) (${WEEKDAY_WORDS})\\b`),
    ([found = "", name = ""], { day }) => {
      const back = (weekdayOf(day) - (WEEKDAYS.get(name) ?? 0) + 7) % 7;
      return oneDay(addDays(day, back === 0 && found.startsWith("last") ? -7 : -back));
    },
  ],
  [
    new RegExp(
      `\\b(since|last |in |during |of |for |im |en |au mois de )?\\s*(${MONTH_WORDS})\\b\\.?(?: (?:de )?${YEAR})?`,
    ),
    (found, today) => namedMonth(found, today),
  ],
  [
    new RegExp(`\\b(?:in|during|en|im jahr|im jahre|since) ${YEAR}\\b`),
    ([found = "", year], { day }) => {
      const { start, end } = yearPeriod(Number(year));
      return found.startsWith("since") ? days(start.slice(0, 10), addDays(day, 1)) : { start, end };
    },
  ],
];

/** What is to come is no period: reports on it were published before. */
const FUTURE = /^(?:will|when will|is .* going to|are .* going to|what will|who will|where will)\b|\bnext\b/;

/** Reads the period that a question names; "this week" and "recently" are none, since people go on saying them when they come late. */
function readPeriod(question: string, asOf: Instant): Pick<Conditions, "period" | "timeWords"> {
  const text = fold(question).replace(/\s+/gu, " ");
  const day = asOf.slice(0, 10);
  const today = { day, monday: addDays(day, -((weekdayOf(day) + 6) % 7)) };
  for (const [pattern, read] of PERIOD_RULES) {
    const found = pattern.exec(text);
    const period = found === null ? null : read(found, today);
    if (found === null || period === null) continue;
    const timeWords = found[0].match(/[\p{L}\p{N}]+/gu) ?? [];
    return { period: period.start.slice(0, 10) > day || FUTURE.test(text) ? null : period, timeWords };
  }
  return { period: null, timeWords: [] };
}

function isDay(day: string): boolean {
  return !Number.isNaN(Date.parse(`${day}T00:00:00.000Z`));
}

function monthPeriod(year: number, month: number): Period {
  const [start, end] = [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)];
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

function yearPeriod(year: number): Period {
  return days(`${year}-01-01`, `${year + 1}-01-01`);
}

/** "In July", "September 2024", "last June" (of this year if it is over), "since March". */
function namedMonth([, before = "", name = "", year]: RegExpExecArray, today: Today): Period | null {
  const word = before.trim();
  if (word === "" && year === undefined && AMBIGUOUS.has(name)) return null;
  const month = MONTHS.get(name) ?? 1;
  const isLast = word === "last" && month === Number(today.day.slice(5, 7));
  const period = monthPeriod(yearOf(year, month, today) - (isLast ? 1 : 0), month);
  return word === "since" ? days(period.start.slice(0, 10), addDays(today.day, 1)) : period;
}

function dayPeriod(date: number, name = "", year: string | undefined, today: Today): Period | null {
  const month = MONTHS.get(name) ?? 1;
  const start = new Date(Date.UTC(yearOf(year, month, today), month - 1, date));
  return date >= 1 && start.getUTCDate() === date ? oneDay(start.toISOString().slice(0, 10)) : null;
}

/** The year given, else this one, else last year if the month has not come yet. */
function yearOf(year: string | undefined, month: number, { day }: Today): number {
  if (year !== undefined) return Number(year);
  return Number(day.slice(0, 4)) - (month > Number(day.slice(5, 7)) ? 1 : 0);
}

/** A label and its number: "Crew-9", "flight 370", "Leo XIV", "Chang'e-6", "week 12"; no years, no counts before a noun. */
const NUMBERED =
  /(?<label>[\p{L}][\p{L}'’]*)(?:(?:\s*[-–]\s*)(?<joined>\d{1,4}[a-z]?|[IVX]{1,6})\b|\s+(?<roman>[IVX]{2,6})\b|\s+(?:no\.?|number|nr\.?|n°)?\s*(?<number>\d{1,4}[a-z]?)\b(?!\s*(?:[-–:.,]?\d|%|per cent|percent|\p{L}+s\b|million|billion)))/gu;
const NOT_A_LABEL = new Set(
  `in on at of by to from for since until before after about around over under than with and or the a an is are was were
   be has have had only just some all these those nearly almost exactly least most up down within last next past first
   aged age top between did do does`.split(/\s+/),
);

/** Lists the names with numbers in a text. */
export function numberedNames(text: string): NumberedName[] {
  const found: NumberedName[] = editionsIn(text);
  for (const { groups } of text.normalize("NFC").matchAll(NUMBERED)) {
    const label = fold(groups?.["label"] ?? "").replace(/['’]s$/u, "");
    const number = fold(groups?.["joined"] ?? groups?.["roman"] ?? groups?.["number"] ?? "");
    const isYear = /^(?:19|20)\d{2}$/.test(number);
    if (label.length < 2 || isYear || NOT_A_LABEL.has(label) || MONTHS.has(label) || number === "i") continue;
    found.push({ label, number });
  }
  return found;
}

const MEASURED = /(?<number>\d+\.\d+)[\s-]?(?<label>%|\p{L}{3,})/gu;

/** Lists the numbers with decimals in a text and the word behind each. */
function measuredIn(text: string): NumberedName[] {
  return [...text.matchAll(MEASURED)].map(({ groups }) => ({
    label: fold(groups?.["label"] ?? ""),
    number: groups?.["number"] ?? "",
  }));
}

/** Two capitalized words side by side; in "Conductor Paul Marr" both pairs. */
const CAPITALIZED_PAIR = /(?<!\p{L})(?<first>\p{Lu}\p{Ll}+) (?=(?<last>\p{Lu}[\p{L}'’]+))/gu;

interface FullName extends NumberedName {
  /** True if the NLP library knows the first name. */
  readonly isPerson: boolean;
}

/** Lists two capitalized words that may name a person: the first is neither a title nor a common word, nor a place. */
function fullNames(text: string): FullName[] {
  const found: FullName[] = [];
  for (const match of text.matchAll(CAPITALIZED_PAIR)) {
    const first = match.groups?.["first"] ?? "";
    const last = (match.groups?.["last"] ?? "").replace(/['’]s$/u, "");
    const kind = nameKind(first);
    if (isTitle(first) || isCommonWord(first.toLowerCase())) continue;
    if (kind === "person" || kind === "unknown")
      found.push({ label: fold(last), number: fold(first), isPerson: kind === "person" });
  }
  return found;
}

/** Those of them that certainly are people. */
const peopleIn = (text: string) => fullNames(text).filter(({ isPerson }) => isPerson);

/** What something has one of, as patterns of a label and a value, or as a label for either of some words. */
const RIVALS: readonly (readonly [RegExp, string | null])[] = [
  [
    /\bbest (?<value>actor|actress|picture|film|director|song|album|player|goalkeeper|screenplay|score)\b/giu,
    "best",
  ],
  [
    /\b(?<value>first|second|third|fourth|fifth|final) (?<label>round|half|quarter|leg|term|debate|test|stage|trial|set)\b/giu,
    null,
  ],
  [/\b(?<value>north|south|east|west)(?:ern)? (?<label>\p{L}{4,})/giu, null],
  [
    /\b(?<value>near|far|left|right|inner|outer|upper|lower) (?<label>side|bank|wing|lane|deck|house)\b/giu,
    null,
  ],
  [/\b(?<value>summer|winter) (?<label>olympics|games)\b/giu, null],
  [/\b(?<value>gold|silver|bronze)(?= medal)/giu, "medal"],
  [/\b(?<value>men|women|boys|girls)['’]s?(?= )/giu, "contest"],
  [/\b(?<value>semi-?final|quarter-?final)s?\b/giu, "stage"],
  [/\b(?<value>senate|house|governor)(?='?s? (?:race|seat|election|vote|bill|primary))/giu, "seat"],
  [
    /\b(?<value>republican|democrat)(?:ic)?s?(?= (?:primary|caucus|nominee|candidate|convention))/giu,
    "party",
  ],
];
/** Leaves out what is said of one thing twice: "best picture and best director". */
function onlyOnes(names: readonly NumberedName[]): NumberedName[] {
  return names.filter(({ label }) => names.filter((name) => name.label === label).length === 1);
}

/** Fields in which prizes are given. */
const FIELD = /\b(?<value>physics|chemistry|medicine|literature|peace|economics?|mathematics)\b/giu;

/** Lists such words of a text with what they are said of. */
function rivalsIn(text: string): NumberedName[] {
  const patterns = /\b(?:nobel|prize|laureate)\b/iu.test(text)
    ? [...RIVALS, [FIELD, "prize"] as const]
    : RIVALS;
  return patterns.flatMap(([pattern, label]) =>
    [...text.matchAll(pattern)].map(({ groups }) => ({
      label: label ?? fold(groups?.["label"] ?? "").replace(/^(?:games)$/u, "olympics"),
      number: fold(groups?.["value"] ?? "").replace(/-|s$/gu, ""),
    })),
  );
}

/** Events of which there are many. */
const EVENT =
  /\bthe (?<event>hurricane|storm|typhoon|cyclone|tornado|earthquake|quake|flood|fire|wildfire|crash|eruption|heatwave|shooting|attack|strike|election|referendum|final|race|ceremony|eclipse)(?! (?:of|in|on) (?:\p{Lu}|\d))\b/giu;

/** Lists the events that a question speaks of without naming them: the one that is in the news. */
function eventsIn(question: string): string[] {
  return [...question.matchAll(EVENT)].map(({ groups }) => fold(groups?.["event"] ?? ""));
}

/** The same kind of event by another name than the article is about ("Hurricane Ian"), or in a year before it. */
function isOtherEvent(event: string, { sentence, title = "", publishedDay }: Evidence): boolean {
  const named = new RegExp(`\\b${event} (\\p{Lu}\\p{L}+)`, "giu");
  const namesIn = (text: string) => [...text.matchAll(named)].map(([, name = ""]) => name).filter(isCapital);
  const [own, about] = [namesIn(sentence), namesIn(title)];
  if (own.length > 0 && about.length > 0) return own.every((name) => !about.includes(name));
  if (publishedDay === null || !(own.length > 0 || fold(title).includes(event))) return false;
  const years = [...sentence.matchAll(/\b(?:in|of) ((?:19|20)\d{2})\b/gu)].map(([, year]) => Number(year));
  return years.length > 0 && years.every((year) => year < Number(publishedDay.slice(0, 4)) - 1);
}

const isCapital = (word: string) => /^\p{Lu}/u.test(word);

/** A sentence and its article, as far as conditions look at them. */
export interface Evidence {
  readonly sentence: string;
  /** Around the sentence: its title and passage. */
  readonly context: string;
  readonly title?: string;
  /** Where the article was made, YYYY-MM-DD; null if undated. */
  readonly publishedDay: string | null;
  /** Days that words of the sentence mean ("on Sunday"), and those that words around it mean, YYYY-MM-DD; default none. */
  readonly days?: readonly string[];
  readonly daysAround?: readonly string[];
}

/** Returns whether evidence is about another period, or another number of the name, than the question lays down. */
export function contradictsConditions(conditions: Conditions, evidence: Evidence): boolean {
  const { period, numbered, measured, rivals, people, events, named, places } = conditions;
  if (period !== null && periodFit(period, evidence) === "outside") return true;
  if (period === null && events.some((event) => isOtherEvent(event, evidence))) return true;
  if (named.some((name) => isOtherEventName(name, evidence))) return true;
  if (places.some((place) => isOtherPlace(place, evidence))) return true;
  return (
    numbered.some((name) => isOfAnother(name, evidence, numberedNames)) ||
    measured.some((name) => isOfAnother(name, evidence, measuredIn)) ||
    rivals.some((name) => isOfAnother(name, evidence, rivalsIn)) ||
    people.some((name) => !holdsFullName(name, evidence) && isOfAnother(name, evidence, peopleIn))
  );
}

/** What evidence is about in place of what was asked: words, or a year, month or day as "2024", "2024-07", "2024-07-26". */
export interface OtherThing {
  readonly found: string;
  readonly asked: string;
}

/** Names the other period or number that evidence is about, and the one asked for as `question` has it; null if it is about no other. */
export function otherThanAsked(
  conditions: Conditions,
  evidence: Evidence,
  question: string,
): OtherThing | null {
  const { period, numbered, measured, rivals, people } = conditions;
  if (period !== null && periodFit(period, evidence) === "outside") return otherTime(period, evidence);
  const lists = [
    [numbered, numberedNames],
    [measured, measuredIn],
    [rivals, rivalsIn],
    [people.filter((name) => !holdsFullName(name, evidence)), peopleIn],
  ] as const;
  for (const [names, list] of lists) {
    const name = names.find((one) => isOfAnother(one, evidence, list));
    if (name === undefined) continue;
    const text = [evidence.sentence, evidence.context].find((each) =>
      list(each).some(({ label }) => label === name.label),
    );
    const other = list(text ?? "").find(({ label }) => label === name.label);
    return other === undefined
      ? null
      : { found: asWritten(other, text ?? ""), asked: asWritten(name, question) };
  }
  return null;
}

/** "Crew-9", "second debate", "Ilse Marr" as a text has it, else the number alone. */
function asWritten({ label, number }: NumberedName, text: string): string {
  const [name, value] = [label, number].map((each) => each.replace(/[.]/gu, "\\."));
  const pattern = `\\b${name}(?:\\s*[-–]\\s*|\\s+(?:no\\.? ?|number )?)${value}\\b|\\b${value}(?:s|['’]s?)? ${name}\\p{L}*|\\b${value}\\p{L}*`;
  return new RegExp(pattern, "iu").exec(text.normalize("NFC"))?.[0] ?? number;
}

/** The time that evidence names, else the day on which it was made, cut to what tells it from the period. */
function otherTime(
  { start, end }: Period,
  { sentence, publishedDay, days: named = [] }: Evidence,
): OtherThing | null {
  const found = timesOf(sentence, publishedDay)[0]?.start ?? named[0] ?? publishedDay;
  if (found === null) return null;
  const last = addDays(end.slice(0, 10), -1);
  const cuts = [4, 7, 10].filter((length) => start.slice(0, length) === last.slice(0, length));
  const cut = cuts.find((length) => start.slice(0, length) !== found.slice(0, length));
  return cut === undefined ? null : { found: found.slice(0, cut), asked: start.slice(0, cut) };
}

function holdsFullName({ label, number }: NumberedName, { sentence, context }: Evidence): boolean {
  return fullNames(`${sentence}\n${context}`).some((name) => name.label === label && name.number === number);
}

/** The name with its number is neither in the sentence nor around it, but the same name with another number is. */
function isOfAnother(
  { label, number }: NumberedName,
  { sentence, context }: Evidence,
  list: (text: string) => NumberedName[],
): boolean {
  const own = list(sentence).filter((name) => name.label === label);
  if (own.length > 0) return own.every((name) => name.number !== number);
  const around = list(context).filter((name) => name.label === label);
  return around.length > 0 && around.every((name) => name.number !== number);
}

/** Reports appear during an event or up to three days after. */
export const REPORT_LAG_DAYS = 3;

/** A month, a date or a year that a sentence names, but not what it counts from: "since March 2020", "than in 2019". */
const NAMED_TIME = new RegExp(
  `(?<from>\\b(?:since|until|than in|before|after|by|from|until the end of|till) (?:\\w+ )?)?(?:\\b(?<date>\\d{1,2})\\.? )?\\b(?<month>${MONTH_WORDS})\\b\\.?(?: (?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?!:))?(?:,? ${YEAR.replace("(", "(?<year>")})?|(?<since>\\b(?:since|until|than in|before|after) )?\\b(?:in|of) ${YEAR.replace("(", "(?<alone>")}\\b`,
  "gu",
);

/**
 * Tells whether evidence is of a period: "inside" if it was published then, or up to three days later with a day of it in its sentence
 * or around, and its sentence names no other time; "named" if it was published at another time and its sentence names a time in it;
 * "after" if it was published up to three days later and nothing names the time;
 * "outside" if it was published before or long after, or names other times only; "unknown" if it is undated.
 */
export function periodFit(
  period: Period,
  { sentence, publishedDay, days: named = [], daysAround = [] }: Evidence,
): "inside" | "named" | "after" | "outside" | "unknown" {
  const [start, end] = [period.start.slice(0, 10), period.end.slice(0, 10)];
  const isIn = (day: string) => day >= start && day < end;
  // A longer time around the period, such as its year, tells nothing.
  const times = timesOf(sentence, publishedDay).filter(
    (time) => time.start > start || time.end < end || (time.start === start && time.end === end),
  );
  const isNamed = times.length + named.length > 0;
  const isOfThen =
    publishedDay !== null && publishedDay >= start && publishedDay < addDays(end, REPORT_LAG_DAYS);
  if (times.some((time) => time.start < end && time.end > start) || named.some(isIn))
    return isOfThen ? "inside" : "named";
  if (!isOfThen) return publishedDay === null && !isNamed ? "unknown" : "outside";
  const isBefore = times.every((time) => time.end <= start) && named.every((day) => day < start);
  if (isIn(publishedDay)) return isNamed && isBefore ? "outside" : "inside";
  if (isNamed) return "outside";
  return daysAround.some(isIn) ? "inside" : "after";
}

function timesOf(sentence: string, publishedDay: string | null): { start: string; end: string }[] {
  const text = fold(sentence).replace(/\s+/gu, " ");
  const times: { start: string; end: string }[] = [];
  for (const { groups = {} } of text.matchAll(NAMED_TIME)) {
    if (groups["from"] !== undefined || groups["since"] !== undefined) continue;
    const period =
      groups["alone"] === undefined ? timeOf(groups, publishedDay) : yearPeriod(Number(groups["alone"]));
    if (period !== null) times.push({ start: period.start.slice(0, 10), end: period.end.slice(0, 10) });
  }
  return times;
}

function timeOf(groups: Record<string, string | undefined>, publishedDay: string | null): Period | null {
  const name = groups["month"] ?? "";
  const date = groups["date"] ?? groups["day"];
  if (date === undefined && groups["year"] === undefined && AMBIGUOUS.has(name)) return null;
  if (groups["year"] === undefined && publishedDay === null) return null;
  const today = { day: publishedDay ?? "", monday: "" };
  const month = MONTHS.get(name) ?? 1;
  if (date !== undefined) return dayPeriod(Number(date), name, groups["year"], today);
  return monthPeriod(yearOf(groups["year"], month, today), month);
}
