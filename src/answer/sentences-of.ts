// Hits → sentences that might be quoted, with what is cheaply known of each. No model here.
import type { Hit, Span } from "../schema.js";

/** One sentence of a hit. */
export interface SentenceCandidate extends Span {
  readonly hit: Hit;
  /** 0 for the best hit. */
  readonly hitRank: number;
  readonly text: string;
  /** Place among the sentences of its passage, from 0. */
  readonly place: number;
  /** Share of the question's words that the sentence or its title holds, 0..1. */
  readonly overlap: number;
  /** Words that are neither in the question nor function words: what it could tell. */
  readonly newWords: number;
  /** True where it holds the kind of thing that is asked for: a name, a number, a date. */
  readonly holdsType: boolean;
}

/** Shorter sentences say too little to stand alone; longer ones are beyond what a quote may hold (design: 60 words). */
const MIN_WORDS = 5;
export const MAX_QUOTE_WORDS = 60;

export type AnswerType = "person" | "number" | "date" | "place" | "any";

/** Reads what kind of thing answers the question, from its question word. */
export function answerType(question: string): AnswerType {
  const text = question.toLowerCase();
  if (
    /\bhow (?:many|much|long|old|far|often|tall|high|big|large)\b|\bwhat (?:percentage|percent|share|number)\b/.test(
      text,
    )
  )
    return "number";
  if (/^\W*when\b|\bwhat (?:day|date|year|month)\b|\bwhen (?:did|was|were|is|will|does)\b/.test(text))
    return "date";
  if (/\bwho(?:m|se)?\b/.test(text)) return "person";
  if (/\bwhere\b|\bwhich (?:country|city|state|place|island|nation)\b/.test(text)) return "place";
  return "any";
}

const NUMBER =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?)\b/iu;
const DATE =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow|(?:19|20)\d\d)\b/iu;
const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;

/** Lists the quotable sentences of the first `hitLimit` hits, in hit order. Questions and fragments are left out. */
export function sentenceCandidates(
  hits: readonly Hit[],
  question: string,
  words: readonly string[],
  hitLimit: number,
): SentenceCandidate[] {
  const type = answerType(question);
  const asked = new Set(words.map(stemLightly));
  return hits.slice(0, hitLimit).flatMap((hit, hitRank) =>
    hit.passage.sentences.flatMap(({ start, end }, place) => {
      const text = hit.article.text.slice(start, end);
      const found = text.match(WORD) ?? [];
      if (found.length < MIN_WORDS || found.length > MAX_QUOTE_WORDS || /\?["”’]?$/u.test(text)) return [];
      const told = found.map(stemLightly);
      const title = (hit.article.title.match(WORD) ?? []).map(stemLightly);
      const present = new Set([...told, ...title].filter((word) => asked.has(word)));
      const overlap = asked.size === 0 ? 0 : present.size / asked.size;
      const newWords = told.filter((word) => word.length > 3 && !asked.has(word)).length;
      return [
        { hit, hitRank, start, end, text, place, overlap, newWords, holdsType: holds(type, text, asked) },
      ];
    }),
  );
}

/** Cuts common English endings, so that "talks" meets "talk"; the store's stemmer does the real work of retrieval. */
export function stemLightly(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s$/u, "")
    .replace(/(?<=\p{L}{3})(?:ing|ed|es|s)$/u, "");
}

function holds(type: AnswerType, text: string, asked: ReadonlySet<string>): boolean {
  if (type === "number") return NUMBER.test(text);
  if (type === "date") return DATE.test(text);
  if (type === "any") return true;
  const names = text.match(/(?<=[\s"“(])\p{Lu}[\p{L}'’-]+|^\p{Lu}[\p{L}'’-]+(?=\s+\p{Lu})/gu) ?? [];
  return names.some((name) => !asked.has(stemLightly(name)));
}
