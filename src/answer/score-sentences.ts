// Scores the sentences of the best hits: the cross-encoder reads the most promising, words and place rank the rest.
import type { Reranker } from "../embed/embedder.js";
import type { Hit } from "../schema.js";
import { type SentenceCandidate, sentenceCandidates } from "./sentences-of.js";

/** A sentence with its worth as a quote; higher is better, in logits. */
export interface ScoredSentence extends SentenceCandidate {
  readonly score: number;
  /** The score without what time adds to it: how well it fits, whenever it was written. */
  readonly evidence: number;
  /** The cross-encoder's logit for the sentence alone; null where it was not read. */
  readonly logit: number | null;
}

/** Weights of a sentence's score; chosen on bench/news, see README "Measured". */
export interface SentenceWeights {
  /** Hits whose sentences are looked at. */
  readonly hitLimit: number;
  /** Further hits, best by the cross-encoder alone: what was reported before. */
  readonly earlierLimit: number;
  /** Sentences that the cross-encoder reads: each costs about 12 ms on two cores. */
  readonly readLimit: number;
  /** Of these, at least so many of every hit. */
  readonly everyHit: number;
  readonly everyEarlier: number;
  /** Share of the hit's own score that its sentences carry. */
  readonly hit: number;
  /** Gain for holding the kind of thing asked for. */
  readonly type: number;
  /** Gain for a statement on record where a plan is asked for. */
  readonly onRecord: number;
  /** Gain a new word, up to ten. */
  readonly newWord: number;
  /** Cost a place down the passage. */
  readonly place: number;
}

export const SENTENCE_WEIGHTS: SentenceWeights = {
  hitLimit: 4,
  earlierLimit: 2,
  readLimit: 10,
  everyHit: 1,
  everyEarlier: 2,
  hit: 1,
  type: 2,
  onRecord: 2.5,
  newWord: 0.1,
  place: 0,
};

/** Returns the sentences of the best hits, best first; a hit list without sentences gives an empty list. */
export async function scoreSentences(
  hits: readonly Hit[],
  question: string,
  words: readonly string[],
  reranker: Reranker | null,
  weights: SentenceWeights = SENTENCE_WEIGHTS,
): Promise<ScoredSentence[]> {
  const found = sentenceCandidates(hitsToRead(hits, weights), question, words);
  const promising = mostPromising(found, weights);
  const logits = reranker
    ? await reranker.rerank(
        question,
        promising.map(({ text }) => text),
      )
    : null;
  const logitOf = new Map(promising.map((sentence, at) => [sentence, logits?.[at] ?? null]));
  return (logits ? promising : found)
    .map((sentence) => {
      const logit = logitOf.get(sentence) ?? null;
      const score = worth(sentence, logit, weights);
      return { ...sentence, logit, score, evidence: score - weights.hit * sentence.hit.signals.time };
    })
    .sort((one, other) => other.score - one.score || one.hitRank - other.hitRank || one.start - other.start);
}

function hitsToRead(hits: readonly Hit[], { hitLimit, earlierLimit }: SentenceWeights): Hit[] {
  const rest = hits.slice(hitLimit).filter(({ signals }) => signals.rerank !== null);
  rest.sort((one, other) => (other.signals.rerank ?? 0) - (one.signals.rerank ?? 0));
  return [...hits.slice(0, hitLimit), ...rest.slice(0, earlierLimit)];
}

/** First the best of every hit, so that none goes unread, then the best of all. */
function mostPromising(found: readonly SentenceCandidate[], weights: SentenceWeights): SentenceCandidate[] {
  const ordered = [...found].sort((one, other) => promise(other) - promise(one));
  const taken = new Map<number, number>();
  const first = ordered.filter(({ hitRank }) => {
    taken.set(hitRank, (taken.get(hitRank) ?? 0) + 1);
    return (
      (taken.get(hitRank) ?? 0) <= (hitRank < weights.hitLimit ? weights.everyHit : weights.everyEarlier)
    );
  });
  return [...new Set([...first, ...ordered])].slice(0, weights.readLimit);
}

/** Before any model has read it: words of the question, the kind of thing asked for, the rank of its hit. */
function promise({ overlap, holdsType, newWords, hitRank }: SentenceCandidate): number {
  return 2 * overlap + (holdsType ? 0.5 : 0) + 0.03 * Math.min(newWords, 10) - 0.35 * hitRank;
}

/** Scale of the word-only score, so that a full overlap weighs about as much as a sure logit. */
const OVERLAP_SCALE = 10;

function worth(sentence: SentenceCandidate, logit: number | null, weights: SentenceWeights): number {
  return (
    (logit ?? OVERLAP_SCALE * sentence.overlap) +
    weights.hit * sentence.hit.score +
    (sentence.holdsType ? weights.type : 0) +
    (sentence.onRecord ? weights.onRecord : 0) +
    weights.newWord * Math.min(sentence.newWords, 10) -
    weights.place * sentence.place
  );
}
