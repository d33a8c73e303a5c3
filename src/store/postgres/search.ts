// Searches within a Scope in PostgreSQL: words by BM25, lists, copies; and titles and outlets by what a person types.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Article, ArticleHeading, Instant, Outlets } from "../../model/article.js";
import { sourceKey } from "../../model/outlets.js";
import { instantMs } from "../../model/time.js";
import { COMMON_HASH, type LexicalHit, MIN_SHARED, type Scope, type SearchStore } from "../ports.js";
import type { RecordTables } from "../records/tables.js";
import { type ArticleRow, readArticle } from "../rows.js";
import { ARTICLE_COLUMNS, HEADING_COLUMNS } from "./columns.js";
import type { PostgresConnection } from "./connection.js";
import { LexicalSearch } from "./lexical.js";
import { inScope, quotable } from "./scope.js";
import { termQuery, termsOf, typedQuery } from "./words.js";

type Tables = Kysely<RecordTables>;

export class PostgresSearchStore implements SearchStore {
  readonly #connection: PostgresConnection;
  readonly #lexical: LexicalSearch;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
    this.#lexical = new LexicalSearch(connection);
  }

  async searchText(texts: readonly string[], limit: number, scope: Scope): Promise<LexicalHit[]> {
    const terms = termsOf(texts);
    const scoped = inScope("p", scope);
    if (terms.length === 0 || limit <= 0) return [];
    return this.#lexical.find(terms, limit, scoped);
  }

  async missingTerms(texts: readonly string[], scope: Scope): Promise<string[]> {
    if (texts.length === 0) return [];
    const asked = texts.map((text) => termsOf([text])[0]);
    const queries = asked.map((term) => (term === undefined ? "" : termQuery(term)));
    const { rows } = await this.#connection.read((tables) =>
      sql<{ at: number }>`SELECT a.at::int AS at
        FROM unnest(${queries}::text[]) WITH ORDINALITY AS a (query, at)
        WHERE a.query = '' OR NOT EXISTS (
          SELECT 1 FROM passages p WHERE p.words @@ a.query::tsquery AND ${inScope("p", scope)}
        ) ORDER BY a.at`.execute(tables),
    );
    return rows.flatMap(({ at }) => texts[at - 1] ?? []);
  }

  async indexedTerms(prefix: string): Promise<string[]> {
    if (prefix === "") return [];
    const { rows } = await this.#connection.read((tables) =>
      sql<{ term: string }>`SELECT term FROM terms WHERE term >= ${prefix} AND starts_with(term, ${prefix})
        AND term < ${prefix} || chr(1114111) ORDER BY term`.execute(tables),
    );
    return rows.map(({ term }) => term);
  }

  async passagesWithTerm(term: string, limit: number, scope: Scope): Promise<string[]> {
    if (!/^[\p{L}\p{N}\p{Co}]+$/u.test(term)) return [];
    const { rows } = await this.#connection.read((tables) =>
      sql<{ passageId: string }>`SELECT p.passage_id AS "passageId" FROM passages p
        WHERE p.words @@ ${termQuery([term])}::tsquery AND ${inScope("p", scope)}
        ORDER BY p.number LIMIT ${limit}`.execute(tables),
    );
    return rows.map(({ passageId }) => passageId);
  }

  /** Where everything stored is in scope, the totals know; else the revisions are counted. */
  async scopeCounts(scope: Scope): Promise<{ articles: number; newestAt: Instant | null }> {
    return this.#connection.read(async (tables) => {
      const counted = isEverySource(scope) ? await this.#countAll(tables, scope) : null;
      const { articles, newestMs } = counted ?? (await countRevisions(tables, scope));
      return { articles, newestAt: newestMs === null ? null : new Date(newestMs).toISOString() };
    });
  }

  async newestArticles(limit: number, scope: Scope): Promise<Article[]> {
    if (limit <= 0) return [];
    return this.#articles(sql`SELECT ${ARTICLE_COLUMNS} FROM revisions r
      WHERE r.published_ms IS NOT NULL AND ${inScope("r", scope)}
      ORDER BY r.published_ms DESC, r.article_id LIMIT ${limit}`);
  }

  /** "$" follows "#": between the two lie the entries of a page. */
  articlesAt(url: string, scope: Scope): Promise<Article[]> {
    return this.#articles(sql`SELECT ${ARTICLE_COLUMNS} FROM revisions r
      WHERE (r.url = ${url} OR (r.url > ${`${url}#`} AND r.url < ${`${url}$`})) AND ${inScope("r", scope)}
      ORDER BY r.published_ms DESC NULLS LAST, r.article_id`);
  }

  async copyCandidates(sketch: Uint32Array, limit: number, scope: Scope): Promise<Article[]> {
    if (sketch.length < MIN_SHARED || limit <= 0) return [];
    return this.#articles(sql`WITH telling AS MATERIALIZED (
        SELECT h.hash FROM unnest(${Array.from(sketch)}::bigint[]) AS h (hash)
        WHERE (SELECT count(*) FROM (
          SELECT 1 FROM sketch_hashes s WHERE s.hash = h.hash LIMIT ${COMMON_HASH + 1}
        ) AS held) <= ${COMMON_HASH}
      ), found AS (
        SELECT s.revision AS number, count(*) AS shared FROM telling t JOIN sketch_hashes s ON s.hash = t.hash
        GROUP BY s.revision HAVING count(*) >= ${MIN_SHARED}
      )
      SELECT ${ARTICLE_COLUMNS} FROM found f JOIN revisions r ON r.number = f.number
      WHERE ${inScope("r", scope)} ORDER BY f.shared DESC, r.article_id LIMIT ${limit}`);
  }

  async suggestArticles(typed: string, limit: number, outlets?: Outlets): Promise<ArticleHeading[]> {
    const query = typedQuery(typed);
    const matches = query === null ? sql`true` : sql`a.words @@ ${query}::tsquery`;
    const { rows } = await this.#connection.read((tables) =>
      sql<ArticleHeading>`SELECT ${HEADING_COLUMNS} FROM articles a
        WHERE ${matches} AND ${quotable("a.source_key", outlets)}
        ORDER BY a.order_key DESC LIMIT ${limit}`.execute(tables),
    );
    return rows;
  }

  /** Of several spellings of an outlet the newest article's is shown. */
  async suggestSources(typed: string, limit: number, outlets?: Outlets): Promise<string[]> {
    const { rows } = await this.#connection.read((tables) =>
      sql<{
        source: string;
      }>`SELECT (SELECT a.source FROM articles a WHERE a.source_key = o.source_key ORDER BY a.order_key DESC LIMIT 1) AS source
        FROM (
          SELECT o.source_key, o.articles FROM outlet_tallies o
          WHERE starts_with(o.source_key, ${sourceKey(typed)}) AND ${quotable("o.source_key", outlets)}
          ORDER BY o.articles DESC, o.source_key LIMIT ${limit}
        ) AS o ORDER BY o.articles DESC, o.source_key`.execute(tables),
    );
    return rows.map(({ source }) => source);
  }

  async #articles(select: RawBuilder<unknown>): Promise<Article[]> {
    const { rows } = await this.#connection.read((tables) => select.execute(tables));
    return (rows as ArticleRow[]).map(readArticle);
  }

  /** Null if something stored becomes visible only later. */
  async #countAll(tables: Tables, { asOf }: Scope): Promise<Counts | null> {
    const { rows } = await sql<Counts & { later: boolean }>`SELECT articles,
      EXISTS (SELECT 1 FROM revisions WHERE visible_from > ${instantMs(asOf)}::bigint) AS later,
      (SELECT max(published_ms) FROM revisions WHERE visible_to > ${instantMs(asOf)}::bigint) AS "newestMs"
      FROM totals`.execute(tables);
    return rows[0] === undefined || rows[0].later ? null : rows[0];
  }
}

interface Counts {
  readonly articles: number;
  readonly newestMs: number | null;
}

function isEverySource({ source, since, outlets }: Scope): boolean {
  const chosen = (outlets?.allowed.length ?? 0) + (outlets?.denied.length ?? 0);
  return source === null && since === undefined && chosen === 0;
}

async function countRevisions(tables: Tables, scope: Scope): Promise<Counts> {
  const { rows } = await sql<Counts>`SELECT count(*) AS articles, max(r.published_ms) AS "newestMs"
    FROM revisions r WHERE ${inScope("r", scope)}`.execute(tables);
  return rows[0] ?? { articles: 0, newestMs: null };
}
