// Puts the newest report first that says whether something is so or is to come, where an older one fits the question better.
import { isNegative } from "../language/holds-asked.js";
import { SETTLES, settles } from "../language/settles.js";
import { publishedMs } from "../model/time.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { ScoredSentence } from "./sentences.js";
import { unnamedIn } from "./strength.js";

/**
 * How far a newer report may be behind, in units of `SENTENCE_MODELS`; set by hand, since the development sets ask for few. What is so is
 * overturned by a report that may tell it in quite other words ("postponed" of "open"); what is scheduled is told as such.
 */
const NEWER_BEHIND = { state: 8, plan: 3 } as const;

/**
 * Returns the sentences with one of the newest report first that tells of the deed asked about and holds every name of the question in
 * its passage or title, if it is asked for yes or no what is so or is to come; else as they are.
 */
export function newestStateFirst(
  ordered: readonly ScoredSentence[],
  retrieval: Retrieval,
): readonly ScoredSentence[] {
  const [lead] = ordered;
  const { asked, isSettled } = retrieval;
  if (lead === undefined || (asked.kind !== "state" && asked.kind !== "plan")) return ordered;
  if (isSettled || asked.deeds.length === 0) return ordered;
  const most = NEWER_BEHIND[asked.kind];
  const at = ({ hit }: ScoredSentence) => publishedMs(hit.article);
  const newer = ordered.filter(
    (one) =>
      at(one) > at(lead) &&
      lead.score - one.score <= most &&
      one.features.contradicts <= lead.features.contradicts &&
      one.features.period >= lead.features.period &&
      settles(asked.deeds, one.text.replace(/\s+/gu, " "), isNegative(one.text)) >= SETTLES &&
      unnamedIn(one, retrieval).length === 0,
  );
  const newest = Math.max(...newer.map(at));
  const best = newer.find((one) => at(one) === newest) ?? lead;
  return best === lead ? ordered : [best, ...ordered.filter((one) => one !== best)];
}
