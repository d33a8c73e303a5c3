// Articles with their revisions, passages, words, vectors and sketches in PostgreSQL: written together, removed together.
import { type Kysely, sql } from "kysely";
import type { Article, ArticleHeading, Instant, Passage, Span } from "../../model/article.js";
import { DatelineError } from "../../model/errors.js";
import { WORK } from "../../model/processes.js";
import type { DayCount } from "../../model/status.js";
import type {
  ArticleStore,
  NewRevision,
  PassageInArticle,
  PassageVector,
  PutResult,
  StoreCounts,
} from "../ports.js";
import type { RecordTables } from "../records/tables.js";
import { checkRevision } from "../revision-rules.js";
import { type ArticleRow, cutPassage, type PassageAddress, readArticle } from "../rows.js";
import { checkVector } from "../vectors.js";
import { ARTICLE_COLUMNS, HEADING_COLUMNS } from "./columns.js";
import type { PostgresConnection } from "./connection.js";
import { dropNeighborIndexes, makeNeighborIndexes, readVector, writeVector } from "./neighbors.js";
import type { PostgresProcesses } from "./processes.js";
import { findNewest, lockArticles, putRevisions, removeArticle } from "./write-articles.js";

type Tables = Kysely<RecordTables>;

const VECTOR_BATCH = 256;

/** Every method that changes something is one transaction. */
export class PostgresArticleStore implements ArticleStore {
  readonly #connection: PostgresConnection;
  readonly #processes: PostgresProcesses;
  #fingerprint: string | null;

  /** `fingerprint` is the one that the stored vectors belong to, null if there is none. */
  constructor(connection: PostgresConnection, processes: PostgresProcesses, fingerprint: string | null) {
    this.#connection = connection;
    this.#processes = processes;
    this.#fingerprint = fingerprint;
  }

  get fingerprint(): string | null {
    return this.#fingerprint;
  }

  async put(revision: NewRevision): Promise<PutResult> {
    const [result] = await this.putAll([revision]);
    if (result === undefined) throw new TypeError("a put without a result");
    return result;
  }

  putAll(revisions: readonly NewRevision[]): Promise<PutResult[]> {
    return this.#connection.writeLocked(async (tables) => {
      const embeds = revisions.some(({ embeddings }) => embeddings !== null);
      const dimensions = embeds ? (await this.#embedder(tables)).dimensions : null;
      for (const revision of revisions) checkRevision(revision, dimensions);
      await lockArticles(
        tables,
        revisions.map(({ article }) => article.articleId),
      );
      return putRevisions(tables, revisions);
    });
  }

  remove(articleId: string): Promise<string[]> {
    return this.#connection.writeLocked(async (tables) => {
      await lockArticles(tables, [articleId]);
      return removeArticle(tables, articleId);
    });
  }

  article(articleId: string, revision?: number): Promise<Article | null> {
    return this.#connection.read((tables) => findArticle(tables, articleId, revision));
  }

  async newest(articleIds: readonly string[]): Promise<Map<string, Article>> {
    if (articleIds.length === 0) return new Map();
    const found = await this.#connection.read((tables) => findNewest(tables, articleIds));
    return new Map([...found].map(([articleId, { article }]) => [articleId, article]));
  }

  async listArticles(offset: number, limit: number): Promise<ArticleHeading[]> {
    const { rows } = await this.#connection.read((tables) =>
      sql<ArticleHeading>`SELECT ${HEADING_COLUMNS} FROM articles a
        ORDER BY a.order_key DESC LIMIT ${limit} OFFSET ${offset}`.execute(tables),
    );
    return rows;
  }

  async counts(): Promise<StoreCounts> {
    const { rows } = await this.#connection.read((tables) =>
      sql<StoreCounts>`SELECT articles, revisions, passages, embeddings, (SELECT count(*) FROM answers) AS answers,
        (SELECT published_at FROM articles ORDER BY order_key DESC LIMIT 1) AS "newestAt" FROM totals`.execute(
        tables,
      ),
    );
    const none = { articles: 0, revisions: 0, passages: 0, embeddings: 0, answers: 0, newestAt: null };
    return rows[0] ?? none;
  }

  async addedPerDay(since: Instant): Promise<DayCount[]> {
    const { rows } = await this.#connection.read((tables) =>
      sql<DayCount>`SELECT left(fetched_at, 10) AS day, count(*) AS count FROM revisions
        WHERE revision = 1 AND fetched_at >= ${since} GROUP BY 1 ORDER BY 1`.execute(tables),
    );
    return rows;
  }

  async passages(passageIds: readonly string[]): Promise<Passage[]> {
    if (passageIds.length === 0) return [];
    const found = await this.#cut(
      sql`${SELECT_PASSAGES} WHERE p.passage_id = ANY(${[...passageIds]}::text[])`,
    );
    const byId = new Map(found.map((passage) => [passage.passageId, passage]));
    return passageIds.flatMap((passageId) => byId.get(passageId) ?? []);
  }

  async passagesInArticles(passageIds: readonly string[]): Promise<PassageInArticle[]> {
    if (passageIds.length === 0) return [];
    return this.#connection.read(async (tables) => {
      const { rows } = await sql<PassageRow>`${SELECT_PASSAGES}
        WHERE p.passage_id = ANY(${[...passageIds]}::text[])`.execute(tables);
      const numbers = [...new Set(rows.map(({ revisionNumber }) => revisionNumber))];
      const { rows: revisions } = await sql<ArticleRow & { number: number }>`
        SELECT r.number, ${ARTICLE_COLUMNS} FROM revisions r WHERE r.number = ANY(${numbers}::bigint[])`.execute(
        tables,
      );
      const articles = new Map(revisions.map(({ number, ...row }) => [number, readArticle(row)]));
      const found = rows.flatMap((row) => {
        const article = articles.get(row.revisionNumber);
        return article ? { passage: cutPassage(row, article.text, spansOf(row.sentences)), article } : []; // removed meanwhile
      });
      const byId = new Map(found.map((one) => [one.passage.passageId, one]));
      return passageIds.flatMap((passageId) => byId.get(passageId) ?? []);
    });
  }

  passagesOf(articleId: string, revision: number): Promise<Passage[]> {
    return this.#cut(
      sql`${SELECT_PASSAGES} WHERE r.article_id = ${articleId} AND r.revision = ${revision} ORDER BY p.ordinal`,
    );
  }

  async useFingerprint(fingerprint: string, dimensions: number): Promise<void> {
    await this.#connection.writeLocked(async (tables) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(tables);
      const { rows } = await sql<EmbedderRow>`SELECT fingerprint, dimensions FROM embedder`.execute(tables);
      if (rows[0]?.fingerprint === fingerprint && rows[0].dimensions === dimensions) return;
      await sql`LOCK TABLE embedder IN EXCLUSIVE MODE`.execute(tables);
      await dropNeighborIndexes(tables);
      await sql`TRUNCATE vectors`.execute(tables);
      await sql`UPDATE passages SET embedded = false WHERE embedded`.execute(tables);
      await sql`UPDATE totals SET embeddings = 0`.execute(tables);
      await sql`INSERT INTO embedder VALUES (1, ${fingerprint}, ${dimensions}) ON CONFLICT ("only")
        DO UPDATE SET fingerprint = excluded.fingerprint, dimensions = excluded.dimensions`.execute(tables);
      await makeNeighborIndexes(tables, dimensions);
    });
    this.#fingerprint = fingerprint;
  }

  async takePassagesToEmbed(limit: number): Promise<Passage[]> {
    await this.#processes.enter();
    const { processId } = this.#processes;
    const bare = sql`SELECT ${WORK.passage("")} || passage_id AS name FROM passages WHERE NOT embedded
      AND NOT EXISTS (SELECT FROM leases WHERE name = ${WORK.passage("")} || passage_id AND holder <> ${processId})
      ORDER BY number LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
    const { rows } = await this.#connection.writeLocked((tables) =>
      this.#processes.takeAmong(bare).execute(tables),
    );
    const ids = rows.map(({ name }) => name.slice(WORK.passage("").length));
    return this.#cut(
      sql`${SELECT_PASSAGES} WHERE p.passage_id = ANY(${ids}::text[]) AND NOT p.embedded ORDER BY p.number`,
    );
  }

  async putEmbeddings(entries: readonly PassageVector[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#connection.writeLocked(async (tables) => {
      const { dimensions } = await this.#embedder(tables);
      for (const { embedding } of entries) checkVector(embedding, dimensions);
      const ids = entries.map(({ passageId }) => passageId);
      const vectors = entries.map(({ embedding }) => writeVector(embedding));
      await sql`INSERT INTO vectors (passage, embedding, is_first, visible_from, visible_to, published_ms, source_key)
        SELECT p.number, e.embedding::vector, p.ordinal = 0, p.visible_from, p.visible_to, p.published_ms, p.source_key
        FROM unnest(${ids}::text[], ${vectors}::text[]) AS e (passage_id, embedding)
        JOIN passages p ON p.passage_id = e.passage_id ORDER BY p.number
        ON CONFLICT (passage) DO UPDATE SET embedding = excluded.embedding
        WHERE vectors.embedding <> excluded.embedding`.execute(tables);
      const { numAffectedRows } = await sql`UPDATE passages SET embedded = true
        WHERE passage_id = ANY(${ids}::text[]) AND NOT embedded`.execute(tables);
      await sql`UPDATE totals SET embeddings = embeddings + ${Number(numAffectedRows ?? 0n)}::bigint`.execute(
        tables,
      );
      await sql`DELETE FROM leases WHERE name = ANY(${ids.map(WORK.passage)}::text[])`.execute(tables);
    });
  }

  async *embeddings(): AsyncIterable<readonly PassageVector[]> {
    let after = 0;
    while (true) {
      const { rows } = await this.#connection.read((tables) =>
        sql<{ number: number; passageId: string; embedding: Uint8Array }>`
          SELECT v.passage AS number, p.passage_id AS "passageId", vector_send(v.embedding) AS embedding
          FROM vectors v JOIN passages p ON p.number = v.passage
          WHERE v.passage > ${after}::bigint ORDER BY v.passage LIMIT ${VECTOR_BATCH}`.execute(tables),
      );
      if (rows.length === 0) return;
      yield rows.map(({ passageId, embedding }) => ({ passageId, embedding: readVector(embedding) }));
      after = rows.at(-1)?.number ?? after;
    }
  }

  /** Every revision was stored with its sketch. */
  async sketchMissing(): Promise<number> {
    return 0;
  }

  /** Cuts passages out of the texts of their revisions, each read once. */
  async #cut(select: ReturnType<typeof sql>): Promise<Passage[]> {
    return this.#connection.read(async (tables) => {
      const { rows } = (await select.execute(tables)) as { rows: PassageRow[] };
      if (rows.length === 0) return [];
      const numbers = [...new Set(rows.map(({ revisionNumber }) => revisionNumber))];
      const { rows: texts } = await sql<{ number: number; text: string }>`
        SELECT number, text FROM revisions WHERE number = ANY(${numbers}::bigint[])`.execute(tables);
      const byNumber = new Map(texts.map(({ number, text }) => [number, text]));
      return rows.flatMap((row) => {
        const text = byNumber.get(row.revisionNumber);
        return text === undefined ? [] : cutPassage(row, text, spansOf(row.sentences)); // removed meanwhile
      });
    });
  }

  /** @throws DatelineError store-fingerprint if another process has changed the embedder, or none is set */
  async #embedder(tables: Tables): Promise<EmbedderRow> {
    const { rows } = await sql<EmbedderRow>`SELECT fingerprint, dimensions FROM embedder FOR SHARE`.execute(
      tables,
    );
    const [current] = rows;
    if (current !== undefined && current.fingerprint === this.#fingerprint) return current;
    throw new DatelineError(
      "store-fingerprint",
      `Vectors of another embedder: expected ${current?.fingerprint ?? "none yet"}, got ${this.#fingerprint ?? "none"}`,
      { hint: "Restart Dateline: another process has changed the model of this store." },
    );
  }
}

/** The embedder that all stored vectors belong to. */
interface EmbedderRow {
  readonly fingerprint: string;
  readonly dimensions: number;
}

interface PassageRow extends PassageAddress {
  readonly revisionNumber: number;
  readonly sentences: readonly number[];
}

const SELECT_PASSAGES = sql`SELECT p.revision AS "revisionNumber", r.article_id AS "articleId", r.revision, p.ordinal,
  p."start", p."end", p.token_count AS "tokenCount", p.sentences FROM passages p JOIN revisions r ON r.number = p.revision`;

function spansOf(numbers: readonly number[]): Span[] {
  return Array.from({ length: numbers.length / 2 }, (_, n) => ({
    start: numbers[2 * n] ?? 0,
    end: numbers[2 * n + 1] ?? 0,
  }));
}

async function findArticle(tables: Tables, articleId: string, revision?: number): Promise<Article | null> {
  const { rows } = await sql<ArticleRow>`SELECT ${ARTICLE_COLUMNS} FROM articles a JOIN revisions r
    ON r.article_id = a.article_id AND r.revision = coalesce(${revision ?? null}::int, a.revision)
    WHERE a.article_id = ${articleId}`.execute(tables);
  return rows[0] === undefined ? null : readArticle(rows[0]);
}
