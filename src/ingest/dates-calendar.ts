// Digits of other scripts and years of other calendars → the ones that dates-parse.ts reads.

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

const persian = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

/** Years of the Persian calendar that are 2001 to 2041 of the common era. */
export function isPersianYear(year: number): boolean {
  return year >= 1380 && year <= 1420;
}

/** Years of the Buddhist calendar, 543 ahead of the common era, that are 1957 to 2057. */
export function isBuddhistYear(year: number): boolean {
  return year >= 2500 && year <= 2600;
}

/** Returns the day of the common era for one of the Persian calendar; null where there is no such day. */
export function fromPersian(
  year: number,
  month: number,
  day: number,
): { year: number; month: number; day: number } | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const inYear = month <= 7 ? (month - 1) * 31 + day - 1 : 186 + (month - 7) * 30 + day - 1;
  for (const shift of [0, -1, 1]) {
    const date = new Date(Date.UTC(year + 621, 2, 21 + inYear + shift)); // the year begins on 20, 21 or 22 March
    const parts = new Map(
      persian.formatToParts(date).map(({ type, value }) => [type, Number.parseInt(value, 10)]),
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
export function commonYears(text: string): string {
  return text.replace(
    /(令和|平成|昭和|中華民國|民國|民国)\s?(元|\d{1,3})(?=\s?年)/gu,
    (_, era: string, year: string) => String((eras[era] ?? 0) + (year === "元" ? 1 : Number(year))),
  );
}
