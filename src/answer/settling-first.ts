// Puts the sentence first that settles a question for yes or no, where the best one only is about the same people, or is older.
import { YES_NO_KINDS } from "../language/asked.js";
import { isNegative } from "../language/holds-asked.js";
import { SETTLES, settles } from "../language/settles.js";
import { stemLightly, stemsOf, wordsOf } from "../language/words.js";
import { publishedMs } from "../model/time.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { isSamePassage, type ScoredSentence } from "./sentences.js";
import { unnamedIn } from "./strength.js";

/**
 * How far what settles it may be behind the best, in units of `SENTENCE_MODELS`, in the article of the best and in another one; set by
 * hand: the few questions of the development sets that want yes or no are indifferent.
 */
const FAR_BEHIND = { own: 6, other: 3 } as const;
/** How far a newer report may be behind, if it is asked what is so or is to come. */
const NEWER_BEHIND = 2.5;
/** Below this a sentence may speak of something else with a common verb, and must hold a word of the question as well. */
const SAYS_IT = 0.7;
/** Cost of naming somebody else and not all whom the question names, in units of how far a sentence settles it. */
const OF_ANOTHER = 0.6;
/** Gain of the passage of the best. */
const OWN_PASSAGE = 0.25;

/** Returns how far a span settles what a question for yes or no says to be or to happen, 0..1. */
function saysDeed({ text }: ScoredSentence, { asked }: Retrieval): number {
  return settles(asked.deeds, text.replace(/\s+/gu, " "), isNegative(text));
}

/**
 * Puts the sentence first that says something of the deed asked about where the best says nothing of it; then, if it is asked what is
 * so or is to come, the one of the newest report. Both hold every name of the question in their passage or title.
 */
export function settlingFirst(
  ordered: readonly ScoredSentence[],
  retrieval: Retrieval,
): readonly ScoredSentence[] {
  const [lead] = ordered;
  const { asked } = retrieval;
  if (lead === undefined || !YES_NO_KINDS.has(asked.kind) || asked.deeds.length === 0) return ordered;
  const says = new Map(ordered.map((one) => [one, saysDeed(one, retrieval)]));
  const saysOf = (one: ScoredSentence) => says.get(one) ?? 0;
  const settling = ordered.filter(
    (one) =>
      one.features.contradicts <= lead.features.contradicts &&
      one.features.period >= lead.features.period &&
      saysOf(one) >= SETTLES &&
      (isSamePassage(one, lead) || unnamedIn(one, retrieval).length === 0),
  );
  const first = saysOf(lead) >= SETTLES ? lead : bestOf(settling, lead, retrieval, saysOf);
  const best = retrieval.isSettled || asked.kind === "event" ? first : newestOf(settling, first);
  return best === lead ? ordered : [best, ...ordered.filter((one) => one !== best)];
}

/** The sentence that settles it best; the lead if there is none near enough. */
function bestOf(
  settling: readonly ScoredSentence[],
  lead: ScoredSentence,
  retrieval: Retrieval,
  saysOf: (one: ScoredSentence) => number,
): ScoredSentence {
  const words = retrieval.terms.words.map(stemLightly);
  const names = retrieval.terms.subjects.map(stemLightly);
  const worth = (one: ScoredSentence) => {
    const held = stemsOf(one.text);
    const share = words.filter((word) => held.has(word)).length / Math.max(1, words.length);
    const isOfAnother = namesAnother(one.text, names) && !names.every((name) => held.has(name));
    const own = isSamePassage(one, lead) ? OWN_PASSAGE : 0;
    return saysOf(one) + share + own - (isOfAnother ? OF_ANOTHER : 0);
  };
  const isOwn = (one: ScoredSentence) => one.hit.article.articleId === lead.hit.article.articleId;
  const near = settling.filter(
    (one) =>
      lead.score - one.score <= FAR_BEHIND[isOwn(one) ? "own" : "other"] &&
      (saysOf(one) >= SAYS_IT || words.some((word) => stemsOf(one.text).has(word))),
  );
  return near.reduce((best, one) => (worth(one) > worth(best) ? one : best), near[0] ?? lead);
}

/** Returns whether a text has a capital within a sentence that is none of these names. */
function namesAnother(text: string, names: readonly string[]): boolean {
  const inner = text.replace(/(?:^|[.!?]["”’)]*\s+)["“‘(]?\p{Lu}[\p{L}’'-]*/gu, " ");
  return wordsOf(inner).some((word) => /^\p{Lu}/u.test(word) && !names.includes(stemLightly(word)));
}

/** The best sentence of the newest report that settles it nearly as well; the lead if none is newer. */
function newestOf(settling: readonly ScoredSentence[], lead: ScoredSentence): ScoredSentence {
  const at = (one: ScoredSentence) =>
    one.hit.article.publishedAt === null ? 0 : publishedMs(one.hit.article);
  const newer = settling.filter((one) => at(one) > at(lead) && lead.score - one.score <= NEWER_BEHIND);
  const newest = Math.max(...newer.map(at));
  return newer.find((one) => at(one) === newest) ?? lead;
}
