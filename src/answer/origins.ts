// Counts outlets and origins of what is quoted. Near-copies by text join here when wire stories are grouped.
import type { Article } from "../schema.js";

/** Outlets are compared by name, origins by agency, else outlet, else the article itself. */
export function countOrigins(articles: readonly Article[]): { outlets: number; origins: number } {
  const outlets = new Set(articles.map(({ source, articleId }) => (source ?? articleId).toLowerCase()));
  const origins = new Set(
    articles.map(({ agency, source, articleId }) => (agency ?? source ?? articleId).toLowerCase()),
  );
  return { outlets: Math.max(1, outlets.size), origins: Math.max(1, origins.size) };
}

/** Share of the words of the shorter text that the other holds too, 0..1; two texts above .8 say the same. */
export function overlapShare(one: string, other: string): number {
  const [small, large] = [wordSet(one), wordSet(other)].sort((a, b) => a.size - b.size) as [
    Set<string>,
    Set<string>,
  ];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  return shared / small.size;
}

function wordSet(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Numbers as written, in digits or words up to twelve; differing ones mean differing reports. */
const NUMBERS =
  /\p{N}+(?:[.,]\p{N}+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/giu;

/** Lists the numbers of `text` that `other` does not name. */
export function newNumbers(text: string, other: string): string[] {
  const known = numbersOf(other);
  return [...numbersOf(text)].filter((number) => !known.has(number));
}

function numbersOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(NUMBERS) ?? []);
}
