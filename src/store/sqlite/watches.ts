// Watches in the store's own SQLite file, over a connection of their own; migrated with the store. Holds the SQL of watches.
import type { Database } from "better-sqlite3";
import type { Instant } from "../../model/article.js";
import { type Notice, noticeSchema, type Target, type Watch, watchSchema } from "../../model/watch.js";
import type {
  Arrival,
  Arrivals,
  PendingWatch,
  WatchChange,
  WatchFilter,
  WatchLine,
  WatchStore,
} from "../ports.js";
import { brokenRow, openBeside, SqliteGuard } from "./database.js";

const LAST = "(SELECT max(p.number) FROM passages p WHERE p.revision = r.number)";

export class SqliteArrivals implements Arrivals {
  readonly #guard: SqliteGuard;
  readonly #statements;

  constructor(database: Database, guard: SqliteGuard) {
    this.#guard = guard;
    this.#statements = {
      newest: database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").pluck(),
      after: database.prepare<[number, number], Arrival>(
        `SELECT max(p.number) AS number, a.article_id AS articleId, r.revision AS revision
         FROM passages p JOIN revisions r ON r.number = p.revision JOIN articles a ON a.number = r.article
         WHERE p.number > ? GROUP BY r.number ORDER BY number LIMIT ?`,
      ),
      numberOf: database
        .prepare<[string, number], number | null>(
          `SELECT ${LAST} FROM revisions r JOIN articles a ON a.number = r.article WHERE a.article_id = ? AND r.revision = ?`,
        )
        .pluck(),
      newestAt: database
        .prepare<[string], number | null>(
          `SELECT ${LAST} FROM revisions r WHERE r.fetched_at <= ? ORDER BY r.number DESC LIMIT 1`,
        )
        .pluck(),
    };
  }

  async newest(): Promise<number> {
    return this.#guard.read(() => this.#statements.newest.get() ?? 0);
  }

  async after(number: number, limit: number): Promise<Arrival[]> {
    return this.#guard.read(() => this.#statements.after.all(number, limit));
  }

  async numberOf(articleId: string, revision: number): Promise<number | null> {
    return this.#guard.read(() => this.#statements.numberOf.get(articleId, revision) ?? null);
  }

  async newestAt(at: Instant): Promise<number> {
    return this.#guard.read(() => this.#statements.newestAt.get(at) ?? 0);
  }
}

type NoticeRow = Record<
  "noticeId" | "watchId" | "userId" | "targetKind" | "targetId" | "sendAt" | "state" | "record",
  string
> &
  Record<"sentAt" | "nonce", string | null> & { readonly tries: number };

export class SqliteWatchNotices {
  readonly #statements;

  constructor(database: Database) {
    this.#statements = prepareNoticeStatements(database);
  }

  add(notice: Notice): void {
    this.#statements.add.run(noticeRow(notice));
  }

  read(noticeId: string): Notice | null {
    const record = this.#statements.byId.get(noticeId);
    return record === undefined ? null : readNotice(record);
  }

  write(notice: Notice): void {
    this.#statements.update.run(noticeRow(notice));
  }

  due(now: Instant, limit: number): Notice[] {
    return this.#statements.due.all(now, limit).map(readNotice);
  }

  sentTo({ kind, id }: Target, since: Instant): Instant[] {
    return this.#statements.sentTo.all(kind, id, since);
  }

  held(userId: string): Notice[] {
    return this.#statements.held.all(userId).map(readNotice);
  }

  /** Removes the news of a person's topics that was sent or waits; the topics themselves go on. */
  forget(userId: string): void {
    this.#statements.forget.run(userId);
  }

  prune(before: Instant): void {
    this.#statements.prune.run(before);
  }
}

function prepareNoticeStatements(database: Database) {
  const select = (rest: string) =>
    database.prepare<string[], string>(`SELECT record FROM watch_notices WHERE ${rest}`).pluck();
  return {
    add: database.prepare<[NoticeRow]>(
      `INSERT INTO watch_notices
         (notice_id, watch, user_id, target_kind, target_id, send_at, state, sent_at, nonce, tries, record)
       SELECT @noticeId, number, @userId, @targetKind, @targetId, @sendAt, @state, @sentAt, @nonce, @tries, @record
       FROM watches WHERE watch_id = @watchId`,
    ),
    update: database.prepare<[NoticeRow]>(
      `UPDATE watch_notices SET target_kind = @targetKind, target_id = @targetId, send_at = @sendAt, state = @state,
       sent_at = @sentAt, nonce = @nonce, tries = @tries, record = @record WHERE notice_id = @noticeId`,
    ),
    byId: select("notice_id = ?"),
    due: database
      .prepare<[string, number], string>(
        "SELECT record FROM watch_notices WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, number LIMIT ?",
      )
      .pluck(),
    sentTo: database
      .prepare<[string, string, string], string>(
        `SELECT max(sent_at) FROM watch_notices WHERE state = 'sent' AND target_kind = ? AND target_id = ? AND sent_at >= ?
         GROUP BY nonce ORDER BY 1 DESC`,
      )
      .pluck(),
    held: select("state = 'held' AND user_id = ? ORDER BY number"),
    forget: database.prepare<[string]>("DELETE FROM watch_notices WHERE user_id = ?"),
    prune: database.prepare<[string]>("DELETE FROM watch_notices WHERE state = 'sent' AND sent_at < ?"),
  };
}

function noticeRow(notice: Notice): NoticeRow {
  const { noticeId, watchId, userId, target, sendAt, state, sentAt, nonce, tries } = notice;
  const row = { noticeId, watchId, userId, sendAt, state, sentAt, nonce, tries };
  return { ...row, targetKind: target.kind, targetId: target.id, record: JSON.stringify(notice) };
}

function readNotice(record: string): Notice {
  try {
    return noticeSchema.parse(JSON.parse(record));
  } catch (error) {
    throw brokenRow("news of a watch", error);
  }
}

/** What a watch is searched by, beside its record. */
export type WatchRow = Record<
  "watchId" | "kind" | "text" | "userId" | "targetKind" | "targetId" | "expiresAt" | "cited" | "record",
  string
> &
  Record<"guildId" | "paused", string | null>;
/** Makes the row of a watch. */
export function watchRow(watch: Watch): WatchRow {
  const { watchId, kind, text, userId, guildId, target, expiresAt, paused } = watch;
  const cited = (watch.told?.citations ?? []).map(({ articleId }) => articleId).join(" ");
  const row = {
    watchId,
    kind,
    text,
    userId,
    guildId,
    expiresAt,
    paused,
    cited,
    record: JSON.stringify(watch),
  };
  return { ...row, targetKind: target.kind, targetId: target.id };
}

/** Writes a filter as SQL with its values; no field fits all. */
export function conditionOf({ kind, userId, guildId, target }: WatchFilter): {
  where: string;
  values: string[];
} {
  const terms = [
    ...(kind === undefined ? [] : [["kind = ?", kind]]),
    ...(userId === undefined ? [] : [["user_id = ?", userId]]),
    ...(guildId === undefined ? [] : [["guild_id = ?", guildId]]),
    ...(target === undefined
      ? []
      : [
          ["target_kind = ?", target.kind],
          ["target_id = ?", target.id],
        ]),
  ];
  return {
    where: ["TRUE", ...terms.map(([term]) => term)].join(" AND "),
    values: terms.map(([, value]) => value ?? ""),
  };
}

/** Reads a watch as it was stored. @throws DatelineError store-broken */
export function readWatch(record: string): Watch {
  try {
    return watchSchema.parse(JSON.parse(record));
  } catch (error) {
    throw brokenRow("watch", error);
  }
}

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
    this.#statements = prepareWatchStatements(database);
  }

  async add(watch: Watch): Promise<void> {
    this.#guard.write(() => this.#statements.add.run(watchRow(watch)));
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
        this.#statements.forget.run(watchRow({ ...readWatch(record), userId: "" }));
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
    this.#statements.update.run(watchRow({ ...watch, ...change }));
    return true;
  }
}

function prepareWatchStatements(database: Database) {
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
