// One written date → an instant or a day. Never guesses: what can be read two ways is refused.
import { asciiDigits, commonYears, fromPersian, isBuddhistYear, isPersianYear } from "./dates-calendar.js";
import { monthAnywhere, monthInLanguage, persianMonth } from "./dates-months.js";
import { foldWord, monthNumber, zoneOffset } from "./dates-words.js";

/** How a date was read. `precision` is "day" where no time with a known zone stands beside it. */
export type ParsedDate =
  | {
      readonly value: string;
      readonly precision: "instant" | "day";
      /** The day as it is written, YYYY-MM-DD: the day where the page was made, whatever day it was at Greenwich. */
      readonly day: string;
      /** Minutes east of UTC of the time beside it; null where only the day is known. */
      readonly offset: number | null;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly refused:
        | "no date"
        | "no such day"
        | "day and month could be either"
        | "relative to a moment that is not known";
    };

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
interface FoundDay extends Day {
  readonly start: number;
  readonly end: number;
}

const isoDay =
  /(?<![\d.])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<![\d.])(\d{4})[/.]\s?(\d{1,2})[/.]\s?(\d{1,2})(?![\d])|(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]|(?<!\d)(\d{4}) оны (\d{1,2})(?:-?р)? сарын (\d{1,2})(?!\d)|^(\d{4})(\d{2})(\d{2})(?=$|T\d)/u;
/** A month's name: letters and the marks of scripts that need them; two words in Arabic, a slash between two names. */
const word = "(?:(?:كانون|تشرين) ال\\p{L}+|[\\p{L}\\p{M}](?:[\\p{L}\\p{M}]|\\.(?=\\p{L})){1,14})";
const dayFirst = new RegExp(
  `(?<!\\p{L}|\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|°|ª|η|-?го|-?е|\\.)?[\\s/-]{0,2}(?:de |of |d['’]|ta['’] |ngày )?\\s?(${word})(?:\\s?/\\s?${word})?[.॰׳]?[\\s/,،-]{0,3}(?:de |del |พ\\.ศ\\.\\s?|ค\\.ศ\\.\\s?|ឆ្នាំ\\s?)?(\\d{4})(?!\\d)`,
  "u",
);
const monthFirst = new RegExp(
  `(?<!\\p{L})(${word})\\.?\\s{1,2}(\\d{1,2})(?:st|nd|rd|th)?[,،]?(?:\\s{1,2}(?:\\d{1,2}:\\d{2}(?::\\d{2})?\\s)?(?:[A-Z]{3,4}\\s)?|,)\\s?(\\d{4})(?!\\d)`,
  "u",
);
/** "2020. június 4.", "2020 m. spalio 26 d.", "2020 Oct 3". */
const yearFirst = new RegExp(
  `(?<!\\d)(\\d{4})(?:\\.|,| m\\.| թ\\.|k?o)?\\s(${word})\\.?\\s(\\d{1,2})(?!\\d)`,
  "u",
);
/** "2021. gada 23. janvāris", "2021 ж. 23 қаңтар". */
const yearThenDay = new RegExp(
  `(?<!\\d)(\\d{4})(?:\\sж\\.|-ж\\.,?|\\.\\sgada)\\s(\\d{1,2})[.\\s-]{1,2}(${word})`,
  "u",
);
const vietnamese = /(?<!\d)(\d{1,2}) (?:tháng|thg) (\d{1,2})(?:,? năm|,)? (\d{4})(?!\d)/iu;
const numeric = /(?<![\d.,/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/]|\.\d)/;

/** Languages that write the day before the month; English does either, so only its region tells. */
const dayFirstLanguages =
  /^(?:de|fr|es|it|pt|tr|nl|fi|nb|nn|no|da|sv|pl|ru|uk|cs|sk|ro|el|bg|hr|sr|sl|id|vi|ar|he|en-(?:gb|ie|au|nz|in|za))\b/i;

function toFoundDay(match: RegExpExecArray, year: string, month: number, day: string): FoundDay {
  return {
    year: Number(year),
    month,
    day: Number(day),
    start: match.index,
    end: match.index + match[0].length,
  };
}

/** The number of a month's name: in the text's language first, then in the usual ones, then in any. */
function monthOf(name: string, language: string): number | null {
  const bare = name.replace(
    /^(?:ב(?=\p{Script=Hebrew}{3})|ខែ(?=\p{Script=Khmer}{3}))|(?<=\p{L}{4})ren$/gu,
    "",
  ); // "in", "month" and "of" are parts of the word
  return monthInLanguage(bare, language) ?? monthNumber(bare) ?? monthAnywhere(bare);
}

function findNamedDay(text: string, language: string): FoundDay | null {
  const orders = [
    [dayFirst, 3, 2, 1],
    [monthFirst, 3, 1, 2],
    [yearFirst, 1, 2, 3],
    [yearThenDay, 1, 3, 2],
  ] as const;
  for (const [pattern, year, month, day] of orders) {
    const match = pattern.exec(text);
    if (!match) continue;
    const number = monthOf(match[month] ?? "", language);
    if (number !== null) return toFoundDay(match, match[year] ?? "", number, match[day] ?? "");
    const persian = persianMonth(match[month] ?? "");
    if (persian !== null) return toFoundDay(match, match[year] ?? "", persian, match[day] ?? "");
  }
  const match = vietnamese.exec(text);
  return match ? toFoundDay(match, match[3] ?? "", Number(match[2]), match[1] ?? "") : null;
}

function findNumericDay(text: string, language: string): FoundDay | "either" | null {
  const match = numeric.exec(text);
  if (!match) return null;
  const [, first = "", separator, second = "", shortYear = ""] = match;
  if (shortYear.length === 2 && separator === "-") return null;
  const year = shortYear.length === 2 ? `20${shortYear}` : shortYear;
  const dayLeads = separator === "." || Number(first) > 12 || dayFirstLanguages.test(language);
  if (dayLeads || first === second) return toFoundDay(match, year, Number(second), first);
  if (Number(second) > 12 || /^en-us\b/i.test(language))
    return toFoundDay(match, year, Number(first), second);
  return "either";
}

/** A day of the Persian or Buddhist calendar as the same day of the common era. */
function toCommonEra(found: FoundDay): FoundDay {
  if (isBuddhistYear(found.year)) return { ...found, year: found.year - 543 };
  if (!isPersianYear(found.year)) return found;
  return { ...found, ...fromPersian(found.year, found.month, found.day) };
}

function findDay(text: string, language: string): FoundDay | "either" | null {
  const iso = isoDay.exec(text);
  if (iso) {
    const [year = "", month = "", day = ""] = iso.slice(1).filter((part) => part !== undefined);
    return toFoundDay(iso, year, Number(month), day);
  }
  return findNamedDay(text, language) ?? findNumericDay(text, language);
}

function isRealDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const timePattern =
  /(?<!\d)([01]?\d|2[0-3])[:.hH]([0-5]\d)(?::([0-5]?\d)(?:[.,](\d{1,9}))?)?(?![\d])\s?([ap]\.?\s?m\.?(?![a-z]))?(?:\s?(?:Uhr|h))?,?\s?\(?((?:GMT|UTC)?\s?[+−-]\d{1,2}:?(?:\d{2})?(?!\d)|[A-Z]{3,4}\b|Z\b)?/i;

/** The instant of a time beside the day, or null where there is no time or its zone is not known. */
function instantBeside(
  text: string,
  day: FoundDay,
): { readonly value: string; readonly offset: number } | null {
  const around = `${text.slice(day.end, day.end + 50)} | ${text.slice(Math.max(0, day.start - 40), day.start)}`;
  const time = timePattern.exec(around.replace(/^T/, " "));
  const offset = time?.[6] === undefined ? null : zoneOffset(time[6].replace(/\s/g, ""));
  if (!time || offset === null) return null;
  const half = time[5]?.toLowerCase().replace(/[^ap]/g, "");
  const hour = half ? (Number(time[1]) % 12) + (half === "p" ? 12 : 0) : Number(time[1]);
  const milliseconds = Math.floor(Number(`0.${time[4] ?? "0"}`) * 1000);
  const utc = Date.UTC(
    day.year,
    day.month - 1,
    day.day,
    hour,
    Number(time[2]) - offset,
    Number(time[3] ?? 0),
    milliseconds,
  );
  return { value: new Date(utc).toISOString(), offset };
}

function parseEpoch(text: string): ParsedDate | null {
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return null;
  const milliseconds = text.length === 10 ? Number(text) * 1000 : Number(text);
  const value = new Date(milliseconds).toISOString();
  return { value, precision: "instant", day: value.slice(0, 10), offset: 0, start: 0, end: text.length };
}

/**
 * Reads the first date in `text`: ISO 8601, RFC 2822, epoch, month names of thirteen languages, numeric forms.
 * A time counts only with its zone; otherwise the value is the day at 00:00 UTC. `start` and `end` bound the day's words.
 * @param language BCP 47 tag that decides between 03/04 and 04/03; "" where unknown, then such a date is refused
 */
export function parseDate(text: string, language = ""): ParsedDate {
  const trimmed = text.trim();
  const epoch = parseEpoch(trimmed);
  if (epoch) return epoch;
  const plain = asciiDigits(text).replace(/[\u200e\u200f\u202a-\u202e]/g, "");
  const found = findDay(/[年]/.test(plain) ? commonYears(plain) : plain, language);
  if (found === "either") return { refused: "day and month could be either" };
  if (found === null) return { refused: "no date" };
  const day = toCommonEra(found);
  if (!isRealDay(day)) return { refused: "no such day" };
  if (day.year === 1970 && day.month === 1 && day.day === 1) return { refused: "no date" }; // an unset clock
  const instant = instantBeside(plain, day);
  const midnight = new Date(Date.UTC(day.year, day.month - 1, day.day)).toISOString();
  return {
    value: instant?.value ?? midnight,
    precision: instant ? "instant" : "day",
    day: midnight.slice(0, 10),
    offset: instant?.offset ?? null,
    start: day.start,
    end: day.end,
  };
}

/** Tells whether a word names a month or weekday-like date word, so that a byline is not read from "By October". */
export function isMonthWord(word: string): boolean {
  return monthNumber(foldWord(word)) !== null;
}
