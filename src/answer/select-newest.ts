// Chooses quotes for "latest on X": the first sentence on X of each of its newest reports.

import { stemLightly, stemsOf } from "../language/words.js";
import type { ParsedQuestion } from "../retrieve/question.js";
import { type CopyGroups, isCopy, saysTheSame } from "./repeated-sentences.js";
import type { Selection } from "./select-quotes.js";
import type { ScoredSentence } from "./sentences.js";

/** As many as a reader can take in at a glance. */
const QUOTE_LIMIT = 3;
/** A sentence on the topic further down is not looked for: news puts its point first. */
const FIRST_PLACES = 3;

/**
 * Selects one sentence of each report whose title and passage hold every word of the topic, newest report first, at most three, none
 * that repeats another; null if there is no such report. `isPlain` tells whether the first says what it is about itself, with its title.
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
    if (quotes.some((other) => saysTheSame(other, chosen) || isCopy(other, chosen, groups)))
      duplicates.push(chosen);
    else if (quotes.length < QUOTE_LIMIT) quotes.push(chosen);
  }
  const [lead] = quotes;
  if (lead === undefined) return null;
  const isPlain = holds(`${lead.hit.article.title} ${lead.text}`) === topic.length;
  return { quotes, earlier: [], duplicates, isPlain };
}

function publishedOf(sentence: ScoredSentence | undefined): string {
  return sentence?.hit.article.publishedAt ?? "";
}
