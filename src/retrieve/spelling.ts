// Corrects misspelt words of a question to words of the articles, names included.

import { commonWordsFrom, isCommonWord, isKnownName, tagTerms } from "../language/english.js";
import { nearFunctionWords, QUESTION_SLIPS } from "../language/function-words.js";
import type { Query } from "../model/article.js";
import { fold } from "../model/fold.js";
import type { Stores } from "../store/ports.js";

type SpellingStores = {
  readonly search: Stores["search"];
  readonly articles: Pick<Stores["articles"], "passages">;
};

/** Shorter words are one letter from too many others. */
const MIN_LETTERS = 4;
/** From this length, two letters may be wrong. */
const LONG_LETTERS = 8;
/** Slips of the pen in one word. Each brings in one other letter at most, which rules out most terms at little cost. */
const MOST_SLIPS = 2;
/** Index terms that are looked up in texts, the nearest first. */
const MOST_LOOKED_UP = 24;
/** Letters that a stem may lack of its word: "-ing", "-ated". */
const MOST_CUT = 4;
/** Passages in which the full word behind an index term is looked for. */
const MOST_READ = 3;
/** From so many passages on, a word counts as common as any other. */
const MOST_COUNTED = 50;

/** A word that so few passages hold may be misspelt in them, too, if so many hold a word that is nearly the same. */
const FEW = 2;
const MANY = 20;

/**
 * Returns the question with each of `missing` that is nearly a word of the articles in scope replaced by it, as the articles write it,
 * or else by a common English word; null if nothing is corrected. Common English words, numbers and short words stay as they are: they
 * are not misspelt. Of the other `words`, which articles hold, only long ones in small letters that hardly any article holds are
 * replaced, and only by words, no names, that many hold: a large store has the slips of its articles, too.
 */
export async function correctSpelling(
  question: string,
  { missing, words }: { readonly missing: readonly string[]; readonly words: readonly string[] },
  query: Query,
  stores: SpellingStores,
): Promise<string | null> {
  let corrected = question;
  for (const word of words) {
    const least = missing.includes(word) ? MIN_LETTERS : MIN_COMMON_LETTERS;
    const canBeMisspelt = word.length >= least && /^\p{L}+$/u.test(word) && !isCommonWord(word);
    const nearest = missing.includes(word) ? nearestWord : usualForRare;
    const isAfterHow = new RegExp(`\\bhow ${word}\\b`, "iu").test(question);
    const right =
      QUESTION_SLIPS[word] ??
      (isAfterHow ? nearestFunctionWord(word) : null) ??
      (canBeMisspelt ? await nearest(word, query, stores) : null);
    if (right !== null) corrected = replaceWord(corrected, word, right);
  }
  return corrected === question ? null : corrected;
}

function replaceWord(question: string, word: string, right: string): string {
  return question.replace(/[\p{L}\p{M}\p{N}]+/gu, (typed) => (fold(typed) === word ? right : typed));
}

/** A word of the articles that the typed word may stand for. */
interface Spelling {
  readonly written: string;
  /** Slips of the pen between the two. */
  readonly distance: number;
  /** Passages that hold its stem, up to `MOST_COUNTED`. */
  readonly passages: number;
}

/** Lists the index terms that begin with the letter of a word: a slip is seldom in the first. */
function termsLike(word: string, { search }: SpellingStores): Promise<string[]> {
  return search.indexedTerms(word.slice(0, 1));
}

/**
 * Returns the word that one which no article holds may stand for: a function word ("mutch"), a word of the articles, or a common English
 * one, in this order; null for none.
 */
async function nearestWord(word: string, query: Query, stores: SpellingStores): Promise<string | null> {
  const plain = nearestFunctionWord(word);
  if (plain !== null) return plain;
  const [best] = await nearSpellings(word, await termsLike(word, stores), query, stores);
  return best?.written ?? nearestCommonWord(word);
}

/** Returns the word, no name, that many passages hold, where hardly any holds the typed one; null for none. */
async function usualForRare(word: string, query: Query, stores: SpellingStores): Promise<string | null> {
  if (isKnownName(word)) return null;
  const terms = await termsLike(word, stores);
  const [own] = terms
    .filter((term) => term.length >= word.length - MOST_CUT && stemDistance(word, term) === 0)
    .sort((one, other) => other.length - one.length);
  if (own === undefined) return null;
  if ((await stores.search.passagesWithTerm(own, FEW + 1, query)).length > FEW) return null;
  const near = await nearSpellings(word, terms, query, stores);
  const isUsual = ({ written, distance, passages }: Spelling) =>
    distance === 1 && passages >= MANY && /^\p{Ll}/u.test(written);
  return near.find(isUsual)?.written ?? null;
}

/**
 * Lists words of the articles that are nearly the typed one. The index holds stems, so that a term leads to passages, and their words
 * decide: the fewest slips first, then words before names, then the commonest.
 */
async function nearSpellings(
  word: string,
  terms: readonly string[],
  query: Query,
  stores: SpellingStores,
): Promise<Spelling[]> {
  const letters = lettersOf(word);
  const near = terms
    .filter((term) => term.length >= word.length - MOST_CUT && term.length <= word.length + 2)
    .filter((term) => countBits(lettersOf(term) & ~letters) <= MOST_SLIPS)
    .map((term) => ({ term, distance: stemDistance(word, term), whole: editDistance(word, term) }))
    .filter(({ distance }) => distance <= MOST_SLIPS)
    .sort((one, other) => one.distance - other.distance || one.whole - other.whole)
    .slice(0, MOST_LOOKED_UP);
  const found = await spellingsOf(
    word,
    near.map(({ term }) => term),
    query,
    stores,
  );
  const isCommon = ({ written }: Spelling) => Number(isCommonWord(fold(written)));
  return found.sort(
    (one, other) =>
      one.distance - other.distance || isCommon(other) - isCommon(one) || other.passages - one.passages,
  );
}

const DAYS =
  "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split(
    " ",
  );

/** Returns the one function word, month or day of the week that is nearly the typed word; null for none or several. */
function nearestFunctionWord(word: string): string | null {
  const near = nearFunctionWords(word).filter((plain) => spellingDistance(word, plain) === 1);
  const [found, ...others] = [...near, ...DAYS.filter((day) => spellingDistance(word, day) !== null)];
  return others.length === 0 ? (found ?? null) : null;
}

/** Shorter words that no article holds are more often names than slips of the pen. */
const MIN_COMMON_LETTERS = 6;

/** Where the articles hold nothing like it, the only common English word that is nearly the typed one. */
function nearestCommonWord(word: string): string | null {
  if (word.length < MIN_COMMON_LETTERS || isKnownName(word)) return null;
  if (tagTerms(word).some(({ tags }) => tags.includes("Adjective"))) return null; // "massive" is formed like one
  const near = commonWordsFrom(word.slice(0, 1)).filter((common) => spellingDistance(word, common) === 1);
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** Looks through some passages that hold each stem for the words behind it that are nearly the typed word. */
async function spellingsOf(
  word: string,
  terms: readonly string[],
  query: Query,
  { search, articles }: SpellingStores,
): Promise<Spelling[]> {
  const holding = await Promise.all(terms.map((term) => search.passagesWithTerm(term, MOST_COUNTED, query)));
  const read = [...new Set(holding.flatMap((ids) => ids.slice(0, MOST_READ)))];
  const texts = new Map((await articles.passages(read)).map(({ passageId, text }) => [passageId, text]));
  return holding.flatMap((ids) => {
    const found = new Map<string, Spelling>();
    const written = ids.slice(0, MOST_READ).flatMap((id) => texts.get(id)?.match(/[\p{L}\p{M}]+/gu) ?? []);
    for (const one of written) {
      const folded = fold(one);
      const known = found.get(folded);
      const distance = known?.distance ?? spellingDistance(word, folded);
      const isPlainer = known === undefined || /^\p{Ll}/u.test(one); // "Space" may only begin a sentence
      if (distance !== null && isPlainer) found.set(folded, { written: one, distance, passages: ids.length });
    }
    return [...found.values()];
  });
}

/** Compares a typed word with a stem, which lacks the word's ending. */
function stemDistance(word: string, stem: string): number {
  const distances = editDistances(word, stem);
  const lengths = [stem.length - 1, stem.length, stem.length + 1, word.length];
  return Math.min(...lengths.map((length) => distances[length] ?? Number.POSITIVE_INFINITY));
}

/** One bit for each letter a–z that a word holds. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at) - 97;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
  }
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

const VOWEL = /^[aeiouy]$/;
/** Letters that sound alike or lie beside each other. */
const ALIKE = new Set("ck cs sz ks qk gj fv pb td mn vw xz ij iy uv".split(" "));

/** Letters of a word that is compared by its sound. */
const MIN_SOUND = 5;

/** Writes a folded word as it sounds: "stephen" and "steven", "schmidd" and "schmid" alike. */
function soundOf(word: string): string {
  return word
    .replace(/ph|v/g, "f")
    .replace(/c(?=[eiy])|z/g, "s")
    .replace(/tch/g, "ch")
    .replace(/ck|c|q/g, "k")
    .replace(/(.)\1/g, "$1")
    .replace(/y/g, "i");
}

/**
 * Returns how many slips of the pen part two folded words, null for too many: one in a word of four letters or more, two from eight
 * letters on. Two letters swapped are one slip. In a word of up to seven letters the slip must be a likely one: a vowel, a doubled
 * letter, two letters swapped or two that sound alike, so that "Harris" does not become "Paris". Words that sound alike as a whole are
 * one slip apart.
 */
export function spellingDistance(typed: string, word: string): number | null {
  if (typed[0] !== word[0] || Math.abs(typed.length - word.length) > 2) return null;
  const distance = editDistance(typed, word);
  if (distance === 0) return null;
  if (distance <= 2 && typed.length >= MIN_SOUND && soundOf(typed) === soundOf(word)) return 1;
  if (typed.length >= LONG_LETTERS) return distance <= 2 ? distance : null;
  return distance === 1 && isLikelySlip(typed, word) ? 1 : null;
}

function isLikelySlip(typed: string, word: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const [mine = "", right = ""] = [typed[at] ?? "", word[at] ?? ""];
  if (typed.length === word.length) {
    const isSwapped = mine === word[at + 1] && right === typed[at + 1];
    const areAlike = ALIKE.has(mine + right) || ALIKE.has(right + mine);
    return isSwapped || areAlike || (VOWEL.test(mine) && VOWEL.test(right));
  }
  const [longer, extra] = typed.length > word.length ? [typed, mine] : [word, right];
  const isDoubled = longer[at - 1] === extra || longer[at + 1] === extra;
  const isEnding = at >= Math.min(typed.length, word.length);
  if (isEnding) return isDoubled && longer.length > MIN_LETTERS;
  return VOWEL.test(extra) || isDoubled || typed.length >= 6;
}

/** Counts insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(one: string, other: string): number {
  return editDistances(one, other)[one.length] ?? 0;
}

/** The same for each beginning of `one`, by its length. */
function editDistances(one: string, other: string): number[] {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  const distances = [other.length];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      let least = Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
    distances.push(next[other.length] ?? 0);
  }
  return distances;
}
