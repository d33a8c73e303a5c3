// Says of every candidate what became of it: quoted, or the gate at which it was dropped. Decides nothing.
import type { Candidate, Gate } from "../reports.js";
import type { Hit, Quote } from "../schema.js";
import { isCopy, isEarlier, saysTheSame } from "./repeats.js";
import type { ScoredSentence } from "./score-sentences.js";
import type { Working } from "./working.js";

/** Candidates that are explained. */
const EXPLAINED_LIMIT = 20;

/** What was decided: the verified quotes are shown only where it is answered. */
export interface Outcome {
  readonly kind: "answered" | "unanswered";
  readonly quotes: readonly Quote[];
}

/** Lists the best candidates, best first. */
export function explainCandidates(working: Working, outcome: Outcome): Candidate[] {
  return working.retrieval.hits.slice(0, EXPLAINED_LIMIT).map((hit) => {
    const { articleId, title, source, url, publishedAt } = hit.article;
    const { passageId } = hit.passage;
    const { score, signals } = hit;
    const gate = gateOf(hit, working, outcome);
    return { passageId, articleId, title, source, url, publishedAt, score, signals, gate };
  });
}

function gateOf(hit: Hit, working: Working, { kind, quotes }: Outcome): Gate | null {
  const { selection, sentences, features } = working;
  const chosen = [...selection.quotes, ...selection.earlier];
  if (chosen.some((sentence) => isOf(hit, sentence))) {
    if (!quotes.some((quote) => stands(quote, hit))) return "not-verified";
    return kind === "answered" ? null : "unanswered";
  }
  const own = sentences.filter((sentence) => isOf(hit, sentence));
  if (own.length > 0) return passedOver(own, chosen, working);
  return hit.signals.rerank === null && features !== null ? "beyond-limit" : "no-sentence";
}

/** Why none of the sentences of a passage was chosen. */
function passedOver(
  own: readonly ScoredSentence[],
  chosen: readonly ScoredSentence[],
  { groups }: Working,
): Gate {
  const any = (holds: (sentence: ScoredSentence, other: ScoredSentence) => boolean) =>
    own.some((sentence) => chosen.some((other) => holds(sentence, other)));
  if (any((sentence, other) => isCopy(sentence, other, groups))) return "copy";
  if (!any((sentence, other) => saysTheSame(other, sentence))) return "weaker";
  const isOlder = any((sentence, other) => saysTheSame(other, sentence) && isEarlier(sentence, other));
  return isOlder ? "older-twin" : "duplicate";
}

function isOf(hit: Hit, sentence: ScoredSentence): boolean {
  return sentence.hit.passage.passageId === hit.passage.passageId;
}

function stands({ articleId, revision, start, end }: Quote, { passage }: Hit): boolean {
  return (
    articleId === passage.articleId &&
    revision === passage.revision &&
    start < passage.end &&
    passage.start < end
  );
}
