// Pages of articles that are fetched again, with what each fetch gave.
import { z } from "zod";
import { type Instant, instantSchema } from "../../model/article.js";
import type { RefetchSummary } from "../../model/feed.js";
import type { RefetchRecord, RefetchStore } from "../ports.js";
import { brokenRow } from "../rows.js";
import type { RecordDatabase, RecordTables } from "./tables.js";

const historySchema = z.array(z.strictObject({ at: instantSchema, changed: z.boolean() }));

export class RecordedRefetches implements RefetchStore {
  readonly #database: RecordDatabase;

  constructor(database: RecordDatabase) {
    this.#database = database;
  }

  async put({ articleId, url, state, etag, lastModified, nextAt, history, problem }: RefetchRecord) {
    const changed = {
      ...{ url, state, etag, problem, last_modified: lastModified, next_at: nextAt },
      history: JSON.stringify(history),
    };
    await this.#database.write((tables) =>
      tables
        .insertInto("refetches")
        .values({ article_id: articleId, ...changed })
        .onConflict((conflict) => conflict.column("article_id").doUpdateSet(changed))
        .execute(),
    );
  }

  async record(articleId: string): Promise<RefetchRecord | null> {
    const row = await this.#database.read((tables) =>
      tables.selectFrom("refetches").selectAll().where("article_id", "=", articleId).executeTakeFirst(),
    );
    return row === undefined ? null : readRow(row);
  }

  async due(now: Instant, limit: number): Promise<RefetchRecord[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("refetches")
        .selectAll()
        .where("state", "=", "waiting")
        .where("next_at", "<=", now)
        .orderBy("next_at")
        .orderBy("article_id")
        .limit(limit)
        .execute(),
    );
    return rows.map(readRow);
  }

  async remove(articleId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database.write((tables) =>
      tables.deleteFrom("refetches").where("article_id", "=", articleId).executeTakeFirstOrThrow(),
    );
    return numDeletedRows > 0n;
  }

  async summary(now: Instant): Promise<RefetchSummary> {
    return this.#database.read((tables) =>
      tables
        .selectFrom("refetches")
        .select(({ fn, eb }) => [
          fn.countAll<number>().filterWhere("state", "=", "waiting").as("waiting"),
          fn
            .countAll<number>()
            .filterWhere(eb.and([eb("state", "=", "waiting"), eb("next_at", "<=", now)]))
            .as("due"),
          fn.countAll<number>().filterWhere("state", "=", "gone").as("gone"),
          fn.countAll<number>().filterWhere("state", "=", "refused").as("refused"),
          fn.min<string | null>("next_at").filterWhere("state", "=", "waiting").as("nextAt"),
        ])
        .executeTakeFirstOrThrow(),
    );
  }
}

/** @throws DatelineError store-broken */
function readRow(row: RecordTables["refetches"]): RefetchRecord {
  const { article_id: articleId, last_modified: lastModified, next_at: nextAt, history, ...same } = row;
  try {
    return { ...same, articleId, lastModified, nextAt, history: historySchema.parse(JSON.parse(history)) };
  } catch (error) {
    throw brokenRow(`refetch of ${articleId}`, error);
  }
}
