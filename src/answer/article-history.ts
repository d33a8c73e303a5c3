// Compares each revision of an article with the one before it, and lists who else carries the text.
import { diffSentences, METADATA_FIELDS } from "../compare/changes.js";
import type { Article, ArticleHistory, RevisionEntry } from "../model/article.js";
import { countOrigins, originName } from "./origins.js";
import { announcedBy, revisionTime, type SplitRevision } from "./sources.js";

/** Compares the revisions of an article, in order. @throws RangeError if there is none */
export function articleHistory(
  revisions: readonly SplitRevision[],
  copies: readonly Article[],
): ArticleHistory {
  const newest = revisions.at(-1)?.article;
  if (newest === undefined) throw new RangeError("Article history: expected at least one revision, got none");
  const { outlets } = countOrigins([newest], { copies: new Map([[newest.articleId, copies]]) });
  return {
    article: newest,
    revisions: revisions.map((revision, at) => toEntry(revision, revisions[at - 1] ?? null)),
    copies: copies.map(({ articleId, title, source, publishedAt }) => ({
      articleId,
      title,
      source,
      publishedAt,
    })),
    outletCount: outlets,
    originName: originName([newest, ...copies]),
  };
}

function toEntry({ article, sentences }: SplitRevision, before: SplitRevision | null): RevisionEntry {
  const { revision, fetchedAt } = article;
  const known = new Set(before === null ? [] : announcedBy(before.article).map(({ text }) => text));
  return {
    revision,
    at: revisionTime(article, before?.article ?? null),
    fetchedAt,
    fields:
      before === null ? [] : METADATA_FIELDS.filter((field) => article[field] !== before.article[field]),
    changes: before === null ? [] : diffSentences(before.sentences, sentences),
    announced: announcedBy(article).filter(({ text }) => !known.has(text)),
  };
}
