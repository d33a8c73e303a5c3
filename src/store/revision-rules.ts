// Rules of revisions that hold for every store: names of passages, what may be stored, what is a change, when it may be used.
import { type Article, articleSchema } from "../model/article.js";
import { instantMs } from "../model/time.js";
import type { NewRevision, PassageBody } from "./ports.js";
import { checkVector } from "./vectors.js";

interface PassageAddress {
  readonly articleId: string;
  readonly revision: number;
  readonly ordinal: number;
}

/** Joins the parts to a passage id, for example "0f3a5c7d9e1b.1.4". */
export function makePassageId(articleId: string, revision: number, ordinal: number): string {
  return `${articleId}.${revision}.${ordinal}`;
}

const passageIdPattern = /^([0-9a-f]{12})\.([1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** Takes a passage id apart; null if it is not one. */
export function parsePassageId(passageId: string): PassageAddress | null {
  const parts = passageIdPattern.exec(passageId);
  if (parts?.[1] === undefined) return null;
  return { articleId: parts[1], revision: Number(parts[2]), ordinal: Number(parts[3]) };
}

/**
 * Returns when a revision becomes visible, in milliseconds since 1970: a first revision at the later of its own dates, or when
 * it was fetched if it has none; a later one at its update if that is after the revision before, else when it was fetched, and
 * never before a date that it carries. `previous` is the result for the revision before, null for the first.
 */
export function visibleFrom(
  article: Pick<Article, "publishedAt" | "updatedAt" | "fetchedAt">,
  previous: number | null,
): number {
  const fetched = instantMs(article.fetchedAt);
  const published = article.publishedAt === null ? null : instantMs(article.publishedAt);
  const updated = article.updatedAt === null ? null : instantMs(article.updatedAt);
  const dated = Math.max(published ?? Number.NEGATIVE_INFINITY, updated ?? Number.NEGATIVE_INFINITY);
  if (previous === null) return dated === Number.NEGATIVE_INFINITY ? fetched : dated;
  const changed = updated !== null && updated > previous ? updated : fetched;
  return Math.max(changed, dated);
}

/**
 * Refuses what could not be read back as it was given.
 * @throws RangeError for an article outside its schema, passages that are not numbered from 0 or not cut from the text,
 * or embeddings that are not one unit vector of `dimensions` per passage
 */
export function checkRevision(revision: NewRevision, dimensions: number | null): void {
  const { article, passages, embeddings } = revision;
  const parsed = articleSchema.safeParse({ ...article, revision: 1 });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new RangeError(`Article ${article.articleId}: ${problems.join("; ")}`);
  }
  for (const [ordinal, passage] of passages.entries()) checkPassage(article.text, passage, ordinal);
  if (embeddings === null) return;
  if (embeddings.length !== passages.length) {
    throw new RangeError(`Embeddings: expected ${passages.length}, got ${embeddings.length}`);
  }
  if (dimensions !== null) for (const embedding of embeddings) checkVector(embedding, dimensions);
}

function checkPassage(text: string, passage: PassageBody, ordinal: number): void {
  if (passage.ordinal !== ordinal) {
    throw new RangeError(`Passage ${ordinal}: expected ordinal ${ordinal}, got ${passage.ordinal}`);
  }
  if (text.slice(passage.start, passage.end) !== passage.text) {
    throw new RangeError(
      `Passage ${ordinal}: text differs from ${passage.start}..${passage.end} of the article`,
    );
  }
  const inside = passage.sentences.every(
    (span) => passage.start <= span.start && span.start < span.end && span.end <= passage.end,
  );
  if (!inside) throw new RangeError(`Passage ${ordinal}: a sentence lies outside the passage`);
}
