// Tells whether two sentences say the same, contradict each other, or whether the later one is news.
import { ComparedText, shareOfSmaller } from "../compare/compared-text.js";
import { findConflicts } from "../compare/conflicts.js";
import { isNegated, oppositeWords } from "../compare/opposites.js";
import { isDayNewer } from "../model/time.js";
import { mainTense } from "./clause-tense.js";
import type { ScoredSentence } from "./sentences.js";

/** Two sentences that share more of their words than this say the same, unless numbers or a turn contradict that. */
const SAME_WORDS = 0.7;

/** Group of copies by article id; an article that is not there is in none. */
export type CopyGroups = ReadonlyMap<string, string>;

/** Returns whether two sentences come from copies of one text; false for two sentences of one article. */
export function isCopy(one: ScoredSentence, other: ScoredSentence, groups: CopyGroups): boolean {
  const group = groups.get(one.hit.article.articleId);
  return !sameArticle(one, other) && group !== undefined && group === groups.get(other.hit.article.articleId);
}

export function sameArticle(one: ScoredSentence, other: ScoredSentence): boolean {
  return one.hit.article.articleId === other.hit.article.articleId;
}

/** Returns whether a sentence is at least a day older than the lead; false if either is undated. */
export function isEarlier(sentence: ScoredSentence, lead: ScoredSentence): boolean {
  return isDayNewer(lead.hit.article, sentence.hit.article);
}

/**
 * Returns whether two sentences say the same. Numbers must not differ: in neither on one day, in the newer one on different days;
 * no name may stand in another's place, and neither may say the opposite.
 */
export function saysTheSame(chosen: ScoredSentence, other: ScoredSentence): boolean {
  if (overlapShare(chosen.text, other.text) <= SAME_WORDS) return false;
  if (!agrees(chosen.text, other.text)) return false;
  const added = newNumbers(chosen.text, other.text).length > 0;
  return !(added && (isEarlier(other, chosen) || newNumbers(other.text, chosen.text).length > 0));
}

/** Returns whether the later text only says again what the earlier said. */
export function repeats(later: string, earlier: string): boolean {
  if (overlapShare(later, earlier) <= SAME_WORDS) return false;
  return newNumbers(later, earlier).length === 0 && !reportsNewState(later, earlier);
}

/** Returns whether the later text contains a turn that the earlier one does not, negates it, or has another number in its place. */
export function reportsNewState(later: string, earlier: string): boolean {
  const known = new Set(turnsOf(earlier));
  if (turnsOf(later).some((kind) => !known.has(kind))) return true;
  if (oppositeWords(later, earlier) !== null) return true;
  const isTurned = NEGATION.test(later) !== NEGATION.test(earlier);
  if (isTurned && overlapShare(later, earlier) >= MUCH_THE_SAME) return true;
  return findConflicts(new ComparedText(later), new ComparedText(earlier)).numbers.length > 0;
}

/** Returns whether the earlier text looks ahead in its main statement and the later does not: what was to come has come. */
export function hasCome(later: string, earlier: string): boolean {
  return mainTense(earlier) === "future" && mainTense(later) !== "future";
}

/** Returns whether the earlier text holds any word for what is to come and the later none: a weaker sign of the same. */
export function mayHaveCome(later: string, earlier: string): boolean {
  return AHEAD.test(earlier) && !AHEAD.test(later);
}

/** Finds the first number, or word that turns the meaning, that has another in its place; null if there is none. */
export function contradiction(one: string, other: string): { first: string; other: string } | null {
  const { numbers, turns } = findConflicts(new ComparedText(one), new ComparedText(other));
  const pair = numbers[0] ?? turns[0];
  if (pair === undefined) return overlapShare(one, other) >= MUCH_THE_SAME ? oppositeWords(one, other) : null;
  const [first = "", second = ""] = pair.split("/");
  return { first, other: second };
}

/** Returns whether two texts of nearly the same words have no number, name or negation against each other, and no opposites. */
export function agrees(one: string, other: string): boolean {
  const { numbers, names, turns } = findConflicts(new ComparedText(one), new ComparedText(other));
  return numbers.length + names.length + turns.length === 0 && oppositeWords(one, other) === null;
}

/** Returns the share of the words of the shorter text that the other holds too, 0..1. */
export function overlapShare(one: string, other: string): number {
  return shareOfSmaller(wordSet(one), wordSet(other));
}

/** Lists the numbers of `text` that `other` does not name. */
export function newNumbers(text: string, other: string): string[] {
  const known = numbersOf(other);
  return [...numbersOf(text)].filter((number) => !known.has(number));
}

function wordSet(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Numbers as written, in digits or words up to twelve; differing ones mean differing reports. */
const NUMBERS =
  /\p{N}+(?:[.,]\p{N}+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/giu;

function numbersOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(NUMBERS) ?? []);
}

/** Words that end or reverse what was reported before, by kind of turn. */
const TURNS: readonly (readonly [kind: string, words: RegExp])[] = [
  [
    "denied",
    /\b(?:den(?:y|ies|ied|ying)|no plans?|not true|untrue|refut\w+|dismiss(?:ed|es)|false claims?)\b/iu,
  ],
  ["off", /\b(?:cancel\w*|call(?:ed|s|ing)? off|scrapp\w+|abandon\w+|withdr[ae]w\w*|ruled? out)\b/iu],
  ["late", /\b(?:postpon\w+|delay(?:ed|s)|put off|suspend\w*|paus(?:ed|es)|on hold)\b/iu],
  [
    "agreed",
    /\b(?:(?:reach|str[iu])\w* (?:an? |the )?(?:\w+ )?(?:deal|agreement)|agreed on|agreed to (?!pass\b|vote\b))\b/iu,
  ],
  [
    "approved",
    /\b(?:approv(?:ed?|es)|pass(?:ed|es)|adopt(?:ed|s)|agreed to pass|votes? in (?:both|the)|voted (?:\S+ ){0,3}(?:to|for|in favou?r))\b/iu,
  ],
  ["signed", /\b(?:sign(?:ed|s)|enact(?:ed|s)|into law)\b/iu],
  ["resumed", /\b(?:reopen\w*|resum\w+)\b/iu],
  [
    "begun",
    /\b(?:shut down|began|begun|took effect|takes effect|underway|under way|went into effect|started|launched)\b/iu,
  ],
  ["over", /\b(?:end(?:ed|s) |resign\w*|arrest\w*|convict\w*|sentenced|died|dies|acquitted|won|elected)\b/iu],
];

const NEGATION = /\b(?:not|never|no|none|neither|\w+n['’]t|nicht|kein\w{0,2}|ne|pas|jamais|nunca)\b/iu;

/** A negation in one of two sentences turns it if they share so many of their words. */
const MUCH_THE_SAME = 0.6;

/** Lists the kinds of turn that a text reports; what failed to happen is none. */
function turnsOf(text: string): string[] {
  const reports = (words: RegExp) => {
    const match = words.exec(text);
    return match !== null && !isNegated(text, match.index);
  };
  return TURNS.filter(([, words]) => reports(words)).map(([kind]) => kind);
}

/** English words for what is still to come. */
const AHEAD =
  /\b(?:will|would|(?:is|are|was|were|set|due|expected|scheduled|going|plans?|planned|planning|agreed|prepar\w+|about) to|upcoming|slated)\b/iu;
