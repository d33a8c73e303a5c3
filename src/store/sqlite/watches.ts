// Watches, their news for people, and the arrivals that may bring some.
import type { Database } from "better-sqlite3";
import type { Instant } from "../../model/article.js";
import { isOfShards, type Shards } from "../../model/processes.js";
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
import { brokenRow } from "../rows.js";
import type { StoreConnection } from "./database.js";

export class SqliteWatchStore implements WatchStore {
  readonly #connection: StoreConnection;
  readonly #watches: ReturnType<typeof prepareWatches>;
  readonly #notices: ReturnType<typeof prepareNotices>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#watches = prepareWatches(connection.database);
    this.#notices = prepareNotices(connection.database);
  }

  async add(watch: Watch): Promise<void> {
    this.#connection.overwrite(() => this.#watches.add.run(watchRow(watch)));
  }

  async watch(watchId: string): Promise<Watch | null> {
    return this.#connection.read(() => this.#watch(watchId));
  }

  async list(filter: WatchFilter, offset: number, limit: number): Promise<Watch[]> {
    const { where, values } = conditionOf(filter);
    const sql = `SELECT record FROM watches WHERE ${where} ORDER BY number DESC LIMIT ? OFFSET ?`;
    return this.#connection.read(() =>
      this.#connection.database
        .prepare<unknown[], string>(sql)
        .pluck()
        .all(...values, limit, offset)
        .map(readWatch),
    );
  }

  async count(filter: WatchFilter): Promise<number> {
    const { where, values } = conditionOf(filter);
    const sql = `SELECT count(*) FROM watches WHERE ${where}`;
    return this.#connection.read(
      () =>
        this.#connection.database
          .prepare<unknown[], number>(sql)
          .pluck()
          .get(...values) ?? 0,
    );
  }

  async open(now: Instant): Promise<WatchLine[]> {
    return this.#connection.read(() =>
      this.#watches.open
        .all(now)
        .map(({ cited, ...line }) => ({ ...line, cited: cited.split(" ").filter(Boolean) })),
    );
  }

  async change(watchId: string, change: WatchChange): Promise<boolean> {
    return this.#connection.overwrite(() => this.#change(watchId, change));
  }

  async remove(watchId: string): Promise<boolean> {
    return this.#connection.overwrite(() => this.#watches.remove.run(watchId).changes > 0);
  }

  async removeOf(userId: string): Promise<number> {
    return this.#connection.erase(() => {
      this.#notices.forget.run(userId);
      for (const record of this.#watches.topicsOf.all(userId))
        this.#watches.forget.run(watchRow({ ...readWatch(record), userId: "" }));
      return this.#watches.removeOf.run(userId).changes;
    });
  }

  async prune(before: Instant): Promise<number> {
    return this.#connection.overwrite(() => {
      this.#notices.prune.run(before);
      return this.#watches.prune.run(before).changes;
    });
  }

  async cursor(): Promise<number | null> {
    return this.#connection.read(() => this.#watches.cursor.get() ?? null);
  }

  async mark(watchIds: readonly string[], number: number, at: Instant): Promise<void> {
    this.#connection.overwrite(() => {
      for (const watchId of watchIds) this.#watches.mark.run({ watchId, number, at });
      this.#watches.moveCursor.run(number);
    });
  }

  async pending(now: Instant, limit: number): Promise<PendingWatch[]> {
    return this.#connection.read(() =>
      this.#watches.pending
        .all(now, limit)
        .map(({ record, number, at }) => ({ watch: readWatch(record), number, at })),
    );
  }

  async settle(watchId: string, number: number, change: WatchChange, news: Notice | null): Promise<void> {
    this.#connection.overwrite(() => {
      const isKnown = news !== null && this.#notices.byId.get(news.noticeId) !== undefined;
      if (!isKnown && !this.#change(watchId, change)) return;
      this.#watches.unmark.run(watchId, number);
      if (news !== null && !isKnown) this.#notices.add.run(noticeRow(news));
    });
  }

  async pause(target: Target, pause: Pick<Watch, "paused" | "retry">): Promise<Watch[]> {
    return this.#connection.overwrite(() => {
      const records = this.#watches.toldAt.all(target.kind, target.id);
      return records.map((record) => this.#pause(readWatch(record), pause));
    });
  }

  /** Goes back to before the oldest news that was not sent. */
  #pause(watch: Watch, pause: Pick<Watch, "paused" | "retry">): Watch {
    const { watchId, target } = watch;
    const unsent = this.#notices.unsent.all(watchId, target.kind, target.id).map(readNotice);
    const undo = unsent.find((notice) => notice.undo !== null)?.undo ?? {};
    const paused = { ...watch, ...undo, ...pause };
    this.#watches.update.run(watchRow(paused));
    for (const notice of unsent) {
      if (notice.undo !== null) this.#notices.remove.run(notice.noticeId);
      else
        this.#notices.update.run(
          noticeRow({ ...notice, nonce: null, sendAt: pause.retry?.at ?? notice.sendAt }),
        );
    }
    if (unsent.length > 0) this.#watches.markAgain.run(watchId);
    return paused;
  }

  async due(now: Instant, limit: number, shards: Shards | null): Promise<Notice[]> {
    return this.#connection.read(() =>
      this.#notices.due
        .all(now)
        .map(readNotice)
        .filter(({ guildId }) => isOfShards(guildId, shards))
        .slice(0, limit),
    );
  }

  async claim(noticeIds: readonly string[], nonce: string): Promise<number> {
    return this.#connection.overwrite(() => {
      const waiting = this.#readNotices(noticeIds).filter(({ state }) => state === "waiting");
      const free = waiting.filter((notice) => notice.nonce === null);
      for (const notice of free) this.#notices.update.run(noticeRow({ ...notice, nonce }));
      return free.length + waiting.filter((notice) => notice.nonce === nonce).length;
    });
  }

  async update(
    noticeIds: readonly string[],
    change: Partial<Pick<Notice, "state" | "sentAt" | "sendAt" | "tries" | "target" | "nonce">>,
  ): Promise<void> {
    this.#connection.overwrite(() => {
      for (const notice of this.#readNotices(noticeIds))
        this.#notices.update.run(noticeRow({ ...notice, ...change }));
    });
  }

  async sentTo(target: Target, since: Instant): Promise<Instant[]> {
    return this.#connection.read(() => this.#notices.sentTo.all(target.kind, target.id, since));
  }

  async held(userId: string): Promise<Notice[]> {
    return this.#connection.read(() => this.#notices.held.all(userId).map(readNotice));
  }

  #watch(watchId: string): Watch | null {
    const record = this.#watches.byId.get(watchId);
    return record === undefined ? null : readWatch(record);
  }

  #readNotices(noticeIds: readonly string[]): Notice[] {
    return noticeIds.flatMap((noticeId) => {
      const record = this.#notices.byId.get(noticeId);
      return record === undefined ? [] : readNotice(record);
    });
  }

  #change(watchId: string, change: WatchChange): boolean {
    const watch = this.#watch(watchId);
    if (watch === null) return false;
    this.#watches.update.run(watchRow({ ...watch, ...change }));
    return true;
  }
}

/** What a watch is searched by, apart from its record. */
type WatchRow = Record<
  "watchId" | "kind" | "text" | "userId" | "targetKind" | "targetId" | "expiresAt" | "cited" | "record",
  string
> &
  Record<"guildId" | "paused", string | null>;

/** Makes the row of a watch. */
function watchRow(watch: Watch): WatchRow {
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
function conditionOf({ kind, userId, guildId, target }: WatchFilter): {
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
function readWatch(record: string): Watch {
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

function prepareWatches(database: Database) {
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
      "SELECT watch_id AS watchId, kind, text, cited FROM watches WHERE expires_at > ? AND paused IS NOT 'no-dm'",
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
      "INSERT INTO watch_cursor VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET number = max(number, excluded.number)",
    ),
    mark: database.prepare<[{ watchId: string; number: number; at: Instant }]>(
      `UPDATE watches SET pending_at = coalesce(pending_at, @at), pending_number = max(coalesce(pending_number, 0), @number)
       WHERE watch_id = @watchId`,
    ),
    markAgain: database.prepare<[string]>(
      `UPDATE watches SET (pending_at, pending_number) =
         (SELECT coalesce(pending_at, json_extract(record, '$.retry.at')), coalesce(pending_number, c.number) FROM watch_cursor c)
       WHERE watch_id = ?`,
    ),
    toldAt: database
      .prepare<[string, string], string>(
        "SELECT record FROM watches WHERE target_kind = ? AND target_id = ? ORDER BY number DESC",
      )
      .pluck(),
    pending: database.prepare<[string, number], PendingRow>(
      `SELECT record, pending_number AS number, pending_at AS at FROM watches WHERE pending_at IS NOT NULL
       AND coalesce(json_extract(record, '$.retry.at'), '') <= ? ORDER BY pending_at, number LIMIT ?`,
    ),
    unmark: database.prepare<[string, number]>(
      "UPDATE watches SET pending_at = NULL, pending_number = NULL WHERE watch_id = ? AND pending_number <= ?",
    ),
  };
}

type NoticeRow = Record<
  "noticeId" | "watchId" | "userId" | "targetKind" | "targetId" | "sendAt" | "state" | "record",
  string
> &
  Record<"sentAt" | "nonce", string | null> & { readonly tries: number };

function prepareNotices(database: Database) {
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
      .prepare<[string], string>(
        "SELECT record FROM watch_notices WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, number",
      )
      .pluck(),
    sentTo: database
      .prepare<[string, string, string], string>(
        `SELECT max(sent_at) FROM watch_notices WHERE state = 'sent' AND target_kind = ? AND target_id = ? AND sent_at >= ?
         GROUP BY nonce ORDER BY 1 DESC`,
      )
      .pluck(),
    held: select("state = 'held' AND user_id = ? ORDER BY number"),
    unsent: select(
      `state = 'waiting' AND watch = (SELECT number FROM watches WHERE watch_id = ?) AND target_kind = ?
       AND target_id = ? ORDER BY number`,
    ),
    remove: database.prepare<[string]>("DELETE FROM watch_notices WHERE notice_id = ?"),
    // The news of a person's topics too; the topics themselves go on.
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

/** Numbers an arrival by its last passage. */
export class SqliteArrivals implements Arrivals {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepareArrivals>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepareArrivals(connection.database);
  }

  async newest(): Promise<number> {
    return this.#connection.read(() => this.#statements.newest.get() ?? 0);
  }

  async after(number: number, limit: number): Promise<Arrival[]> {
    return this.#connection.read(() => this.#statements.after.all(number, limit));
  }

  async numberOf(articleId: string, revision: number): Promise<number | null> {
    return this.#connection.read(() => this.#statements.numberOf.get(articleId, revision) ?? null);
  }

  async newestAt(at: Instant): Promise<number> {
    return this.#connection.read(() => this.#statements.newestAt.get(at) ?? 0);
  }
}

const LAST = "(SELECT max(p.number) FROM passages p WHERE p.revision = r.number)";

function prepareArrivals(database: Database) {
  return {
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
