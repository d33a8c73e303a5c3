// Hits → sentences that can be quoted, scored by features and the cross-encoder.

import type { Reranker } from "../embed/embedder.js";
import { stemLightly, stemsOf, wordsOf } from "../language/words.js";
import type { Hit, Span } from "../model/article.js";
import { saysNothing } from "./empty-sentences.js";
import { SENTENCE_MODELS, type SentenceFeatures, type SentenceModel, worthOf } from "./sentence-model.js";

/** A sentence with its value as a quote; higher is better, in logits. */
export interface ScoredSentence extends SentenceCandidate {
  readonly score: number;
  /** The score without its time part: how well the sentence fits, whenever it was written. */
  readonly evidence: number;
  /** The cross-encoder's logit for the sentence alone; null if it was not read. */
  readonly logit: number | null;
}

/** How far the search for a sentence goes; chosen on bench/news. */
interface SentenceLimits {
  /** Hits whose sentences are considered. */
  readonly hits: number;
  /** Further hits, the best by the cross-encoder alone: earlier reports. */
  readonly earlier: number;
  /** Sentences that the cross-encoder reads; each costs about a third of a passage. */
  readonly read: number;
  /** Of these, the minimum of every hit, and of every further hit. */
  readonly everyHit: number;
  readonly everyEarlier: number;
}

const SENTENCE_LIMITS: SentenceLimits = {
  hits: 5,
  earlier: 2,
  read: 16,
  everyHit: 1,
  everyEarlier: 2,
};

export interface ScoringOptions {
  /** Default: the fitted weights for the models in use. */
  readonly model?: SentenceModel;
  readonly limits?: SentenceLimits;
}

/** Returns the sentences of the best hits, best first; a hit list without sentences gives an empty list. */
export async function scoreSentences(
  hits: readonly Hit[],
  question: string,
  words: readonly string[],
  reranker: Reranker | null,
  options: ScoringOptions = {},
): Promise<ScoredSentence[]> {
  const { model = SENTENCE_MODELS[reranker ? "reranked" : "words"], limits = SENTENCE_LIMITS } = options;
  const found = sentenceCandidates(hitsToRead(hits, limits), question, words);
  const promising = reranker ? mostPromising(found, model, limits) : found;
  const logits = reranker
    ? await reranker.rerank(
        question,
        promising.map(({ text }) => text),
      )
    : null;
  return promising
    .map((sentence, at) => {
      const logit = logits?.[at] ?? null;
      const features = { ...sentence.features, logit: logit ?? 0 };
      const score = worthOf(features, model.worth);
      const evidence = score - model.worth.hit * sentence.hit.signals.time;
      return { ...sentence, features, logit, score, evidence };
    })
    .sort((one, other) => other.score - one.score || one.hitRank - other.hitRank || one.start - other.start);
}

function hitsToRead(hits: readonly Hit[], limits: SentenceLimits): Hit[] {
  const rest = hits.slice(limits.hits).filter(({ signals }) => signals.rerank !== null);
  rest.sort((one, other) => (other.signals.rerank ?? 0) - (one.signals.rerank ?? 0));
  return [...hits.slice(0, limits.hits), ...rest.slice(0, limits.earlier)];
}

/** Takes the best of every hit first, so that none goes unread, then the best of all. */
function mostPromising(
  found: readonly SentenceCandidate[],
  { promise }: SentenceModel,
  limits: SentenceLimits,
): SentenceCandidate[] {
  const ordered = found
    .map((sentence) => ({ sentence, promise: worthOf(sentence.features, promise) }))
    .sort((one, other) => other.promise - one.promise)
    .map(({ sentence }) => sentence);
  const taken = new Map<number, number>();
  const first = ordered.filter(({ hitRank }) => {
    taken.set(hitRank, (taken.get(hitRank) ?? 0) + 1);
    return (taken.get(hitRank) ?? 0) <= (hitRank < limits.hits ? limits.everyHit : limits.everyEarlier);
  });
  return [...new Set([...first, ...ordered])].slice(0, limits.read);
}

/** One sentence of a hit. */
export interface SentenceCandidate extends Span {
  readonly hit: Hit;
  /** 0 for the best hit. */
  readonly hitRank: number;
  readonly text: string;
  /** Place among the sentences of its passage, from 0. */
  readonly place: number;
  /** `logit` is 0 until a model has read the sentence. */
  readonly features: SentenceFeatures;
}

/** Shorter sentences say too little to stand alone. */
const MIN_WORDS = 5;
/** The contract of an answer: no quote is longer. */
export const MAX_QUOTE_WORDS = 60;
/** A statement ends with a full stop or the like; bylines and headings do not, and a question states nothing. */
const STATEMENT = /[.!…。।۔][\p{Pe}\p{Pf}"'*]*$/u;
/** More new words than this make a sentence long, not telling. */
const MOST_NEWS = 10;

/** Lists the quotable sentences of hits, in hit order. Questions, headings and fragments are left out. */
export function sentenceCandidates(
  hits: readonly Hit[],
  question: string,
  terms: readonly string[],
): SentenceCandidate[] {
  const type = answerType(question);
  const asked = new Set(terms.map(stemLightly));
  return hits.flatMap((hit, hitRank) => {
    const title = stemsOf(hit.article.title);
    return hit.passage.sentences.flatMap(({ start, end }, place) => {
      const text = hit.article.text.slice(start, end);
      const found = wordsOf(text);
      if (!isQuotable(text)) return [];
      const told = stemsOf(text);
      const share = (holds: (word: string) => boolean) =>
        asked.size === 0 ? 0 : [...asked].filter(holds).length / asked.size;
      const rightType = containsAnswerType(type, text, asked);
      const features: SentenceFeatures = {
        hit: hit.score,
        logit: 0,
        repeats: share((word) => told.has(word)),
        overlap: share((word) => told.has(word) || title.has(word)),
        type: rightType ? 1 : 0,
        news: Math.min(
          MOST_NEWS,
          found.filter((word) => word.length > 3 && !asked.has(stemLightly(word))).length,
        ),
        place: hit.passage.ordinal === 0 ? Math.log1p(place) : 0,
        onRecord: type === "plan" && rightType && isOnRecord(text) ? 1 : 0,
      };
      return { hit, hitRank, start, end, text, place, features };
    });
  });
}

/** Returns whether a sentence can stand as a quote: a statement of at least five words and at most sixty that says something. */
export function isQuotable(sentence: string): boolean {
  if (sentence.split(/\s+/u).length > MAX_QUOTE_WORDS || !STATEMENT.test(sentence)) return false;
  return wordsOf(sentence).length >= MIN_WORDS && !saysNothing(sentence);
}

/** An outlet's notes on its own page say nothing about the topic. */
const NOTE = /^\W*(?:editor['’]s note|corrections?|clarifications?)\b/iu;

/** Returns whether a sentence is an outlet's note on its own page. */
export function isNote(sentence: string): boolean {
  return NOTE.test(sentence);
}

/** "plan": whether something is going to happen. "any": the question does not say. */
export type AnswerType = "person" | "number" | "date" | "place" | "plan" | "name" | "any";

/** The first pattern that matches decides. */
const ASKS: readonly (readonly [AnswerType, RegExp])[] = [
  ["number", /\bhow (?:many|much|long|old|far|often|tall|high|big|large)\b/],
  ["number", /\bwhat (?:percentage|percent|share|number)\b/],
  ["date", /^\W*when\b|\bwhat (?:day|date|year|month)\b|\bwhen (?:did|was|were|is|will|does)\b/],
  [
    "plan",
    /^\W*(?:is|are|will|has|have)\b.*\b(?:scheduled|planned|planning|going to|set to|due|agreed|selling|meet)\b/,
  ],
  ["person", /\bwho(?:m|se)?\b/],
  ["place", /\bwhere\b|\bwhich (?:country|city|state|place|island|nation)\b/],
  ["name", /\bwhich\b|\bwhat(?:['’]s| (?:is|was)) the name\b/],
];

/** Reads the type from the question's words. */
export function answerType(question: string): AnswerType {
  const text = question.toLowerCase();
  return ASKS.find(([, pattern]) => pattern.test(text))?.[0] ?? "any";
}

const NUMBER =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?)\b/iu;
const DATE =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow|(?:19|20)\d\d)\b/iu;
const PLAN =
  /\b(?:plans?|planned|planning|schedul\p{L}+|agreed to|(?:will|would) (?:meet|hold|host|visit|be held)|to be held|postpon\p{L}+|cancel\p{L}*|call(?:ed|ing)? off|not for sale|back on)\b/iu;
const NAME = /(?<=[\s"“(])\p{Lu}[\p{L}'’-]+|^\p{Lu}[\p{L}'’-]+(?=\s+\p{Lu})/gu;

/** Returns whether a sentence contains the kind of thing asked for; a name of the question itself does not count. */
export function containsAnswerType(type: AnswerType, sentence: string, asked: ReadonlySet<string>): boolean {
  switch (type) {
    case "any":
      return true;
    case "number":
      return NUMBER.test(sentence);
    case "date":
      return DATE.test(sentence);
    case "plan":
      return PLAN.test(sentence);
    default:
      return (sentence.match(NAME) ?? []).some((name) => !asked.has(stemLightly(name)));
  }
}

/** Eight words or more between quotation marks. */
const LONG_QUOTATION = /["“](?:[^"“”\s]+\s+){7,}[^"“”]*["”]/u;

/** Returns whether a sentence quotes someone at length: a statement on record outweighs its paraphrase. */
function isOnRecord(sentence: string): boolean {
  return LONG_QUOTATION.test(sentence);
}
