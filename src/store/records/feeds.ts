// Feeds and their settled items.
import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type SqlBool,
  sql,
  type Updateable,
} from "kysely";
import type { Instant } from "../../model/article.js";
import type { FeedSummary } from "../../model/feed.js";
import type { FeedChange, FeedCounts, FeedItemRecord, FeedRecord, FeedStore, ItemProbe } from "../ports.js";
import { FEED_COLUMNS, type FeedTable, type RecordDatabase, type RecordTables } from "./tables.js";

/** Reasons for rejection that `counts` lists, the most frequent. */
const MAX_REASONS = 5;

/** What is the same in every database; which process reads a feed is not. */
export abstract class RecordedFeeds implements FeedStore {
  abstract takeDue(now: Instant, limit: number): Promise<FeedRecord[]>;

  readonly #database: RecordDatabase;

  constructor(database: RecordDatabase) {
    this.#database = database;
  }

  async add(feed: FeedRecord): Promise<boolean> {
    const row = columnsOf(feed) as Insertable<FeedTable>;
    const { numInsertedOrUpdatedRows } = await this.#database.write((tables) =>
      tables
        .insertInto("feeds")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow(),
    );
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async feed(feedId: string): Promise<FeedRecord | null> {
    const row = await this.#database.read((tables) =>
      tables.selectFrom("feeds").select(FEED_FIELDS).where("feed_id", "=", feedId).executeTakeFirst(),
    );
    return row ?? null;
  }

  async feedAt(url: string): Promise<FeedRecord | null> {
    const row = await this.#database.read((tables) =>
      tables.selectFrom("feeds").select(FEED_FIELDS).where("url", "=", url).executeTakeFirst(),
    );
    return row ?? null;
  }

  async feeds(offset: number, limit: number): Promise<FeedRecord[]> {
    return this.#database.read((tables) =>
      tables
        .selectFrom("feeds")
        .select(FEED_FIELDS)
        .orderBy(sql`lower(coalesce(title, url))`)
        .orderBy("url")
        .limit(limit)
        .offset(offset)
        .execute(),
    );
  }

  async count(): Promise<number> {
    const { count } = await this.#database.read((tables) =>
      tables
        .selectFrom("feeds")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow(),
    );
    return count;
  }

  async makeDue(now: Instant): Promise<number> {
    const { numUpdatedRows } = await this.#database.write((tables) =>
      tables
        .updateTable("feeds")
        .set({ next_at: now })
        .where("state", "=", "active")
        .executeTakeFirstOrThrow(),
    );
    return Number(numUpdatedRows);
  }

  async change(feedId: string, change: FeedChange): Promise<boolean> {
    const columns: Updateable<FeedTable> = columnsOf(change);
    if (Object.keys(columns).length === 0) return (await this.feed(feedId)) !== null;
    const { url } = change;
    const { numUpdatedRows } = await this.#database.writeOnce((tables) =>
      tables
        .updateTable("feeds")
        .set(columns)
        .where("feed_id", "=", feedId)
        .$if(url !== undefined, (query) =>
          query.where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom("feeds as other")
                  .select("other.number")
                  .where("other.url", "=", url ?? "")
                  .where("other.feed_id", "<>", feedId),
              ),
            ),
          ),
        )
        .executeTakeFirstOrThrow(),
    );
    return numUpdatedRows > 0n;
  }

  async remove(feedId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database.write((tables) =>
      tables.deleteFrom("feeds").where("feed_id", "=", feedId).executeTakeFirstOrThrow(),
    );
    return numDeletedRows > 0n;
  }

  async findItems(feedId: string, { keys, urls, contents }: ItemProbe): Promise<FeedItemRecord[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("feed_items as items")
        .innerJoin("feeds", "feeds.number", "items.feed")
        .select(ITEM_FIELDS)
        .where(({ eb, and, or }) =>
          or([
            and([eb("feeds.feed_id", "=", feedId), isOneOf(eb("items.key", "in", [...keys]), keys)]),
            isOneOf(eb("items.url", "in", [...urls]), urls),
            isOneOf(eb("items.content", "in", [...contents]), contents),
          ]),
        )
        .orderBy("items.number")
        .execute(),
    );
    return rows.map(({ undated, ...item }) => ({ ...item, undated: undated !== 0 }));
  }

  async settle(items: readonly FeedItemRecord[]): Promise<void> {
    if (items.length === 0) return;
    await this.#database.write(async (tables) => {
      const ids = [...new Set(items.map(({ feedId }) => feedId))];
      const feeds = await tables
        .selectFrom("feeds")
        .select(["feed_id", "number"])
        .where("feed_id", "in", ids)
        .execute();
      const numbers = new Map(feeds.map(({ feed_id, number }) => [feed_id, number]));
      const rows = new Map<string, Insertable<RecordTables["feed_items"]>>(); // one statement changes a row once
      for (const item of items) {
        const feed = numbers.get(item.feedId);
        if (feed !== undefined) rows.set(`${feed} ${item.key}`, { feed, ...itemColumns(item) });
      }
      if (rows.size === 0) return;
      await tables
        .insertInto("feed_items")
        .values([...rows.values()])
        .onConflict((conflict) =>
          conflict.columns(["feed", "key"]).doUpdateSet(({ ref }) => ({
            ...{ url: ref("excluded.url"), content: ref("excluded.content"), state: ref("excluded.state") },
            ...{ outcome: ref("excluded.outcome"), reason: ref("excluded.reason") },
            article_id: ref("excluded.article_id"),
            undated: ref("excluded.undated"),
            page_tries: ref("excluded.page_tries"),
            settled_at: ref("excluded.settled_at"),
          })),
        )
        .execute();
    });
  }

  async prune(feedId: string, keys: readonly string[], before: Instant): Promise<number> {
    return this.#database.write(async (tables) => {
      const feed = await tables
        .selectFrom("feeds")
        .select("number")
        .where("feed_id", "=", feedId)
        .executeTakeFirst();
      if (feed === undefined) return 0;
      const isOld = ({ eb, and, not }: ExpressionBuilder<RecordTables, "feed_items">) =>
        and([
          eb("feed", "=", feed.number),
          eb("settled_at", "<", before),
          ...(keys.length === 0 ? [] : [not(eb("key", "in", [...keys]))]),
        ]);
      const old = await tables
        .selectFrom("feed_items")
        .where(isOld)
        .select(itemCounts)
        .executeTakeFirstOrThrow();
      if (old.seen === 0) return 0;
      await tables
        .updateTable("feeds")
        .set(({ eb }) => ({
          pruned_added: eb("pruned_added", "+", old.added),
          pruned_same: eb("pruned_same", "+", old.same),
          pruned_undated: eb("pruned_undated", "+", old.undated),
          pruned_rejected: eb("pruned_rejected", "+", old.rejected),
        }))
        .where("number", "=", feed.number)
        .execute();
      const { numDeletedRows } = await tables.deleteFrom("feed_items").where(isOld).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  async counts(feedId: string): Promise<FeedCounts> {
    return this.#database.read(async (tables) => {
      const feed = await tables
        .selectFrom("feeds")
        .selectAll()
        .where("feed_id", "=", feedId)
        .executeTakeFirst();
      if (feed === undefined) return { seen: 0, added: 0, same: 0, undated: 0, rejected: 0, reasons: [] };
      const items = tables.selectFrom("feed_items").where("feed", "=", feed.number);
      const kept = await items.select(itemCounts).executeTakeFirstOrThrow();
      const reasons = await items
        .select(({ fn }) => ["reason", fn.countAll<number>().as("count")])
        .where("outcome", "=", "rejected")
        .where("reason", "is not", null)
        .groupBy("reason")
        .orderBy("count", "desc")
        .orderBy("reason")
        .limit(MAX_REASONS)
        .execute();
      return {
        seen: kept.seen + feed.pruned_added + feed.pruned_same + feed.pruned_rejected,
        added: kept.added + feed.pruned_added,
        same: kept.same + feed.pruned_same,
        undated: kept.undated + feed.pruned_undated,
        rejected: kept.rejected + feed.pruned_rejected,
        reasons: reasons.map(({ reason, count }) => ({ reason: reason ?? "", count })),
      };
    });
  }

  async summary(now: Instant): Promise<FeedSummary> {
    return this.#database.read((tables) =>
      tables
        .selectFrom("feeds")
        .select(({ fn, eb }) => [
          fn.countAll<number>().filterWhere("state", "=", "active").as("active"),
          fn.countAll<number>().filterWhere("state", "=", "gone").as("gone"),
          fn
            .countAll<number>()
            .filterWhere(eb.and([eb("state", "=", "active"), eb("failures", ">", 0)]))
            .as("failing"),
          fn
            .countAll<number>()
            .filterWhere(eb.and([eb("state", "=", "active"), eb("next_at", "<=", now)]))
            .as("due"),
          fn
            .min<string | null>(fn.coalesce("succeeded_at", "added_at"))
            .filterWhere("state", "=", "active")
            .as("oldestSuccessAt"),
          fn.max<string | null>("checked_at").as("checkedAt"),
        ])
        .executeTakeFirstOrThrow(),
    );
  }
}

/** No value is in an empty list, which SQL has no way to write. */
function isOneOf(test: Expression<SqlBool>, list: readonly string[]): Expression<SqlBool> {
  return list.length === 0 ? sql<SqlBool>`1 = 0` : test;
}

/** Columns of a feed, named as its fields are. */
export const FEED_FIELDS = [
  "feed_id as feedId",
  "url",
  "title",
  "site_url as siteUrl",
  "source",
  "full_text as fullText",
  "state",
  "etag",
  "last_modified as lastModified",
  "added_at as addedAt",
  "checked_at as checkedAt",
  "succeeded_at as succeededAt",
  "next_at as nextAt",
  "interval_minutes as intervalMinutes",
  "failures",
  "problem",
] as const;

/** Writes the given fields as columns; unknown ones are left out. */
function columnsOf(fields: Partial<FeedRecord>): Updateable<FeedTable> {
  const known = Object.entries(fields).filter(([field]) => field in FEED_COLUMNS);
  return Object.fromEntries(known.map(([field, value]) => [FEED_COLUMNS[field as keyof FeedRecord], value]));
}

const ITEM_FIELDS = [
  "feeds.feed_id as feedId",
  "items.key",
  "items.url",
  "items.content",
  "items.state",
  "items.article_id as articleId",
  "items.outcome",
  "items.reason",
  "items.undated",
  "items.page_tries as pageTries",
  "items.settled_at as settledAt",
] as const;

function itemColumns(item: FeedItemRecord): Omit<Insertable<RecordTables["feed_items"]>, "feed"> {
  const { key, url, content, state, articleId, outcome, reason, undated, pageTries, settledAt } = item;
  return {
    ...{ key, url, content, state, outcome, reason },
    article_id: articleId,
    undated: undated ? 1 : 0,
    page_tries: pageTries,
    settled_at: settledAt,
  };
}

/** Counts what the items of a query came to. */
function itemCounts({ fn }: ExpressionBuilder<RecordTables, "feed_items">) {
  return [
    fn.countAll<number>().as("seen"),
    fn.countAll<number>().filterWhere("outcome", "=", "added").as("added"),
    fn.countAll<number>().filterWhere("outcome", "=", "same").as("same"),
    fn.countAll<number>().filterWhere("undated", "=", 1).as("undated"),
    fn.countAll<number>().filterWhere("outcome", "=", "rejected").as("rejected"),
  ] as const;
}
