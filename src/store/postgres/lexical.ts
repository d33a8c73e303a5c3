// BM25 over PostgreSQL's word vectors: the index finds and orders roughly, the best are scored exactly as FTS5 would.
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import { MINUTE_MS } from "../../model/time.js";
import type { LexicalHit } from "../ports.js";
import type { RecordTables } from "../records/tables.js";
import { countOfRarest } from "../word-match.js";
import type { PostgresConnection } from "./connection.js";
import {
  BM25,
  bm25,
  inverseFrequency,
  type StemPlaces,
  type Term,
  termQuery,
  weightedCount,
} from "./words.js";

type Tables = Kysely<RecordTables>;

/** So many passages are scored exactly for each that is wanted, and at least so many in all. */
const ROUGH = { factor: 3, least: 200 } as const;
/** What ts_rank gives one occurrence of one word: 6/π² of its weight; further ones add less and less, as in BM25. */
const ONE_OCCURRENCE = 6 / Math.PI ** 2;
/** The server renews its statistics seldom, and reading them takes longer than a search. */
const SHARES_KEPT_MS = MINUTE_MS;

/** A term with what decides its share of a score. */
interface WeighedTerm {
  readonly term: Term;
  readonly query: string;
  /** Passages that hold it, as far as is known. */
  readonly passages: number;
  readonly idf: number;
}

/** Finds passages by words. */
export class LexicalSearch {
  readonly #connection: PostgresConnection;
  #shares: { readonly ofWord: ReadonlyMap<string, number>; readonly readMs: number } | null = null;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  /** Returns passages p in scope that hold one of the terms at least, best first, equal ones as they were stored. */
  async find(terms: readonly Term[], limit: number, scoped: RawBuilder<SqlBool>): Promise<LexicalHit[]> {
    return this.#connection.read(async (tables) => {
      const shares = await this.#commonShares(tables);
      const { weighed, averageWords } = await weigh(tables, terms, shares);
      const rough = await findRoughly(tables, weighed, { averageWords, limit, scoped });
      const scored = rough.map(({ number, passageId, wordCount, places }) => {
        const length = wordCount / averageWords;
        const score = weighed.reduce(
          (sum, { term, idf }) => sum + bm25(idf, weightedCount(term, places), length),
          0,
        );
        return { number, passageId, score };
      });
      return scored
        .sort((left, right) => right.score - left.score || left.number - right.number)
        .slice(0, limit)
        .map(({ passageId, score }) => ({ passageId, score }));
    });
  }

  /** The shares of passages that hold each of the commonest words, by the server's statistics; empty before there are any. */
  async #commonShares(tables: Tables): Promise<ReadonlyMap<string, number>> {
    const now = performance.now();
    if (this.#shares !== null && now - this.#shares.readMs < SHARES_KEPT_MS) return this.#shares.ofWord;
    const { rows } = await sql<{ word: string; share: number }>`
      SELECT c.word, c.share::float8 AS share FROM pg_stats s,
        unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS c (word, share)
      WHERE s.schemaname = current_schema() AND s.tablename = 'passages' AND s.attname = 'words'
        AND c.word IS NOT NULL`.execute(tables);
    const ofWord = new Map(rows.map(({ word, share }) => [word, share]));
    this.#shares = { ofWord, readMs: now };
    return ofWord;
  }
}

/** Finds out how many passages hold each term: of common words their share is known, the others are counted through the index. */
async function weigh(
  tables: Tables,
  terms: readonly Term[],
  shares: ReadonlyMap<string, number>,
): Promise<{ readonly weighed: readonly WeighedTerm[]; readonly averageWords: number }> {
  const asked = terms.map((term) => {
    const share = term.length === 1 ? shares.get(term[0] ?? "") : undefined;
    return { term, query: termQuery(term), share };
  });
  const rare = asked.flatMap(({ query, share }) => (share === undefined ? [query] : []));
  const { rows } = await sql<{ all: number; words: number; query: string | null; holding: number }>`
    SELECT t.passages AS all, t.words, a.query,
      (SELECT count(*) FROM passages p WHERE p.words @@ a.query::tsquery) AS holding
    FROM totals t LEFT JOIN unnest(${rare}::text[]) AS a (query) ON true`.execute(tables);
  const { all = 0, words = 0 } = rows[0] ?? {};
  const counts = new Map(rows.map(({ query, holding }) => [query, holding]));
  const weighed = asked.map(({ term, query, share }) => {
    const passages = share === undefined ? (counts.get(query) ?? 0) : share * all;
    return { term, query, passages, idf: inverseFrequency(all, passages) };
  });
  return { weighed, averageWords: Math.max(1, words / Math.max(1, all)) };
}

interface RoughHit {
  readonly number: number;
  readonly passageId: string;
  readonly wordCount: number;
  /** Where the stems of the terms stand. */
  readonly places: Map<string, StemPlaces>;
}

interface RoughOptions {
  readonly averageWords: number;
  readonly limit: number;
  readonly scoped: RawBuilder<SqlBool>;
}

/**
 * Looks through the passages with the rarest terms, and only if those are too few through the ones with the next rarest: a common
 * word counts in the score of each passage, but need not bring in half of the store.
 */
async function findRoughly(
  tables: Tables,
  weighed: readonly WeighedTerm[],
  options: RoughOptions,
): Promise<RoughHit[]> {
  const held = weighed
    .filter(({ passages }) => passages > 0)
    .sort((one, other) => one.passages - other.passages);
  if (held.length === 0) return [];
  let found: RoughHit[] = [];
  for (let taken = countOfRarest(held); taken <= held.length && found.length < options.limit; taken += 1)
    found = await findHolding(tables, held.slice(0, taken), held, options);
  return found;
}

async function findHolding(
  tables: Tables,
  some: readonly WeighedTerm[],
  held: readonly WeighedTerm[],
  { averageWords, limit, scoped }: RoughOptions,
): Promise<RoughHit[]> {
  const any = some.map(({ query }) => `(${query})`).join(" | ");
  const weights = `{1,1,1,${BM25.title}}`;
  const parts = held.map(
    ({ query, idf }) =>
      sql`${idf}::float8 * ts_rank(${weights}::float4[], p.words, ${query}::tsquery) / ${ONE_OCCURRENCE}::float8`,
  );
  const { k1, b } = BM25;
  const shortness = sql`(${1 + k1 * (1 - b)}::float8 + ${(k1 * b) / averageWords}::float8 * p.word_count)`;
  const stems = [...new Set(held.flatMap(({ term }) => term))];
  const { rows } = await sql<RoughRow>`WITH rough AS MATERIALIZED (
      SELECT p.number, p.passage_id, p.word_count, p.words FROM passages p
      WHERE p.words @@ ${any}::tsquery AND ${scoped}
      ORDER BY (${sql.join(parts, sql` + `)}) / ${shortness} DESC, p.number
      LIMIT ${Math.max(ROUGH.least, limit * ROUGH.factor)}
    )
    SELECT r.number, r.passage_id AS "passageId", r.word_count AS "wordCount", w.lexeme AS stem,
      w.positions::int[] AS positions, w.weights
    FROM rough r CROSS JOIN LATERAL unnest(r.words) AS w WHERE w.lexeme = ANY(${stems}::text[])`.execute(
    tables,
  );
  const hits = new Map<number, RoughHit>();
  for (const { number, passageId, wordCount, stem, positions, weights: marks } of rows) {
    const hit = hits.get(number) ?? { number, passageId, wordCount, places: new Map<string, StemPlaces>() };
    hit.places.set(stem, { positions, inTitle: marks.map((mark) => mark === "A") });
    hits.set(number, hit);
  }
  return [...hits.values()];
}

interface RoughRow extends Omit<RoughHit, "places"> {
  readonly stem: string;
  readonly positions: number[];
  readonly weights: string[];
}
