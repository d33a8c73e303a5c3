// Decides whether two texts are copies: shared runs of words decide, conflicting numbers and names veto.

import { setImmediate } from "node:timers/promises";
import type { Article } from "../model/article.js";
import { publishedMs } from "../model/time.js";
import { ComparedText, containedShare, isNumber, shareOfSmaller } from "./compared-text.js";
import { findConflicts } from "./conflicts.js";
import { sharedHashes, sketchOf, sketchOfRuns } from "./sketch.js";

/** Share of the shorter text's runs of words that the longer contains; chosen on test/golden-pairs and bench/news. */
const MIN_CONTAINMENT = 0.5;
/** Words up to which a text is a brief, which must match more closely: it has little to differ in. */
const BRIEF_WORDS = 60;
const MIN_BRIEF_CONTAINMENT = 0.6;
/** A brief repeats the first words of an article; matches further down are mostly quotations that many reports hold. */
const LEAD_WORDS = 120;
/** Fewer words say too little: only identical words are a copy. */
const MIN_WORDS = 12;
/** The other text contains a lead if it has at least this share of its runs. */
const LEAD_HELD = 0.5;
/** If either text has its own lead, they must share this much: less is background that one outlet uses again. */
const MIN_UNDER_NEW_LEAD = 0.75;
/** Names that a rewritten lead may bring. */
const MAX_NEW_NAMES = 1;
/** Names that may replace each other in a long text: an outlet's house style that is not listed here. */
const MAX_NAME_CONFLICTS = 1;
/** In languages with capitalized nouns (from this share of capitals on), replaced nouns are mostly an editor's: this many are allowed. */
const MAX_NOUN_CONFLICTS = 4;
const NOUNS_IN_CAPITALS = 0.27;
/** A text that announces a correction, which the other does not, may differ in this many numbers. */
const MAX_CORRECTED = 2;
const CORRECTED_CONTAINMENT = 0.7;

type Because =
  /** The longer holds the shorter. */
  | "contained"
  /** It does, except for a correction that one of the two announces. */
  | "corrected"
  | "too-short"
  | "too-little"
  /** Numbers, names or opposites replace each other. */
  | "numbers"
  | "names"
  | "turned"
  /** One of them has its own lead, with news, above the shared text. */
  | "new-lead";

/** Why two texts are or are not copies. */
export interface Comparison {
  readonly copies: boolean;
  /** Share of the runs of five words of the shorter text that the longer holds (of a brief: that its start holds), 0..1. */
  readonly containment: number;
  readonly because: Because;
  /** The evidence against it: "38/52", or the news of a lead. */
  readonly conflicts: readonly string[];
}

/** Compares two texts; which of the two is given first does not matter. */
export function compareTexts(one: ComparedText, other: ComparedText): Comparison {
  const [small, large] = inOrder(one, other);
  const isBrief = small.tokens.length <= BRIEF_WORDS;
  const containment = isBrief
    ? containedShare(small.tokens, large.start(LEAD_WORDS))
    : shareOfSmaller(small.shingles, large.shingles);
  const { because, conflicts = [] } = judge(small, large, containment);
  return { copies: because === "contained" || because === "corrected", containment, because, conflicts };
}

interface Judgement {
  readonly because: Because;
  readonly conflicts?: readonly string[];
}

function judge(small: ComparedText, large: ComparedText, containment: number): Judgement {
  const isBrief = small.tokens.length <= BRIEF_WORDS;
  if (small.tokens.length < MIN_WORDS) {
    const isSame = small.tokens.length > 0 && small.tokens.join(" ") === large.tokens.join(" ");
    return { because: isSame ? "contained" : "too-short" };
  }
  if (containment < (isBrief ? MIN_BRIEF_CONTAINMENT : MIN_CONTAINMENT)) return { because: "too-little" };
  const { numbers, names, turns } = findConflicts(small, large);
  if (turns.length > 0) return { because: "turned", conflicts: turns };
  const unknown = isBrief ? unknownNumbers(small.tokens, large) : [];
  const differing = numbers.length > 0 ? numbers : unknown;
  if (differing.length > 0) {
    const isCorrected = isCorrection(small, large, containment, differing.length);
    return { because: isCorrected ? "corrected" : "numbers", conflicts: differing };
  }
  if (names.length > allowedNames(small, isBrief)) return { because: "names", conflicts: names };
  return judgeLeads(small, large, containment);
}

function allowedNames(small: ComparedText, isBrief: boolean): number {
  if (small.capitalShare >= NOUNS_IN_CAPITALS) return MAX_NOUN_CONFLICTS;
  return isBrief ? 0 : MAX_NAME_CONFLICTS;
}

function judgeLeads(small: ComparedText, large: ComparedText, containment: number): Judgement {
  const [held, holds] = [containsLead(small, large), containsLead(large, small)];
  const isLog = small.isLog && large.isLog;
  if (isLog ? held && holds : held || holds) return { because: "contained" };
  const news = [...unknownIn(small, large), ...unknownIn(large, small)];
  const isNew = news.length > 0 || isLog || containment < MIN_UNDER_NEW_LEAD;
  return isNew ? { because: "new-lead", conflicts: news } : { because: "contained" };
}

/** The shorter first; of two as long, the one that sorts first, so that the order given does not matter. */
function inOrder(one: ComparedText, other: ComparedText): [ComparedText, ComparedText] {
  const first = one.shingles.size - other.shingles.size || (one.text < other.text ? -1 : 1);
  return first <= 0 ? [one, other] : [other, one];
}

function isCorrection(small: ComparedText, large: ComparedText, containment: number, count: number): boolean {
  const announced = small.announcesCorrection !== large.announcesCorrection;
  return announced && count <= MAX_CORRECTED && containment >= CORRECTED_CONTAINMENT;
}

function containsLead(text: ComparedText, other: ComparedText): boolean {
  const lead = text.lead.flatMap(({ tokens }) => tokens);
  return containedShare(lead, other.shingles) >= LEAD_HELD;
}

/** Lists what the lead of one text reports and the other text does not: a new development above old background. */
function unknownIn(text: ComparedText, other: ComparedText): string[] {
  const numbers = text.lead.flatMap(({ tokens }) => unknownNumbers(tokens, other));
  const names = new Set(text.lead.flatMap((sentence) => [...sentence.names]));
  const unknown = [...names].filter((name) => !other.words.has(name));
  return [...numbers, ...(unknown.length > MAX_NEW_NAMES ? unknown : [])];
}

/** Numbers, except clock times, that the other text does not contain. */
function unknownNumbers(tokens: readonly string[], other: ComparedText): string[] {
  return tokens.filter((token) => isNumber(token) && !token.includes(":") && !other.words.has(token));
}

/** Looks candidates up, most shared first; the caller binds the scope, so that nothing published later comes in. */
export type FindCandidates = (sketch: Uint32Array, limit: number) => Promise<readonly Article[]>;

/** Candidates that are compared; the most printed wire stories of a day have fewer copies in a store. */
const CANDIDATE_LIMIT = 200;
/** Comparisons, of about 1 ms each, before others on the thread have their turn. */
const COMPARED_AT_ONCE = 8;

/** Returns the copies of an article, itself left out: earliest publication first, undated last, then by article id. */
export async function findCopies(article: Article, find: FindCandidates): Promise<Article[]> {
  const candidates = await find(sketchOf(article.text), CANDIDATE_LIMIT);
  const others = candidates.filter(({ articleId }) => articleId !== article.articleId);
  const text = new ComparedText(article.text);
  const copies: Article[] = [];
  for (const [at, other] of others.entries()) {
    if (at % COMPARED_AT_ONCE === COMPARED_AT_ONCE - 1) await setImmediate();
    if (compareTexts(text, new ComparedText(other.text)).copies) copies.push(other);
  }
  return copies.sort(earliestFirst);
}

/** Orders by publication, undated last, then by article id. */
export function earliestFirst(
  one: Pick<Article, "publishedAt" | "articleId">,
  other: Pick<Article, "publishedAt" | "articleId">,
): number {
  const left = publishedMs(one, Number.POSITIVE_INFINITY);
  const right = publishedMs(other, Number.POSITIVE_INFINITY);
  if (left !== right) return left - right;
  return one.articleId < other.articleId ? -1 : 1;
}

/** Returns whether two articles are copies of one text; about 1 ms for two of 800 words. */
export function areCopies(one: Pick<Article, "text">, other: Pick<Article, "text">): boolean {
  return compareTexts(new ComparedText(one.text), new ComparedText(other.text)).copies;
}

/**
 * Returns one key per article, in order; copies of one text, also by way of a third article among them, have the same key (the
 * least article id). Passages of one article may repeat it. Made for about 50 articles: the work grows with the square of it.
 */
export function groupCopies(articles: readonly Pick<Article, "articleId" | "text">[]): string[] {
  const distinct = new Map(articles.map((article) => [`${article.articleId} ${article.text}`, article]));
  const texts = [...distinct.values()].map(({ articleId, text }) => {
    const compared = new ComparedText(text);
    return { articleId, compared, sketch: sketchOfRuns(compared.runs) };
  });
  const groups = new Groups();
  for (const [at, one] of texts.entries()) {
    groups.add(one.articleId);
    for (const other of texts.slice(0, at)) {
      if (groups.keyOf(one.articleId) === groups.keyOf(other.articleId)) continue;
      if (sharedHashes(one.sketch, other.sketch) === 0) continue;
      if (compareTexts(one.compared, other.compared).copies) groups.join(one.articleId, other.articleId);
    }
  }
  return articles.map(({ articleId }) => groups.keyOf(articleId));
}

/** Groups of items that merge (union–find); the key of a group is its least item. */
export class Groups {
  readonly #parents = new Map<string, string>();

  add(item: string): void {
    if (!this.#parents.has(item)) this.#parents.set(item, item);
  }

  join(one: string, other: string): void {
    this.add(one);
    this.add(other);
    const [least, greater] = [this.keyOf(one), this.keyOf(other)].sort();
    if (least !== undefined && greater !== undefined) this.#parents.set(greater, least);
  }

  /** Returns the key of the group of an item; the item itself if it is unknown. */
  keyOf(item: string): string {
    let key = item;
    for (
      let above = this.#parents.get(key);
      above !== undefined && above !== key;
      above = this.#parents.get(key)
    ) {
      key = above;
    }
    return key;
  }
}
