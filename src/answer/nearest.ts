// Names the articles nearest to a question that is not answered, and the newest report on what it names.
import { wordsHeld } from "../language/words.js";
import type { Unanswered } from "../model/answer.js";
import type { Hit, Instant } from "../model/article.js";
import { DAY_MS } from "../model/time.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { CitationList } from "./cite.js";

/** Nearest articles that an unanswered reply names. */
const NEAREST_LIMIT = 3;

/** Cites the articles nearest to a question, those that hold most of its words first, and says which of its words each holds. */
export function describeNearest(
  retrieval: Retrieval,
  asOf: Instant,
): Pick<Unanswered, "newestAbout" | "nearest" | "nearestAbout" | "citations"> {
  const { hits, terms } = retrieval;
  const citations = new CitationList();
  const asked = terms.subjects.length > 0 ? terms.subjects : terms.words;
  const articles = new Map(hits.map(({ article }) => [article.articleId, article]));
  const near = [...articles.values()]
    .map((article) => ({ article, text: `${article.title} ${article.text}` }))
    .filter(({ text }) => isNear(text, terms.subjects, terms.words))
    .map((one) => ({ ...one, count: wordsHeld(one.text, terms.words).length }))
    .sort((one, other) => other.count - one.count)
    .slice(0, NEAREST_LIMIT);
  const nearestAbout = near.map(({ text }) => {
    const holds = wordsHeld(text, asked);
    return { holds, lacks: asked.filter((word) => !holds.includes(word)) };
  });
  return {
    newestAbout: findNewestAbout(retrieval, asOf),
    nearest: near.map(({ article }) => citations.cite(article)),
    nearestAbout,
    citations: citations.list(),
  };
}

/** Share of the names asked for, and without names of all words, that an article must hold to be near. */
const NEAR_NAMES = 0.5;
const NEAR_WORDS = 0.6;
/** One word alone brings together what has nothing to do with each other: “lisa” of the Mona Lisa and of Lisa Cook. */
const SHARED_WORDS = 2;

const isNumber = (word: string) => /^\p{N}+$/u.test(word);

/**
 * Returns whether an article is near enough to a question to be named: it holds half of its names, a year or another number not
 * counted, and two of its words; without names it holds most of its words.
 */
export function isNear(article: string, names: readonly string[], asked: readonly string[]): boolean {
  const held = wordsHeld(article, asked).length;
  const named = names.filter((name) => !isNumber(name));
  if (named.length === 0) return asked.length > 0 && held >= NEAR_WORDS * asked.length;
  if (held < Math.min(SHARED_WORDS, asked.length)) return false;
  return wordsHeld(article, named).length >= Math.max(1, NEAR_NAMES * named.length);
}

/** Only a gap of two days or more is worth a word; set by hand. */
const GAP_MS = 2 * DAY_MS;

/**
 * Finds the newest report on what the question names, if it asks about what is so now or is to come and that report is older than
 * two days; null if it names nothing, or nothing but a number beside a name that other things may bear.
 */
function findNewestAbout(
  { hits, terms, isSettled, intent }: Retrieval,
  asOf: Instant,
): Unanswered["newestAbout"] {
  const names = [...terms.subjects];
  const isOver = isSettled || intent.kind === "period" || intent.kind === "history" || intent.kind === "when";
  if (isOver || names.length === 0 || names.some(isNumber)) return null;
  const isAbout = ({ article, passage }: Hit) =>
    wordsHeld(`${article.title} ${passage.text}`, names).length === names.length;
  const at = hits
    .filter(isAbout)
    .flatMap(({ article }) => article.publishedAt ?? [])
    .sort()
    .at(-1);
  return at === undefined || Date.parse(asOf) - Date.parse(at) < GAP_MS ? null : { names, at };
}
