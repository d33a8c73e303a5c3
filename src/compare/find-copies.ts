// Finds the copies of one article among all that are stored: candidates by sketch, decided one by one. Knows no store.
import { setImmediate } from "node:timers/promises";
import type { Article } from "../schema.js";
import { ComparedText } from "./compared-text.js";
import { compareTexts } from "./copies.js";
import { sketchOf } from "./sketch.js";

/** Looks candidates up, most shared first; the caller binds the scope, so that nothing of a later day comes in. */
export type FindCandidates = (sketch: Uint32Array, limit: number) => Promise<readonly Article[]>;

/** Candidates that are compared; the most printed wire stories of a day have fewer copies in a store. */
const CANDIDATE_LIMIT = 200;
/** Comparisons, of some 1 ms each, before others on the thread have their turn. */
const COMPARED_AT_ONCE = 8;

/** Returns the copies of an article, itself left out: earliest publication first, undated last, then by article id. */
export async function findCopies(article: Article, find: FindCandidates): Promise<Article[]> {
  const candidates = await find(sketchOf(article.text), CANDIDATE_LIMIT);
  const others = candidates.filter(({ articleId }) => articleId !== article.articleId);
  const text = new ComparedText(article.text);
  const copies: Article[] = [];
  for (const [at, other] of others.entries()) {
    if (at % COMPARED_AT_ONCE === COMPARED_AT_ONCE - 1) await setImmediate();
    if (compareTexts(text, new ComparedText(other.text)).copies) copies.push(other);
  }
  return copies.sort(earliestFirst);
}

/** Orders by publication, undated last, then by article id. */
export function earliestFirst(
  one: Pick<Article, "publishedAt" | "articleId">,
  other: Pick<Article, "publishedAt" | "articleId">,
): number {
  const [left, right] = [one, other].map(({ publishedAt }) =>
    publishedAt === null ? Number.POSITIVE_INFINITY : Date.parse(publishedAt),
  ) as [number, number];
  if (left !== right) return left - right;
  return one.articleId < other.articleId ? -1 : 1;
}
