// How two sentences stand to each other: of copies, older, the same said again, contradicting. Chooses nothing.
import { ComparedText } from "../compare/compared-text.js";
import { findConflicts } from "../compare/conflicts.js";
import { newNumbers, overlapShare } from "./origins.js";
import type { ScoredSentence } from "./score-sentences.js";

const DAY_MS = 86_400_000;
/** Two quotes that share more of their words than this say the same. */
const SAME_WORDS = 0.7;

/** Group of copies by article id; an article that is not there is in none. */
export type CopyGroups = ReadonlyMap<string, string>;

/** The report's moment in ms; minus infinity where undated. */
export function publishedMs({ hit }: ScoredSentence): number {
  return hit.article.publishedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(hit.article.publishedAt);
}

/** At least a day older, both dated. */
export function isEarlier(sentence: ScoredSentence, lead: ScoredSentence): boolean {
  return sentence.hit.article.publishedAt !== null && publishedMs(lead) - publishedMs(sentence) >= DAY_MS;
}

/** True for sentences of two articles that are copies of one text; two sentences of one article are none. */
export function isCopy(one: ScoredSentence, other: ScoredSentence, groups: CopyGroups): boolean {
  const group = groups.get(one.hit.article.articleId);
  return !sameArticle(one, other) && group !== undefined && group === groups.get(other.hit.article.articleId);
}

export function sameArticle(one: ScoredSentence, other: ScoredSentence): boolean {
  return one.hit.article.articleId === other.hit.article.articleId;
}

/** Shared words mean the same unless the numbers differ: both ways on one day, in the newer report on different days. */
export function saysTheSame(chosen: ScoredSentence, other: ScoredSentence): boolean {
  if (overlapShare(chosen.text, other.text) <= SAME_WORDS) return false;
  const added = newNumbers(chosen.text, other.text).length > 0;
  return !(added && (isEarlier(other, chosen) || newNumbers(other.text, chosen.text).length > 0));
}

/** What stands in one text and what stands in the other in its place: numbers, or words that turn it round; null where nothing does. */
export function contradiction(one: string, other: string): { first: string; other: string } | null {
  const { numbers, turns } = findConflicts(new ComparedText(one), new ComparedText(other));
  const pair = numbers[0] ?? turns[0];
  if (pair === undefined) return null;
  const [first = "", second = ""] = pair.split("/");
  return { first, other: second };
}

/** True where two texts of nearly the same words have no number, name or negation against each other. */
export function agrees(one: string, other: string): boolean {
  const { numbers, names, turns } = findConflicts(new ComparedText(one), new ComparedText(other));
  return numbers.length + names.length + turns.length === 0;
}
