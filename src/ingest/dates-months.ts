// Month names of the world's newspapers, from the ICU data that Node carries. Names that mean two months in two languages need the language.

import { foldWord } from "./dates-words.js";

/** Languages that news is read in, with the spellings that differ by region. */
const locales =
  "am ar ar-EG ar-IQ ar-MA az be bg bn bs ca cs cy da de-AT el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my nb ne nl pa pl ps pt ro ru si sk sl sq sr sr-Latn sv sw ta te th tr uk ur uz vi zh".split(
    " ",
  );

/** The months of the Persian calendar, from 1; written with the calendar's own years. */
const persianMonths = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(" ");
const persian = new Map(persianMonths.map((name, index) => [name, index + 1]));

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
export function monthInLanguage(word: string, language: string): number | null {
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
export function monthAnywhere(word: string): number | null {
  return allMonths().get(foldWord(word)) ?? null;
}

/** Returns 1 to 12 for a month of the Persian calendar, or null. */
export function persianMonth(word: string): number | null {
  return persian.get(word.replaceAll("ي", "ی").replaceAll("ك", "ک")) ?? null;
}
