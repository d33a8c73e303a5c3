// Searches within a Scope: words by BM25, eligibility, lists, copies; and titles and outlets by what a person types.
import type { Database } from "better-sqlite3";
import type { Article, ArticleHeading, Instant, Outlets } from "../../model/article.js";
import { fold } from "../../model/fold.js";
import { outletKeys, sourceKey } from "../../model/outlets.js";
import { instantMs } from "../../model/time.js";
import type { IndexSource } from "../index-source.js";
import type { LiveScopes } from "../live-scopes.js";
import { COMMON_HASH, type LexicalHit, MIN_SHARED, type Scope, type SearchStore } from "../ports.js";
import { makePassageId } from "../revision-rules.js";
import { type ArticleRow, readArticle } from "../rows.js";
import { wordMatches } from "../word-match.js";
import type { StoreConnection } from "./database.js";
import { ARTICLE_COLUMNS, HEADING_COLUMNS } from "./rows.js";

/** How many more passages are ranked by words than are wanted, since some are out of scope. */
const SPARE = 2;

export class SqliteSearchStore implements SearchStore {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #source: Pick<IndexSource, "passageIds">;
  readonly #scopes: LiveScopes;

  constructor(connection: StoreConnection, source: Pick<IndexSource, "passageIds">, scopes: LiveScopes) {
    this.#connection = connection;
    this.#source = source;
    this.#scopes = scopes;
    this.#statements = prepare(connection.database);
  }

  async searchText(terms: readonly string[], limit: number, scope: Scope): Promise<LexicalHit[]> {
    if (terms.length === 0 || limit <= 0) return [];
    const admits = this.#scopes.current().test(scope);
    const count = (match: string, most: number) => this.#statements.count.get({ match, most }) ?? 0;
    return this.#connection.read(() => {
      let found: RankedPassage[] = [];
      for (const expressions of wordMatches([...new Set(terms.map(ftsString))], count)) {
        found = bestOfEach(expressions.map((match) => this.#ranked(match, limit, admits))).slice(0, limit);
        if (found.length >= limit) break;
      }
      return this.#named(found);
    });
  }

  async missingTerms(terms: readonly string[], scope: Scope): Promise<string[]> {
    const values = scopeValues(scope);
    const isMissing = (term: string) =>
      this.#statements.holds.get({ match: ftsString(term), ...values }) === undefined;
    return this.#connection.read(() => terms.filter(isMissing));
  }

  async indexedTerms(prefix: string): Promise<string[]> {
    const last = [...prefix].at(-1);
    if (last === undefined) return [];
    const after = prefix.slice(0, -last.length) + String.fromCodePoint((last.codePointAt(0) ?? 0) + 1);
    return this.#connection.read(() => this.#statements.terms.all({ prefix, after }));
  }

  async passagesWithTerm(term: string, limit: number, scope: Scope): Promise<string[]> {
    const rows = this.#connection.read(() =>
      this.#statements.holding.all({ term, limit, ...scopeValues(scope) }),
    );
    return rows.map(({ articleId, revision, ordinal }) => makePassageId(articleId, revision, ordinal));
  }

  async scopeCounts(scope: Scope): Promise<{ articles: number; newestAt: Instant | null }> {
    return this.#scopes.current().counts(scope);
  }

  async newestArticles(limit: number, scope: Scope): Promise<Article[]> {
    if (limit <= 0) return [];
    return this.#connection.read(() =>
      this.#statements.newest.all({ limit, ...scopeValues(scope) }).map(readArticle),
    );
  }

  async articlesAt(url: string, scope: Scope): Promise<Article[]> {
    return this.#connection.read(() =>
      this.#statements.at.all({ url, ...scopeValues(scope) }).map(readArticle),
    );
  }

  async copyCandidates(sketch: Uint32Array, limit: number, scope: Scope): Promise<Article[]> {
    return this.#connection.read(() => {
      const telling = [...sketch].filter((hash) => (this.#statements.holders.get(hash) ?? 0) <= COMMON_HASH);
      if (telling.length < MIN_SHARED || limit <= 0) return [];
      const hashes = JSON.stringify(telling);
      return this.#statements.sharing.all({ hashes, limit, ...scopeValues(scope) }).map(readArticle);
    });
  }

  async suggestArticles(typed: string, limit: number, outlets?: Outlets): Promise<ArticleHeading[]> {
    const values = { limit, ...outletValues(outlets) };
    const words = typedWords(typed);
    return this.#connection.read(() => {
      if (words.length === 0) return this.#statements.headings.all(values);
      const match = words.map((word) => `${ftsString(word)} *`).join(" AND ");
      return this.#statements.headingsWith.all({ match, ...values });
    });
  }

  async suggestSources(typed: string, limit: number, outlets?: Outlets): Promise<string[]> {
    const values = { typed: sourceKey(typed), limit, ...outletValues(outlets) };
    return this.#connection.read(() => this.#statements.sources.all(values).map((row) => row.source));
  }

  /** The best passages in scope. SQLite ranks without a look at their revisions; what is out of scope is left out afterwards. */
  #ranked(match: string, limit: number, admits: (passage: number) => boolean): RankedPassage[] {
    for (let asked = limit * SPARE; ; ) {
      const ranked = this.#statements.match.all(match, asked);
      const admitted = ranked.filter(([passage]) => admits(passage));
      if (admitted.length >= limit || ranked.length < asked) return admitted.slice(0, limit);
      asked = Math.ceil((asked * limit * SPARE) / Math.max(1, admitted.length));
    }
  }

  /** A passage that was removed meanwhile has no name. */
  #named(ranked: readonly RankedPassage[]): LexicalHit[] {
    const ids = this.#source.passageIds(ranked.map(([passage]) => passage));
    return ranked.flatMap(([, rank], at): LexicalHit[] => {
      const passageId = ids[at] ?? null;
      return passageId === null ? [] : [{ passageId, score: -rank }];
    });
  }
}

/** Joins lists, best first, each passage once with its best score. */
function bestOfEach(lists: readonly (readonly RankedPassage[])[]): RankedPassage[] {
  const best = new Map<number, number>();
  for (const [passage, rank] of lists.flat()) best.set(passage, Math.min(rank, best.get(passage) ?? 0));
  return lists.length === 1 ? [...best] : [...best].sort((one, other) => one[1] - other[1]);
}

const wordCharacter = /[\p{L}\p{N}\p{Co}]/u;

/** Splits what was typed at white space; parts without letter or digit are left out. */
function typedWords(typed: string): string[] {
  return typed.split(/[\s\0]+/u).filter((word) => wordCharacter.test(word));
}

/** Folds text as what is stored and quotes it as one FTS5 string, so that nothing in it is an operator. NUL would end the statement. */
function ftsString(text: string): string {
  return `"${fold(text).replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

/** Condition on a column of folded outlets; its values come from `outletValues`. SQLite reads each list once per query. */
const quotableSql = (
  column: string,
) => `(@allowed IS NULL OR ${column} IN (SELECT value FROM json_each(@allowed)))
  AND (@denied IS NULL OR ${column} IS NULL OR ${column} NOT IN (SELECT value FROM json_each(@denied)))`;

/** Condition on `revisions r`; its values come from `scopeValues`. */
const IN_SCOPE = `r.visible_from <= @at AND r.visible_to > @at AND (@source IS NULL OR r.source_key = @source)
  AND (@since IS NULL OR r.published_ms >= @since) AND ${quotableSql("r.source_key")}`;

/** Lists of folded names as JSON, null if a list restricts nothing. */
interface OutletValues {
  readonly allowed: string | null;
  readonly denied: string | null;
}

interface ScopeValues extends OutletValues {
  readonly at: number;
  readonly source: string | null;
  readonly since: number | null;
}

function outletValues(outlets: Outlets | undefined): OutletValues {
  const { allowed, denied } = outletKeys(outlets);
  const list = (keys: readonly string[] | null) => (keys === null ? null : JSON.stringify(keys));
  return { allowed: list(allowed), denied: list(denied) };
}

/** @throws RangeError if `asOf` or `since` is not an instant */
function scopeValues(scope: Scope): ScopeValues {
  return {
    at: instantMs(scope.asOf),
    source: scope.source === null ? null : sourceKey(scope.source),
    since: scope.since === undefined ? null : instantMs(scope.since),
    ...outletValues(scope.outlets),
  };
}

function prepare(database: Database) {
  return { ...prepareWords(database), ...prepareLists(database), ...prepareSuggestions(database) };
}

const MATCHES = `passage_text f CROSS JOIN passages p ON p.number = f.rowid CROSS JOIN revisions r ON r.number = p.revision`;
/** Factor on the number of times a word occurs in the title and in the text of a passage. */
const BM25_WEIGHTS = { title: 0.5, text: 1 } as const; // a title repeats in each passage of its article
const RANK = `bm25(passage_text, ${BM25_WEIGHTS.title.toFixed(3)}, ${BM25_WEIGHTS.text.toFixed(3)})`;

/** FTS5 gives better matches lower numbers, all of them negative. */
type RankedPassage = [passage: number, rank: number];

interface HoldingRow {
  readonly articleId: string;
  readonly revision: number;
  readonly ordinal: number;
}

function prepareWords(database: Database) {
  database.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_terms USING fts5vocab('main', 'passage_text', 'row')",
  );
  database.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_places USING fts5vocab('main', 'passage_text', 'instance')",
  );
  return {
    terms: database
      .prepare<[{ prefix: string; after: string }], string>(
        "SELECT term FROM temp.passage_terms WHERE term >= @prefix AND term < @after",
      )
      .pluck(),
    count: database
      .prepare<[{ match: string; most: number }], number>(
        "SELECT count(*) FROM (SELECT 1 FROM passage_text WHERE passage_text MATCH @match LIMIT @most)",
      )
      .pluck(),
    // Not by FTS5's own column "rank": for that it sorts all that match, in one and a half times the time.
    match: database
      .prepare<[match: string, limit: number], RankedPassage>(
        `SELECT rowid, ${RANK} AS score FROM passage_text WHERE passage_text MATCH ? ORDER BY score LIMIT ?`,
      )
      .raw(),
    holding: database.prepare<[ScopeValues & { term: string; limit: number }], HoldingRow>(
      `SELECT DISTINCT a.article_id AS articleId, r.revision, p.ordinal
       FROM temp.passage_places v CROSS JOIN passages p ON p.number = v.doc CROSS JOIN revisions r ON r.number = p.revision
       CROSS JOIN articles a ON a.number = r.article WHERE v.term = @term AND ${IN_SCOPE} LIMIT @limit`,
    ),
    holds: database
      .prepare<[ScopeValues & { match: string }], number>(
        `SELECT 1 FROM ${MATCHES} WHERE passage_text MATCH @match AND ${IN_SCOPE} LIMIT 1`,
      )
      .pluck(),
  };
}

function prepareLists(database: Database) {
  return {
    newest: database.prepare<[ScopeValues & { limit: number }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r INDEXED BY revisions_by_publication
       CROSS JOIN articles a ON a.number = r.article
       WHERE r.published_ms IS NOT NULL AND ${IN_SCOPE} ORDER BY r.published_ms DESC, a.article_id LIMIT @limit`,
    ),
    // "$" follows "#": between the two lie the entries of a page.
    at: database.prepare<[ScopeValues & { url: string }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r INDEXED BY revisions_by_url
       CROSS JOIN articles a ON a.number = r.article
       WHERE r.url IS NOT NULL AND (r.url = @url OR (r.url > @url || '#' AND r.url < @url || '$')) AND ${IN_SCOPE}
       ORDER BY r.published_ms DESC NULLS LAST, a.article_id`,
    ),
    holders: database
      .prepare<[number], number>(
        `SELECT count(*) FROM (SELECT 1 FROM sketch_hashes WHERE hash = ? LIMIT ${COMMON_HASH + 1})`,
      )
      .pluck(),
    sharing: database.prepare<[ScopeValues & { hashes: string; limit: number }], ArticleRow>(
      `WITH found AS (
         SELECT s.revision AS number, count(*) AS shared
         FROM json_each(@hashes) h CROSS JOIN sketch_hashes s ON s.hash = h.value
         GROUP BY s.revision HAVING count(*) >= ${MIN_SHARED}
       )
       SELECT ${ARTICLE_COLUMNS} FROM found f CROSS JOIN revisions r ON r.number = f.number
       CROSS JOIN articles a ON a.number = r.article
       WHERE ${IN_SCOPE} ORDER BY f.shared DESC, a.article_id LIMIT @limit`,
    ),
  };
}

function prepareSuggestions(database: Database) {
  return {
    headings: database.prepare<[OutletValues & { limit: number }], ArticleHeading>(
      `SELECT ${HEADING_COLUMNS} FROM articles a WHERE ${quotableSql("a.source_key")} ORDER BY a.order_key DESC LIMIT @limit`,
    ),
    headingsWith: database.prepare<[OutletValues & { match: string; limit: number }], ArticleHeading>(
      `SELECT ${HEADING_COLUMNS} FROM article_words w CROSS JOIN articles a ON a.order_key = w.rowid
       WHERE article_words MATCH @match AND ${quotableSql("a.source_key")} ORDER BY w.rowid DESC LIMIT @limit`,
    ),
    // Of several spellings of an outlet the newest article's is shown.
    sources: database.prepare<[OutletValues & { typed: string; limit: number }], { source: string }>(
      `SELECT (SELECT a.source FROM articles a WHERE a.source_key = o.source_key ORDER BY a.order_key DESC LIMIT 1) AS source
       FROM outlet_tallies o WHERE substr(o.source_key, 1, length(@typed)) = @typed AND ${quotableSql("o.source_key")}
       ORDER BY o.articles DESC, o.source_key LIMIT @limit`,
    ),
  };
}
