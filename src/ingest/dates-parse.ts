// One written date → an instant or a day. Never guesses: what can be read two ways is refused.
import { foldWord, monthNumber, zoneOffset } from "./dates-words.js";

/** How a date was read. `precision` is "day" where no time with a known zone stands beside it. */
export type ParsedDate =
  | {
      readonly value: string;
      readonly precision: "instant" | "day";
      readonly start: number;
      readonly end: number;
    }
  | { readonly refused: "no date" | "no such day" | "day and month could be either" };

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
  /(?<![\d.])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<![\d.])(\d{4})[/.]\s?(\d{1,2})[/.]\s?(\d{1,2})(?![\d])|(?<!\d)(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日|^(\d{4})(\d{2})(\d{2})(?=$|T\d)/u;
const dayFirst =
  /(?<!\p{L}|\d)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s/-]{0,2}(?:de |of |d['’])?\s?(\p{L}{3,13})\.?[\s/,-]{0,3}(?:de |del )?(\d{4})(?!\d)/u;
const monthFirst =
  /(?<!\p{L})(\p{L}{3,13})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?(?:\s{1,2}(?:\d{1,2}:\d{2}(?::\d{2})?\s)?(?:[A-Z]{3,4}\s)?|,)\s?(\d{4})(?!\d)/u;
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

function findNamedDay(text: string): FoundDay | null {
  const first = dayFirst.exec(text);
  const firstMonth = first && monthNumber(first[2] ?? "");
  if (first && firstMonth) return toFoundDay(first, first[3] ?? "", firstMonth, first[1] ?? "");
  const second = monthFirst.exec(text);
  const secondMonth = second && monthNumber(second[1] ?? "");
  if (second && secondMonth) return toFoundDay(second, second[3] ?? "", secondMonth, second[2] ?? "");
  return null;
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

function findDay(text: string, language: string): FoundDay | "either" | null {
  const iso = isoDay.exec(text);
  if (iso) {
    const [year = "", month = "", day = ""] = iso.slice(1).filter((part) => part !== undefined);
    return toFoundDay(iso, year, Number(month), day);
  }
  return findNamedDay(text) ?? findNumericDay(text, language);
}

function isRealDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const timePattern =
  /(?<!\d)([01]?\d|2[0-3])[:.hH]([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?![\d])\s?([ap]\.?\s?m\.?(?![a-z]))?(?:\s?(?:Uhr|h))?,?\s?\(?((?:GMT|UTC)?\s?[+−-]\d{1,2}:?(?:\d{2})?(?!\d)|[A-Z]{3,4}\b|Z\b)?/i;

/** The instant of a time beside the day, or null where there is no time or its zone is not known. */
function instantBeside(text: string, day: FoundDay): string | null {
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
  return new Date(utc).toISOString();
}

function parseEpoch(text: string): ParsedDate | null {
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return null;
  const milliseconds = text.length === 10 ? Number(text) * 1000 : Number(text);
  return { value: new Date(milliseconds).toISOString(), precision: "instant", start: 0, end: text.length };
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
  const day = findDay(text, language);
  if (day === "either") return { refused: "day and month could be either" };
  if (day === null) return { refused: "no date" };
  if (!isRealDay(day)) return { refused: "no such day" };
  if (day.year === 1970 && day.month === 1 && day.day === 1) return { refused: "no date" }; // an unset clock
  const instant = instantBeside(text, day);
  const value = instant ?? new Date(Date.UTC(day.year, day.month - 1, day.day)).toISOString();
  return { value, precision: instant ? "instant" : "day", start: day.start, end: day.end };
}

/** Tells whether a word names a month or weekday-like date word, so that a byline is not read from "By October". */
export function isMonthWord(word: string): boolean {
  return monthNumber(foldWord(word)) !== null;
}
