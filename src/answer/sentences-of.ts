// Hits → sentences that might be quoted, with what is cheaply known of each. No model here.
import type { Hit, Span } from "../schema.js";
import { answerType, holdsType, isOnRecord } from "./answer-type.js";
import { stemLightly, stemsOf, wordsOf } from "./words.js";

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
  /** Words of over three letters that are not in the question: what it could tell. */
  readonly newWords: number;
  /** True where it holds the kind of thing that is asked for: a name, a number, a date, a plan. */
  readonly holdsType: boolean;
  /** True where it quotes someone at length on a plan that is asked for. */
  readonly onRecord: boolean;
}

/** Shorter sentences say too little to stand alone. */
const MIN_WORDS = 5;
/** The contract of an answer: no quote is longer. */
export const MAX_QUOTE_WORDS = 60;

/** Lists the quotable sentences of hits, in hit order. Questions and fragments are left out. */
export function sentenceCandidates(
  hits: readonly Hit[],
  question: string,
  words: readonly string[],
): SentenceCandidate[] {
  const type = answerType(question);
  const asked = new Set(words.map(stemLightly));
  return hits.flatMap((hit, hitRank) => {
    const title = stemsOf(hit.article.title);
    return hit.passage.sentences.flatMap(({ start, end }, place) => {
      const text = hit.article.text.slice(start, end);
      const found = wordsOf(text);
      if (found.length < MIN_WORDS || text.split(/\s+/u).length > MAX_QUOTE_WORDS || /\?["”’]?$/u.test(text))
        return [];
      const told = stemsOf(text);
      const held = [...asked].filter((word) => told.has(word) || title.has(word)).length;
      const rightType = holdsType(type, text, asked);
      return {
        hit,
        hitRank,
        start,
        end,
        text,
        place,
        overlap: asked.size === 0 ? 0 : held / asked.size,
        newWords: found.filter((word) => word.length > 3 && !asked.has(stemLightly(word))).length,
        holdsType: rightType,
        onRecord: type === "plan" && rightType && isOnRecord(text),
      };
    });
  });
}
