// Port: the durable truth of articles, revisions, passages, vectors and answers. Every method is async.
import type { OpenQuestion } from "../reports.js";
import type { Answer, Article, ArticleHeading, Instant, Outlets, Passage, Place } from "../schema.js";
import type { ArticleLists } from "./article-lists.js";
import type { CopyCandidates } from "./copy-candidates.js";

/** Which revisions may be used: the newest revision of each article that was visible at `asOf`. */
export interface Scope {
  readonly asOf: Instant;
  /** Outlet, compared without case; null for all. */
  readonly source: string | null;
  /** Only outlets that may be quoted; absent for all. */
  readonly outlets?: Outlets;
  /** Only what was published at or after this instant, nothing undated; absent for any time. */
  readonly since?: Instant;
}

/** What happened to an article that was put. */
export type PutOutcome = "added" | "revised" | "unchanged";

export interface PutResult {
  readonly outcome: PutOutcome;
  readonly article: Article;
  /** Ids of the passages stored now; empty where unchanged. */
  readonly passageIds: readonly string[];
}

/** A passage without its ids, as the splitter gives it; the store numbers it. */
export type PassageBody = Omit<Passage, "passageId" | "articleId" | "revision">;

export interface NewRevision {
  /** `revision` is ignored: the store gives 1 or the next number. */
  readonly article: Omit<Article, "revision">;
  readonly passages: readonly PassageBody[];
  /** One unit-length vector a passage, or null in lexical-only mode (filled in later by `putEmbeddings`). */
  readonly embeddings: readonly Float32Array[] | null;
}

export interface LexicalHit {
  readonly passageId: string;
  /** BM25 with the sign turned: higher is better. */
  readonly score: number;
}

export interface AnswerRecord {
  readonly answer: Answer;
  readonly place: Place;
  /** A private answer is found again by the person who asked only. */
  readonly visibility: "public" | "private";
}

export interface StoreCounts {
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  /** Vectors of the store's current fingerprint. */
  readonly embeddings: number;
  readonly answers: number;
  readonly newestAt: Instant | null;
}

export interface Store extends CopyCandidates, ArticleLists {
  /** Vectors written and read from now on belong to this fingerprint; null while lexical only. */
  readonly fingerprint: string | null;
  /** Stores a new article, a changed one as the next revision, or nothing where text and metadata are the same. One transaction. */
  put(revision: NewRevision): Promise<PutResult>;
  /** Tells what `put` would do, so that unchanged articles are never embedded again. */
  compare(article: Omit<Article, "revision">): Promise<PutOutcome>;
  /** Removes an article with all its revisions; returns the ids of its passages. @throws DatelineError article-unknown */
  remove(articleId: string): Promise<string[]>;
  /** The given revision, or the newest; null where unknown. */
  article(articleId: string, revision?: number): Promise<Article | null>;
  /** Newest first (undated last), from `offset`. */
  listArticles(offset: number, limit: number): Promise<ArticleHeading[]>;
  /** Articles whose title, outlet or date has a word starting with each typed word; newest first; prefix index, no model. */
  suggestArticles(typed: string, limit: number, outlets?: Outlets): Promise<ArticleHeading[]>;
  /** Outlets that start with `typed`, most articles first. */
  suggestSources(typed: string, limit: number, outlets?: Outlets): Promise<string[]>;

  /** In the order asked for; unknown ids are left out. */
  passages(passageIds: readonly string[]): Promise<Passage[]>;
  passagesOf(articleId: string, revision: number): Promise<Passage[]>;
  /** Passages by BM25 over title and text, best first; any of `terms` may match; no terms, no hits. */
  searchText(terms: readonly string[], limit: number, scope: Scope): Promise<LexicalHit[]>;
  /** Of `terms`, those that no passage in scope holds (after stemming, as searchText matches). */
  missingTerms(terms: readonly string[], scope: Scope): Promise<string[]>;
  /** Test for "may be used in this scope", for the vector index. */
  eligible(scope: Scope): Promise<(passageId: string) => boolean>;
  /** Articles in scope and the newest publication among them. */
  scopeCounts(scope: Scope): Promise<{ articles: number; newestAt: Instant | null }>;

  /** Sets the fingerprint; vectors of another one are dropped and their passages reported by `passagesWithoutEmbedding`. */
  useFingerprint(fingerprint: string, dimensions: number): Promise<void>;
  passagesWithoutEmbedding(limit: number): Promise<Passage[]>;
  putEmbeddings(entries: readonly { passageId: string; embedding: Float32Array }[]): Promise<void>;
  /** All vectors of the current fingerprint, in batches, ordered by passage. */
  embeddings(): AsyncIterable<readonly { passageId: string; embedding: Float32Array }[]>;

  putAnswer(record: AnswerRecord): Promise<void>;
  answer(answerId: string): Promise<AnswerRecord | null>;
  /** The newest answers that this person may see here, newest first. */
  recentAnswers(place: Place, limit: number): Promise<AnswerRecord[]>;
  /** Removes every answer to a person, public ones too, and what they asked and were not told, so that no byte of it is left in the file; returns how many answers. */
  removeAnswersOf(userId: string): Promise<number>;
  /** Removes what was asked before `before`, in one guild or, for null, everywhere; returns how many answers. */
  removeAnswersBefore(before: Instant, guildId: string | null): Promise<number>;

  /** Notes questions, replacing those of the same id, and forgets others, unknown ones included. One transaction. */
  writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void>;
  /** Of this person, wherever they were asked, newest first. */
  openQuestions(userId: string, limit: number): Promise<OpenQuestion[]>;

  counts(): Promise<StoreCounts>;
  setting(key: string): Promise<string | null>;
  setSetting(key: string, value: string): Promise<void>;
  close(): Promise<void>;
}
