// Normalizes gold strings and texts, so that "5%" finds "five percent", character for character as bench/news/evaluate.py does.

// White space as Python's `str.split` and `\s` see it: JavaScript's `\s` differs in U+FEFF, U+0085 and U+001C to U+001F.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "gu");
const WORD = "\\p{L}\\p{N}_";

const CARDINALS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
const TENS = "thirty forty fifty sixty seventy eighty ninety";
const ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth";
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ...CARDINALS.split(" ").map((word, index) => [word, String(index)] as const),
  ...TENS.split(" ").map((word, index) => [word, String(index * 10 + 30)] as const),
  ...ORDINALS.split(" ").map(
    (word, index) => [word, `${index + 1}${["st", "nd", "rd"][index] ?? "th"}`] as const,
  ),
]);
const ARTICLES: ReadonlySet<string> = new Set(["a", "an", "the"]);

const STEPS: readonly (readonly [RegExp, string])[] = [
  [/%/g, " percent "],
  [/&/g, " and "],
  [/(?<=\p{Nd}),(?=\p{Nd}{3})/gu, ""],
  [new RegExp(`[’']s(?![${WORD}])`, "gu"), "s"],
  [/[’'`]/g, ""],
  [new RegExp(`(?<![${WORD}])([a-z])\\.(?=[a-z]\\.)`, "gu"), "$1"],
  [new RegExp(`(?<![${WORD}])([a-z]{2,4})\\.(?=[${SPACE}]|$)`, "gu"), "$1 "],
  [/(?<=\p{Nd})\.(?=\p{Nd})/gu, "·"],
];

/** Runs of white space become one space; none at the ends. */
export function collapseSpace(text: string): string {
  return text.replace(SPACES, " ").replace(/^ | $/g, "");
}

/** Words between white space; an empty text gives none. */
export function splitWords(text: string): string[] {
  const collapsed = collapseSpace(text);
  return collapsed === "" ? [] : collapsed.split(" ");
}

/** Lower case, without accents, articles and punctuation, numbers in digits; words separated by one space. */
export function normalizeGold(text: string): string {
  let plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, (mark) => (isCombining(mark) ? "" : mark))
    .toLowerCase();
  for (const [pattern, replacement] of STEPS) plain = plain.replace(pattern, replacement);
  const words = plain.match(/[a-z0-9·]+/g) ?? [];
  return words
    .filter((word) => !ARTICLES.has(word))
    .map((word) => (NUMBERS.get(word) ?? word).replaceAll("·", "."))
    .join(" ");
}

/** True if the text contains the normalized gold as whole words; never true for an empty gold. */
export function holdsGold(normalizedGold: string, text: string): boolean {
  return normalizedGold !== "" && ` ${normalizeGold(text)} `.includes(` ${normalizedGold} `);
}

const YPOGEGRAMMENI = "\u0345"; // the one mark of combining class 240, the highest: every other combining mark sorts before it

/** A mark combines if its canonical class is not 0; canonical ordering betrays the class, which no property escape gives. */
function isCombining(mark: string): boolean {
  return mark === YPOGEGRAMMENI || !(YPOGEGRAMMENI + mark).normalize("NFD").startsWith(YPOGEGRAMMENI);
}
