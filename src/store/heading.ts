// How articles are listed and suggested: order, and the words that typing finds. Pure.

import type { ArticleHeading, Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { instantMs } from "../model/time.js";

const NUMBER_SPAN = 2 ** 21; // articles told apart within one second; 2^32 s × 2^21 stays below 2^53
const UNDATED_SECOND = -(2 ** 31); // 1901: before anything that can be dated on the web, so undated comes last

/** Orders headings: a higher key is newer; undated lowest; within one second the article added later is higher. */
export function orderKey(publishedAt: Instant | null, number: number): number {
  const second = publishedAt === null ? UNDATED_SECOND : Math.floor(instantMs(publishedAt) / 1000);
  const kept = Math.min(Math.max(second, UNDATED_SECOND), 2 ** 31 - 1);
  return kept * NUMBER_SPAN + (number % NUMBER_SPAN);
}

const monthName = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** Words of a publication day that a person may type: "2025-10-21 21 October"; empty where undated. */
export function dayWords(publishedAt: Instant | null): string {
  if (publishedAt === null) return "";
  const date = new Date(publishedAt);
  return `${date.toISOString().slice(0, 10)} ${date.getUTCDate()} ${monthName.format(date)}`;
}

const wordCharacter = /[\p{L}\p{N}\p{Co}]/u;

/** Splits what was typed at white space; parts without letter or digit are left out. */
export function typedWords(typed: string): string[] {
  return typed.split(/[\s\0]+/u).filter((word) => wordCharacter.test(word));
}

/** Picks what a list shows. */
export function toHeading(article: ArticleHeading): ArticleHeading {
  const { articleId, title, source, publishedAt } = article;
  return { articleId, title, source, publishedAt };
}

/** Makes the error for an article that the store does not have. */
export function unknownArticle(articleId: string): DatelineError {
  return new DatelineError("article-unknown", `No such article: ${articleId}: not in the store`, {
    hint: "List the articles there are: dateline articles",
  });
}
