// Small numbers that one text writes in digits and another in words: "19th" and "nineteenth", "9" and "nine".
import { stemLightly } from "./words.js";

const CARDINALS =
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
const ORDINALS =
  "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";

/** The ending of an ordinal in digits, by its number; "th" for all others. */
const ENDINGS: Readonly<Record<number, string>> = { 2: "nd", 3: "rd" };

/** Each number as it is written otherwise. One is left out: it is seldom a number. */
const OTHERWISE = new Map(
  CARDINALS.split(" ").flatMap((cardinal, at) => {
    const digits = at + 2;
    const ordinal = ORDINALS.split(" ")[at] ?? "";
    const inDigits = `${digits}${ENDINGS[digits] ?? "th"}`;
    return [
      [cardinal, `${digits}`],
      [`${digits}`, cardinal],
      [ordinal, inDigits],
      [inDigits, ordinal],
    ] as const;
  }),
);

/** Returns whether stems (see `stemsOf`) hold a number from 2 to 20 or an ordinal as it is written otherwise: "nineteenth" for "19th". */
export function isNumeralHeld(word: string, held: ReadonlySet<string>): boolean {
  const otherwise = OTHERWISE.get(word.toLowerCase());
  return otherwise !== undefined && held.has(stemLightly(otherwise));
}
