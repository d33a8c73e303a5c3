// Rows as articles and passages, the same for every database: parsing at its edge, and the order of headings.
import { type Article, articleSchema, type Instant, type Passage, type Span } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { instantMs } from "../model/time.js";
import { makePassageId } from "./revision-rules.js";

/** Makes the error for a row that does not hold what this program writes. */
export function brokenRow(subject: string, cause: unknown): DatelineError {
  return new DatelineError(
    "store-broken",
    `Stored row cannot be read: ${subject}: not in the expected shape`,
    {
      hint: "Nothing was overwritten. Put back a backup, or choose another store and ingest again.",
      cause,
    },
  );
}

export type ArticleRow = Omit<Article, "dates" | "sample"> & {
  /** JSON. */
  readonly dates: string;
  readonly sample: number;
};

/** @throws DatelineError store-broken */
export function readArticle(row: ArticleRow): Article {
  try {
    return articleSchema.parse({ ...row, dates: JSON.parse(row.dates), sample: row.sample === 1 });
  } catch (error) {
    throw brokenRow(`article ${row.articleId} revision ${row.revision}`, error);
  }
}

/** A passage without its text. */
export interface PassageAddress extends Span {
  readonly articleId: string;
  readonly revision: number;
  readonly ordinal: number;
  readonly tokenCount: number;
}

/** Cuts the passage out of the text of its revision. @throws DatelineError store-broken */
export function cutPassage(row: PassageAddress, revisionText: string, sentences: readonly Span[]): Passage {
  const { articleId, revision, ordinal, start, end, tokenCount } = row;
  const passageId = makePassageId(articleId, revision, ordinal);
  if (end > revisionText.length) throw brokenRow(`passage ${passageId}`, undefined);
  const text = revisionText.slice(start, end);
  return {
    ...{ passageId, articleId, revision, ordinal, start, end, text, tokenCount },
    sentences: [...sentences],
  };
}

/** Until when a revision is visible that nothing replaces. */
export const NEVER = Number.MAX_SAFE_INTEGER;

const NUMBER_SPAN = 2 ** 21; // articles told apart within one second; 2^32 s × 2^21 stays below 2^53
const UNDATED_SECOND = -(2 ** 31); // 1901: before anything that can be dated on the web, so undated comes last

/** Orders headings: a higher key is newer; undated lowest; within one second the article added later is higher. */
export function orderKey(publishedAt: Instant | null, number: number): number {
  const second = publishedAt === null ? UNDATED_SECOND : Math.floor(instantMs(publishedAt) / 1000);
  const kept = Math.min(Math.max(second, UNDATED_SECOND), 2 ** 31 - 1);
  return kept * NUMBER_SPAN + (number % NUMBER_SPAN);
}

const monthName = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** Words of a publication day that a person may type: "2025-10-21 21 October"; empty if undated. */
export function dayWords(publishedAt: Instant | null): string {
  if (publishedAt === null) return "";
  const date = new Date(publishedAt);
  return `${date.toISOString().slice(0, 10)} ${date.getUTCDate()} ${monthName.format(date)}`;
}
