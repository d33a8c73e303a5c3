// One written date → an instant or a day; what can be read two ways is refused.
import { DAY_MS } from "../../model/time.js";

/** How a date was read. `precision` is "day" if it has no time with a known zone. */
export type ParsedDate =
  | {
      readonly value: string;
      readonly precision: "instant" | "day";
      /** The day as it is written, YYYY-MM-DD: the day where the page was made, whatever day it was at Greenwich. */
      readonly day: string;
      /** Minutes east of UTC of its time; null if only the day is known. */
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

/**
 * Reads the first date in `text`: ISO 8601, RFC 2822, epoch, month names of the languages that news is written in, numeric forms.
 * A time counts only with its zone; otherwise the value is the day at 00:00 UTC. `start` and `end` bound the day's words.
 * @param language BCP 47 tag that decides between 03/04 and 04/03; "" if unknown, then such a date is refused
 */
export function parseDate(text: string, language = ""): ParsedDate {
  const trimmed = text.trim();
  const epoch = parseEpoch(trimmed);
  if (epoch) return epoch;
  const written = inFull(trimmed);
  if (written !== null) return parseDate(written);
  const plain = asciiDigits(text).replace(/[\u200e\u200f\u202a-\u202e]/g, "");
  const found = findDay(/[年]/.test(plain) ? commonYears(plain) : plain, language);
  if (found === "either") return { refused: "day and month could be either" };
  if (found === null) return { refused: "no date" };
  const day = toCommonEra(found);
  if (!isRealDay(day)) return { refused: "no such day" };
  const instant = instantWithTime(plain, day);
  const midnight = new Date(Date.UTC(day.year, day.month - 1, day.day)).toISOString();
  if (isUnsetClock(midnight.slice(0, 10), instant?.value ?? midnight)) return { refused: "no date" };
  return {
    value: instant?.value ?? midnight,
    precision: instant ? "instant" : "day",
    day: midnight.slice(0, 10),
    offset: instant?.offset ?? null,
    start: day.start,
    end: day.end,
  };
}

/** Days at which clocks and databases begin: SQL, 32-bit seconds, old Macs. */
const FIRST_DAYS = new Set(["1900-01-01", "1901-12-13", "1904-01-01"]);

/** Returns whether a date is the zero of a clock that nobody set: within a day of 1970 in any zone, or another first day. */
function isUnsetClock(day: string, value: string): boolean {
  return Math.min(Math.abs(Date.parse(day)), Math.abs(Date.parse(value))) <= DAY_MS || FIRST_DAYS.has(day);
}

function parseEpoch(text: string): ParsedDate | null {
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return null;
  const milliseconds = text.length === 10 ? Number(text) * 1000 : Number(text);
  const value = new Date(milliseconds).toISOString();
  return { value, precision: "instant", day: value.slice(0, 10), offset: 0, start: 0, end: text.length };
}

/** ISO 8601's basic form, "20210614T173000Z", with hyphens and colons; null for others. */
function inFull(text: string): string | null {
  const basic = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (basic === null) return null;
  const [, year, month, day, hour, minute, second = "00", zone = ""] = basic;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface FoundDay extends Day {
  readonly start: number;
  readonly end: number;
}

function findDay(text: string, language: string): FoundDay | "either" | null {
  const iso = isoDay.exec(text);
  if (iso) {
    const [year = "", month = "", day = ""] = iso.slice(1).filter((part) => part !== undefined);
    return toFoundDay(iso, year, Number(month), day);
  }
  return findNamedDay(text, language) ?? findNumericDay(text, language);
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
  const told = separator === "." ? null : orderByWeekday(text, [year, first, second], language);
  if (told !== null) return toFoundDay(match, year, Number(told.month), told.day);
  const dayLeads = separator === "." || Number(first) > 12 || dayFirstLanguages.test(language);
  if (dayLeads || first === second) return toFoundDay(match, year, Number(second), first);
  if (Number(second) > 12 || /^en-us\b/i.test(language))
    return toFoundDay(match, year, Number(first), second);
  return "either";
}

const weekdayStyles = ["long", "short"] as const;
const weekday = (tag: string, style: (typeof weekdayStyles)[number], date: number): string =>
  new Intl.DateTimeFormat(tag, { weekday: style, timeZone: "UTC" }).format(date);

/** Of two numbers that could both be the month, the order that falls on the weekday named beside them; null if none is, or both orders do. */
function orderByWeekday(
  text: string,
  [year, first, second]: readonly [string, string, string],
  language: string,
): { readonly month: string; readonly day: string } | null {
  const names = new Set(foldWord(text).match(/\p{L}{2,}/gu));
  if (names.size === 0 || Number(first) > 12 || Number(second) > 12) return null;
  const base = language.split(/[-_]/)[0] ?? "";
  const tags = ["en", ...(/^[a-z]{2}$/i.test(base) ? [base] : [])];
  const isOn = (month: string, day: string) => {
    const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
    const told = tags.flatMap((tag) => weekdayStyles.map((style) => weekday(tag, style, date)));
    return told.some((name) => names.has(foldWord(name)));
  };
  const [isDayFirst, isMonthFirst] = [isOn(second, first), isOn(first, second)];
  if (isDayFirst === isMonthFirst) return null;
  return isDayFirst ? { month: second, day: first } : { month: first, day: second };
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
  `(?<!\\p{L})(${word})\\.?\\s{1,2}(\\d{1,2})(?:st|nd|rd|th)?[,.،]?(?:\\s{1,2}(?:\\d{1,2}:\\d{2}(?::\\d{2})?\\s)?(?:[A-Z]{3,4}\\s)?|,)\\s?(\\d{4})(?!\\d)`,
  "u",
);

/** "2020. június 4.", "2020 m. spalio 26 d.", "2020 Oct 3". */
const yearFirst = new RegExp(
  `(?<!\\d)(\\d{4})(?:(?:\\.|,| m\\.| թ\\.|k?o)?\\s|-)(${word})\\.?[\\s-](\\d{1,2})(?!\\d)`,
  "u",
);

/** "2021. gada 23. janvāris", "2021 ж. 23 қаңтар". */
const yearThenDay = new RegExp(
  `(?<!\\d)(\\d{4})(?:\\sж\\.|-ж\\.,?|\\.\\sgada)\\s(\\d{1,2})[.\\s-]{1,2}(${word})`,
  "u",
);

const vietnamese = /(?<!\d)(\d{1,2}) (?:tháng|thg) (\d{1,2})(?:,? năm|,)? (\d{4})(?!\d)/iu;
const numeric = /(?<![\d.,/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/]|\.\d)/;

/** Languages that write the day before the month; English does either, so only its region decides. */
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

function isRealDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const timePattern =
  /(?<!\d)([01]?\d|2[0-3]|24(?=:00))[:.hH]([0-5]\d)(?::([0-5]?\d)(?:[.,](\d{1,9}))?)?(?![\d])\s?([ap]\.?\s?m\.?(?![a-z]))?(?:\s?(?:Uhr|h))?,?\s?\(?((?:GMT|UTC)?\s?[+−-]\d{1,2}:?(?:\d{2})?(?!\d)|(?:Etc\/)?[A-Z]{3,4}\b|UT\b|Z\b)?/i;

/** The instant of a day with a time, or null if there is no time or its zone is not known. */
function instantWithTime(
  text: string,
  day: FoundDay,
): { readonly value: string; readonly offset: number } | null {
  const within = text.slice(day.start, day.end);
  const inside = /\d:\d\d/.test(within) ? ` | ${within}` : ""; // "Jan 4 16:29:06 PDT 2004"
  const around = `${text.slice(day.end, day.end + 50)} | ${text.slice(Math.max(0, day.start - 40), day.start)}${inside}`;
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

/** A day of the Persian or Buddhist calendar as the same day of the common era. */
function toCommonEra(found: FoundDay): FoundDay {
  if (isBuddhistYear(found.year)) return { ...found, year: found.year - 543 };
  if (!isPersianYear(found.year)) return found;
  return { ...found, ...fromPersian(found.year, found.month, found.day) };
}

/** Zeros of the decimal digits that news is written in, all in the basic plane (Unicode, Nd). */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/** Returns the text with the digits of every script as 0 to 9; lengths and places stay. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

const persianCalendar = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

/** Years of the Persian calendar that are 2001 to 2041 of the common era. */
function isPersianYear(year: number): boolean {
  return year >= 1380 && year <= 1420;
}

/** Years of the Buddhist calendar, 543 ahead of the common era, that are 1957 to 2057. */
function isBuddhistYear(year: number): boolean {
  return year >= 2500 && year <= 2600;
}

/** Returns the day of the common era for one of the Persian calendar; null if there is no such day. */
function fromPersian(
  year: number,
  month: number,
  day: number,
): { year: number; month: number; day: number } | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const inYear = month <= 7 ? (month - 1) * 31 + day - 1 : 186 + (month - 7) * 30 + day - 1;
  for (const shift of [0, -1, 1]) {
    const date = new Date(Date.UTC(year + 621, 2, 21 + inYear + shift)); // the year begins on 20, 21 or 22 March
    const parts = new Map(
      persianCalendar.formatToParts(date).map(({ type, value }) => [type, Number.parseInt(value, 10)]),
    );
    if (parts.get("month") === month && parts.get("day") === day) {
      return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    }
  }
  return null;
}

/** First year of an era less one: Reiwa, Heisei, and the Republic of China. */
const eras: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  民國: 1911,
  民国: 1911,
  中華民國: 1911,
};

/** Returns the text with an East Asian era's year written as a year of the common era; other texts stay as they are. */
function commonYears(text: string): string {
  return text.replace(
    /(令和|平成|昭和|中華民國|民國|民国)\s?(元|\d{1,3})(?=\s?年)/gu,
    (_, era: string, year: string) => String((eras[era] ?? 0) + (year === "元" ? 1 : Number(year))),
  );
}

/** Twelve months per line, full names and usual abbreviations separated by "/"; matched without case, dots and accents. */
const monthTable = [
  "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec", // English
  "januar/jan/janner februar/feb marz/mrz/maerz april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez", // German
  "janvier/janv fevrier/fevr/fev mars avril/avr mai juin juillet/juil aout septembre/sept octobre/oct novembre/nov decembre/dec", // French
  "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic", // Spanish
  "ocak/oca subat/sub mart/mar nisan/nis mayis/may haziran/haz temmuz/tem agustos/agu eylul/eyl ekim/eki kasim/kas aralik/ara", // Turkish
  "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott novembre/nov dicembre/dic", // Italian
  "janeiro/jan fevereiro/fev marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez", // Portuguese
  "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec", // Dutch
  "januar/jan februar/feb mars/mar april/apr mai/maj juni/jun juli/jul august/augusti/aug september/sep oktober/okt november/nov desember/december/des", // Scandinavian
  "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesakuuta/kesakuu heinakuuta/heinakuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu", // Finnish
  "stycznia/styczen lutego/luty marca/marzec kwietnia/kwiecien maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpien wrzesnia/wrzesien pazdziernika/pazdziernik listopada/listopad grudnia/grudzien", // Polish
  "января/янв февраля/фев марта апреля/апр мая июня июля августа/авг сентября/сен октября/окт ноября/ноя декабря/дек", // Russian
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня", // Ukrainian
];

/** Lower case, without accents and dots, the Turkish dotless ı as i, so that one spelling meets all. */
function foldWord(word: string): string {
  return word
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036F.]/g, "")
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .normalize("NFC");
}

const monthNumbers = new Map<string, number>();

for (const line of monthTable) {
  for (const [index, names] of line.split(" ").entries()) {
    for (const name of names.split("/")) monthNumbers.set(foldWord(name), index + 1);
  }
}

/** Returns 1 to 12, or null for a word that names no month. */
export function monthNumber(word: string): number | null {
  return monthNumbers.get(foldWord(word)) ?? null;
}

/** Minutes east of UTC. Names used in several zones (IST, CST, ET) are left out: they give a day, not an instant. */
const zoneMinutes: Readonly<Record<string, number>> = {
  Z: 0,
  GMT: 0,
  UTC: 0,
  UT: 0,
  WET: 0,
  BST: 60, // British summer; Bangladesh writes BDT
  WEST: 60,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  TRT: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/** Returns minutes east of UTC for "GMT", "+03:00", "UTC+3", "-0500"; null for a zone that is unknown or ambiguous. */
function zoneOffset(zone: string): number | null {
  const offset = /^(?:Etc\/)?(?:GMT|UTC)?([+-−])(\d{1,2}):?(\d{2})?$/i.exec(zone);
  if (!offset) return zoneMinutes[zone.toUpperCase().replace(/^ETC\//, "")] ?? null;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  if (minutes > 14 * 60) return null; // UTC+14 is the farthest there is
  return offset[1] === "+" ? minutes : -minutes;
}

/** Languages that news is read in, with the spellings that differ by region. */
const locales =
  "am ar ar-EG ar-IQ ar-MA az be bg bn bs ca cs cy da de-AT el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my nb ne nl pa pl ps pt ro ru si sk sl sq sr sr-Latn sv sw ta te th tr uk ur uz vi zh".split(
    " ",
  );

/** The months of the Persian calendar, from 1; written with the calendar's own years. */
const persianMonths = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(" ");
const persianMonthNumbers = new Map(persianMonths.map((name, index) => [name, index + 1]));

type Months = ReadonlyMap<string, number>;

function monthsOf(locale: string): Map<string, number> {
  const months = new Map<string, number>();
  const styles: Intl.DateTimeFormatOptions[] = [
    { month: "long" },
    { month: "short" },
    { month: "long", day: "numeric" },
    { month: "short", day: "numeric" },
  ];
  for (const style of styles) {
    const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { ...style, timeZone: "UTC" });
    for (let month = 0; month < 12; month += 1) {
      const part = format.formatToParts(Date.UTC(2020, month, 15)).find(({ type }) => type === "month");
      const name = foldWord(part?.value ?? "");
      if (/^[\p{L}\p{M}' ]{2,}$/u.test(name)) months.set(name, month + 1);
    }
  }
  return months;
}

const byLocale = new Map<string, Months>();

function localeMonths(locale: string): Months {
  const known = byLocale.get(locale) ?? monthsOf(locale);
  byLocale.set(locale, known);
  return known;
}

let everywhere: Months | null = null;

/** Names of all languages, those left out that mean different months. */
function allMonths(): Months {
  if (everywhere !== null) return everywhere;
  const found = new Map<string, number>();
  const ambiguous = new Set<string>();
  for (const locale of locales) {
    for (const [name, month] of localeMonths(locale)) {
      if (found.has(name) && found.get(name) !== month) ambiguous.add(name);
      found.set(name, month);
    }
  }
  for (const name of ambiguous) found.delete(name);
  everywhere = found;
  return found;
}

/** Returns 1 to 12 for a month's name in `language` (BCP 47), or null; "" gives null. */
function monthInLanguage(word: string, language: string): number | null {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? "";
  const own = locales.filter((locale) => locale === base || locale.startsWith(`${base}-`));
  const name = foldWord(word);
  for (const locale of own) {
    const month = localeMonths(locale).get(name);
    if (month !== undefined) return month;
  }
  return null;
}

/** Returns 1 to 12 for a name that means one month in whatever language has it, or null. */
function monthAnywhere(word: string): number | null {
  return allMonths().get(foldWord(word)) ?? null;
}

/** Returns 1 to 12 for a month of the Persian calendar, or null. */
function persianMonth(word: string): number | null {
  return persianMonthNumbers.get(word.replaceAll("ي", "ی").replaceAll("ك", "ک")) ?? null;
}

/** Returns whether a word names a month, so that "By October" is not taken for a byline. */
export function isMonthWord(word: string): boolean {
  return monthNumber(foldWord(word)) !== null;
}
