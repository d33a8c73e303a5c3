// Feeds and their settled items.
import type { Database } from "better-sqlite3";
import type { Instant } from "../../model/article.js";
import type { FeedSummary } from "../../model/feed.js";
import type { FeedChange, FeedCounts, FeedItemRecord, FeedRecord, FeedStore, ItemProbe } from "../ports.js";
import { FEED_COLUMNS } from "../records/tables.js";
import type { StoreConnection } from "./database.js";

/** Reasons for rejection that `counts` lists, the most frequent. */
const MAX_REASONS = 5;

export class SqliteFeedStore implements FeedStore {
  readonly #connection: StoreConnection;
  readonly #feeds: ReturnType<typeof prepareFeeds>;
  readonly #items: ReturnType<typeof prepareItems>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#feeds = prepareFeeds(connection.database);
    this.#items = prepareItems(connection.database);
  }

  async add(feed: FeedRecord): Promise<boolean> {
    return this.#connection.write(() => this.#feeds.add.run(feed).changes > 0);
  }

  async feed(feedId: string): Promise<FeedRecord | null> {
    return this.#connection.read(() => this.#feeds.byId.get(feedId) ?? null);
  }

  async feedAt(url: string): Promise<FeedRecord | null> {
    return this.#connection.read(() => this.#feeds.byUrl.get(url) ?? null);
  }

  async feeds(offset: number, limit: number): Promise<FeedRecord[]> {
    return this.#connection.read(() => this.#feeds.list.all(limit, offset));
  }

  async count(): Promise<number> {
    return this.#connection.read(() => this.#feeds.count.get() ?? 0);
  }

  async takeDue(now: Instant, limit: number): Promise<FeedRecord[]> {
    return this.#connection.read(() => this.#feeds.due.all(now, limit));
  }

  async makeDue(now: Instant): Promise<number> {
    return this.#connection.write(() => this.#feeds.makeDue.run(now).changes);
  }

  async change(feedId: string, change: FeedChange): Promise<boolean> {
    const fields = Object.keys(change).filter((field): field is keyof FeedChange => field in FEED_COLUMNS);
    if (fields.length === 0) return (await this.feed(feedId)) !== null;
    const set = fields.map((field) => `${FEED_COLUMNS[field]} = @${field}`).join(", ");
    return this.#connection.write(() => {
      const update = this.#connection.database.prepare(
        `UPDATE OR IGNORE feeds SET ${set} WHERE feed_id = @feedId`,
      );
      return update.run({ ...change, feedId }).changes > 0;
    });
  }

  async remove(feedId: string): Promise<boolean> {
    return this.#connection.write(() => this.#feeds.remove.run(feedId).changes > 0);
  }

  async findItems(feedId: string, { keys, urls, contents }: ItemProbe): Promise<FeedItemRecord[]> {
    const probe = {
      feedId,
      keys: JSON.stringify(keys),
      urls: JSON.stringify(urls),
      contents: JSON.stringify(contents),
    };
    const rows = this.#connection.read(() => this.#items.find.all(probe));
    return rows.map(({ number: _number, undated, ...item }) => ({ ...item, undated: undated !== 0 }));
  }

  async settle(items: readonly FeedItemRecord[]): Promise<void> {
    if (items.length === 0) return;
    this.#connection.write(() => {
      for (const item of items) this.#items.settle.run({ ...item, undated: item.undated ? 1 : 0 });
    });
  }

  async prune(feedId: string, keys: readonly string[], before: Instant): Promise<number> {
    const old = { feedId, keys: JSON.stringify(keys), before };
    return this.#connection.write(() =>
      this.#items.countPruned.run(old).changes === 0 ? 0 : this.#items.prune.run(old).changes,
    );
  }

  async counts(feedId: string): Promise<FeedCounts> {
    const none = { seen: 0, added: 0, same: 0, undated: 0, rejected: 0 };
    return this.#connection.read(() => ({
      ...none,
      ...this.#items.counts.get(feedId),
      reasons: this.#items.reasons.all(feedId, MAX_REASONS),
    }));
  }

  async summary(now: Instant): Promise<FeedSummary> {
    const none = { active: 0, gone: 0, failing: 0, due: 0, oldestSuccessAt: null, checkedAt: null };
    return this.#connection.read(() => this.#feeds.summary.get(now)) ?? none;
  }
}

const FIELDS = Object.entries(FEED_COLUMNS)
  .map(([field, column]) => `${column} AS ${field}`)
  .join(", ");

function prepareFeeds(database: Database) {
  const values = Object.keys(FEED_COLUMNS)
    .map((field) => `@${field}`)
    .join(", ");
  const select = (rest: string) => `SELECT ${FIELDS} FROM feeds ${rest}`;
  return {
    add: database.prepare<[FeedRecord]>(
      `INSERT OR IGNORE INTO feeds (${Object.values(FEED_COLUMNS).join(", ")}) VALUES (${values})`,
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

type ItemRow = Omit<FeedItemRecord, "undated"> & { readonly number: number; readonly undated: number };

const SELECT = `SELECT items.number AS number, feeds.feed_id AS feedId, items.key AS key, items.url AS url, content,
  items.state AS state, article_id AS articleId, outcome, reason, undated, page_tries AS pageTries, settled_at AS settledAt
  FROM feed_items AS items JOIN feeds ON feeds.number = items.feed`;

/** Lists come in as one JSON parameter, so that their length needs no new statement. */
const listed = (name: string) => `(SELECT value FROM json_each(@${name}))`;

function prepareItems(database: Database) {
  const ofFeed = "FROM feed_items WHERE feed = (SELECT number FROM feeds WHERE feed_id = ?)";
  const old = `feed = (SELECT number FROM feeds WHERE feed_id = @feedId) AND settled_at < @before AND key NOT IN ${listed("keys")}`;
  const sum = (test: string) => `(SELECT coalesce(sum(${test}), 0) FROM feed_items WHERE ${old})`;
  return {
    find: database.prepare<[Record<string, string>], ItemRow>(
      `${SELECT} WHERE items.key IN ${listed("keys")} AND items.feed = (SELECT number FROM feeds WHERE feed_id = @feedId)
       UNION ${SELECT} WHERE items.url IN ${listed("urls")}
       UNION ${SELECT} WHERE items.content IN ${listed("contents")} ORDER BY 1`,
    ),
    settle: database.prepare(
      `INSERT INTO feed_items (feed, key, url, content, state, article_id, outcome, reason, undated, page_tries, settled_at)
       SELECT number, @key, @url, @content, @state, @articleId, @outcome, @reason, @undated, @pageTries, @settledAt
       FROM feeds WHERE feed_id = @feedId
       ON CONFLICT (feed, key) DO UPDATE SET url = excluded.url, content = excluded.content, state = excluded.state,
       article_id = excluded.article_id, outcome = excluded.outcome, reason = excluded.reason, undated = excluded.undated,
       page_tries = excluded.page_tries, settled_at = excluded.settled_at`,
    ),
    counts: database.prepare<[string], Omit<FeedCounts, "reasons">>(
      `SELECT count(key) + pruned_added + pruned_same + pruned_rejected AS seen,
       coalesce(sum(outcome = 'added'), 0) + pruned_added AS added,
       coalesce(sum(outcome = 'same'), 0) + pruned_same AS same, coalesce(sum(undated), 0) + pruned_undated AS undated,
       coalesce(sum(outcome = 'rejected'), 0) + pruned_rejected AS rejected
       FROM feeds LEFT JOIN feed_items AS items ON items.feed = feeds.number WHERE feed_id = ? GROUP BY feeds.number`,
    ),
    reasons: database.prepare<[string, number], FeedCounts["reasons"][number]>(
      `SELECT reason, count(*) AS count ${ofFeed} AND outcome = 'rejected' AND reason IS NOT NULL
       GROUP BY reason ORDER BY count DESC, reason LIMIT ?`,
    ),
    countPruned: database.prepare<[Record<string, string>]>(
      `UPDATE feeds SET pruned_added = pruned_added + ${sum("outcome = 'added'")},
       pruned_same = pruned_same + ${sum("outcome = 'same'")}, pruned_undated = pruned_undated + ${sum("undated")},
       pruned_rejected = pruned_rejected + ${sum("outcome = 'rejected'")}
       WHERE feed_id = @feedId AND EXISTS (SELECT 1 FROM feed_items WHERE ${old})`,
    ),
    prune: database.prepare<[Record<string, string>]>(`DELETE FROM feed_items WHERE ${old}`),
  };
}
