// Text → the words that copies are compared by, written one way whatever the outlet's style. Knows no sentence and no article.

const UNSPACED_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** A number keeps its point, comma or colon. */
const TOKEN = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+(?:[.,:]\p{N}+)*/gu;
/** A character of a script without spaces is a word by itself. */
const UNSPACED_TOKEN = new RegExp(`${UNSPACED_SCRIPT.source}|${TOKEN.source}`, "gu");
const INITIALS = /(?<!\p{L})(?:\p{Lu}\.){2,}/gu;
const CLOCK_HALF = /\b([ap])\.\s?m\b\.?/giu;
const PER_CENT = /\bper cent\b|%/giu;
const GROUPED = /^\p{N}{1,3}(?:,\p{N}{3})+(?:\.\p{N}+)?$/u;
const EMPTY_DECIMALS = /(?<=^\p{N}+)\.0+$/u;
/** Without "one", which mostly counts nothing. */
const SMALL_NUMBERS: ReadonlyMap<string, string> = new Map(
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, at) => [word, String(at + 2)]),
);

/** What follows is not compared: some 30,000 words, longer than any report, are read in 40 ms. */
const MAX_CHARACTERS = 200_000;

/** Writes abbreviations one way: "U.S." as "US", "p.m." as "pm", "%" as "percent"; cuts what is longer than any report. */
export function plainText(text: string): string {
  return text
    .slice(0, MAX_CHARACTERS)
    .replace(/[^\S\n]{2,}/g, " ")
    .replace(INITIALS, (dotted) => dotted.replaceAll(".", ""))
    .replace(CLOCK_HALF, "$1m")
    .replace(PER_CENT, " percent ");
}

/** Lists the words of a plain text as they stand; no words, an empty list. */
export function rawTokens(plain: string): string[] {
  return plain.match(UNSPACED_SCRIPT.test(plain) ? UNSPACED_TOKEN : TOKEN) ?? [];
}

/** Writes a word one way: lower case, straight apostrophe, "5,000" as "5000", "nine" as "9". */
export function normalToken(token: string): string {
  if (isNumber(token)) {
    return (GROUPED.test(token) ? token.replaceAll(",", "") : token).replace(EMPTY_DECIMALS, "");
  }
  const lower = token.toLowerCase().replaceAll("’", "'");
  return SMALL_NUMBERS.get(lower) ?? lower;
}

/** Lists the words of a text written one way, in order. */
export function tokensOf(text: string): string[] {
  return rawTokens(plainText(text)).map(normalToken);
}

/** Tells whether a word is a number. */
export function isNumber(token: string): boolean {
  const first = token.charCodeAt(0);
  return first < 0x80 ? first >= 0x30 && first <= 0x39 : /^\p{N}/u.test(token);
}
