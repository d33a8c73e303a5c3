// What a store demands of a revision before it takes it, and what counts as a change. Pure.
import { METADATA_FIELDS } from "../compare/changes.js";
import { type Article, articleSchema } from "../model/article.js";
import type { NewRevision, PassageBody } from "./ports.js";
import { checkVector } from "./vector-index.js";

/** Tells whether text and metadata are the same; the time of fetching and the evidence of dates do not count. */
export function isSameArticle(left: Omit<Article, "revision">, right: Omit<Article, "revision">): boolean {
  return left.text === right.text && METADATA_FIELDS.every((field) => left[field] === right[field]);
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

/**
 * Refuses what could not be read back as it was given.
 * @throws RangeError for an article outside its schema, passages that are not numbered from 0 or not cut from the text,
 * or embeddings that are not one unit vector of `dimensions` a passage
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
