// Orders what was found for "latest on X": the newest reports that hold all of X first, one passage of each article.

import { periodFit } from "../language/conditions.js";
import { isReportOn } from "../language/report-on.js";
import { wordsHeld } from "../language/words.js";
import type { Hit } from "../model/article.js";
import { publishedDay } from "../model/calendar.js";
import { publishedMs } from "../model/time.js";
import type { ParsedQuestion } from "./question.js";

/** Returns whether a passage with its title holds every word that the question is about. */
function isAbout({ article, passage }: Hit, { terms }: Pick<ParsedQuestion, "terms">): boolean {
  return wordsHeld(`${article.title} ${passage.text}`, terms.words).length === terms.words.length;
}

/**
 * Puts the reports on the topic first, newest first, each article once by its earliest passage that holds it; the others, which only
 * mention it, follow in the order they had. Reports of another period than the question names stay among the others, and so do
 * undated ones.
 */
export function newestFirst<T extends { readonly hit: Hit }>(
  ranked: readonly T[],
  question: ParsedQuestion,
): T[] {
  const { period } = question.conditions;
  const isOfPeriod = ({ article }: Hit) =>
    period === null ||
    periodFit(period, { sentence: "", context: "", publishedDay: publishedDay(article) }) === "inside";
  const earliest = new Map<string, T>();
  for (const one of ranked) {
    const { hit } = one;
    if (hit.article.publishedAt === null || !isOfPeriod(hit) || !isAbout(hit, question)) continue;
    const known = earliest.get(hit.article.articleId);
    if (known === undefined || hit.passage.ordinal < known.hit.passage.ordinal)
      earliest.set(hit.article.articleId, one);
  }
  const reports = [...earliest.values()].filter(({ hit }) => isReportOn(hit.article, question.terms.words));
  const newest = reports.sort((one, other) => publishedMs(other.hit.article) - publishedMs(one.hit.article));
  const first = new Set(newest);
  return [...newest, ...ranked.filter((one) => !first.has(one))];
}
