// Articles with their revisions, passages, words, vectors and sketches in PostgreSQL: written together, removed together.
import { type Kysely, sql } from "kysely";
import { sketchOf } from "../../compare/sketch.js";
import type { Article, ArticleHeading, Instant, Passage, Span } from "../../model/article.js";
import { DatelineError, unknownArticle } from "../../model/errors.js";
import { sourceKey } from "../../model/outlets.js";
import { WORK } from "../../model/processes.js";
import type { DayCount } from "../../model/status.js";
import { instantMs } from "../../model/time.js";
import type {
  ArticleStore,
  NewRevision,
  PassageInArticle,
  PassageVector,
  PutOutcome,
  PutResult,
  StoreCounts,
} from "../ports.js";
import type { RecordTables } from "../records/tables.js";
import { checkRevision, isSameArticle, makePassageId, visibleFrom } from "../revision-rules.js";
import {
  type ArticleRow,
  cutPassage,
  dayWords,
  NEVER,
  orderKey,
  type PassageAddress,
  readArticle,
} from "../rows.js";
import { checkVector } from "../vectors.js";
import { ARTICLE_COLUMNS, HEADING_COLUMNS } from "./columns.js";
import type { PostgresConnection } from "./connection.js";
import { dropNeighborIndexes, makeNeighborIndexes, readVector, writeVector } from "./neighbors.js";
import type { PostgresProcesses } from "./processes.js";
import { passageWords, typedFields } from "./words.js";

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
      const results: PutResult[] = [];
      const added: Counted[] = [];
      for (const revision of revisions) {
        const { result, counted } = await putRevision(tables, revision);
        results.push(result);
        if (counted !== null) added.push(counted);
      }
      await addTerms(tables, added);
      await count(tables, added);
      return results;
    });
  }

  async compare(article: Omit<Article, "revision">): Promise<PutOutcome> {
    const newest = await this.article(article.articleId);
    if (newest === null) return "added";
    return isSameArticle(newest, article) ? "unchanged" : "revised";
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

/** Lets one transaction at a time write each article, in one order, so that none waits for another in a circle; ids have 48 bits. */
async function lockArticles(tables: Tables, articleIds: readonly string[]): Promise<void> {
  const keys = [...new Set(articleIds)].sort().map((articleId) => BigInt(`0x${articleId}`).toString());
  await sql`SELECT pg_advisory_xact_lock(key) FROM unnest(${keys}::bigint[]) AS k (key)`.execute(tables);
}

async function findArticle(tables: Tables, articleId: string, revision?: number): Promise<Article | null> {
  const { rows } = await sql<ArticleRow>`SELECT ${ARTICLE_COLUMNS} FROM articles a JOIN revisions r
    ON r.article_id = a.article_id AND r.revision = coalesce(${revision ?? null}::int, a.revision)
    WHERE a.article_id = ${articleId}`.execute(tables);
  return rows[0] === undefined ? null : readArticle(rows[0]);
}

async function putRevision(
  tables: Tables,
  { article, passages, embeddings }: NewRevision,
): Promise<{ readonly result: PutResult; readonly counted: Counted | null }> {
  const newest = await findArticle(tables, article.articleId);
  if (newest !== null && isSameArticle(newest, article)) {
    return { result: { outcome: "unchanged", article: newest, passageIds: [] }, counted: null };
  }
  const next: Article = { ...article, revision: (newest?.revision ?? 0) + 1 };
  const number = await writeHeading(tables, next);
  const scope = await writeScope(tables, next, newest === null ? null : number);
  const revision = await writeRevision(tables, next, number, scope);
  const passageIds = passages.map(({ ordinal }) => makePassageId(next.articleId, next.revision, ordinal));
  const words = passages.map(({ text }) => passageWords(next.title, text));
  const rows = passages.map((passage, n) => ({
    ...{ passage_id: passageIds[n], ordinal: passage.ordinal, start: passage.start, end: passage.end },
    ...{ token_count: passage.tokenCount, words: words[n]?.vector, word_count: words[n]?.count },
    sentences: passage.sentences.flatMap(({ start, end }) => [start, end]),
    embedding: embeddings === null ? null : writeVector(embeddings[n] ?? new Float32Array(0)),
  }));
  await writePassages(tables, rows, revision, scope);
  const counted = {
    ...{ articles: newest === null ? 1 : 0, revisions: 1, passages: passages.length },
    stems: words.flatMap(({ stems }) => stems),
    embeddings: embeddings === null ? 0 : passages.length,
    words: words.reduce((sum, { count }) => sum + count, 0),
    arrived: revision,
  };
  return {
    result: { outcome: newest === null ? "added" : "revised", article: next, passageIds },
    counted,
  };
}

async function writeHeading(tables: Tables, article: Article): Promise<number> {
  const { title, source, publishedAt } = article;
  const { rows } = await sql<{ number: number }>`SELECT coalesce(
    (SELECT number FROM articles WHERE article_id = ${article.articleId}),
    nextval(pg_get_serial_sequence('articles', 'number'))) AS number`.execute(tables);
  const number = rows[0]?.number ?? 0;
  const words = typedFields([title, source ?? "", dayWords(publishedAt)]);
  const key = source === null ? null : sourceKey(source);
  await sql`INSERT INTO articles VALUES (${number}, ${article.articleId}, ${article.revision}, ${title}, ${source}, ${key},
    ${publishedAt}, ${orderKey(publishedAt, number)}, ${words}::tsvector)
    ON CONFLICT (number) DO UPDATE SET revision = excluded.revision, title = excluded.title, source = excluded.source,
    source_key = excluded.source_key, published_at = excluded.published_at, order_key = excluded.order_key,
    words = excluded.words`.execute(tables);
  return number;
}

/** The columns that the scope of a question is compared with. */
interface ScopeColumns {
  readonly from: number;
  readonly publishedMs: number | null;
  readonly sourceKey: string | null;
}

/** Reckons when a revision becomes visible; those before it, if its article is known, end then. */
async function writeScope(tables: Tables, article: Article, known: number | null): Promise<ScopeColumns> {
  const { source, publishedAt } = article;
  const from = known === null ? visibleFrom(article, null) : await endEarlier(tables, article, known);
  return {
    from,
    publishedMs: publishedAt === null ? null : instantMs(publishedAt),
    sourceKey: source === null ? null : sourceKey(source),
  };
}

async function endEarlier(tables: Tables, article: Article, known: number): Promise<number> {
  const { rows } = await sql<{ from: number }>`SELECT visible_from AS from FROM revisions
    WHERE article = ${known}::bigint ORDER BY revision DESC LIMIT 1`.execute(tables);
  const from = visibleFrom(article, rows[0]?.from ?? null);
  const { rows: ended } = await sql<{ number: number }>`UPDATE revisions SET visible_to = ${from}::bigint
    WHERE article = ${known}::bigint AND visible_to > ${from}::bigint RETURNING number`.execute(tables);
  const numbers = ended.map(({ number }) => number);
  await sql`UPDATE vectors SET visible_to = ${from}::bigint FROM passages p
    WHERE p.number = passage AND p.revision = ANY(${numbers}::bigint[])`.execute(tables);
  await sql`UPDATE passages SET visible_to = ${from}::bigint
    WHERE revision = ANY(${numbers}::bigint[])`.execute(tables);
  return from;
}

/** Writes a revision with its sketch. */
async function writeRevision(
  tables: Tables,
  article: Article,
  number: number,
  { from, publishedMs, sourceKey }: ScopeColumns,
): Promise<number> {
  const { articleId, revision, url, title, deck, text, source, agency, author, language } = article;
  const { publishedAt, updatedAt, fetchedAt, dates, sample } = article;
  const { rows } = await sql<{
    number: number;
  }>`WITH written AS (INSERT INTO revisions (article, article_id, revision, url, title, deck,
    text, source, agency, author, language, published_at, updated_at, fetched_at, dates, sample, visible_from, visible_to,
    published_ms, source_key)
    VALUES (${number}, ${articleId}, ${revision}, ${url}, ${title}, ${deck}, ${text}, ${source}, ${agency}, ${author},
    ${language}, ${publishedAt}, ${updatedAt}, ${fetchedAt}, ${JSON.stringify(dates)}, ${sample ? 1 : 0}, ${from}, ${NEVER},
    ${publishedMs}, ${sourceKey}) RETURNING number
    ), sketched AS (
      INSERT INTO sketch_hashes SELECT unnest(${Array.from(sketchOf(text))}::bigint[]), number FROM written
    ) SELECT number FROM written`.execute(tables);
  return rows[0]?.number ?? 0;
}

/** Writes passages with their vectors; `rows` have the columns of passages, and `embedding` as text or null. */
async function writePassages(
  tables: Tables,
  rows: readonly object[],
  revision: number,
  { from, publishedMs, sourceKey }: ScopeColumns,
): Promise<void> {
  await sql`WITH given AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS g (passage_id text, ordinal integer, "start" integer,
        "end" integer, token_count integer, sentences integer[], words tsvector, word_count integer, embedding text)
    ), written AS (
      INSERT INTO passages (passage_id, revision, ordinal, "start", "end", token_count, sentences, embedded, words, word_count,
        visible_from, visible_to, published_ms, source_key)
      SELECT passage_id, ${revision}::bigint, ordinal, "start", "end", token_count, sentences, embedding IS NOT NULL, words,
        word_count, ${from}::bigint, ${NEVER}::bigint, ${publishedMs}::bigint, ${sourceKey}::text
      FROM given ORDER BY ordinal RETURNING number, ordinal
    )
    INSERT INTO vectors (passage, embedding, is_first, visible_from, visible_to, published_ms, source_key)
    SELECT w.number, g.embedding::vector, w.ordinal = 0, ${from}::bigint, ${NEVER}::bigint, ${publishedMs}::bigint,
      ${sourceKey}::text
    FROM written w JOIN given g USING (ordinal) WHERE g.embedding IS NOT NULL ORDER BY w.ordinal`.execute(
    tables,
  );
}

interface Counted {
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  readonly embeddings: number;
  readonly words: number;
  readonly stems: readonly string[];
  /** Number of the revision that arrived; null if none did. */
  readonly arrived: number | null;
}

/** In one order, so that two transactions with the same new words wait for each other in no circle. */
async function addTerms(tables: Tables, added: readonly Counted[]): Promise<void> {
  const stems = [...new Set(added.flatMap((one) => one.stems))].sort();
  await sql`INSERT INTO terms SELECT term FROM unnest(${stems}::text[]) AS s (term)
    WHERE NOT EXISTS (SELECT FROM terms t WHERE t.term = s.term) ON CONFLICT DO NOTHING`.execute(tables);
}

/** Adds to the totals, last in its transaction: from here to the commit others wait, so that arrivals are numbered as committed. */
async function count(tables: Tables, added: readonly Counted[]): Promise<void> {
  if (added.length === 0) return;
  const sum = (field: Exclude<keyof Counted, "stems" | "arrived">) =>
    added.reduce((all, one) => all + one[field], 0);
  const arrived = added.flatMap((one) => one.arrived ?? []);
  await sql`WITH counted AS (
      UPDATE totals SET arrivals = arrivals + ${arrived.length}::int, articles = articles + ${sum("articles")}::int,
        revisions = revisions + ${sum("revisions")}::int, passages = passages + ${sum("passages")}::int,
        embeddings = embeddings + ${sum("embeddings")}::int, words = words + ${sum("words")}::int
      RETURNING arrivals
    )
    INSERT INTO arrivals SELECT c.arrivals - ${arrived.length}::int + a.at, a.revision
    FROM counted c, unnest(${arrived}::bigint[]) WITH ORDINALITY AS a (revision, at)`.execute(tables);
}

async function removeArticle(tables: Tables, articleId: string): Promise<string[]> {
  const { rows: revisions } = await sql<{ number: number; text: string }>`
    SELECT number, text FROM revisions WHERE article_id = ${articleId}`.execute(tables);
  if (revisions.length === 0) throw unknownArticle(articleId);
  const { rows: passages } = await sql<{ passageId: string; embedded: boolean; words: number }>`
    SELECT p.passage_id AS "passageId", p.embedded, p.word_count AS words
    FROM passages p JOIN revisions r ON r.number = p.revision
    WHERE r.article_id = ${articleId} ORDER BY r.revision, p.ordinal`.execute(tables);
  for (const { number, text } of revisions) {
    await sql`DELETE FROM sketch_hashes WHERE revision = ${number}::bigint
      AND hash = ANY(${Array.from(sketchOf(text))}::bigint[])`.execute(tables);
  }
  await sql`DELETE FROM articles WHERE article_id = ${articleId}`.execute(tables); // all that hangs on it goes with it
  await count(tables, [
    {
      ...{ articles: -1, revisions: -revisions.length, passages: -passages.length, stems: [], arrived: null },
      embeddings: -passages.filter(({ embedded }) => embedded).length,
      words: -passages.reduce((sum, { words }) => sum + words, 0),
    },
  ]);
  return passages.map(({ passageId }) => passageId);
}
