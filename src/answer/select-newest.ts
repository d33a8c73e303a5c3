// Chooses quotes for "latest on X": the first sentence on X of each of its newest reports.

import { isReportOn } from "../language/report-on.js";
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
/** Of these a sentence that fits so much less than the best one, in logits, is an aside. */
const MARGIN = 2;
/** "Ukrainian" is about Ukraine; of shorter words, longer ones are others. */
const MIN_BEGINNING = 5;
/** Four names in a row say who, not what. */
const NAMES_IN_A_ROW = /(?:\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)+(?:,? and |, )){3}/u;

/** Returns whether a sentence mostly lists names. */
function isEnumeration(sentence: string): boolean {
  return NAMES_IN_A_ROW.test(sentence);
}

/** How long before the newest report another is still part of the news: a month. */
const NEWS_MS = 30 * DAY_MS;

/**
 * Selects one sentence of each report on the topic whose title and passage hold every word of it, newest report first, at most three,
 * none that repeats another; null if there is no such report. The further ones say what they are about themselves, with their title,
 * and are not a month older; `isPlain` tells whether the first does.
 */
export function selectNewest(
  sentences: readonly ScoredSentence[],
  { terms }: Pick<ParsedQuestion, "terms">,
  groups: CopyGroups,
): (Selection & { readonly isPlain: boolean }) | null {
  const topic = terms.words.map(stemLightly);
  const holds = (text: string) => {
    const held = [...stemsOf(text)];
    const isForm = (stem: string, word: string) => word.length >= MIN_BEGINNING && stem.startsWith(word);
    return topic.filter((word) => held.some((stem) => stem === word || isForm(stem, word))).length;
  };
  const isPlainly = ({ hit, text }: ScoredSentence) => holds(`${hit.article.title} ${text}`) === topic.length;
  const about = sentences.filter(
    ({ hit }) =>
      hit.article.publishedAt !== null && holds(`${hit.article.title} ${hit.passage.text}`) === topic.length,
  );
  const onTopic = about.filter(({ hit }) => isReportOn(hit.article, topic, holds));
  const ids = [...new Set(onTopic.map(({ hit }) => hit.article.articleId))];
  const reports = ids
    .map((id) => about.filter(({ hit }) => hit.article.articleId === id))
    .sort(([one], [other]) => publishedOf(other).localeCompare(publishedOf(one)));
  const quotes: ScoredSentence[] = [];
  const duplicates: ScoredSentence[] = [];
  for (const report of reports) {
    const inOrder = [...report].sort((one, other) => one.start - other.start);
    const chosen = sayingMost(inOrder, holds);
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

/**
 * Chooses what a report says on a topic: the earliest of its first sentences that names it and fits about as well as the best of them,
 * or else its first; if its title does not hold the topic, the sentence that holds most of it.
 */
function sayingMost(
  inOrder: readonly ScoredSentence[],
  holds: (text: string) => number,
): ScoredSentence | undefined {
  const telling = inOrder.filter(({ text }) => !isEnumeration(text));
  const [first = inOrder[0]] = telling;
  const most = Math.max(0, ...telling.map(({ text }) => holds(text)));
  if (first !== undefined && holds(first.hit.article.title) < most)
    return telling.find(({ text }) => holds(text) === most);
  const naming = telling.slice(0, FIRST_PLACES).filter(({ text }) => holds(text) > 0);
  const best = Math.max(...naming.map(({ score }) => score));
  return naming.find(({ score }) => score >= best - MARGIN) ?? first;
}

/** Returns whether a report is not so much older than the first that it belongs to another time. */
function isStillNew(one: ScoredSentence, newest: ScoredSentence): boolean {
  return publishedMs(newest.hit.article) - publishedMs(one.hit.article) <= NEWS_MS;
}

function publishedOf(sentence: ScoredSentence | undefined): string {
  return sentence?.hit.article.publishedAt ?? "";
}
