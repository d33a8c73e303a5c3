// Hits → sentences that might be quoted, with what is cheaply known of each. No model here.
import type { Hit, Span } from "../schema.js";
import { answerType, holdsType, isOnRecord } from "./answer-type.js";
import type { SentenceFeatures } from "./sentence-model.js";
import { stemLightly, stemsOf, wordsOf } from "./words.js";

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
/** A statement ends with a full stop or its like: a byline and a heading have none, and a question tells nothing. */
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
      const rightType = holdsType(type, text, asked);
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

/** Tells whether a sentence can stand as a quote: a statement of at least five words and at most sixty. */
export function isQuotable(sentence: string): boolean {
  if (sentence.split(/\s+/u).length > MAX_QUOTE_WORDS || !STATEMENT.test(sentence)) return false;
  return wordsOf(sentence).length >= MIN_WORDS;
}
