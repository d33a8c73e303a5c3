// Searching within a Scope: BM25, missing words, eligibility. Reads only.
import type { Database } from "better-sqlite3";
import type { Article, ArticleHeading, Outlets } from "../../model/article.js";
import { sourceKey } from "../../model/outlets.js";
import { BM25_WEIGHTS } from "../bm25-weights.js";
import { typedWords } from "../heading.js";
import { makePassageId, revisionPart } from "../passage-id.js";
import type { LexicalHit, Scope } from "../ports.js";
import { ARTICLE_COLUMNS, type ArticleRow, readArticle } from "./rows.js";
import {
  IN_SCOPE,
  type OutletValues,
  outletValues,
  quotableSql,
  type ScopeValues,
  scopeValues,
} from "./scope.js";

const COLUMNS = "a.article_id AS articleId, a.title, a.source, a.published_at AS publishedAt";

/** Quotes text as one FTS5 string, so that nothing in it is an operator. NUL would end the statement. */
export function ftsString(text: string): string {
  return `"${text.replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

export class SqliteHeadings {
  readonly #list;
  readonly #listQuotable;
  readonly #suggest;
  readonly #sources;

  constructor(database: Database) {
    this.#list = database.prepare<[number, number], ArticleHeading>(
      `SELECT ${COLUMNS} FROM articles a ORDER BY a.order_key DESC LIMIT ? OFFSET ?`,
    );
    this.#listQuotable = database.prepare<[OutletValues & { limit: number }], ArticleHeading>(
      `SELECT ${COLUMNS} FROM articles a WHERE ${quotableSql("a.source_key")} ORDER BY a.order_key DESC LIMIT @limit`,
    );
    this.#suggest = database.prepare<[OutletValues & { match: string; limit: number }], ArticleHeading>(
      `SELECT ${COLUMNS} FROM article_words w CROSS JOIN articles a ON a.order_key = w.rowid
       WHERE article_words MATCH @match AND ${quotableSql("a.source_key")} ORDER BY w.rowid DESC LIMIT @limit`,
    );
    // Of several spellings of an outlet the newest article's is shown: max() picks the row of the bare column.
    this.#sources = database.prepare<[OutletValues & { typed: string; limit: number }], { source: string }>(
      `SELECT source, max(order_key) FROM articles WHERE source_key IS NOT NULL AND substr(source_key, 1, length(@typed)) = @typed
       AND ${quotableSql("source_key")} GROUP BY source_key ORDER BY count(*) DESC, source_key LIMIT @limit`,
    );
  }

  list(offset: number, limit: number): ArticleHeading[] {
    return this.#list.all(limit, offset);
  }

  suggestArticles(typed: string, limit: number, outlets?: Outlets): ArticleHeading[] {
    const values = { limit, ...outletValues(outlets) };
    const words = typedWords(typed);
    if (words.length === 0) return this.#listQuotable.all(values);
    const match = words.map((word) => `${ftsString(word)} *`).join(" AND ");
    return this.#suggest.all({ match, ...values });
  }

  suggestSources(typed: string, limit: number, outlets?: Outlets): string[] {
    const values = { typed: sourceKey(typed), limit, ...outletValues(outlets) };
    return this.#sources.all(values).map((row) => row.source);
  }
}

const SCOPES_KEPT = 16; // eligibility sets: two for "now" each for all and for the outlets of a few guilds, some for people looking back

const MATCHES = `passage_text f CROSS JOIN passages p ON p.number = f.rowid CROSS JOIN revisions r ON r.number = p.revision`;

const RANK = `bm25(${BM25_WEIGHTS.title.toFixed(3)}, ${BM25_WEIGHTS.text.toFixed(3)})`;

interface MatchRow {
  readonly articleId: string;
  readonly revision: number;
  readonly ordinal: number;
  readonly score: number;
}

export class SqliteSearch {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #eligible = new Map<string, (passageId: string) => boolean>();
  #dataVersion = "";

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  text(terms: readonly string[], limit: number, scope: Scope): LexicalHit[] {
    if (terms.length === 0 || limit <= 0) return [];
    const match = [...new Set(terms)].map(ftsString).join(" OR ");
    const rows = this.#statements.match.all({ match, limit, ...scopeValues(scope) });
    return rows.map(({ articleId, revision, ordinal, score }) => ({
      passageId: makePassageId(articleId, revision, ordinal),
      score: -score, // FTS5 gives better matches lower numbers
    }));
  }

  missing(terms: readonly string[], scope: Scope): string[] {
    const values = scopeValues(scope);
    return terms.filter(
      (term) => this.#statements.holds.get({ match: ftsString(term), ...values }) === undefined,
    );
  }

  /**
   * Tests passages against a scope. `localChanges` counts this process's own; those of others are seen through data_version.
   * Moments between which nothing became visible share one set, so that "now" is computed once a change, not once a question.
   */
  eligible(scope: Scope, localChanges: number): (passageId: string) => boolean {
    const { at, ...rest } = scopeValues(scope);
    const dataVersion = `${this.#statements.dataVersion.get() ?? 0}.${localChanges}`;
    if (dataVersion !== this.#dataVersion) this.#eligible.clear();
    this.#dataVersion = dataVersion;
    const since = this.#statements.lastVisible.get(at) ?? null;
    const key = JSON.stringify([since, rest]);
    const known = this.#eligible.get(key);
    if (known !== undefined) return known;
    const revisions = new Set(this.#statements.inScope.all({ at, ...rest }));
    const test = (passageId: string) => revisions.has(revisionPart(passageId));
    if (this.#eligible.size >= SCOPES_KEPT) this.#eligible.delete(this.#eligible.keys().next().value ?? "");
    this.#eligible.set(key, test);
    return test;
  }

  counts(scope: Scope): { articles: number; newestAt: string | null } {
    const row = this.#statements.counts.get(scopeValues(scope));
    const newest = row?.newestMs ?? null;
    return {
      articles: row?.articles ?? 0,
      newestAt: newest === null ? null : new Date(newest).toISOString(),
    };
  }
}

function prepare(database: Database) {
  return {
    match: database.prepare<[ScopeValues & { match: string; limit: number }], MatchRow>(
      `SELECT a.article_id AS articleId, r.revision, p.ordinal, f.rank AS score
       FROM ${MATCHES} CROSS JOIN articles a ON a.number = r.article
       WHERE passage_text MATCH @match AND f.rank MATCH '${RANK}' AND ${IN_SCOPE}
       ORDER BY f.rank LIMIT @limit`,
    ),
    holds: database
      .prepare<[ScopeValues & { match: string }], number>(
        `SELECT 1 FROM ${MATCHES} WHERE passage_text MATCH @match AND ${IN_SCOPE} LIMIT 1`,
      )
      .pluck(),
    dataVersion: database.prepare<[], number>("PRAGMA data_version").pluck(),
    lastVisible: database
      .prepare<[number], number | null>("SELECT max(visible_from) FROM revisions WHERE visible_from <= ?")
      .pluck(),
    inScope: database
      .prepare<[ScopeValues], string>(
        `SELECT a.article_id || '.' || r.revision FROM revisions r JOIN articles a ON a.number = r.article WHERE ${IN_SCOPE}`,
      )
      .pluck(),
    counts: database.prepare<[ScopeValues], { articles: number; newestMs: number | null }>(
      `SELECT count(*) AS articles, max(r.published_ms) AS newestMs FROM revisions r WHERE ${IN_SCOPE}`,
    ),
  };
}

export class SqliteLists {
  readonly #newest;
  readonly #at;

  constructor(database: Database) {
    this.#newest = database.prepare<[ScopeValues & { limit: number }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r INDEXED BY revisions_by_publication
       CROSS JOIN articles a ON a.number = r.article
       WHERE r.published_ms IS NOT NULL AND ${IN_SCOPE} ORDER BY r.published_ms DESC, a.article_id LIMIT @limit`,
    );
    // "$" follows "#": between the two lie the entries of a page.
    this.#at = database.prepare<[ScopeValues & { url: string }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r INDEXED BY revisions_by_url
       CROSS JOIN articles a ON a.number = r.article
       WHERE r.url IS NOT NULL AND (r.url = @url OR (r.url > @url || '#' AND r.url < @url || '$')) AND ${IN_SCOPE}
       ORDER BY r.published_ms DESC NULLS LAST, a.article_id`,
    );
  }

  newest(limit: number, scope: Scope): Article[] {
    return limit <= 0 ? [] : this.#newest.all({ limit, ...scopeValues(scope) }).map(readArticle);
  }

  at(url: string, scope: Scope): Article[] {
    return this.#at.all({ url, ...scopeValues(scope) }).map(readArticle);
  }
}
