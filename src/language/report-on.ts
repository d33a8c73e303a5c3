// Tells an article that reports on a topic from one that mentions it.

import type { Article } from "../model/article.js";
import { wordsHeld } from "./words.js";

/** From these shares of a topic's words on, a title, or a title and the beginning, tell that the article is on it. */
const SHARES = { title: 1 / 2, beginning: 2 / 3 } as const;
/** News puts its point first: so many characters, about two sentences, tell what a report is on. */
const BEGINNING = 300;
/** How outlets mark what is opinion: a section in the address, a word before or behind the title. */
const OPINION_SECTION =
  /\/(?:opinions?|opinion-[a-z]+|op-ed|columnists?|columns|editorials?|commentary|commentisfree|letters|meinung|kommentare?|tribunes?|opinioni|yazarlar)\//iu;
const OPINION_TITLE =
  /^(?:opinion|editorial|commentary|column|letters?|kommentar|meinung|tribune|opinión|opinione)\s?[:|]|[:|]\s?(?:opinion|editorial|column|commentary|our view|letters?)\.?$/iu;

/**
 * Returns whether an article reports on a topic, and does not only mention it: its title holds half of the words, or its beginning most.
 * What its outlet calls opinion is no report.
 */
export function isReportOn(
  { title, text, url }: Pick<Article, "title" | "text" | "url">,
  words: readonly string[],
  held: (text: string) => number = (of) => wordsHeld(of, words).length,
): boolean {
  if (OPINION_SECTION.test(url ?? "") || OPINION_TITLE.test(title)) return false;
  const beginning = `${title} ${text.slice(0, BEGINNING)}`;
  return held(title) >= SHARES.title * words.length || held(beginning) >= SHARES.beginning * words.length;
}
