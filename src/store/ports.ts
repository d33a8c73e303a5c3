// Ports of the store, which is the truth that everything else can be rebuilt from. Every method is async.

import type { Answer, OpenQuestion } from "../model/answer.js";
import type { Article, ArticleHeading, Instant, Outlets, Passage, Place } from "../model/article.js";
import type { FeedHealth, FeedSummary, RefetchSummary } from "../model/feed.js";
import type { Shards } from "../model/processes.js";
import type { DayCount } from "../model/status.js";
import type { Notice, Target, Watch } from "../model/watch.js";
import type { Forgets, Processes, Signals, UseStore } from "./process-ports.js";

/** Everything that Dateline keeps, opened together. */
export interface Stores {
  readonly articles: ArticleStore;
  readonly search: SearchStore;
  readonly answers: AnswerStore;
  readonly settings: SettingStore;
  readonly feeds: FeedStore;
  readonly refetches: RefetchStore;
  readonly guilds: GuildStore;
  readonly watches: WatchStore;
  readonly arrivals: Arrivals;
  readonly processes: Processes;
  readonly signals: Signals;
  readonly forgets: Forgets;
  /** Null: there is no other process, so that each counts for itself. */
  readonly uses: UseStore | null;
  /** True if whatever would change them is refused; default false. */
  readonly isReadOnly?: boolean;
  /**
   * Opens the vector index over the vectors of the store's fingerprint, and builds it first if there is none that can be used.
   * @throws DatelineError store-fingerprint if the store has no embedder yet
   */
  openIndex(dimensions: number, onProgress?: (done: number, total: number) => void): Promise<VectorIndex>;
  close(): Promise<void>;
}

/** Articles with their revisions, passages and vectors. */
export interface ArticleStore {
  /** Stores a new article, or a changed one as the next revision; nothing if text and metadata are the same. One transaction. */
  put(revision: NewRevision): Promise<PutResult>;
  /** Does the same for several, in order, in one transaction. */
  putAll(revisions: readonly NewRevision[]): Promise<PutResult[]>;
  /** Removes an article with all its revisions; returns the ids of its passages. @throws DatelineError article-unknown */
  remove(articleId: string): Promise<string[]>;
  /** The given revision, or the newest; null if unknown. */
  article(articleId: string, revision?: number): Promise<Article | null>;
  /** The newest revision of each, by article; unknown ones are left out. */
  newest(articleIds: readonly string[]): Promise<ReadonlyMap<string, Article>>;
  /** Newest first (undated last), from `offset`. */
  listArticles(offset: number, limit: number): Promise<ArticleHeading[]>;
  /** Counts over all that is stored, answers included. */
  counts(): Promise<StoreCounts>;
  /** Articles that were first fetched at `since` or later, by UTC day, oldest first; days without any are left out. */
  addedPerDay(since: Instant): Promise<DayCount[]>;

  /** In the order asked for; unknown ids are left out. */
  passages(passageIds: readonly string[]): Promise<Passage[]>;
  /** The same, each with the revision that holds it, which is read once; other work on this thread comes in between. */
  passagesInArticles(passageIds: readonly string[]): Promise<PassageInArticle[]>;
  /** In order; empty if the revision is unknown. */
  passagesOf(articleId: string, revision: number): Promise<Passage[]>;

  /** Fingerprint of the embedder that vectors are written and read for; null while lexical only. */
  readonly fingerprint: string | null;
  /** Sets the fingerprint; vectors of another one are dropped and their passages reported by `takePassagesToEmbed`. */
  useFingerprint(fingerprint: string, dimensions: number): Promise<void>;
  /** Passages without a vector that no other process embeds, in the order in which they were stored: this process's until they are embedded. */
  takePassagesToEmbed(limit: number): Promise<Passage[]>;
  /** Unknown passages are skipped: they may have been removed meanwhile. @throws DatelineError store-fingerprint */
  putEmbeddings(entries: readonly PassageVector[]): Promise<void>;
  /** All vectors of the current fingerprint, in batches, ordered by passage. */
  embeddings(): AsyncIterable<readonly PassageVector[]>;

  /** Sketches up to `limit` revisions that an older version stored without a sketch; returns how many are left. */
  sketchMissing(limit: number): Promise<number>;
}

/** What happened to an article that was put. */
export type PutOutcome = "added" | "revised" | "unchanged";

export interface PutResult {
  readonly outcome: PutOutcome;
  readonly article: Article;
  /** Ids of the passages stored now; empty if unchanged. */
  readonly passageIds: readonly string[];
}

export interface PassageInArticle {
  readonly passage: Passage;
  readonly article: Article;
}

/** A passage without its ids, as the splitter gives it; the store numbers it. */
export type PassageBody = Omit<Passage, "passageId" | "articleId" | "revision">;

export interface NewRevision {
  /** `revision` is ignored: the store gives 1 or the next number. */
  readonly article: Omit<Article, "revision">;
  readonly passages: readonly PassageBody[];
  /** One unit-length vector per passage, or null without an embedder; `putEmbeddings` fills them in later. */
  readonly embeddings: readonly Float32Array[] | null;
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

/** Finds articles and passages within a scope, and what a person types of their titles and outlets. Reads only. */
export interface SearchStore {
  /** Passages by BM25 over title and text, best first; any of `terms` may match; no terms, no hits. */
  searchText(terms: readonly string[], limit: number, scope: Scope): Promise<LexicalHit[]>;
  /** Of `terms`, those that no passage in scope holds (after stemming, as searchText matches). */
  missingTerms(terms: readonly string[], scope: Scope): Promise<string[]>;
  /** The terms of the lexical index that begin so: folded, and stemmed where the index stems; of any scope, in no order. */
  indexedTerms(prefix: string): Promise<string[]>;
  /** Ids of passages in scope that hold a term of the lexical index, as they were stored. */
  passagesWithTerm(term: string, limit: number, scope: Scope): Promise<string[]>;
  /** Articles in scope and the newest publication among them. */
  scopeCounts(scope: Scope): Promise<{ articles: number; newestAt: Instant | null }>;
  /** The dated articles in scope, newest publication first, then by article id; an undated one is never among them. */
  newestArticles(limit: number, scope: Scope): Promise<Article[]>;
  /**
   * The article in scope that is kept under this address (canonical, without "#"), and the entries of the live page that it
   * names; newest publication first, undated last, then by article id.
   */
  articlesAt(url: string, scope: Scope): Promise<Article[]>;
  /**
   * Articles in scope that share at least two hashes with the sketch, most shared first, then by article id; the article
   * that the sketch was taken of is among them. Does not depend on the order in which articles were put.
   */
  copyCandidates(sketch: Uint32Array, limit: number, scope: Scope): Promise<Article[]>;
  /** Articles whose title, outlet or date has a word starting with each typed word; newest first; prefix index, no model. */
  suggestArticles(typed: string, limit: number, outlets?: Outlets): Promise<ArticleHeading[]>;
  /** Outlets that start with `typed`, most articles first. */
  suggestSources(typed: string, limit: number, outlets?: Outlets): Promise<string[]>;
}

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

/** Which passages may be found: those of a scope. */
export interface PassageScope extends Scope {
  /** True: only the first passage of each article; default false. */
  readonly firstOnly?: boolean;
}

/** A passage and its unit-length vector. */
export interface PassageVector {
  readonly passageId: string;
  readonly embedding: Float32Array;
}

export interface Neighbor {
  readonly passageId: string;
  /** Cosine similarity, −1..1, higher is better. */
  readonly similarity: number;
}

/**
 * Nearest neighbors among the vectors of the store, which it follows by itself: nothing is added to it or removed by hand. Every
 * method is async, so that the index can be on another thread or in a database.
 */
export interface VectorIndex {
  readonly dimensions: number;
  /** Returns up to `limit` neighbors in scope, best first, equal ones by passage id. @throws RangeError if the vector has another length or norm */
  search(embedding: Float32Array, limit: number, scope: PassageScope): Promise<Neighbor[]>;
  /** Cosines of the query and these passages, in order; null for a passage that has no vector. */
  similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]>;
  /** Vectors that can be found. */
  size(): Promise<number>;
  /** Resolves once everything that was committed before the call can be found, whoever committed it. */
  follow(): Promise<void>;
  /** Keeps what was built for the next start, if there is anything to keep. @throws DatelineError store-broken if the disk refuses */
  save(): Promise<void>;
}

/** Hashes that a candidate must share with a sketch: copies share far more, and a single one may be chance. */
export const MIN_SHARED = 2;
/** A hash that more revisions hold comes from a standing line of an outlet, and finds nothing. */
export const COMMON_HASH = 1_000;

export interface LexicalHit {
  readonly passageId: string;
  /** BM25 with its sign reversed: higher is better. */
  readonly score: number;
}

/** Answers with their evidence, and questions whose answer has not arrived. */
export interface AnswerStore {
  /** Stores an answer, replacing the one of the same id. */
  putAnswer(record: AnswerRecord): Promise<void>;
  answer(answerId: string): Promise<AnswerRecord | null>;
  /** The newest answers that this person may see here, newest first. */
  recentAnswers(place: Place, limit: number): Promise<AnswerRecord[]>;
  /** Answers to questions that were asked at `since` or later, by UTC day, oldest first; days without any are left out. */
  askedPerDay(since: Instant): Promise<DayCount[]>;
  /** Removes every answer to a person, public ones too, and their open questions, so that no byte of them is left in the file; returns how many answers. */
  removeAnswersOf(userId: string): Promise<number>;
  /** Removes what was asked before `before`, in one guild or, for null, everywhere; returns how many answers. @throws RangeError for anything that is not an instant */
  removeAnswersBefore(before: Instant, guildId: string | null): Promise<number>;

  /** Stores questions, replacing those of the same id, then removes those of `closed`; unknown ids are skipped. One transaction. */
  writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void>;
  /** The open questions of a person, wherever they were asked, newest first. */
  openQuestions(userId: string, limit: number): Promise<OpenQuestion[]>;
}

export interface AnswerRecord {
  readonly answer: Answer;
  readonly place: Place;
  /** Only the person who asked finds a private answer again. */
  readonly visibility: "public" | "private";
}

/** Short texts by key. */
export interface SettingStore {
  /** Null if it was never set. */
  setting(key: string): Promise<string | null>;
  setSetting(key: string, value: string): Promise<void>;
}

/** A revision that was stored. */
export interface Arrival {
  /** Grows with every revision that is stored and is never given twice. */
  readonly number: number;
  readonly articleId: string;
  readonly revision: number;
}

export interface Arrivals {
  /** Number of the newest arrival; 0 if nothing was ever stored. */
  newest(): Promise<number>;
  /** Arrivals after this number, oldest first; those removed meanwhile are left out. */
  after(number: number, limit: number): Promise<Arrival[]>;
  /** Null if the revision is not stored. */
  numberOf(articleId: string, revision: number): Promise<number | null>;
  /** Number of the newest arrival fetched at or before this moment; 0 if there is none. */
  newestAt(at: Instant): Promise<number>;
}

/** When to read the page behind an item's link; "auto": if the item is short. */
export type FullText = "auto" | "always" | "never";

/** A feed that is followed, with all that the next read of it needs. */
export interface FeedRecord {
  /** 12 hex digits of SHA-256 of the address it was added with; stays when it moves. */
  readonly feedId: string;
  /** Where it is now, after permanent redirects; unique. */
  readonly url: string;
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** The outlet given by the person who added it; wins over what the feed says. */
  readonly source: string | null;
  readonly fullText: FullText;
  /** "gone": it answered 410 and is not read until someone asks for it. */
  readonly state: "active" | "gone";
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly addedAt: Instant;
  /** Last attempt; null before the first. */
  readonly checkedAt: Instant | null;
  /** Last time that it answered with a feed or "not modified". */
  readonly succeededAt: Instant | null;
  readonly nextAt: Instant;
  /** Minutes between two reads that the feed's pace asked for last. */
  readonly intervalMinutes: number | null;
  /** Attempts that failed since the last success. */
  readonly failures: number;
  /** The last failure, or what is broken in the feed; null if nothing. */
  readonly problem: string | null;
}

export type FeedChange = Partial<Omit<FeedRecord, "feedId" | "addedAt">>;

/** A settled item: its article is stored, or the item in its present form will never become one. */
export interface FeedItemRecord {
  readonly feedId: string;
  /** Identity within its feed: guid, else canonical URL, else content. */
  readonly key: string;
  readonly url: string | null;
  /** Hash of title, text and day: the same text under another address has it too. */
  readonly content: string;
  /** Hash of all that the feed says about it: another one means that the item was changed. */
  readonly state: string;
  /** Null if it was rejected. */
  readonly articleId: string | null;
  /** "same": the article was known already, from another feed, under another guid or address, or from elsewhere. */
  readonly outcome: "added" | "same" | "rejected";
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly undated: boolean;
  /** Failed attempts at the page behind its link, to be tried again; null if settled. */
  readonly pageTries: number | null;
  readonly settledAt: Instant;
}

/** Counts over all items of a feed that were ever settled. */
export type FeedCounts = FeedHealth["counts"];

/** Keys, addresses and content hashes of items to look for. */
export interface ItemProbe {
  readonly keys: readonly string[];
  readonly urls: readonly string[];
  readonly contents: readonly string[];
}

export interface FeedStore {
  /** Adds a feed; false, changing nothing, if its id or URL is taken. */
  add(feed: FeedRecord): Promise<boolean>;
  feed(feedId: string): Promise<FeedRecord | null>;
  feedAt(url: string): Promise<FeedRecord | null>;
  /** By title, then URL, from `offset`. */
  feeds(offset: number, limit: number): Promise<FeedRecord[]>;
  count(): Promise<number>;
  /** Active feeds whose `nextAt` has come and that no other process reads, longest due first: this process's until it gives them back. */
  takeDue(now: Instant, limit: number): Promise<FeedRecord[]>;
  /** Makes every active feed due now; returns how many there are. */
  makeDue(now: Instant): Promise<number>;
  /** Changes a feed; false, changing nothing, if it is unknown or the new URL belongs to another feed. */
  change(feedId: string, change: FeedChange): Promise<boolean>;
  /** Removes a feed with its items, but not their articles; false if it is unknown. */
  remove(feedId: string): Promise<boolean>;
  /** Items of this feed by key, and items of any feed by URL or content; each once, oldest first. */
  findItems(feedId: string, probe: ItemProbe): Promise<FeedItemRecord[]>;
  /** Settles items in one transaction, replacing those of the same feed and key; items of an unknown feed are skipped. */
  settle(items: readonly FeedItemRecord[]): Promise<void>;
  /**
   * Forgets items of a feed that were settled before an instant, except those of `keys`; returns how many. What `counts` says of
   * outcomes stays, reasons do not.
   */
  prune(feedId: string, keys: readonly string[], before: Instant): Promise<number>;
  counts(feedId: string): Promise<FeedCounts>;
  /** State of all feeds; reads feeds only, not their items. */
  summary(now: Instant): Promise<FeedSummary>;
}

/** One fetch after the first; `changed` is true if it gave a new revision. */
export interface PastFetch {
  readonly at: Instant;
  readonly changed: boolean;
}

/** A page whose article may change, with all that the next fetch of it needs. */
export interface RefetchRecord {
  readonly articleId: string;
  /** Where the page is now, after permanent redirects. */
  readonly url: string;
  /** "gone": it answered 404 or 410; "refused": it may not be fetched any more. Neither is fetched again. */
  readonly state: "waiting" | "gone" | "refused";
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly nextAt: Instant;
  /** In order, oldest first; empty before the second fetch. */
  readonly history: readonly PastFetch[];
  /** The failure of the last fetch; null if it succeeded. */
  readonly problem: string | null;
}

export interface RefetchStore {
  /** Adds a record, or replaces that of the same article. */
  put(record: RefetchRecord): Promise<void>;
  record(articleId: string): Promise<RefetchRecord | null>;
  /** Waiting pages whose `nextAt` has come, longest due first. */
  due(now: Instant, limit: number): Promise<RefetchRecord[]>;
  /** Removes a page; false if it is unknown. */
  remove(articleId: string): Promise<boolean>;
  summary(now: Instant): Promise<RefetchSummary>;
}

/** One line of the audit; only the person can be removed from it. */
export interface AuditLine {
  readonly at: Instant;
  /** Null after that person asked to be forgotten. */
  readonly userId: string | null;
  readonly setting: string;
  /** JSON texts. */
  readonly from: string;
  readonly to: string;
}

/** New settings, as text, and the lines that they add to the audit. */
export interface GuildChange {
  readonly value: string;
  readonly lines: readonly AuditLine[];
}

export interface GuildStore {
  /** The stored text; null if nothing was ever set. */
  settings(guildId: string): Promise<string | null>;
  /** Stores what `decide` returns, in one transaction; it is given what is stored then, and may return null to change nothing. */
  change(guildId: string, decide: (stored: string | null) => GuildChange | null): Promise<void>;
  /** Guilds with stored settings, by id. */
  guilds(): Promise<string[]>;
  /** Newest first, from `offset`. */
  audit(
    guildId: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly lines: readonly AuditLine[] }>;
  /** Takes a person's id out of every line; returns how many there were. */
  forgetPerson(userId: string): Promise<number>;
}

/** What is compared with arrivals: a watch without its evidence. */
export interface WatchLine {
  readonly watchId: string;
  readonly kind: Watch["kind"];
  readonly text: string;
  /** Ids of the articles that the told answer cites. */
  readonly cited: readonly string[];
}

/** Which watches are counted or listed; all fields must fit, none means all. */
export interface WatchFilter {
  readonly kind?: Watch["kind"];
  readonly userId?: string;
  readonly guildId?: string;
  readonly target?: Target;
}

export type WatchChange = Partial<Omit<Watch, "watchId" | "kind" | "userId" | "guildId" | "channelId">>;

/** A watch that may have news. */
export interface PendingWatch {
  readonly watch: Watch;
  /** Number of the newest arrival that it was marked for. */
  readonly number: number;
  /** When it was first marked. */
  readonly at: Instant;
}

export interface WatchStore {
  /** Adds a watch. @throws DatelineError store-broken if the id is there already */
  add(watch: Watch): Promise<void>;
  watch(watchId: string): Promise<Watch | null>;
  /** Newest first, from `offset`; ended ones too. */
  list(filter: WatchFilter, offset: number, limit: number): Promise<Watch[]>;
  count(filter: WatchFilter): Promise<number>;
  /** Of those that have not ended, in no particular order; those whose person takes no DM are left out. */
  open(now: Instant): Promise<WatchLine[]>;
  /** Changes a watch; false if it is unknown. */
  change(watchId: string, change: WatchChange): Promise<boolean>;
  /** Removes a watch with its news; false if it is unknown. */
  remove(watchId: string): Promise<boolean>;
  /** Removes all that a person watches, with its news; topics that channels follow stay, without the person. Returns how many were removed. */
  removeOf(userId: string): Promise<number>;
  /** Removes watches that ended before this moment, and news sent before it; returns how many watches. */
  prune(before: Instant): Promise<number>;

  /** Number of the newest arrival that all watches were compared with; null before the first time. */
  cursor(): Promise<number | null>;
  /** Moves the cursor and marks these watches as ones that may have news, in one transaction; a mark keeps its first moment. */
  mark(watchIds: readonly string[], number: number, at: Instant): Promise<void>;
  /** Marked watches, the longest marked first, without those that are to be tried again later than `now`. */
  pending(now: Instant, limit: number): Promise<PendingWatch[]>;
  /**
   * In one transaction: changes a watch, takes its mark away unless it was marked for a later arrival than `number`, and queues
   * its news. Changes nothing if the watch was removed meanwhile, or if this news is known: another process has queued it.
   */
  settle(watchId: string, number: number, change: WatchChange, news: Notice | null): Promise<void>;

  /**
   * In one transaction, for every watch that is told at `target`: pauses it, takes back its unsent news, so that it remembers
   * what it did before, and marks it if there was any. Returns these watches as they are then, newest first.
   */
  pause(target: Target, pause: Pick<Watch, "paused" | "retry">): Promise<Watch[]>;

  /** Waiting news whose moment has come, oldest first; of the servers of these shards only, unless that is null. */
  due(now: Instant, limit: number, shards: Shards | null): Promise<Notice[]>;
  /** Gives news a nonce before it is sent, unless it has one; returns how many of it still wait and have this nonce. */
  claim(noticeIds: readonly string[], nonce: string): Promise<number>;
  /** Changes news on its way; unknown ids are skipped. */
  update(
    noticeIds: readonly string[],
    change: Partial<Pick<Notice, "state" | "sentAt" | "sendAt" | "tries" | "target" | "nonce">>,
  ): Promise<void>;
  /** Messages sent to a target at or after this moment, newest first. */
  sentTo(target: Target, since: Instant): Promise<Instant[]>;
  /** News of a person that could not be told, oldest first. */
  held(userId: string): Promise<Notice[]>;
}
