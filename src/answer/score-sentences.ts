// Scores the sentences of the best hits: the cross-encoder reads the most promising, the fitted weights rank them.
import type { Reranker } from "../embed/embedder.js";
import type { Hit } from "../schema.js";
import { SENTENCE_MODELS, type SentenceModel, worthOf } from "./sentence-model.js";
import { type SentenceCandidate, sentenceCandidates } from "./sentences-of.js";

/** A sentence with its worth as a quote; higher is better, in logits. */
export interface ScoredSentence extends SentenceCandidate {
  readonly score: number;
  /** The score without what time adds to it: how well it fits, whenever it was written. */
  readonly evidence: number;
  /** The cross-encoder's logit for the sentence alone; null where it was not read. */
  readonly logit: number | null;
}

/** How far the search for a sentence goes; chosen on bench/news. */
export interface SentenceLimits {
  /** Hits whose sentences are looked at; more gained nothing. */
  readonly hits: number;
  /** Further hits, best by the cross-encoder alone: what was reported before. */
  readonly earlier: number;
  /** Sentences that the cross-encoder reads: each costs about a third of a passage. */
  readonly read: number;
  /** Of these, at least so many of every hit, and of every further hit. */
  readonly everyHit: number;
  readonly everyEarlier: number;
}

export const SENTENCE_LIMITS: SentenceLimits = {
  hits: 5,
  earlier: 2,
  read: 16,
  everyHit: 1,
  everyEarlier: 2,
};

export interface ScoringOptions {
  /** Default: the fitted weights for what is there. */
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

/** First the best of every hit, so that none goes unread, then the best of all. */
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
