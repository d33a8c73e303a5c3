// Chooses quotes for "latest on X": the first sentence on X of each of its newest reports.

import { stemLightly, stemsOf } from "../language/words.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import type { ParsedQuestion } from "../retrieve/question.js";
import { type CopyGroups, isCopy, saysTheSame } from "./repeated-sentences.js";
import type { Selection } from "./select-quotes.js";
import type { ScoredSentence } from "./sentences.js";

/** As many as a reader can take in at a glance. */
const QUOTE_LIMIT = 3;
/** A sentence on the topic further down is not looked for: news puts its point first. */
const FIRST_PLACES = 3;
/** How long before the newest report another is still part of the news: a month. */
const NEWS_MS = 30 * DAY_MS;

/**
 * Selects one sentence of each report whose title and passage hold every word of the topic, newest report first, at most three, none
 * that repeats another; null if there is no such report. The further ones say what they are about themselves, with their title, and
 * are not a month older; `isPlain` tells whether the first does.
 */
export function selectNewest(
  sentences: readonly ScoredSentence[],
  { terms }: Pick<ParsedQuestion, "terms">,
  groups: CopyGroups,
): (Selection & { readonly isPlain: boolean }) | null {
  const topic = terms.words.map(stemLightly);
  const holds = (text: string) => {
    const held = stemsOf(text);
    return topic.filter((word) => held.has(word)).length;
  };
  const isPlainly = ({ hit, text }: ScoredSentence) => holds(`${hit.article.title} ${text}`) === topic.length;
  const about = sentences.filter(
    ({ hit }) =>
      hit.article.publishedAt !== null && holds(`${hit.article.title} ${hit.passage.text}`) === topic.length,
  );
  const ids = [...new Set(about.map(({ hit }) => hit.article.articleId))];
  const reports = ids
    .map((id) => about.filter(({ hit }) => hit.article.articleId === id))
    .sort(([one], [other]) => publishedOf(other).localeCompare(publishedOf(one)));
  const quotes: ScoredSentence[] = [];
  const duplicates: ScoredSentence[] = [];
  for (const report of reports) {
    const inOrder = [...report].sort((one, other) => one.start - other.start);
    const chosen = inOrder.slice(0, FIRST_PLACES).find(({ text }) => holds(text) > 0) ?? inOrder[0];
    if (chosen === undefined) continue;
    const [lead] = quotes;
    if (quotes.some((other) => saysTheSame(other, chosen) || isCopy(other, chosen, groups)))
      duplicates.push(chosen);
    else if (lead === undefined) quotes.push(chosen);
    else if (quotes.length < QUOTE_LIMIT && isPlainly(chosen) && isStillNew(chosen, lead))
      quotes.push(chosen);
  }
  const [lead] = quotes;
  if (lead === undefined) return null;
  return { quotes, earlier: [], duplicates, isPlain: isPlainly(lead) };
}

/** Returns whether a report is not so much older than the first that it belongs to another time. */
function isStillNew(one: ScoredSentence, newest: ScoredSentence): boolean {
  return publishedMs(newest.hit.article) - publishedMs(one.hit.article) <= NEWS_MS;
}

function publishedOf(sentence: ScoredSentence | undefined): string {
  return sentence?.hit.article.publishedAt ?? "";
}
