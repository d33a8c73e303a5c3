// Hits → reports on a topic: keeps the relevant ones and finds the best sentence of each.

import type { Reranker } from "../embed/embedder.js";
import { contentWords, shareHeld, stemLightly, stemsOf } from "../language/words.js";
import type { Article, Hit, Instant, Span } from "../model/article.js";
import { MONTH_WORDS, MONTHS } from "../model/calendar.js";
import { splitSentences } from "../model/sentences.js";
import { DAY_MS } from "../model/time.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { growSpan } from "./select-quotes.js";
import { isNote, isQuotable, type QuotableSentence, quotableSentences } from "./sentences.js";

/** An article with the sentence that sums it up. */
export interface Report {
  readonly article: Article;
  /** Probability that it is about the topic, 0..1; 1 if there is none. */
  readonly confidence: number;
  /** What is quoted: the sentence, extended if it needs a neighbor. */
  readonly span: Span;
  /** The sentence itself. */
  readonly core: Span;
  readonly text: string;
}

/** An article that is about the topic. */
export interface GatedHit {
  readonly hit: Hit;
  /** Probability that it is about the topic, 0..1. */
  readonly confidence: number;
}

/** Below this logit of the cross-encoder a passage is not about the topic. */
const FLOOR = 0.5;
/** How far a report may be behind the best, in logits, without and with all words of the topic. Chosen on topics of bench/news. */
const MARGIN = { bare: 2.5, covered: 5.5 } as const;
/** Weight of a name or number of the topic, against 1 for other words. */
const NAME = 2;
/** Without a cross-encoder a report must hold this share of the words of a topic (of a sentence, less) and be about as near as the nearest. */
const TOPIC_SHARE = 0.75;
export const SENTENCE_SHARE = 0.5;
const SIMILARITY_BEHIND = 0.1;
/** Sentences of each report that the cross-encoder reads. */
const READ_EACH = 3;
/** Cost of a later place, in logits per ln(1 + place): news puts its point first. */
const PLACE_COST = 1.2;
/** Gain of the title's words that are not the topic's, in logits: the title says what is new. */
const TITLE_GAIN = 4;
/** Gain of an article's first sentence, in logits, if it and the title hold all words of the topic: it says what is new. */
const LEAD_GAIN = 5;
/** Cost of naming only past days, in logits: a report is quoted for its news. */
const RECALL_COST = 4;

/** Keeps the hits that are about the topic, in their order. If the cross-encoder read some hits, the others are dropped. */
export function gateReports(
  { hits, terms }: Pick<Retrieval, "hits" | "terms">,
  wordShare: number = TOPIC_SHARE,
): GatedHit[] {
  const read = hits.filter(({ signals }) => signals.rerank !== null);
  const coverage = (hit: Hit) => coverageOf(hit, terms);
  if (read.length === 0) return gateByWords(hits, coverage, wordShare);
  const best = Math.max(...read.map(({ signals }) => signals.rerank ?? 0));
  return read.flatMap((hit) => {
    const logit = hit.signals.rerank ?? 0;
    const covered = coverage(hit);
    const behind = best - logit - MARGIN.bare - MARGIN.covered * covered ** 2;
    const above = Math.min(logit - FLOOR, -behind);
    return above < 0 ? [] : [{ hit, confidence: 1 / (1 + Math.exp(-above / 2)) }];
  });
}

function gateByWords(hits: readonly Hit[], coverage: (hit: Hit) => number, wordShare: number): GatedHit[] {
  const nearest = Math.max(0, ...hits.map(({ signals }) => signals.similarity ?? 0));
  return hits.flatMap((hit) => {
    const covered = coverage(hit);
    const { similarity } = hit.signals;
    const isNear = similarity === null || similarity >= nearest - SIMILARITY_BEHIND;
    return covered >= wordShare && isNear ? [{ hit, confidence: covered / 2 }] : [];
  });
}

/** Share of the topic's words in title and passage, names and numbers counted twice, 0..1; 1 for no words. */
function coverageOf({ article, passage }: Hit, { words, subjects }: Retrieval["terms"]): number {
  const held = stemsOf(`${article.title} ${passage.text}`);
  const weight = (word: string) => (subjects.includes(word) ? NAME : 1);
  const sum = (list: readonly string[]) => list.reduce((total, word) => total + weight(word), 0);
  return words.length === 0 ? 1 : sum(words.filter((word) => held.has(stemLightly(word)))) / sum(words);
}

/** Articles that an answer quoted are about its question, whatever the gate says. */
const KNOWN_CONFIDENCE = 0.9;

/** Adds the hits of known articles that the gate dropped, in the order of the hits. */
export function withKnown(
  gated: readonly GatedHit[],
  hits: readonly Hit[],
  known: readonly string[],
): GatedHit[] {
  const kept = new Map(gated.map((one) => [one.hit.article.articleId, one]));
  return hits.flatMap((hit) => {
    const { articleId } = hit.article;
    return kept.get(articleId) ?? (known.includes(articleId) ? { hit, confidence: KNOWN_CONFIDENCE } : []);
  });
}

/** A sentence that may sum up its report. */
interface SummingUp extends QuotableSentence {
  /** True if it is the first of its article that can be quoted. */
  readonly isLead: boolean;
}

/** Finds the sentence that sums up each report, in order; a hit without a quotable sentence is left out. */
export async function readReports(
  gated: readonly GatedHit[],
  topic: string,
  words: readonly string[],
  reranker: Reranker | null,
): Promise<Report[]> {
  const hits = gated.map(({ hit }) => hit);
  const found = quotableSentences(hits, words).filter(({ text }) => !isNote(text));
  const promising = hits.flatMap((hit, hitRank) =>
    withLead(mostPromising(found.filter((one) => one.hitRank === hitRank)), { hit, hitRank }, words),
  );
  const logits = reranker
    ? await reranker.rerank(
        topic,
        promising.map(({ text }) => text),
      )
    : null;
  const worth = new Map(promising.map((one, at) => [one, worthOf(one, logits?.[at] ?? null, words)]));
  return gated.flatMap(({ hit, confidence }, rank) => {
    const own = promising.filter(({ hitRank }) => hitRank === rank);
    const best = own.sort((one, other) => (worth.get(other) ?? 0) - (worth.get(one) ?? 0))[0];
    if (best === undefined) return [];
    const { article, passage } = hit;
    const core = { start: best.start, end: best.end };
    const isInside = passage.sentences[best.place]?.start === best.start;
    const span = isInside ? growSpan(passage, article.text, best.place) : core;
    return [{ article, confidence, core, span, text: article.text.slice(span.start, span.end) }];
  });
}

/** Returns the first sentence of the passage, and those that contain most words of topic and title. */
function mostPromising(sentences: readonly QuotableSentence[]): QuotableSentence[] {
  const told = (one: QuotableSentence) => one.repeats + titleShare(one.hit.article.title, one.text, []);
  const ordered = [...sentences].sort((one, other) => told(other) - told(one) || one.start - other.start);
  const [first] = sentences;
  return first === undefined ? [] : [...new Set([first, ...ordered])].slice(0, READ_EACH);
}

/** Characters from the start of an article in which its first sentences stand. */
const OPENING = 1500;

/** Marks the first sentence of the article that can be quoted, and adds it if it stands in another passage. */
function withLead(
  sentences: readonly QuotableSentence[],
  { hit, hitRank }: Pick<QuotableSentence, "hit" | "hitRank">,
  words: readonly string[],
): SummingUp[] {
  const { text, language } = hit.article;
  const spans = splitSentences(text.slice(0, OPENING), language).filter(({ end }) => end < OPENING);
  const lead = spans.find((span) => {
    const said = text.slice(span.start, span.end);
    return isQuotable(said) && !isNote(said);
  });
  const marked = sentences.map((one) => ({ ...one, isLead: one.start === lead?.start }));
  if (lead === undefined || marked.some(({ isLead }) => isLead)) return marked;
  const { start, end } = lead;
  const said = text.slice(start, end);
  const repeats = words.length === 0 ? 0 : shareHeld(words, stemsOf(said));
  return [...marked, { hit, hitRank, start, end, text: said, place: 0, repeats, isLead: true }];
}

function worthOf(
  { hit, text, repeats, place, isLead }: SummingUp,
  logit: number | null,
  words: readonly string[],
): number {
  const recall = namesOnlyPastDays(text, hit.article.publishedAt) ? RECALL_COST : 0;
  const news = titleShare(hit.article.title, text, words);
  const lead = isLead ? LEAD_GAIN * shareHeld(words, stemsOf(`${hit.article.title} ${text}`)) : 0;
  return (logit ?? 6 * repeats) + TITLE_GAIN * news + lead - PLACE_COST * Math.log1p(place) - recall;
}

/** Returns the share of the title's words, without the topic's, that the sentence holds, 0..1. */
function titleShare(title: string, text: string, words: readonly string[]): number {
  const topic = new Set(words.map(stemLightly));
  const own = [...contentWords(title)].filter((word) => !topic.has(word));
  const held = contentWords(text);
  return own.length === 0 ? 0 : own.filter((word) => held.has(word)).length / own.length;
}

/** Days this recent may still be the news of a report. */
const RECENT_DAYS = 6;
const DAY = new RegExp(
  `(?<!\\p{L})(?:(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: de)? (${MONTH_WORDS})(?!\\p{L})\\.?|(${MONTH_WORDS})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?!\\d))(?:,?(?: de)? (\\d{4}))?`,
  "giu",
);

/** Returns whether every day that the text names is more than six days before its report; false if it names none. */
export function namesOnlyPastDays(text: string, publishedAt: Instant | null): boolean {
  if (publishedAt === null) return false;
  const reported = Date.parse(publishedAt);
  const days = [...text.matchAll(DAY)].map((match) => dayMs(match, reported));
  return days.length > 0 && days.every((day) => reported - day > RECENT_DAYS * DAY_MS);
}

/** Returns the named day; without a year, in the year that brings it nearest to the report. */
function dayMs(match: RegExpMatchArray, reported: number): number {
  const [, dayFirst, monthAfter, monthFirst = "", dayAfter, year] = match;
  const at = (MONTHS.get((monthAfter ?? monthFirst).toLowerCase()) ?? 1) - 1;
  const day = Number(dayFirst ?? dayAfter);
  if (year !== undefined) return Date.UTC(Number(year), at, day);
  const own = new Date(reported).getUTCFullYear();
  const candidates = [own - 1, own, own + 1].map((each) => Date.UTC(each, at, day));
  const distances = candidates.map((each) => Math.abs(each - reported));
  return candidates[distances.indexOf(Math.min(...distances))] ?? reported;
}

/** Characters from the start that say what a report is about. */
const START = 450;
/** The parts of an article that say what it is about. */
export interface Told {
  readonly title: string;
  readonly text: string;
}

/** Measures the likeness of reports. Made once over all that are compared, so that words in all of them count little. */
export class Likeness {
  readonly #weights = new Map<string, number>();
  readonly #known = new WeakMap<Told, ReadonlySet<string>>();

  /** `background`: all articles found; the more there are, the better it distinguishes rare words from common ones. */
  constructor(background: readonly Told[]) {
    const counts = new Map<string, number>();
    for (const told of background) {
      for (const word of this.#wordsOf(told)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const [word, count] of counts) this.#weights.set(word, Math.log((background.length + 1) / count));
  }

  /** Returns the cosine of the weighted words, 0..1; two reports of one event have .3 or more. */
  of(one: Told, other: Told): number {
    const [left, right] = [this.#wordsOf(one), this.#wordsOf(other)];
    const shared = [...left].filter((word) => right.has(word));
    const norm = Math.sqrt(this.#sum(left) * this.#sum(right));
    return norm === 0 ? 0 : this.#sum(shared) / norm;
  }

  #sum(words: Iterable<string>): number {
    let sum = 0;
    for (const word of words) sum += (this.#weights.get(word) ?? 1) ** 2;
    return sum;
  }

  #wordsOf(told: Told): ReadonlySet<string> {
    const known = this.#known.get(told);
    if (known !== undefined) return known;
    const words = contentWords(`${told.title} ${told.text.slice(0, START)}`);
    this.#known.set(told, words);
    return words;
  }
}
