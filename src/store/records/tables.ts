// The tables of records as the query builder knows them, and what runs statements on them: the same in every database.
import type { Generated, Kysely } from "kysely";
import type { FeedRecord } from "../ports.js";

/** Runs reads and transactions. What `work` does besides its statements must bear being done twice. */
export interface RecordDatabase {
  /** Returns the result of statements that only read. @throws DatelineError store-unreachable, store-busy, store-broken */
  read<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T>;
  /** The same in one transaction, done again from the start if another process got in its way. */
  write<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T>;
  /** One statement that leaves the same behind, and returns the same, if it is done twice: a transaction by itself. */
  writeOnce<T>(work: (tables: Kysely<RecordTables>) => Promise<T>): Promise<T>;
}

/** Columns are what is searched; instants are ISO 8601 texts, flags 0 or 1, `record` a whole as JSON. */
export interface RecordTables {
  readonly answers: AnswerTable;
  readonly open_questions: OpenQuestionTable;
  readonly settings: SettingTable;
  readonly setting_changes: SettingChangeTable;
  readonly feeds: FeedTable;
  readonly feed_items: FeedItemTable;
  readonly refetches: RefetchTable;
  readonly watches: WatchTable;
  readonly watch_notices: NoticeTable;
  readonly watch_cursor: CursorTable;
}

interface AnswerTable {
  readonly number: Generated<number>;
  readonly answer_id: string;
  readonly asked_ms: number;
  readonly guild_id: string | null;
  readonly channel_id: string;
  readonly user_id: string;
  readonly visibility: "public" | "private";
  readonly answer: string;
}

interface OpenQuestionTable {
  readonly question_id: string;
  readonly asked_at: string;
  readonly guild_id: string | null;
  readonly channel_id: string;
  readonly user_id: string;
  readonly question: string;
  readonly answer_id: string | null;
}

interface SettingTable {
  readonly key: string;
  readonly value: string;
}

interface SettingChangeTable {
  readonly number: Generated<number>;
  readonly guild_id: string;
  readonly at: string;
  readonly user_id: string | null;
  readonly setting: string;
  readonly before: string;
  readonly after: string;
}

export interface FeedTable {
  readonly number: Generated<number>;
  readonly feed_id: string;
  readonly url: string;
  readonly title: string | null;
  readonly site_url: string | null;
  readonly source: string | null;
  readonly full_text: "auto" | "always" | "never";
  readonly state: "active" | "gone";
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly added_at: string;
  readonly checked_at: string | null;
  readonly succeeded_at: string | null;
  readonly next_at: string;
  readonly interval_minutes: number | null;
  readonly failures: number;
  readonly problem: string | null;
  /** Counts over items that were forgotten. */
  readonly pruned_added: Generated<number>;
  readonly pruned_same: Generated<number>;
  readonly pruned_undated: Generated<number>;
  readonly pruned_rejected: Generated<number>;
}

interface FeedItemTable {
  readonly number: Generated<number>;
  readonly feed: number;
  readonly key: string;
  readonly url: string | null;
  readonly content: string;
  readonly state: string;
  readonly article_id: string | null;
  readonly outcome: "added" | "same" | "rejected";
  readonly reason: string | null;
  readonly undated: number;
  readonly page_tries: number | null;
  readonly settled_at: string;
}

interface RefetchTable {
  readonly article_id: string;
  readonly url: string;
  readonly state: "waiting" | "gone" | "refused";
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly next_at: string;
  readonly history: string;
  readonly problem: string | null;
}

interface WatchTable {
  readonly number: Generated<number>;
  readonly watch_id: string;
  readonly kind: "question" | "topic";
  readonly text: string;
  readonly user_id: string;
  readonly guild_id: string | null;
  readonly target_kind: string;
  readonly target_id: string;
  readonly expires_at: string;
  readonly paused: string | null;
  readonly cited: string;
  readonly pending_at: string | null;
  readonly pending_number: number | null;
  readonly record: string;
}

interface NoticeTable {
  readonly number: Generated<number>;
  readonly notice_id: string;
  readonly watch: number;
  readonly user_id: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly send_at: string;
  readonly state: "waiting" | "sent" | "held";
  readonly sent_at: string | null;
  readonly nonce: string | null;
  readonly tries: number;
  readonly record: string;
}

interface CursorTable {
  readonly only: number;
  readonly number: number;
}

/** Column of each field of a feed, in every database. */
export const FEED_COLUMNS = {
  feedId: "feed_id",
  url: "url",
  title: "title",
  siteUrl: "site_url",
  source: "source",
  fullText: "full_text",
  state: "state",
  etag: "etag",
  lastModified: "last_modified",
  addedAt: "added_at",
  checkedAt: "checked_at",
  succeededAt: "succeeded_at",
  nextAt: "next_at",
  intervalMinutes: "interval_minutes",
  failures: "failures",
  problem: "problem",
} as const satisfies Record<keyof FeedRecord, keyof FeedTable>;
