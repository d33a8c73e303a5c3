// News on its way, as rows: what is due, what was sent, what is held. Transactions are the caller's.
import type { Database } from "better-sqlite3";
import type { Instant } from "../schema.js";
import { type Notice, noticeSchema, type Target } from "../watch-schema.js";
import { brokenRow } from "./sqlite-errors.js";

type NoticeRow = Record<
  "noticeId" | "watchId" | "userId" | "targetKind" | "targetId" | "sendAt" | "state" | "record",
  string
> &
  Record<"sentAt" | "nonce", string | null> & { readonly tries: number };

export class SqliteWatchNotices {
  readonly #statements;

  constructor(database: Database) {
    this.#statements = prepareStatements(database);
  }

  add(notice: Notice): void {
    this.#statements.add.run(rowOf(notice));
  }

  read(noticeId: string): Notice | null {
    const record = this.#statements.byId.get(noticeId);
    return record === undefined ? null : readNotice(record);
  }

  write(notice: Notice): void {
    this.#statements.update.run(rowOf(notice));
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

function prepareStatements(database: Database) {
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

function rowOf(notice: Notice): NoticeRow {
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
