// Articles and revisions: compare, put, remove, read. Calls run in a transaction where sqlite-store.ts says so.
import type { Database } from "better-sqlite3";
import type { Article, Span } from "../../model/article.js";
import { sourceKey } from "../../model/outlets.js";
import { instantMs } from "../../model/time.js";
import { dayWords, orderKey, unknownArticle } from "../heading.js";
import { makePassageId } from "../passage-id.js";
import type { NewRevision, PassageBody, PutOutcome, PutResult } from "../ports.js";
import { isSameArticle } from "../revision-check.js";
import { visibleFrom } from "../visibility.js";
import { ARTICLE_COLUMNS, type ArticleRow, readArticle, writeSpans, writeVector } from "./rows.js";
import type { SqliteSketches } from "./sketches.js";

const NEVER = Number.MAX_SAFE_INTEGER; // visible_to of a revision that nothing replaces

interface ArticleState {
  readonly number: number;
  readonly orderKey: number;
  readonly visibleFrom: number;
}

/** FTS5 has to be told the words that it forgets. */
interface RemovedPassage extends Span {
  readonly number: number;
  readonly revision: number;
  readonly ordinal: number;
  readonly title: string;
  /** Of the whole revision. */
  readonly text: string;
}

export class SqliteArticles {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #sketches: SqliteSketches;

  constructor(database: Database, sketches: SqliteSketches) {
    this.#statements = prepare(database);
    this.#sketches = sketches;
  }

  /** The given revision, the newest where `revision` is null; null where unknown. */
  read(articleId: string, revision: number | null): Article | null {
    const row = this.#statements.read.get({ articleId, revision });
    return row === undefined ? null : readArticle(row);
  }

  compare(article: Omit<Article, "revision">): PutOutcome {
    const newest = this.read(article.articleId, null);
    if (newest === null) return "added";
    return isSameArticle(newest, article) ? "unchanged" : "revised";
  }

  /** Writes one revision with passages, words and vectors; to be called in a transaction. */
  put({ article, passages, embeddings }: NewRevision): PutResult {
    const newest = this.read(article.articleId, null);
    if (newest !== null && isSameArticle(newest, article)) {
      return { outcome: "unchanged", article: newest, passageIds: [] };
    }
    const next: Article = { ...article, revision: (newest?.revision ?? 0) + 1 };
    const state = this.#statements.state.get(article.articleId) ?? null;
    const number = this.#writeHeading(next, state);
    const revisionNumber = this.#writeRevision(next, number, state);
    this.#sketches.put(revisionNumber, next.text);
    const passageIds = passages.map((passage, n) => {
      this.#writePassage(passage, revisionNumber, next.title, embeddings?.[n] ?? null);
      return makePassageId(next.articleId, next.revision, passage.ordinal);
    });
    return { outcome: newest === null ? "added" : "revised", article: next, passageIds };
  }

  /** Removes every trace of an article but answers; to be called in a transaction. @throws DatelineError article-unknown */
  remove(articleId: string): string[] {
    const state = this.#statements.state.get(articleId);
    if (state === undefined) throw unknownArticle(articleId);
    const passages = this.#statements.passages.all(state.number);
    for (const { number, title, text, start, end } of passages) {
      this.#statements.deleteText.run(number, title, text.slice(start, end));
    }
    this.#statements.deleteWords.run(state.orderKey);
    this.#sketches.remove(state.number);
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
    this.#statements.insertWords.run(key, article.title, article.source ?? "", dayWords(article.publishedAt));
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
    this.#statements.insertText.run(number, title, passage.text);
    if (embedding !== null) this.#statements.insertVector.run(number, writeVector(embedding));
  }
}

function prepare(database: Database) {
  return {
    read: database.prepare<[{ articleId: string; revision: number | null }], ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM articles a JOIN revisions r
       ON r.article = a.number AND r.revision = coalesce(@revision, a.revision) WHERE a.article_id = @articleId`,
    ),
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
    insertPassage: database.prepare(
      `INSERT INTO passages (revision, ordinal, "start", "end", token_count, sentences, embedded)
       VALUES (@revision, @ordinal, @start, @end, @tokenCount, @sentences, @embedded)`,
    ),
    insertText: database.prepare("INSERT INTO passage_text (rowid, title, text) VALUES (?, ?, ?)"),
    insertVector: database.prepare("INSERT INTO vectors (passage, embedding) VALUES (?, ?)"),
    passages: database.prepare<[number], RemovedPassage>(
      `SELECT p.number, r.revision, p.ordinal, r.title, r.text, p."start", p."end"
       FROM revisions r JOIN passages p ON p.revision = r.number WHERE r.article = ? ORDER BY r.revision, p.ordinal`,
    ),
    deleteText: database.prepare(
      "INSERT INTO passage_text (passage_text, rowid, title, text) VALUES ('delete', ?, ?, ?)",
    ),
    deleteArticle: database.prepare("DELETE FROM articles WHERE number = ?"),
  };
}
