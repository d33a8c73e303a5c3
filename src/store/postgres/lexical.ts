// BM25 over PostgreSQL's word vectors: the index finds and orders roughly, the best are scored exactly as FTS5 would.
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { LexicalHit } from "../ports.js";
import type { RecordTables } from "../records/tables.js";
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

/** A term with what decides its share of a score. */
interface WeighedTerm {
  readonly term: Term;
  readonly query: string;
  readonly idf: number;
}

/** Returns passages p in scope that hold one of the terms at least, best first, equal ones as they were stored. */
export async function findByWords(
  tables: Tables,
  terms: readonly Term[],
  limit: number,
  scoped: RawBuilder<SqlBool>,
): Promise<LexicalHit[]> {
  const { passages, averageWords } = await readTotals(tables);
  if (passages === 0) return [];
  const weighed = await weigh(tables, terms, passages);
  const rough = await findRoughly(tables, weighed, averageWords, limit, scoped);
  const places = await readPlaces(tables, terms, rough);
  const scored = rough.map(({ number, passageId, wordCount }) => {
    const found = places.get(number) ?? new Map<string, StemPlaces>();
    const length = wordCount / averageWords;
    const score = weighed.reduce(
      (sum, { term, idf }) => sum + bm25(idf, weightedCount(term, found), length),
      0,
    );
    return { number, passageId, score };
  });
  return scored
    .sort((left, right) => right.score - left.score || left.number - right.number)
    .slice(0, limit)
    .map(({ passageId, score }) => ({ passageId, score }));
}

async function readTotals(tables: Tables): Promise<{ passages: number; averageWords: number }> {
  const { rows } = await sql<{ passages: number; words: number }>`
    SELECT passages, words FROM totals`.execute(tables);
  const { passages = 0, words = 0 } = rows[0] ?? {};
  return { passages, averageWords: Math.max(1, words / Math.max(1, passages)) };
}

/**
 * Finds out how many passages hold each term: of common words the server's own statistics know the share, the others are counted
 * through the index.
 */
async function weigh(tables: Tables, terms: readonly Term[], passages: number): Promise<WeighedTerm[]> {
  const asked = terms.map((term) => ({ term, query: termQuery(term) }));
  const single = terms.flatMap((term) => (term.length === 1 ? term : []));
  const { rows: common } = await sql<{ word: string; share: number }>`
    SELECT c.word, c.share::float8 AS share FROM pg_stats s,
      unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS c (word, share)
    WHERE s.schemaname = current_schema() AND s.tablename = 'passages' AND s.attname = 'words'
      AND c.word = ANY(${single}::text[])`.execute(tables);
  const shares = new Map(common.map(({ word, share }) => [word, share]));
  const rare = asked.filter(({ term }) => term.length > 1 || !shares.has(term[0] ?? ""));
  const { rows: counted } = await sql<{ query: string; holding: number }>`
    SELECT a.query, (SELECT count(*) FROM passages p WHERE p.words @@ a.query::tsquery) AS holding
    FROM unnest(${rare.map(({ query }) => query)}::text[]) AS a (query)`.execute(tables);
  const counts = new Map(counted.map(({ query, holding }) => [query, holding]));
  return asked.map(({ term, query }) => {
    const holding = counts.get(query) ?? (shares.get(term[0] ?? "") ?? 0) * passages;
    return { term, query, idf: inverseFrequency(passages, holding) };
  });
}

interface RoughHit {
  readonly number: number;
  readonly passageId: string;
  readonly wordCount: number;
}

async function findRoughly(
  tables: Tables,
  terms: readonly WeighedTerm[],
  averageWords: number,
  limit: number,
  scoped: RawBuilder<SqlBool>,
): Promise<RoughHit[]> {
  const any = terms.map(({ query }) => `(${query})`).join(" | ");
  const weights = `{1,1,1,${BM25.title}}`;
  const parts = terms.map(
    ({ query, idf }) =>
      sql`${idf}::float8 * ts_rank(${weights}::float4[], p.words, ${query}::tsquery) / ${ONE_OCCURRENCE}::float8`,
  );
  const { k1, b } = BM25;
  const shortness = sql`(${1 + k1 * (1 - b)}::float8 + ${(k1 * b) / averageWords}::float8 * p.word_count)`;
  const { rows } = await sql<RoughHit>`
    SELECT p.number, p.passage_id AS "passageId", p.word_count AS "wordCount"
    FROM passages p WHERE p.words @@ ${any}::tsquery AND ${scoped}
    ORDER BY (${sql.join(parts, sql` + `)}) / ${shortness} DESC, p.number
    LIMIT ${Math.max(ROUGH.least, limit * ROUGH.factor)}`.execute(tables);
  return rows;
}

/** Reads where the stems of the terms stand in these passages. */
async function readPlaces(
  tables: Tables,
  terms: readonly Term[],
  hits: readonly RoughHit[],
): Promise<Map<number, Map<string, StemPlaces>>> {
  const stems = [...new Set(terms.flat())];
  const { rows } = await sql<{ number: number; stem: string; positions: number[]; weights: string[] }>`
    SELECT p.number, w.lexeme AS stem, w.positions::int[] AS positions, w.weights
    FROM passages p CROSS JOIN LATERAL unnest(p.words) AS w
    WHERE p.number = ANY(${hits.map(({ number }) => number)}::bigint[]) AND w.lexeme = ANY(${stems}::text[])`.execute(
    tables,
  );
  const places = new Map<number, Map<string, StemPlaces>>();
  for (const { number, stem, positions, weights } of rows) {
    const found = places.get(number) ?? new Map<string, StemPlaces>();
    found.set(stem, { positions, inTitle: weights.map((weight) => weight === "A") });
    places.set(number, found);
  }
  return places;
}
