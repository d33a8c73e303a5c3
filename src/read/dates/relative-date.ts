// "2 hours ago", "gestern", "3時間前" → the day it was when the page was saved; refused if that moment is not known.

import type { Instant } from "../../model/article.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../model/time.js";
import { asciiDigits, type ParsedDate } from "./parse-date.js";

/** Longest line that gives an age and nothing else. */
const maxLine = 60;

/** Returns whether a short line gives the age of an article instead of a date. */
export function isRelative(line: string): boolean {
  return line.length <= maxLine && ageOf(line) !== null;
}

/** Returns the day that a relative date means; refused if it is not known when the page was saved. */
export function resolveRelative(line: string, takenAt: Instant | undefined): ParsedDate {
  const age = ageOf(line);
  if (age === null) return { refused: "no date" };
  if (takenAt === undefined) return { refused: "relative to a moment that is not known" };
  const then = new Date(Date.parse(takenAt) - age).toISOString();
  const exact = age > 0 && age < DAY_MS;
  const value = exact ? then : `${then.slice(0, 10)}T00:00:00.000Z`;
  return {
    value,
    precision: exact ? "instant" : "day",
    day: then.slice(0, 10),
    offset: exact ? 0 : null,
    start: 0,
    end: line.length,
  };
}

function ageOf(line: string): number | null {
  const text = asciiDigits(line);
  if (
    /^\W*(?:just now|right now|gerade eben|à l['’]instant|ahora mismo|agora|только что|刚刚|たった今)\W*$/iu.test(
      text,
    )
  )
    return 0;
  for (const { pattern, milliseconds } of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const number = Number(match[1] ?? match[2] ?? "1");
    return (Number.isNaN(number) ? 1 : number) * milliseconds;
  }
  const named = namedDays.find(([pattern]) => pattern.test(text.trim()));
  return named ? named[1] * DAY_MS : null;
}

/** Stems of units by language, longest first if one begins another; "s" and endings follow. */
const units: readonly (readonly [string, number])[] = [
  [
    "min(?:ut\\p{L}*)?s?|dakika|dk|минут\\p{L}*|мин|хвилин\\p{L}*|分钟?|分鐘|분|دقائق|دقيقة|دقیقه|मिनट|phút|menit|perc\\p{L}*",
    MINUTE_MS,
  ],
  [
    "hours?|hrs?|stunden?|std|heures?|horas?|or[ae]|uur|timmar|timme|timer?|tuntia|godzin\\p{L}*|hodin\\p{L}*|saat|час\\p{L}*|годин\\p{L}*|小时|小時|時間|시간|ساعات|ساعة|ساعت|घंटे|घंटा|giờ|jam|óra|órá\\p{L}*|h",
    HOUR_MS,
  ],
  [
    "days?|tag\\p{L}*|jours?|d[ií]as?|giorn[oi]|dagen|dagar|dager|dage|dag|päivää|dni|dzień|dny|dnů|gün|дн\\p{L}*|день|天|日|일|أيام|يوم|روز|दिन|ngày|hari|nap\\p{L}*|zile|zi",
    DAY_MS,
  ],
  [
    "weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|veckor|uker?|uger?|tygodni\\p{L}*|tydn\\p{L}*|hafta|недел\\p{L}*|тижн\\p{L}*|周|週間?|주|أسابيع|أسبوع|هفته|सप्ताह|tuần|minggu|săptămân\\p{L}*",
    7 * DAY_MS,
  ],
];

const before = "vor|il y a|hace|há|ha|acum|för|for|منذ|قبل|před|pred|πριν από|πριν";
const after =
  "ago|fa|atrás|geleden|sedan|siden|sitten|temu|önce|evvel|назад|тому|前|전|पहले|پیش|قبل|trước|yang lalu|lalu|ezelőtt";
const count = "(\\d{1,2}|an?|one|eine?[rmn]?|une?|una?|uma?|um|en|ett|et|o|bir)";

const patterns = units.map(([names, milliseconds]) => {
  const amount = `${count}\\s?(?:${names})`;
  return {
    milliseconds,
    pattern: new RegExp(
      `(?:^|[^\\p{L}])(?:(?:${before})\\s${amount}|${amount}\\s?(?:${after}))(?![\\p{L}])`,
      "iu",
    ),
  };
});

/** Words that name a day by themselves: only as a whole line, with a time at most, since "hier" is "here" elsewhere. */
const todayWords =
  "today|heute|aujourd['’]hui|hoy|oggi|hoje|vandaag|bugün|сегодня|сьогодні|dzisiaj|dziś|dnes|azi|idag|i dag|tänään|اليوم|امروز|आज|今天|今日|오늘|hôm nay|hari ini";

const yesterdayWords =
  "yesterday|gestern|hier|ayer|ieri|ontem|gisteren|dün|вчера|вчора|wczoraj|včera|igår|i går|eilen|tegnap|أمس|دیروز|昨天|昨日|어제|hôm qua|kemarin";

const wholeLine = (words: string) =>
  new RegExp(
    `^(?:[\\p{L} ]{0,20}:\\s?)?(?:${words})(?:,?\\s(?:at|um|à|a las|alle|às|om|kl|o|в)\\.?)?[\\s,|·]*(?:\\d{1,2}[:.hH]\\d{2}[^\\p{L}]*(?:[ap]\\.?m\\.?|uhr|h)?)?$`,
    "iu",
  );

const namedDays: readonly (readonly [RegExp, number])[] = [
  [wholeLine(todayWords), 0],
  [wholeLine(yesterdayWords), 1],
];
