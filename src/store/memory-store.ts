// The store in memory, for tests and short measurements: the port's whole contract, no file, nothing kept after the process.

import type { OpenQuestion } from "../model/answer.js";
import type { Article, ArticleHeading, Instant, Outlets, Passage, Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { instantMs } from "../model/time.js";
import { BM25_WEIGHTS } from "./bm25-weights.js";
import { toHeading, unknownArticle } from "./heading.js";
import { MemoryAnswers } from "./memory-answers.js";
import { MemoryArticles, newestFirst } from "./memory-articles.js";
import { MemorySketches } from "./memory-sketches.js";
import { MemoryWords } from "./memory-words.js";
import { makePassageId, revisionPart } from "./passage-id.js";
import {
  type AnswerRecord,
  isAt,
  type LexicalHit,
  type NewRevision,
  type PutOutcome,
  type PutResult,
  type Scope,
  type Store,
  type StoreCounts,
} from "./ports.js";
import { checkRevision } from "./revision-check.js";
import { checkVector, type IndexEntry } from "./vector-index.js";

const VECTOR_BATCH = 256;

export class MemoryStore implements Store {
  readonly #articles = new MemoryArticles();
  readonly #passages = new Map<string, Passage>();
  readonly #vectors = new Map<string, Float32Array>();
  readonly #words = new MemoryWords([BM25_WEIGHTS.title, BM25_WEIGHTS.text]);
  readonly #sketches = new MemorySketches();
  readonly #answers = new MemoryAnswers();
  readonly #settings = new Map<string, string>();
  #embedder: { fingerprint: string; dimensions: number } | null = null;

  get fingerprint(): string | null {
    return this.#embedder?.fingerprint ?? null;
  }

  async put(given: NewRevision): Promise<PutResult> {
    checkRevision(given, given.embeddings === null ? null : this.#dimensions());
    const outcome = this.#articles.compare(given.article);
    const before = this.#articles.get(given.article.articleId)?.newest.article;
    if (outcome === "unchanged" && before !== undefined) return { outcome, article: before, passageIds: [] };
    const article = structuredClone({ ...given.article, revision: (before?.revision ?? 0) + 1 });
    const { articleId, revision } = article;
    const passages = given.passages.map((body): Passage => {
      const passageId = makePassageId(articleId, revision, body.ordinal);
      return structuredClone({ ...body, passageId, articleId, revision });
    });
    this.#articles.add(article, passages);
    this.#sketches.add(article);
    for (const passage of passages) {
      this.#passages.set(passage.passageId, passage);
      this.#words.add(passage.passageId, [article.title, passage.text]);
      const embedding = given.embeddings?.[passage.ordinal];
      if (embedding !== undefined) this.#vectors.set(passage.passageId, embedding.slice());
    }
    return { outcome, article, passageIds: passages.map((passage) => passage.passageId) };
  }

  async compare(article: Omit<Article, "revision">): Promise<PutOutcome> {
    return this.#articles.compare(article);
  }

  async remove(articleId: string): Promise<string[]> {
    for (const { article } of this.#articles.get(articleId)?.revisions ?? []) this.#sketches.remove(article);
    const passages = this.#articles.remove(articleId);
    if (passages === null) throw unknownArticle(articleId);
    for (const { passageId } of passages) {
      this.#passages.delete(passageId);
      this.#vectors.delete(passageId);
      this.#words.remove(passageId);
    }
    return passages.map((passage) => passage.passageId);
  }

  async article(articleId: string, revision?: number): Promise<Article | null> {
    const entry = this.#articles.get(articleId);
    const found =
      revision === undefined
        ? entry?.newest
        : entry?.revisions.find((candidate) => candidate.article.revision === revision);
    return found?.article ?? null;
  }

  async listArticles(offset: number, limit: number): Promise<ArticleHeading[]> {
    return this.#articles
      .newestFirst()
      .slice(offset, offset + limit)
      .map(toHeading);
  }

  async suggestArticles(typed: string, limit: number, outlets?: Outlets): Promise<ArticleHeading[]> {
    return this.#articles.suggest(typed, outlets).slice(0, limit).map(toHeading);
  }

  async suggestSources(typed: string, limit: number, outlets?: Outlets): Promise<string[]> {
    return this.#articles.suggestSources(typed, outlets).slice(0, limit);
  }

  async passages(passageIds: readonly string[]): Promise<Passage[]> {
    return passageIds.flatMap((passageId) => this.#passages.get(passageId) ?? []);
  }

  async passagesOf(articleId: string, revision: number): Promise<Passage[]> {
    const entry = this.#articles.get(articleId);
    return [...(entry?.revisions.find(({ article }) => article.revision === revision)?.passages ?? [])];
  }

  async searchText(terms: readonly string[], limit: number, scope: Scope): Promise<LexicalHit[]> {
    const accept = await this.eligible(scope);
    const hits = [...this.#words.scores(terms)].map(([passageId, score]) => ({ passageId, score }));
    const allowed = hits.filter((hit) => accept(hit.passageId));
    return allowed.sort((left, right) => right.score - left.score).slice(0, Math.max(0, limit));
  }

  async missingTerms(terms: readonly string[], scope: Scope): Promise<string[]> {
    const accept = await this.eligible(scope);
    return terms.filter((term) => ![...this.#words.frequencies(term).keys()].some(accept));
  }

  async eligible(scope: Scope): Promise<(passageId: string) => boolean> {
    const revisions = new Set(
      this.#articles
        .inScope(scope)
        .map(({ articleId, revision }) => revisionPart(makePassageId(articleId, revision, 0))),
    );
    return (passageId) => revisions.has(revisionPart(passageId));
  }

  async scopeCounts(scope: Scope): Promise<{ articles: number; newestAt: Instant | null }> {
    const articles = this.#articles.inScope(scope);
    const dated = articles.flatMap(({ publishedAt }) => (publishedAt === null ? [] : instantMs(publishedAt)));
    const newestAt =
      dated.length === 0 ? null : new Date(dated.reduce((a, b) => Math.max(a, b))).toISOString();
    return { articles: articles.length, newestAt };
  }

  async copyCandidates(sketch: Uint32Array, limit: number, scope: Scope): Promise<Article[]> {
    return this.#sketches.candidates(sketch, this.#articles.inScope(scope)).slice(0, Math.max(0, limit));
  }

  async newestArticles(limit: number, scope: Scope): Promise<Article[]> {
    const dated = this.#articles.inScope(scope).filter(({ publishedAt }) => publishedAt !== null);
    return dated.sort(newestFirst).slice(0, Math.max(0, limit));
  }

  async articlesAt(url: string, scope: Scope): Promise<Article[]> {
    const found = this.#articles.inScope(scope).filter((article) => isAt(article.url, url));
    return found.sort(newestFirst);
  }

  async sketchMissing(): Promise<number> {
    return 0;
  }

  async useFingerprint(fingerprint: string, dimensions: number): Promise<void> {
    const same = this.#embedder?.fingerprint === fingerprint && this.#embedder.dimensions === dimensions;
    if (!same) this.#vectors.clear();
    this.#embedder = { fingerprint, dimensions };
  }

  async passagesWithoutEmbedding(limit: number): Promise<Passage[]> {
    const missing = [...this.#passages.values()].filter(({ passageId }) => !this.#vectors.has(passageId));
    return missing.slice(0, limit);
  }

  async putEmbeddings(entries: readonly IndexEntry[]): Promise<void> {
    const dimensions = this.#dimensions();
    for (const { embedding } of entries) checkVector(embedding, dimensions);
    for (const { passageId, embedding } of entries) {
      if (this.#passages.has(passageId)) this.#vectors.set(passageId, embedding.slice());
    }
  }

  async *embeddings(): AsyncIterable<readonly IndexEntry[]> {
    const entries = [...this.#passages.keys()].flatMap((passageId) => {
      const embedding = this.#vectors.get(passageId);
      return embedding === undefined ? [] : [{ passageId, embedding }];
    });
    for (let at = 0; at < entries.length; at += VECTOR_BATCH) yield entries.slice(at, at + VECTOR_BATCH);
  }

  async putAnswer(record: AnswerRecord): Promise<void> {
    this.#answers.put(record);
  }

  async answer(answerId: string): Promise<AnswerRecord | null> {
    return this.#answers.read(answerId);
  }

  async recentAnswers(place: Place, limit: number): Promise<AnswerRecord[]> {
    return this.#answers.recent(place, limit);
  }

  async removeAnswersOf(userId: string): Promise<number> {
    return this.#answers.removeOf(userId);
  }

  async removeAnswersBefore(before: Instant, guildId: string | null): Promise<number> {
    return this.#answers.removeBefore(before, guildId);
  }

  async writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void> {
    this.#answers.open.write(noted, closed);
  }

  async openQuestions(userId: string, limit: number): Promise<OpenQuestion[]> {
    return this.#answers.open.ofUser(userId, limit);
  }

  async counts(): Promise<StoreCounts> {
    const entries = this.#articles.all();
    return {
      articles: entries.length,
      revisions: entries.reduce((sum, entry) => sum + entry.revisions.length, 0),
      passages: this.#passages.size,
      embeddings: this.#vectors.size,
      answers: this.#answers.size,
      newestAt: this.#articles.newestFirst()[0]?.publishedAt ?? null,
    };
  }

  async setting(key: string): Promise<string | null> {
    return this.#settings.get(key) ?? null;
  }

  async setSetting(key: string, value: string): Promise<void> {
    this.#settings.set(key, value);
  }

  async close(): Promise<void> {
    // nothing is held open
  }

  #dimensions(): number {
    if (this.#embedder !== null) return this.#embedder.dimensions;
    throw new DatelineError(
      "store-fingerprint",
      "Vectors of another embedder: expected none yet, got vectors",
    );
  }
}
