// Articles with their revisions, passages, vectors and sketches: written together, removed together.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { isSameArticle } from "../../compare/changes.js";
import { sketchOf } from "../../compare/sketch.js";
import type { Article, ArticleHeading, Instant, Passage, Span } from "../../model/article.js";
import { DatelineError, unknownArticle } from "../../model/errors.js";
import { fold } from "../../model/fold.js";
import { sourceKey } from "../../model/outlets.js";
import type { DayCount } from "../../model/status.js";
import { instantMs } from "../../model/time.js";
import type {
  ArticleStore,
  NewRevision,
  PassageBody,
  PassageInArticle,
  PassageVector,
  PutResult,
  StoreCounts,
} from "../ports.js";
import { checkRevision, makePassageId, parsePassageId, visibleFrom } from "../revision-rules.js";
import { type ArticleRow, dayWords, NEVER, orderKey, readArticle } from "../rows.js";
import { checkVector } from "../vectors.js";
import type { StoreConnection } from "./database.js";
import {
  ARTICLE_COLUMNS,
  HEADING_COLUMNS,
  PASSAGE_COLUMNS,
  type PassageRow,
  readPassage,
  readVector,
  writeSpans,
  writeVector,
} from "./rows.js";

const VECTOR_BATCH = 256; // 384 KiB at 384 dimensions: under a millisecond to read
const SLICE_MS = 4; // how long reading passages for a question holds the thread before others have a turn

/** Every method that changes something is one transaction. */
export class SqliteArticleStore implements ArticleStore {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepareArticles>;
  #fingerprint: string | null;

  /** `fingerprint` starts as the one that the stored vectors belong to. */
  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepareArticles(connection.database);
    this.#fingerprint = this.#statements.embedder.get()?.fingerprint ?? null;
  }

  get fingerprint(): string | null {
    return this.#fingerprint;
  }

  async put(revision: NewRevision): Promise<PutResult> {
    const [result] = await this.putAll([revision]);
    return result as PutResult;
  }

  async putAll(revisions: readonly NewRevision[]): Promise<PutResult[]> {
    return this.#connection.write(() =>
      revisions.map((revision) => {
        checkRevision(revision, revision.embeddings === null ? null : this.#embedder().dimensions);
        return this.#put(revision);
      }),
    );
  }

  async remove(articleId: string): Promise<string[]> {
    return this.#connection.write(() => this.#remove(articleId));
  }

  async article(articleId: string, revision?: number): Promise<Article | null> {
    return this.#connection.read(() => this.#article(articleId, revision));
  }

  async newest(articleIds: readonly string[]): Promise<Map<string, Article>> {
    return this.#connection.read(
      () =>
        new Map(
          articleIds.flatMap((articleId) => {
            const article = this.#article(articleId);
            return article === null ? [] : [[articleId, article] as const];
          }),
        ),
    );
  }

  async listArticles(offset: number, limit: number): Promise<ArticleHeading[]> {
    return this.#connection.read(() => this.#statements.list.all(limit, offset));
  }

  async counts(): Promise<StoreCounts> {
    return this.#connection.read(() => {
      const none = { articles: 0, revisions: 0, passages: 0, embeddings: 0, answers: 0 };
      const newestAt = this.#statements.newestAt.get() ?? null;
      return { ...none, ...this.#statements.counts.get(), newestAt };
    });
  }

  async addedPerDay(since: Instant): Promise<DayCount[]> {
    return this.#connection.read(() => this.#statements.addedPerDay.all(since));
  }

  async passages(passageIds: readonly string[]): Promise<Passage[]> {
    return this.#connection.read(() =>
      this.#cut(passageIds.flatMap((passageId) => this.#passageRow(passageId) ?? [])),
    );
  }

  async passagesInArticles(passageIds: readonly string[]): Promise<PassageInArticle[]> {
    const articles = new Map<number, Article>();
    const found: PassageInArticle[] = [];
    let sliceStart = performance.now();
    for (const passageId of passageIds) {
      const one = this.#connection.read(() => this.#passageInArticle(passageId, articles));
      if (one !== null) found.push(one);
      if (performance.now() - sliceStart < SLICE_MS) continue;
      await nextTurn();
      sliceStart = performance.now();
    }
    return found;
  }

  async passagesOf(articleId: string, revision: number): Promise<Passage[]> {
    return this.#connection.read(() => this.#cut(this.#statements.passagesOf.all(articleId, revision)));
  }

  async useFingerprint(fingerprint: string, dimensions: number): Promise<void> {
    const isSet = () => {
      const current = this.#statements.embedder.get();
      return current?.fingerprint === fingerprint && current.dimensions === dimensions;
    };
    if (this.#connection.read(isSet)) {
      this.#fingerprint = fingerprint;
      return;
    }
    this.#connection.write(() => {
      if (isSet()) return; // another process may have been faster
      this.#statements.dropVectors.run();
      this.#statements.forgetEmbedded.run();
      this.#statements.putEmbedder.run(fingerprint, dimensions);
    });
    this.#fingerprint = fingerprint;
  }

  async takePassagesToEmbed(limit: number): Promise<Passage[]> {
    return this.#connection.read(() => this.#cut(this.#statements.withoutEmbedding.all(limit)));
  }

  async putEmbeddings(entries: readonly PassageVector[]): Promise<void> {
    this.#connection.write(() => {
      const { dimensions } = this.#embedder();
      const revisions = new Set<number>();
      for (const { passageId, embedding } of entries) {
        checkVector(embedding, dimensions);
        const row = this.#passageRow(passageId);
        if (row === null) continue;
        this.#statements.putVector.run(row.number, writeVector(embedding));
        this.#statements.setEmbedded.run(row.number);
        revisions.add(row.revisionNumber);
      }
      for (const revision of revisions) this.#statements.noteChange.run(revision);
    });
  }

  async *embeddings(): AsyncIterable<readonly PassageVector[]> {
    let after = 0;
    while (true) {
      const rows = this.#connection.read(() => this.#statements.vectorsAfter.all(after, VECTOR_BATCH));
      if (rows.length === 0) return;
      yield rows.map(({ passageId, embedding }) => ({ passageId, embedding: readVector(embedding) }));
      after = rows.at(-1)?.number ?? after;
      await nextTurn(); // all vectors of a large store take longer than Discord should wait
    }
  }

  async sketchMissing(limit: number): Promise<number> {
    const missing = this.#connection.read(() => this.#statements.toSketchCount.get() ?? 0);
    if (missing === 0 || limit <= 0) return missing;
    return this.#connection.write(() => {
      for (const { number, text } of this.#statements.toSketch.all(limit)) {
        this.#writeSketch(number, text);
        this.#statements.sketched.run(number);
      }
      return this.#statements.toSketchCount.get() ?? 0;
    });
  }

  #article(articleId: string, revision?: number): Article | null {
    const row = this.#statements.read.get({ articleId, revision: revision ?? null });
    return row === undefined ? null : readArticle(row);
  }

  #passageRow(passageId: string): PassageRow | null {
    const address = parsePassageId(passageId);
    if (address === null) return null;
    return this.#statements.passage.get(address.articleId, address.revision, address.ordinal) ?? null;
  }

  /** `articles`: those read so far, by number of revision. Null if there is no such passage, or it is removed just now. */
  #passageInArticle(passageId: string, articles: Map<number, Article>): PassageInArticle | null {
    const row = this.#passageRow(passageId);
    if (row === null) return null;
    let article = articles.get(row.revisionNumber);
    if (article === undefined) {
      const read = this.#statements.readNumbered.get(row.revisionNumber);
      if (read === undefined) return null;
      article = readArticle(read);
      articles.set(row.revisionNumber, article);
    }
    return { passage: readPassage(row, article.text), article };
  }

  /** Cuts passages out of the text of their revisions, each read once. */
  #cut(rows: readonly PassageRow[]): Passage[] {
    const texts = new Map<number, string>();
    return rows.map((row) => {
      const text = texts.get(row.revisionNumber) ?? this.#statements.text.get(row.revisionNumber) ?? "";
      texts.set(row.revisionNumber, text);
      return readPassage(row, text);
    });
  }

  /** @throws DatelineError store-fingerprint if another process has changed the embedder, or none is set */
  #embedder(): EmbedderRow {
    const current = this.#statements.embedder.get();
    if (current !== undefined && current.fingerprint === this.#fingerprint) return current;
    throw new DatelineError(
      "store-fingerprint",
      `Vectors of another embedder: expected ${current?.fingerprint ?? "none yet"}, got ${this.#fingerprint ?? "none"}`,
      { hint: "Restart Dateline: another process has changed the model of this store." },
    );
  }

  #put({ article, passages, embeddings }: NewRevision): PutResult {
    const newest = this.#article(article.articleId);
    if (newest !== null && isSameArticle(newest, article)) {
      return { outcome: "unchanged", article: newest, passageIds: [] };
    }
    const next: Article = { ...article, revision: (newest?.revision ?? 0) + 1 };
    const state = this.#statements.state.get(article.articleId) ?? null;
    const number = this.#writeHeading(next, state);
    const revisionNumber = this.#writeRevision(next, number, state);
    this.#writeSketch(revisionNumber, next.text);
    const passageIds = passages.map((passage, n) => {
      this.#writePassage(passage, revisionNumber, next.title, embeddings?.[n] ?? null);
      return makePassageId(next.articleId, next.revision, passage.ordinal);
    });
    return { outcome: newest === null ? "added" : "revised", article: next, passageIds };
  }

  #remove(articleId: string): string[] {
    const state = this.#statements.state.get(articleId);
    if (state === undefined) throw unknownArticle(articleId);
    const passages = this.#statements.removedPassages.all(state.number);
    for (const { number, title, text, start, end } of passages) {
      this.#statements.deleteText.run(number, fold(title), fold(text.slice(start, end)));
    }
    this.#statements.deleteWords.run(state.orderKey);
    for (const { number, text } of this.#statements.texts.all(state.number)) {
      for (const hash of sketchOf(text)) this.#statements.deleteHash.run(hash, number);
    }
    this.#statements.deleteArticle.run(state.number); // revisions, passages and vectors go with it
    return passages.map(({ revision, ordinal }) => makePassageId(articleId, revision, ordinal));
  }

  #writeHeading(article: Article, state: ArticleState | null): number {
    const number = state?.number ?? this.#statements.nextNumber.get() ?? 1;
    const key = orderKey(article.publishedAt, number);
    if (state !== null) this.#statements.deleteWords.run(state.orderKey);
    this.#statements.putArticle.run({
      number,
      articleId: article.articleId,
      revision: article.revision,
      title: article.title,
      source: article.source,
      sourceKey: article.source === null ? null : sourceKey(article.source),
      publishedAt: article.publishedAt,
      orderKey: key,
    });
    const outlet = fold(article.source ?? "");
    this.#statements.insertWords.run(key, fold(article.title), outlet, dayWords(article.publishedAt));
    return number;
  }

  #writeRevision(article: Article, number: number, state: ArticleState | null): number {
    const from = visibleFrom(article, state?.visibleFrom ?? null);
    this.#statements.endEarlier.run({ from, article: number });
    const { lastInsertRowid } = this.#statements.insertRevision.run({
      ...article,
      article: number,
      sourceKey: article.source === null ? null : sourceKey(article.source),
      dates: JSON.stringify(article.dates),
      sample: article.sample ? 1 : 0,
      publishedMs: article.publishedAt === null ? null : instantMs(article.publishedAt),
      visibleFrom: from,
      visibleTo: NEVER,
    });
    return Number(lastInsertRowid);
  }

  #writeSketch(revision: number, text: string): void {
    for (const hash of sketchOf(text)) this.#statements.insertHash.run(hash, revision);
  }

  #writePassage(passage: PassageBody, revision: number, title: string, embedding: Float32Array | null): void {
    const { lastInsertRowid: number } = this.#statements.insertPassage.run({
      revision,
      ordinal: passage.ordinal,
      start: passage.start,
      end: passage.end,
      tokenCount: passage.tokenCount,
      sentences: writeSpans(passage.sentences),
      embedded: embedding === null ? 0 : 1,
    });
    this.#statements.insertText.run(number, fold(title), fold(passage.text));
    if (embedding !== null) this.#statements.insertVector.run(number, writeVector(embedding));
  }
}

interface ArticleState {
  readonly number: number;
  readonly orderKey: number;
  readonly visibleFrom: number;
}

/** The embedder that all stored vectors belong to. */
interface EmbedderRow {
  readonly fingerprint: string;
  readonly dimensions: number;
}

/** FTS5 must be given the words it is to remove. */
interface RemovedPassage extends Span {
  readonly number: number;
  readonly revision: number;
  readonly ordinal: number;
  readonly title: string;
  /** Of the whole revision. */
  readonly text: string;
}

interface StoredText {
  readonly number: number;
  readonly text: string;
}

function prepareArticles(database: Database) {
  return {
    ...prepareRevisions(database),
    ...preparePassages(database),
    ...prepareVectors(database),
    ...prepareSketches(database),
  };
}

const tally = (name: string) => `(SELECT count FROM tallies WHERE name = '${name}')`;

function prepareRevisions(database: Database) {
  return {
    read: database.prepare<[{ articleId: string; revision: number | null }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM articles a JOIN revisions r
       ON r.article = a.number AND r.revision = coalesce(@revision, a.revision) WHERE a.article_id = @articleId`,
    ),
    readNumbered: database.prepare<[number], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM revisions r JOIN articles a ON a.number = r.article WHERE r.number = ?`,
    ),
    list: database.prepare<[number, number], ArticleHeading>(
      `SELECT ${HEADING_COLUMNS} FROM articles a ORDER BY a.order_key DESC LIMIT ? OFFSET ?`,
    ),
    counts: database.prepare<[], Omit<StoreCounts, "newestAt">>(
      `SELECT ${tally("articles")} AS articles, ${tally("revisions")} AS revisions, ${tally("passages")} AS passages,
       (SELECT count(*) FROM answers) AS answers,
       ${tally("passages")} - (SELECT count(*) FROM passages WHERE embedded = 0) AS embeddings`,
    ),
    addedPerDay: database.prepare<[string], DayCount>(
      `SELECT substr(fetched_at, 1, 10) AS day, count(*) AS count FROM revisions
       WHERE revision = 1 AND fetched_at >= ? GROUP BY day ORDER BY day`,
    ),
    newestAt: database
      .prepare<[], string | null>("SELECT published_at FROM articles ORDER BY order_key DESC LIMIT 1")
      .pluck(),
    state: database.prepare<[string], ArticleState>(
      `SELECT a.number, a.order_key AS orderKey, r.visible_from AS visibleFrom FROM articles a JOIN revisions r
       ON r.article = a.number AND r.revision = a.revision WHERE a.article_id = ?`,
    ),
    nextNumber: database.prepare<[], number>("SELECT coalesce(max(number), 0) + 1 FROM articles").pluck(),
    putArticle: database.prepare(
      `INSERT INTO articles VALUES (@number, @articleId, @revision, @title, @source, @sourceKey, @publishedAt, @orderKey)
       ON CONFLICT (number) DO UPDATE SET revision = excluded.revision, title = excluded.title, source = excluded.source,
       source_key = excluded.source_key, published_at = excluded.published_at, order_key = excluded.order_key`,
    ),
    insertWords: database.prepare(
      "INSERT INTO article_words (rowid, title, outlet, day) VALUES (?, ?, ?, ?)",
    ),
    deleteWords: database.prepare("DELETE FROM article_words WHERE rowid = ?"),
    endEarlier: database.prepare(
      "UPDATE revisions SET visible_to = @from WHERE article = @article AND visible_to > @from",
    ),
    insertRevision: database.prepare(
      `INSERT INTO revisions (article, revision, url, title, deck, text, source, source_key, agency, author, language,
       published_at, updated_at, fetched_at, dates, sample, published_ms, visible_from, visible_to)
       VALUES (@article, @revision, @url, @title, @deck, @text, @source, @sourceKey, @agency, @author, @language,
       @publishedAt, @updatedAt, @fetchedAt, @dates, @sample, @publishedMs, @visibleFrom, @visibleTo)`,
    ),
    deleteArticle: database.prepare("DELETE FROM articles WHERE number = ?"),
  };
}

function preparePassages(database: Database) {
  const select = `SELECT ${PASSAGE_COLUMNS} FROM passages p JOIN revisions r ON r.number = p.revision
    JOIN articles a ON a.number = r.article`;
  return {
    passage: database.prepare<[string, number, number], PassageRow>(
      `${select} WHERE a.article_id = ? AND r.revision = ? AND p.ordinal = ?`,
    ),
    passagesOf: database.prepare<[string, number], PassageRow>(
      `${select} WHERE a.article_id = ? AND r.revision = ? ORDER BY p.ordinal`,
    ),
    withoutEmbedding: database.prepare<[number], PassageRow>(
      `${select} WHERE p.embedded = 0 ORDER BY p.number LIMIT ?`,
    ),
    text: database.prepare<[number], string>("SELECT text FROM revisions WHERE number = ?").pluck(),
    insertPassage: database.prepare(
      `INSERT INTO passages (revision, ordinal, "start", "end", token_count, sentences, embedded)
       VALUES (@revision, @ordinal, @start, @end, @tokenCount, @sentences, @embedded)`,
    ),
    insertText: database.prepare("INSERT INTO passage_text (rowid, title, text) VALUES (?, ?, ?)"),
    removedPassages: database.prepare<[number], RemovedPassage>(
      `SELECT p.number, r.revision, p.ordinal, r.title, r.text, p."start", p."end"
       FROM revisions r JOIN passages p ON p.revision = r.number WHERE r.article = ? ORDER BY r.revision, p.ordinal`,
    ),
    deleteText: database.prepare(
      "INSERT INTO passage_text (passage_text, rowid, title, text) VALUES ('delete', ?, ?, ?)",
    ),
  };
}

function prepareVectors(database: Database) {
  return {
    embedder: database.prepare<[], EmbedderRow>("SELECT fingerprint, dimensions FROM embedder"),
    putEmbedder: database.prepare<[string, number]>(
      `INSERT INTO embedder VALUES (1, ?, ?)
       ON CONFLICT (only) DO UPDATE SET fingerprint = excluded.fingerprint, dimensions = excluded.dimensions`,
    ),
    dropVectors: database.prepare("DELETE FROM vectors"),
    forgetEmbedded: database.prepare("UPDATE passages SET embedded = 0 WHERE embedded = 1"),
    insertVector: database.prepare("INSERT INTO vectors (passage, embedding) VALUES (?, ?)"),
    putVector: database.prepare<[number, Buffer]>(
      `INSERT INTO vectors VALUES (?, ?) ON CONFLICT (passage) DO UPDATE SET embedding = excluded.embedding`,
    ),
    noteChange: database.prepare<[number]>("INSERT INTO revision_changes (revision) VALUES (?)"),
    setEmbedded: database.prepare<[number]>("UPDATE passages SET embedded = 1 WHERE number = ?"),
    vectorsAfter: database.prepare<
      [number, number],
      { number: number; passageId: string; embedding: Buffer }
    >(
      `SELECT v.passage AS number, a.article_id || '.' || r.revision || '.' || p.ordinal AS passageId, v.embedding
       FROM vectors v CROSS JOIN passages p ON p.number = v.passage JOIN revisions r ON r.number = p.revision
       JOIN articles a ON a.number = r.article WHERE v.passage > ? ORDER BY v.passage LIMIT ?`,
    ),
  };
}

function prepareSketches(database: Database) {
  return {
    insertHash: database.prepare<[number, number]>("INSERT OR IGNORE INTO sketch_hashes VALUES (?, ?)"),
    deleteHash: database.prepare<[number, number]>(
      "DELETE FROM sketch_hashes WHERE hash = ? AND revision = ?",
    ),
    texts: database.prepare<[number], StoredText>("SELECT number, text FROM revisions WHERE article = ?"),
    toSketch: database.prepare<[number], StoredText>(
      `SELECT r.number, r.text FROM revisions_to_sketch q JOIN revisions r ON r.number = q.revision
       ORDER BY q.revision LIMIT ?`,
    ),
    toSketchCount: database.prepare<[], number>("SELECT count(*) FROM revisions_to_sketch").pluck(),
    sketched: database.prepare<[number]>("DELETE FROM revisions_to_sketch WHERE revision = ?"),
  };
}
