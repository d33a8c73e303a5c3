// Porter's stemmer for English (1980), step by step as SQLite's FTS5 does it. One lower-case word in, its stem out.
const MAX_BYTES = 64; // FTS5_PORTER_MAX_TOKEN: longer words pass unchanged

const step2 = pairs(
  "ational ate,tional tion,enci ence,anci ance,izer ize,logi log,bli ble,alli al,entli ent,eli e,ousli ous,ization ize,ation ate",
  "ator ate,alism al,iveness ive,fulness ful,ousness ous,aliti al,iviti ive,biliti ble",
);
const step3 = pairs("icate ic,ative ,alize al,iciti ic,ical ic,ful ,ness ");
const step4 = pairs(
  "al ,ance ,ence ,er ,ic ,able ,ible ,ant ,ement ,ment ,ent ,ion ,ou ,ism ,ate ,iti ,ous ,ive ,ize ",
);

function pairs(...lists: string[]): readonly (readonly [string, string])[] {
  const all = lists.join(",").split(",");
  return all
    .map((pair) => pair.split(" ") as [string, string])
    .sort((left, right) => right[0].length - left[0].length);
}

/** Consonants as "c", vowels as "v"; y is a vowel after a consonant. */
function shape(stem: string): string {
  let result = "";
  for (const letter of stem) {
    const vowel = "aeiou".includes(letter) || (letter === "y" && result.endsWith("c"));
    result += vowel ? "v" : "c";
  }
  return result;
}

/** Porter's m: how often consonants follow vowels. */
function measure(stem: string): number {
  return shape(stem).match(/v+c+/g)?.length ?? 0;
}

/** Porter's *o: ends consonant, vowel, consonant, the last not w, x or y. */
function endsShort(stem: string): boolean {
  return !/[wxy]$/.test(stem) && shape(stem).endsWith("cvc");
}

function hasVowel(stem: string): boolean {
  return shape(stem).includes("v");
}

/** Replaces the longest suffix that fits, if what stays before it is long enough. */
function replaceSuffix(
  word: string,
  suffixes: readonly (readonly [string, string])[],
  minMeasure: number,
): string {
  const found = suffixes.find(([suffix]) => word.length > suffix.length && word.endsWith(suffix));
  if (found === undefined) return word;
  const stem = word.slice(0, -found[0].length);
  if (found[0] === "ion" && !/[st]$/.test(stem)) return word;
  return measure(stem) >= minMeasure ? stem + found[1] : word;
}

function dropPlural(word: string): string {
  if (/(.ss|.i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function dropTense(word: string): string {
  if (/.eed$/.test(word)) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const stem = /^(.+)(?:ed|ing)$/.exec(word)?.[1];
  if (stem === undefined || !hasVowel(stem)) return word;
  if (/.(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeioulsz])\1$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function dropFinal(word: string): string {
  let result = word;
  if (result.endsWith("e")) {
    const stem = result.slice(0, -1);
    const m = measure(stem);
    if (m > 1 || (m === 1 && !endsShort(stem))) result = stem;
  }
  return result.endsWith("ll") && measure(result.slice(0, -1)) > 1 ? result.slice(0, -1) : result;
}

/** Returns the stem of a lower-case word; words under 3 or over 64 bytes as they are. */
export function stem(word: string): string {
  const bytes = Buffer.byteLength(word);
  if (bytes < 3 || bytes > MAX_BYTES) return word;
  let result = dropTense(dropPlural(word));
  if (result.endsWith("y") && hasVowel(result.slice(0, -1))) result = `${result.slice(0, -1)}i`;
  result = replaceSuffix(result, step2, 1);
  result = replaceSuffix(result, step3, 1);
  result = replaceSuffix(result, step4, 2);
  return dropFinal(result);
}
