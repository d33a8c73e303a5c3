// Feeds in the store's own SQLite file, over a connection of its own; migrated with the store. Holds the SQL of feeds.
import type { Database } from "better-sqlite3";
import type { FeedSummary } from "../reports-feeds.js";
import type { Instant } from "../schema.js";
import type {
  FeedChange,
  FeedCounts,
  FeedItemRecord,
  FeedRecord,
  FeedStore,
  ItemProbe,
} from "./feed-store.js";
import { openBeside } from "./sqlite-beside.js";
import { SqliteFeedItems } from "./sqlite-feed-items.js";
import { SqliteGuard } from "./sqlite-guard.js";

/** Column of each field. */
const COLUMNS: Readonly<Record<keyof FeedRecord, string>> = {
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
};
const FIELDS = Object.entries(COLUMNS)
  .map(([field, column]) => `${column} AS ${field}`)
  .join(", ");

/**
 * Opens the feeds of the store in folder `path`, creating it where missing; the log is left to the store of articles.
 * @throws DatelineError store-newer, store-busy, store-broken
 */
export function openSqliteFeedStore(path: string): Promise<FeedStore> {
  return openBeside(path, (database, file) => new SqliteFeedStore(database, file));
}

class SqliteFeedStore implements FeedStore {
  readonly #database: Database;
  readonly #guard: SqliteGuard;
  readonly #items: SqliteFeedItems;
  readonly #statements;

  constructor(database: Database, file: string) {
    this.#database = database;
    this.#guard = new SqliteGuard(database, file);
    this.#items = new SqliteFeedItems(database);
    this.#statements = prepareStatements(database);
  }

  async add(feed: FeedRecord): Promise<boolean> {
    return this.#guard.write(() => this.#statements.add.run(feed).changes > 0);
  }

  async feed(feedId: string): Promise<FeedRecord | null> {
    return this.#guard.read(() => this.#statements.byId.get(feedId) ?? null);
  }

  async feedAt(url: string): Promise<FeedRecord | null> {
    return this.#guard.read(() => this.#statements.byUrl.get(url) ?? null);
  }

  async feeds(offset: number, limit: number): Promise<FeedRecord[]> {
    return this.#guard.read(() => this.#statements.list.all(limit, offset));
  }

  async count(): Promise<number> {
    return this.#guard.read(() => this.#statements.count.get() ?? 0);
  }

  async due(now: Instant, limit: number): Promise<FeedRecord[]> {
    return this.#guard.read(() => this.#statements.due.all(now, limit));
  }

  async makeDue(now: Instant): Promise<number> {
    return this.#guard.write(() => this.#statements.makeDue.run(now).changes);
  }

  async change(feedId: string, change: FeedChange): Promise<boolean> {
    const fields = Object.keys(change).filter((field): field is keyof FeedChange => field in COLUMNS);
    if (fields.length === 0) return (await this.feed(feedId)) !== null;
    const set = fields.map((field) => `${COLUMNS[field]} = @${field}`).join(", ");
    return this.#guard.write(() => {
      const update = this.#database.prepare(`UPDATE OR IGNORE feeds SET ${set} WHERE feed_id = @feedId`);
      return update.run({ ...change, feedId }).changes > 0;
    });
  }

  async remove(feedId: string): Promise<boolean> {
    return this.#guard.write(() => this.#statements.remove.run(feedId).changes > 0);
  }

  async findItems(feedId: string, probe: ItemProbe): Promise<FeedItemRecord[]> {
    return this.#guard.read(() => this.#items.find(feedId, probe));
  }

  async settle(items: readonly FeedItemRecord[]): Promise<void> {
    if (items.length > 0) this.#guard.write(() => this.#items.settle(items));
  }

  async prune(feedId: string, keys: readonly string[], before: Instant): Promise<number> {
    return this.#guard.write(() => this.#items.prune(feedId, keys, before));
  }

  async counts(feedId: string): Promise<FeedCounts> {
    return this.#guard.read(() => this.#items.counts(feedId));
  }

  async summary(now: Instant): Promise<FeedSummary> {
    const none = { active: 0, gone: 0, failing: 0, due: 0, oldestSuccessAt: null, checkedAt: null };
    return this.#guard.read(() => this.#statements.summary.get(now)) ?? none;
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function prepareStatements(database: Database) {
  const values = Object.keys(COLUMNS)
    .map((field) => `@${field}`)
    .join(", ");
  const select = (rest: string) => `SELECT ${FIELDS} FROM feeds ${rest}`;
  return {
    add: database.prepare<[FeedRecord]>(
      `INSERT OR IGNORE INTO feeds (${Object.values(COLUMNS).join(", ")}) VALUES (${values})`,
    ),
    byId: database.prepare<[string], FeedRecord>(select("WHERE feed_id = ?")),
    byUrl: database.prepare<[string], FeedRecord>(select("WHERE url = ?")),
    list: database.prepare<[number, number], FeedRecord>(
      select("ORDER BY lower(coalesce(title, url)), url LIMIT ? OFFSET ?"),
    ),
    count: database.prepare<[], number>("SELECT count(*) FROM feeds").pluck(),
    due: database.prepare<[string, number], FeedRecord>(
      select("WHERE state = 'active' AND next_at <= ? ORDER BY next_at, number LIMIT ?"),
    ),
    makeDue: database.prepare<[string]>("UPDATE feeds SET next_at = ? WHERE state = 'active'"),
    remove: database.prepare<[string]>("DELETE FROM feeds WHERE feed_id = ?"),
    summary: database.prepare<[string], FeedSummary>(
      `SELECT coalesce(sum(state = 'active'), 0) AS active, coalesce(sum(state = 'gone'), 0) AS gone,
       coalesce(sum(state = 'active' AND failures > 0), 0) AS failing,
       coalesce(sum(state = 'active' AND next_at <= ?), 0) AS due,
       min(CASE WHEN state = 'active' THEN coalesce(succeeded_at, added_at) END) AS oldestSuccessAt,
       max(checked_at) AS checkedAt FROM feeds`,
    ),
  };
}
