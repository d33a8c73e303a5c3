// The durable store: one SQLite file, WAL, one transaction a change. Delegates to the sqlite-*.ts files; holds no SQL but counts.
// A second process may open the same store (the terminal while the bot runs): readers never wait, writers wait up to the busy timeout.

import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import type { OpenQuestion } from "../../model/answer.js";
import type { Article, ArticleHeading, Instant, Outlets, Passage, Place } from "../../model/article.js";
import type {
  AnswerRecord,
  LexicalHit,
  NewRevision,
  PutOutcome,
  PutResult,
  Scope,
  Store,
  StoreCounts,
} from "../ports.js";
import { checkRevision } from "../revision-check.js";
import type { IndexEntry } from "../vector-index.js";
import { SqliteAnswers } from "./answers.js";
import { SqliteArticles } from "./articles.js";
import { asStoreError, DATABASE_FILE, openDatabase, SqliteGuard } from "./database.js";
import { SqlitePassages } from "./passages.js";
import { SqliteHeadings, SqliteLists, SqliteSearch } from "./search.js";
import { SqliteSketches } from "./sketches.js";

const VECTOR_BATCH = 256; // 384 KiB at 384 dimensions: under a millisecond to read

export interface SqliteStoreOptions {
  /** How long a write waits for another process before store-busy, in ms; default 5,000. The thread is blocked while it waits. */
  readonly busyTimeoutMs?: number;
  /** False: another connection of this process, on a thread of its own, writes the log into the file; default true. */
  readonly tendsLog?: boolean;
}

/**
 * Opens the store in folder `path`, creating folder and file where missing; an older file is migrated after a backup beside it.
 * `fingerprint` starts as the one that the stored vectors belong to.
 * @throws DatelineError store-newer, store-busy, or store-broken for a file that is damaged or another program's (left untouched)
 */
export async function openSqliteStore(path: string, options: SqliteStoreOptions = {}): Promise<Store> {
  const file = join(path, DATABASE_FILE);
  try {
    const { busyTimeoutMs = 5_000, tendsLog = true } = options;
    return new SqliteStore(await openDatabase(file, busyTimeoutMs, tendsLog), file);
  } catch (error) {
    throw asStoreError(error, file);
  }
}

class SqliteStore implements Store {
  readonly #database: Database;
  readonly #guard: SqliteGuard;
  readonly #articles: SqliteArticles;
  readonly #headings: SqliteHeadings;
  readonly #lists: SqliteLists;
  readonly #passages: SqlitePassages;
  readonly #search: SqliteSearch;
  readonly #sketches: SqliteSketches;
  readonly #answers: SqliteAnswers;
  readonly #counts;
  #fingerprint: string | null;
  #changes = 0; // of revisions by this process, so that answers and settings keep what is known of scopes

  constructor(database: Database, file: string) {
    this.#database = database;
    this.#guard = new SqliteGuard(database, file);
    this.#sketches = new SqliteSketches(database);
    this.#articles = new SqliteArticles(database, this.#sketches);
    this.#headings = new SqliteHeadings(database);
    this.#lists = new SqliteLists(database);
    this.#passages = new SqlitePassages(database);
    this.#search = new SqliteSearch(database);
    this.#answers = new SqliteAnswers(database);
    this.#counts = prepareCounts(database);
    this.#fingerprint = this.#passages.embedder()?.fingerprint ?? null;
  }

  get fingerprint(): string | null {
    return this.#fingerprint;
  }

  async put(revision: NewRevision): Promise<PutResult> {
    this.#changes += 1;
    return this.#guard.write(() => {
      const embedder = revision.embeddings === null ? null : this.#passages.checkEmbedder(this.#fingerprint);
      checkRevision(revision, embedder?.dimensions ?? null);
      return this.#articles.put(revision);
    });
  }

  async compare(article: Omit<Article, "revision">): Promise<PutOutcome> {
    return this.#guard.read(() => this.#articles.compare(article));
  }

  async remove(articleId: string): Promise<string[]> {
    this.#changes += 1;
    return this.#guard.write(() => this.#articles.remove(articleId));
  }

  async article(articleId: string, revision?: number): Promise<Article | null> {
    return this.#guard.read(() => this.#articles.read(articleId, revision ?? null));
  }

  async listArticles(offset: number, limit: number): Promise<ArticleHeading[]> {
    return this.#guard.read(() => this.#headings.list(offset, limit));
  }

  async suggestArticles(typed: string, limit: number, outlets?: Outlets): Promise<ArticleHeading[]> {
    return this.#guard.read(() => this.#headings.suggestArticles(typed, limit, outlets));
  }

  async suggestSources(typed: string, limit: number, outlets?: Outlets): Promise<string[]> {
    return this.#guard.read(() => this.#headings.suggestSources(typed, limit, outlets));
  }

  async passages(passageIds: readonly string[]): Promise<Passage[]> {
    return this.#guard.read(() => this.#passages.byId(passageIds));
  }

  async passagesOf(articleId: string, revision: number): Promise<Passage[]> {
    return this.#guard.read(() => this.#passages.ofRevision(articleId, revision));
  }

  async searchText(terms: readonly string[], limit: number, scope: Scope): Promise<LexicalHit[]> {
    return this.#guard.read(() => this.#search.text(terms, limit, scope));
  }

  async missingTerms(terms: readonly string[], scope: Scope): Promise<string[]> {
    return this.#guard.read(() => this.#search.missing(terms, scope));
  }

  async eligible(scope: Scope): Promise<(passageId: string) => boolean> {
    return this.#guard.read(() => this.#search.eligible(scope, this.#changes));
  }

  async scopeCounts(scope: Scope): Promise<{ articles: number; newestAt: Instant | null }> {
    return this.#guard.read(() => this.#search.counts(scope));
  }

  async copyCandidates(sketch: Uint32Array, limit: number, scope: Scope): Promise<Article[]> {
    return this.#guard.read(() => this.#sketches.candidates(sketch, limit, scope));
  }

  async newestArticles(limit: number, scope: Scope): Promise<Article[]> {
    return this.#guard.read(() => this.#lists.newest(limit, scope));
  }

  async articlesAt(url: string, scope: Scope): Promise<Article[]> {
    return this.#guard.read(() => this.#lists.at(url, scope));
  }

  async sketchMissing(limit: number): Promise<number> {
    const missing = this.#guard.read(() => this.#sketches.missing());
    if (missing === 0 || limit <= 0) return missing;
    return this.#guard.write(() => this.#sketches.putMissing(limit));
  }

  async useFingerprint(fingerprint: string, dimensions: number): Promise<void> {
    this.#guard.write(() => this.#passages.useEmbedder({ fingerprint, dimensions }));
    this.#fingerprint = fingerprint;
  }

  async passagesWithoutEmbedding(limit: number): Promise<Passage[]> {
    return this.#guard.read(() => this.#passages.withoutEmbedding(limit));
  }

  async putEmbeddings(entries: readonly IndexEntry[]): Promise<void> {
    this.#guard.write(() => {
      const { dimensions } = this.#passages.checkEmbedder(this.#fingerprint);
      this.#passages.putVectors(entries, dimensions);
    });
  }

  async *embeddings(): AsyncIterable<readonly IndexEntry[]> {
    let after = 0;
    while (true) {
      const { entries, last } = this.#guard.read(() => this.#passages.vectorsAfter(after, VECTOR_BATCH));
      if (entries.length === 0) return;
      yield entries;
      after = last;
      await nextTurn(); // all vectors of a large store take longer than Discord should wait
    }
  }

  async putAnswer(record: AnswerRecord): Promise<void> {
    this.#guard.overwrite(() => this.#answers.put(record));
  }

  async answer(answerId: string): Promise<AnswerRecord | null> {
    return this.#guard.read(() => this.#answers.read(answerId));
  }

  async recentAnswers(place: Place, limit: number): Promise<AnswerRecord[]> {
    return this.#guard.read(() => this.#answers.recent(place, limit));
  }

  async removeAnswersOf(userId: string): Promise<number> {
    return this.#guard.erase(() => this.#answers.removeOf(userId));
  }

  async removeAnswersBefore(before: Instant, guildId: string | null): Promise<number> {
    return this.#guard.erase(() => this.#answers.removeBefore(before, guildId));
  }

  async writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void> {
    this.#guard.write(() => this.#answers.open.write(noted, closed));
  }

  async openQuestions(userId: string, limit: number): Promise<OpenQuestion[]> {
    return this.#guard.read(() => this.#answers.open.ofUser(userId, limit));
  }

  async counts(): Promise<StoreCounts> {
    return this.#guard.read(() => this.#counts());
  }

  async setting(key: string): Promise<string | null> {
    return this.#guard.read(() => this.#answers.setting(key));
  }

  async setSetting(key: string, value: string): Promise<void> {
    this.#guard.write(() => this.#answers.setSetting(key, value));
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function prepareCounts(database: Database): () => StoreCounts {
  const numbers = database.prepare<[], Omit<StoreCounts, "newestAt">>(
    `SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM revisions) AS revisions,
     (SELECT count(*) FROM passages) AS passages, (SELECT count(*) FROM answers) AS answers,
     (SELECT count(*) FROM passages) - (SELECT count(*) FROM passages WHERE embedded = 0) AS embeddings`,
  );
  const newest = database
    .prepare<[], string | null>("SELECT published_at FROM articles ORDER BY order_key DESC LIMIT 1")
    .pluck();
  const none = { articles: 0, revisions: 0, passages: 0, embeddings: 0, answers: 0 };
  return () => ({ ...none, ...numbers.get(), newestAt: newest.get() ?? null });
}
