// The settled items of feeds: found by key, URL or content, counted by outcome. Opens no transaction of its own.
import type { Database } from "better-sqlite3";
import type { FeedCounts, FeedItemRecord, ItemProbe } from "./feed-store.js";

const MAX_REASONS = 5;

type Row = Omit<FeedItemRecord, "undated"> & { readonly undated: number };

const SELECT = `SELECT items.number AS number, feeds.feed_id AS feedId, items.key AS key, items.url AS url, content,
  items.state AS state, article_id AS articleId, outcome, reason, undated, page_tries AS pageTries, settled_at AS settledAt
  FROM feed_items AS items JOIN feeds ON feeds.number = items.feed`;
/** Lists come in as one JSON parameter, so that their length needs no new statement. */
const listed = (name: string) => `(SELECT value FROM json_each(@${name}))`;

export class SqliteFeedItems {
  readonly #find;
  readonly #settle;
  readonly #counts;
  readonly #reasons;
  readonly #countPruned;
  readonly #prune;

  constructor(database: Database) {
    this.#find = database.prepare<[Record<string, string>], Row>(
      `${SELECT} WHERE items.key IN ${listed("keys")} AND items.feed = (SELECT number FROM feeds WHERE feed_id = @feedId)
       UNION ${SELECT} WHERE items.url IN ${listed("urls")}
       UNION ${SELECT} WHERE items.content IN ${listed("contents")} ORDER BY 1`,
    );
    this.#settle = database.prepare(
      `INSERT INTO feed_items (feed, key, url, content, state, article_id, outcome, reason, undated, page_tries, settled_at)
       SELECT number, @key, @url, @content, @state, @articleId, @outcome, @reason, @undated, @pageTries, @settledAt
       FROM feeds WHERE feed_id = @feedId
       ON CONFLICT (feed, key) DO UPDATE SET url = excluded.url, content = excluded.content, state = excluded.state,
       article_id = excluded.article_id, outcome = excluded.outcome, reason = excluded.reason, undated = excluded.undated,
       page_tries = excluded.page_tries, settled_at = excluded.settled_at`,
    );
    const ofFeed = "FROM feed_items WHERE feed = (SELECT number FROM feeds WHERE feed_id = ?)";
    this.#counts = database.prepare<[string], Omit<FeedCounts, "reasons">>(
      `SELECT count(key) + pruned_added + pruned_same + pruned_rejected AS seen,
       coalesce(sum(outcome = 'added'), 0) + pruned_added AS added,
       coalesce(sum(outcome = 'same'), 0) + pruned_same AS same, coalesce(sum(undated), 0) + pruned_undated AS undated,
       coalesce(sum(outcome = 'rejected'), 0) + pruned_rejected AS rejected
       FROM feeds LEFT JOIN feed_items AS items ON items.feed = feeds.number WHERE feed_id = ? GROUP BY feeds.number`,
    );
    const old = `feed = (SELECT number FROM feeds WHERE feed_id = @feedId) AND settled_at < @before AND key NOT IN ${listed("keys")}`;
    const sum = (test: string) => `(SELECT coalesce(sum(${test}), 0) FROM feed_items WHERE ${old})`;
    this.#countPruned = database.prepare<[Record<string, string>]>(
      `UPDATE feeds SET pruned_added = pruned_added + ${sum("outcome = 'added'")},
       pruned_same = pruned_same + ${sum("outcome = 'same'")}, pruned_undated = pruned_undated + ${sum("undated")},
       pruned_rejected = pruned_rejected + ${sum("outcome = 'rejected'")}
       WHERE feed_id = @feedId AND EXISTS (SELECT 1 FROM feed_items WHERE ${old})`,
    );
    this.#prune = database.prepare<[Record<string, string>]>(`DELETE FROM feed_items WHERE ${old}`);
    this.#reasons = database.prepare<[string, number], FeedCounts["reasons"][number]>(
      `SELECT reason, count(*) AS count ${ofFeed} AND outcome = 'rejected' AND reason IS NOT NULL
       GROUP BY reason ORDER BY count DESC, reason LIMIT ?`,
    );
  }

  find(feedId: string, { keys, urls, contents }: ItemProbe): FeedItemRecord[] {
    const probe = {
      feedId,
      keys: JSON.stringify(keys),
      urls: JSON.stringify(urls),
      contents: JSON.stringify(contents),
    };
    return this.#find.all(probe).map(({ undated, ...row }) => {
      const { number: _number, ...item } = row as typeof row & { readonly number: number };
      return { ...item, undated: undated !== 0 };
    });
  }

  settle(items: readonly FeedItemRecord[]): void {
    for (const item of items) this.#settle.run({ ...item, undated: item.undated ? 1 : 0 });
  }

  prune(feedId: string, keys: readonly string[], before: string): number {
    const named = { feedId, keys: JSON.stringify(keys), before };
    return this.#countPruned.run(named).changes === 0 ? 0 : this.#prune.run(named).changes;
  }

  counts(feedId: string): FeedCounts {
    const none = { seen: 0, added: 0, same: 0, undated: 0, rejected: 0 };
    return { ...none, ...this.#counts.get(feedId), reasons: this.#reasons.all(feedId, MAX_REASONS) };
  }
}
