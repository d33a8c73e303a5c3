// Watches in the store's own SQLite file, over a connection of their own; migrated with the store. Holds the SQL of watches.
import type { Database } from "better-sqlite3";
import type { Instant } from "../schema.js";
import type { Notice, Target, Watch } from "../watch-schema.js";
import type { Arrivals } from "./arrivals.js";
import { SqliteArrivals } from "./sqlite-arrivals.js";
import { openBeside } from "./sqlite-beside.js";
import { SqliteGuard } from "./sqlite-guard.js";
import { SqliteWatchNotices } from "./sqlite-watch-notices.js";
import { conditionOf, readWatch, rowOf, type WatchRow } from "./sqlite-watch-rows.js";
import type { PendingWatch, WatchChange, WatchFilter, WatchLine, WatchStore } from "./watch-store.js";

type OpenRow = Omit<WatchLine, "cited"> & { readonly cited: string };
interface PendingRow {
  readonly record: string;
  readonly number: number;
  readonly at: Instant;
}

/** Closing the watches closes both. */
export interface WatchStores {
  readonly watches: WatchStore;
  readonly arrivals: Arrivals;
}

/**
 * Opens the watches of the store in folder `path`, creating it where missing, and what is told of arrivals there.
 * @throws DatelineError store-newer, store-busy, store-broken
 */
export function openSqliteWatchStore(path: string): Promise<WatchStores> {
  return openBeside(path, (database, file) => {
    const guard = new SqliteGuard(database, file);
    return { watches: new SqliteWatchStore(database, guard), arrivals: new SqliteArrivals(database, guard) };
  });
}

class SqliteWatchStore implements WatchStore {
  readonly #database: Database;
  readonly #guard: SqliteGuard;
  readonly #notices: SqliteWatchNotices;
  readonly #statements;

  constructor(database: Database, guard: SqliteGuard) {
    this.#database = database;
    this.#guard = guard;
    this.#notices = new SqliteWatchNotices(database);
    this.#statements = prepareStatements(database);
  }

  async add(watch: Watch): Promise<void> {
    this.#guard.write(() => this.#statements.add.run(rowOf(watch)));
  }

  async watch(watchId: string): Promise<Watch | null> {
    return this.#guard.read(() => this.#watch(watchId));
  }

  async list(filter: WatchFilter, offset: number, limit: number): Promise<Watch[]> {
    const { where, values } = conditionOf(filter);
    const sql = `SELECT record FROM watches WHERE ${where} ORDER BY number DESC LIMIT ? OFFSET ?`;
    return this.#guard.read(() =>
      this.#database
        .prepare<unknown[], string>(sql)
        .pluck()
        .all(...values, limit, offset)
        .map(readWatch),
    );
  }

  async count(filter: WatchFilter): Promise<number> {
    const { where, values } = conditionOf(filter);
    const sql = `SELECT count(*) FROM watches WHERE ${where}`;
    return this.#guard.read(
      () =>
        this.#database
          .prepare<unknown[], number>(sql)
          .pluck()
          .get(...values) ?? 0,
    );
  }

  async open(now: Instant): Promise<WatchLine[]> {
    return this.#guard.read(() =>
      this.#statements.open
        .all(now)
        .map(({ cited, ...line }) => ({ ...line, cited: cited.split(" ").filter(Boolean) })),
    );
  }

  async change(watchId: string, change: WatchChange): Promise<boolean> {
    return this.#guard.write(() => this.#change(watchId, change));
  }

  async remove(watchId: string): Promise<boolean> {
    return this.#guard.write(() => this.#statements.remove.run(watchId).changes > 0);
  }

  async removeOf(userId: string): Promise<number> {
    return this.#guard.write(() => {
      this.#notices.forget(userId);
      for (const record of this.#statements.topicsOf.all(userId))
        this.#statements.forget.run(rowOf({ ...readWatch(record), userId: "" }));
      return this.#statements.removeOf.run(userId).changes;
    });
  }

  async prune(before: Instant): Promise<number> {
    return this.#guard.write(() => {
      this.#notices.prune(before);
      return this.#statements.prune.run(before).changes;
    });
  }

  async cursor(): Promise<number | null> {
    return this.#guard.read(() => this.#statements.cursor.get() ?? null);
  }

  async mark(watchIds: readonly string[], number: number, at: Instant): Promise<void> {
    this.#guard.write(() => {
      for (const watchId of watchIds) this.#statements.mark.run({ watchId, number, at });
      this.#statements.moveCursor.run(number);
    });
  }

  async pending(limit: number): Promise<PendingWatch[]> {
    return this.#guard.read(() =>
      this.#statements.pending
        .all(limit)
        .map(({ record, number, at }) => ({ watch: readWatch(record), number, at })),
    );
  }

  async settle(watchId: string, number: number, change: WatchChange, news: Notice | null): Promise<void> {
    this.#guard.write(() => {
      if (!this.#change(watchId, change)) return;
      this.#statements.unmark.run(watchId, number);
      if (news !== null) this.#notices.add(news);
    });
  }

  async due(now: Instant, limit: number): Promise<Notice[]> {
    return this.#guard.read(() => this.#notices.due(now, limit));
  }

  async claim(noticeIds: readonly string[], nonce: string): Promise<void> {
    this.#guard.write(() => {
      for (const notice of noticeIds.flatMap((id) => this.#notices.read(id) ?? []))
        if (notice.nonce === null) this.#notices.write({ ...notice, nonce });
    });
  }

  async update(
    noticeIds: readonly string[],
    change: Partial<Pick<Notice, "state" | "sentAt" | "sendAt" | "tries" | "target" | "nonce">>,
  ): Promise<void> {
    this.#guard.write(() => {
      for (const notice of noticeIds.flatMap((id) => this.#notices.read(id) ?? []))
        this.#notices.write({ ...notice, ...change });
    });
  }

  async sentTo(target: Target, since: Instant): Promise<Instant[]> {
    return this.#guard.read(() => this.#notices.sentTo(target, since));
  }

  async held(userId: string): Promise<Notice[]> {
    return this.#guard.read(() => this.#notices.held(userId));
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #watch(watchId: string): Watch | null {
    const record = this.#statements.byId.get(watchId);
    return record === undefined ? null : readWatch(record);
  }

  #change(watchId: string, change: WatchChange): boolean {
    const watch = this.#watch(watchId);
    if (watch === null) return false;
    this.#statements.update.run(rowOf({ ...watch, ...change }));
    return true;
  }
}

function prepareStatements(database: Database) {
  return {
    add: database.prepare<[WatchRow]>(
      `INSERT INTO watches (watch_id, kind, text, user_id, guild_id, target_kind, target_id, expires_at, paused, cited, record)
       VALUES (@watchId, @kind, @text, @userId, @guildId, @targetKind, @targetId, @expiresAt, @paused, @cited, @record)`,
    ),
    update: database.prepare<[WatchRow]>(
      `UPDATE watches SET text = @text, target_kind = @targetKind, target_id = @targetId, expires_at = @expiresAt,
       paused = @paused, cited = @cited, record = @record WHERE watch_id = @watchId`,
    ),
    byId: database.prepare<[string], string>("SELECT record FROM watches WHERE watch_id = ?").pluck(),
    open: database.prepare<[string], OpenRow>(
      "SELECT watch_id AS watchId, kind, text, cited FROM watches WHERE expires_at > ? AND paused IS NULL",
    ),
    remove: database.prepare<[string]>("DELETE FROM watches WHERE watch_id = ?"),
    removeOf: database.prepare<[string]>("DELETE FROM watches WHERE user_id = ? AND kind = 'question'"),
    topicsOf: database
      .prepare<[string], string>("SELECT record FROM watches WHERE user_id = ? AND kind = 'topic'")
      .pluck(),
    forget: database.prepare<[WatchRow]>(
      "UPDATE watches SET user_id = @userId, record = @record WHERE watch_id = @watchId",
    ),
    prune: database.prepare<[string]>("DELETE FROM watches WHERE expires_at < ?"),
    cursor: database.prepare<[], number>("SELECT number FROM watch_cursor").pluck(),
    moveCursor: database.prepare<[number]>(
      "INSERT INTO watch_cursor VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET number = excluded.number",
    ),
    mark: database.prepare<[{ watchId: string; number: number; at: Instant }]>(
      `UPDATE watches SET pending_at = coalesce(pending_at, @at), pending_number = max(coalesce(pending_number, 0), @number)
       WHERE watch_id = @watchId`,
    ),
    pending: database.prepare<[number], PendingRow>(
      `SELECT record, pending_number AS number, pending_at AS at FROM watches WHERE pending_at IS NOT NULL
       ORDER BY pending_at, number LIMIT ?`,
    ),
    unmark: database.prepare<[string, number]>(
      "UPDATE watches SET pending_at = NULL, pending_number = NULL WHERE watch_id = ? AND pending_number <= ?",
    ),
  };
}
