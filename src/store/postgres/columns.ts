// Columns of articles and headings as the rest of the program names them.
import { sql } from "kysely";

/** Of `revisions r`. */
export const ARTICLE_COLUMNS = sql`r.article_id AS "articleId", r.revision, r.url, r.title, r.deck, r.text, r.source, r.agency,
  r.author, r.language, r.published_at AS "publishedAt", r.updated_at AS "updatedAt", r.fetched_at AS "fetchedAt", r.dates,
  r.sample`;

/** Of `articles a`. */
export const HEADING_COLUMNS = sql`a.article_id AS "articleId", a.title, a.source, a.published_at AS "publishedAt"`;
