// Chooses which sentences are quoted: the best first, others only if they add something, older ones as “earlier”.

import { YES_NO_KINDS } from "../language/asked.js";
import { stemsOf } from "../language/words.js";
import type { Quote } from "../model/answer.js";
import type { Passage, Span } from "../model/article.js";
import { MONTH_WORDS, WEEKDAY_WORDS } from "../model/calendar.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import type { TimeIntent } from "../retrieve/question.js";
import { type CitationList, makeQuote } from "./cite.js";
import { saysNothing } from "./empty-sentences.js";
import { type AskedFor, adds, addsFact, isEarlierState, isOnMatter, share } from "./further-quotes.js";
import {
  type CopyGroups,
  contradiction,
  isCopy,
  isEarlier,
  sameArticle,
  saysTheSame,
} from "./repeated-sentences.js";
import { EARLIER_LOGIT, EARLIER_MARGIN } from "./sentence-model.js";
import { MAX_QUOTE_WORDS, type ScoredSentence } from "./sentences.js";
import { UNTESTED } from "./strength.js";

/** As many as a reader can take in at a glance. */
const QUOTE_LIMIT = 3;
const EARLIER_LIMIT = 1;
/** How far a further quote may be behind a sure lead, in units of `SENTENCE_MODELS`; what is newer may be further behind. */
const SURE_MARGIN = 1.5;
const NEWER_MARGIN = 2.5;
/**
 * From this chance on, another sentence may answer in place of an unsure lead. On the development sets, held out, every other such
 * line holds the answer; below, two of three hold nothing.
 */
const LEAST_CHANCE = 0.15;
/** So many logits of the cross-encoder behind the passage of an unsure lead, a passage of another article is on another matter. */
const OTHER_MATTER = 4;
/** So many logits behind the lead, each read below its title, a sentence seldom adds anything. */
const TITLED_BEHIND = 3;
/** A report two months older is of another time than the state just before the lead's. */
const EARLIER_DAYS = 60;
/** From here on a sentence holds the kind of thing asked for beyond doubt. */
const HOLDS_PLAINLY = 0.7;
/** Below this, a sentence says nothing of what a question for yes or no is about. */
const LEAST_SETTLED = 0.5;
/** What contradicts is shown even if it is further behind. */
const CONTRADICTING_MARGIN = 4;
/** Below this logit of the cross-encoder, a sentence is not even on the subject; the lowest is about −11. Only the lead may be below. */
const QUOTE_LOGIT = -9;

export interface Selection {
  readonly quotes: readonly ScoredSentence[];
  readonly earlier: readonly ScoredSentence[];
  /** Sentences skipped because a chosen one says the same. */
  readonly duplicates: readonly ScoredSentence[];
}

export interface SelectOptions {
  /** Group of copies by article; default: no copies. */
  readonly groups?: CopyGroups;
  /** With it, quotes beside a sure lead must add what is asked for or contradict, and earlier ones be an earlier state of the same thing. */
  readonly askedFor?: AskedFor | null;
  /** True if the lead may well not answer, so that what may answer in its place is shown beside it; default false. */
  readonly isUnsure?: boolean;
  /** True if what is asked about is over, so that an earlier report matters only if it contradicts; default false. */
  readonly isSettled?: boolean;
}

/** Selects from sentences ordered best first, never two of copies; an empty list gives an empty selection. */
export function selectQuotes(
  sentences: readonly ScoredSentence[],
  intent: TimeIntent,
  { groups = new Map(), askedFor = null, isUnsure = false, isSettled = false }: SelectOptions = {},
): Selection {
  const lead = sentences[0];
  if (!lead) return { quotes: [], earlier: [], duplicates: [] };
  const tellsTime = intent.kind !== "when" && intent.kind !== "history" && intent.kind !== "period";
  const isBefore = (sentence: ScoredSentence) => tellsTime && isEarlier(sentence, lead);
  const quotes: ScoredSentence[] = [lead];
  const duplicates: ScoredSentence[] = [];
  const chanceOf = chances(sentences);
  for (const sentence of sentences.slice(1)) {
    if (isBefore(sentence) || lead.score - sentence.score > CONTRADICTING_MARGIN) continue;
    if ((sentence.logit ?? QUOTE_LOGIT) < QUOTE_LOGIT) continue;
    if (quotes.some((other) => saysTheSame(other, sentence) || isCopy(other, sentence, groups)))
      duplicates.push(sentence);
    else if (
      quotes.length < QUOTE_LIMIT &&
      isWanted(sentence, quotes, {
        askedFor,
        isUnsure,
        isSettled,
        chance: chanceOf(sentence),
      })
    )
      quotes.push(sentence);
  }
  const older = sentences.filter(
    (sentence) => isBefore(sentence) && isOlderState(sentence, lead, { askedFor, isSettled }),
  );
  return { quotes, earlier: selectEarlier(older, quotes, groups), duplicates };
}

/** Returns the chance, 0..1, that a sentence answers: its share of the softmax that the weights were fitted with. */
function chances(sentences: readonly ScoredSentence[]): (sentence: ScoredSentence) => number {
  const best = sentences[0]?.score ?? 0;
  const total = sentences.reduce((sum, { score }) => sum + Math.exp(score - best), 0);
  return ({ score }) => Math.exp(score - best) / total;
}

/**
 * Returns whether a sentence is worth a line: it contradicts what is shown, adds to a sure lead what is asked for, or may be what
 * answers in place of an unsure one.
 */
function isWanted(
  sentence: ScoredSentence,
  quotes: readonly ScoredSentence[],
  {
    askedFor,
    isUnsure,
    isSettled,
    chance,
  }: Required<Omit<SelectOptions, "groups">> & { readonly chance: number },
): boolean {
  const { text, score, features } = sentence;
  const [lead] = quotes;
  if (lead === undefined) return true;
  // Later reports that come back to the period asked about are on another event.
  if (features.period < lead.features.period) return false;
  const shown = quotes.map((quote) => quote.text);
  const isElsewhere = (quote: ScoredSentence) => !sameArticle(quote, sentence); // no article contradicts itself
  if (quotes.some((quote) => isElsewhere(quote) && contradiction(quote.text, text) !== null)) return true;
  if (features.titled < lead.features.titled - TITLED_BEHIND) return false;
  if (isUnsure && (chance < LEAST_CHANCE || features.contradicts > 0)) return false;
  const kind = askedFor?.asked.kind ?? "open";
  const least = YES_NO_KINDS.has(kind) ? LEAST_SETTLED : 0;
  if (isUnsure && features.asked < Math.max(least, lead.features.asked)) return false;
  // Where the lead holds what is asked for, its own article has an answer in its place only with a fact of its own.
  const canTell = !(UNTESTED.has(kind) || YES_NO_KINDS.has(kind));
  const isHeld = askedFor !== null && canTell && lead.features.asked >= HOLDS_PLAINLY;
  if (isUnsure && isHeld && !isElsewhere(lead) && !addsFact(text, shown, askedFor)) return false;
  const isOther = isElsewhere(lead) && features.passage < lead.features.passage - OTHER_MATTER;
  if (isUnsure && isOther) return false;
  if (isUnsure) return shareOf(sentence, askedFor) > 0;
  const isNews = !isSettled && isEarlier(lead, sentence);
  if (lead.score - score > (isNews ? NEWER_MARGIN : SURE_MARGIN)) return false;
  if (askedFor === null) return true;
  if (isNews && isOnMatter({ text, asked: features.asked }, askedFor)) return true;
  return adds(text, shown, askedFor);
}

/** Returns the share of the question's words that a sentence or its title holds, 0..1; 1 for a question without words. */
function shareOf({ hit, text }: ScoredSentence, askedFor: AskedFor | null): number {
  return share(askedFor?.asking ?? new Set(), stemsOf(`${hit.article.title} ${text}`));
}

function isOlderState(
  older: ScoredSentence,
  lead: ScoredSentence,
  { askedFor, isSettled }: Required<Pick<SelectOptions, "askedFor" | "isSettled">>,
): boolean {
  const titled = ({ text, hit }: ScoredSentence) => ({ text, title: hit.article.title });
  if (publishedMs(lead.hit.article) - publishedMs(older.hit.article) > EARLIER_DAYS * DAY_MS) return false;
  return askedFor === null || isEarlierState(titled(older), titled(lead), { ...askedFor, isSettled });
}

/**
 * Selects one sentence of each older article, newest first, among those that fit about as well as the best: the states
 * just before the lead's.
 */
function selectEarlier(
  older: readonly ScoredSentence[],
  quotes: readonly ScoredSentence[],
  groups: CopyGroups,
): ScoredSentence[] {
  const fitting = older.filter(({ logit }) => (logit ?? EARLIER_LOGIT) >= EARLIER_LOGIT);
  const best = Math.max(
    ...fitting.map(({ evidence }) => evidence),
    ...quotes.map(({ evidence }) => evidence),
  );
  const near = fitting
    .filter(({ evidence }) => evidence >= best - EARLIER_MARGIN)
    .sort(
      (one, other) =>
        publishedMs(other.hit.article) - publishedMs(one.hit.article) || other.evidence - one.evidence,
    );
  const earlier: ScoredSentence[] = [];
  for (const sentence of near) {
    if (earlier.length === EARLIER_LIMIT) break;
    const shown = [...quotes, ...earlier];
    const repeats = shown.some((other) => saysTheSame(other, sentence) || isCopy(other, sentence, groups));
    if (!repeats && !earlier.some((other) => sameArticle(other, sentence))) earlier.push(sentence);
  }
  return earlier;
}

/**
 * Turns chosen sentences into quotes with citations, extended if they need a neighbor. A quote that would overlap an
 * earlier one of `shown` or of this call is left out.
 */
export function quoteSentences(
  chosen: readonly ScoredSentence[],
  citations: CitationList,
  grow: boolean,
  shown: readonly Quote[] = [],
): Quote[] {
  const quotes: Quote[] = [];
  for (const one of chosen) {
    const { core } = one;
    const { article } = one.hit;
    const span = grow ? readableSpan(one, one === chosen[0] && shown.length === 0) : core;
    const overlaps = [...shown, ...quotes].some(
      (quote) => quote.articleId === article.articleId && quote.start < span.end && span.start < quote.end,
    );
    if (!overlaps) quotes.push(makeQuote(article, span, citations.cite(article), core));
  }
  return quotes;
}

/** What a pair that begins with "He" or "The company" needs before it; the pair itself where that makes it too long. */
function readableSpan({ hit, start, end, core, place }: ScoredSentence, isLead: boolean): Span {
  const { article, passage } = hit;
  const isPair = core.start !== start || core.end !== end;
  const first = core.start === start ? place : place - 1;
  const own = growSpan(passage, article.text, first);
  const before = tellingNeighbor(passage, article.text, first - 1);
  const isNameless = isLead && before !== undefined && needsName(article.text, before, { start, end });
  const from = isNameless ? before.start : own.start;
  if (!isPair) return isNameless ? within({ start: from, end }, own, article.text) : own;
  const isReadable = (until: number) =>
    article.text.slice(from, until).split(/\s+/u).length <= MAX_QUOTE_WORDS;
  if (from >= start || isReadable(end)) return { start: Math.min(from, start), end };
  return core.start === start && isReadable(core.end) ? { start: from, end: core.end } : { start, end };
}

/** A capital within a sentence: a name. */
const NAME_WITHIN = /\p{L}[,;:]?\s+["“]?\p{Lu}/u;
const DAY_NAMES = new RegExp(`(?<!\\p{L})(?:${MONTH_WORDS}|${WEEKDAY_WORDS})(?!\\p{L})`, "giu");

/** Returns whether a sentence has a name within it; a month or a weekday is none. */
function holdsName(text: string): boolean {
  return NAME_WITHIN.test(text.replace(DAY_NAMES, ""));
}

/** "The tech giant announced the cuts": a lead without a name, where the sentence before it has one. */
function needsName(articleText: string, before: Span, { start, end }: Span): boolean {
  const text = articleText.slice(start, end);
  return (
    /^The \p{Ll}/u.test(text) && !holdsName(text) && holdsName(articleText.slice(before.start, before.end))
  );
}

/** References to persons named earlier, even in the previous paragraph. */
const PERSON_BACK = /^["“‘']?(?:He|She|They|His|Her|Their)\b/u;
/** References to things in the previous sentence of the same paragraph. */
const THING_BACK =
  /^["“‘']?(?:It|Its|This|That|These|Those|Both|The (?:official|move|decision|announcement|two|pair|meeting|call|deal|plan|agreement|statement|comments?|remarks?|latter|former))\b/u;
/** A quotation that is the whole sentence has its speaker in a neighbor. */
const BARE_QUOTATION = /^["“][^"”]+["”]$/u;

/** Extended quotes stay short enough to read at a glance; the limit of a quote itself is 60 words. */
const GROWN_WORDS = MAX_QUOTE_WORDS - 10;

/** Returns the sentence's own span, or one that begins (or ends) with the neighbor that it needs. */
export function growSpan(passage: Passage, articleText: string, place: number): Span {
  const own = passage.sentences[place];
  if (!own)
    throw new RangeError(`sentence ${place} of ${passage.passageId}: it has ${passage.sentences.length}`);
  const text = articleText.slice(own.start, own.end);
  const [before, after] = [place - 1, place + 1].map((at) => tellingNeighbor(passage, articleText, at));
  const sameParagraph = before !== undefined && !articleText.slice(before.end, own.start).includes("\n");
  const isNamed = before !== undefined && tellsWho(articleText.slice(before.start, before.end));
  if (before && ((PERSON_BACK.test(text) && isNamed) || (THING_BACK.test(text) && sameParagraph)))
    return within({ start: before.start, end: own.end }, own, articleText);
  if (BARE_QUOTATION.test(text)) {
    const afterText = after ? articleText.slice(after.start, after.end) : "";
    if (after && /\b(?:said|says|told|added|wrote)\b/u.test(afterText))
      return within({ start: own.start, end: after.end }, own, articleText);
    if (before) return within({ start: before.start, end: own.end }, own, articleText);
  }
  return { start: own.start, end: own.end };
}

/** Returns whether a sentence names whom it speaks of: "Asked about it, he shrugged" points back itself. */
function tellsWho(text: string): boolean {
  return holdsName(text) || !/\b(?:he|she|they|him|her|them|his|their)\b/iu.test(text);
}

/** Returns the sentence at a place of the passage; undefined if there is none or it says nothing. */
function tellingNeighbor({ sentences }: Passage, articleText: string, at: number): Span | undefined {
  const span = sentences[at];
  return span === undefined || saysNothing(articleText.slice(span.start, span.end)) ? undefined : span;
}

function within(grown: Span, own: Span, articleText: string): Span {
  const words = articleText.slice(grown.start, grown.end).split(/\s+/u).length;
  return words <= GROWN_WORDS ? grown : { start: own.start, end: own.end };
}
