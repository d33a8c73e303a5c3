// Answers with their evidence, and settings. Who may see a chosen answer is the caller's question, except in `recent`.
import type { Database } from "better-sqlite3";
import { answerSchema, type OpenQuestion } from "../../model/answer.js";
import type { Instant, Place } from "../../model/article.js";
import { instantMs } from "../../model/time.js";
import type { AnswerRecord } from "../ports.js";
import { brokenRow } from "./database.js";

interface OpenQuestionRow extends Place, Omit<OpenQuestion, "place"> {}

export class SqliteOpenQuestions {
  readonly #note;
  readonly #close;
  readonly #ofUser;
  readonly #removeOf;
  readonly #removeBefore;

  constructor(database: Database) {
    this.#note = database.prepare(
      `INSERT OR REPLACE INTO open_questions (question_id, asked_at, guild_id, channel_id, user_id, question, answer_id)
       VALUES (@questionId, @askedAt, @guildId, @channelId, @userId, @question, @answerId)`,
    );
    this.#close = database.prepare<[string]>("DELETE FROM open_questions WHERE question_id = ?");
    this.#removeOf = database.prepare<[string]>("DELETE FROM open_questions WHERE user_id = ?");
    this.#removeBefore = database.prepare<[{ before: Instant; guildId: string | null }]>(
      "DELETE FROM open_questions WHERE asked_at < @before AND (@guildId IS NULL OR guild_id = @guildId)",
    );
    this.#ofUser = database.prepare<[string, number], OpenQuestionRow>(
      `SELECT question_id AS questionId, asked_at AS askedAt, guild_id AS guildId, channel_id AS channelId,
       user_id AS userId, question, answer_id AS answerId
       FROM open_questions WHERE user_id = ? ORDER BY asked_at DESC, question_id DESC LIMIT ?`,
    );
  }

  /** Within the caller's transaction. */
  write(noted: readonly OpenQuestion[], closed: readonly string[]): void {
    for (const { place, ...rest } of noted) this.#note.run({ ...rest, ...place });
    for (const questionId of closed) this.#close.run(questionId);
  }

  removeOf(userId: string): void {
    this.#removeOf.run(userId);
  }

  /** By age, in one guild or, for null, everywhere. */
  removeBefore(before: Instant, guildId: string | null): void {
    this.#removeBefore.run({ before, guildId });
  }

  ofUser(userId: string, limit: number): OpenQuestion[] {
    return this.#ofUser.all(userId, limit).map(({ guildId, channelId, userId: asker, ...rest }) => ({
      ...rest,
      place: { guildId, channelId, userId: asker },
    }));
  }
}

interface AnswerRow extends Place {
  readonly answerId: string;
  readonly visibility: AnswerRecord["visibility"];
  readonly answer: string;
}

const COLUMNS =
  "answer_id AS answerId, guild_id AS guildId, channel_id AS channelId, user_id AS userId, visibility, answer";

export class SqliteAnswers {
  /** Questions that are not answered yet, or whose answer did not arrive; they go with the answers. */
  readonly open: SqliteOpenQuestions;
  readonly #put;
  readonly #read;
  readonly #recent;
  readonly #removeOf;
  readonly #removeBefore;
  readonly #setting;
  readonly #setSetting;

  constructor(database: Database) {
    this.open = new SqliteOpenQuestions(database);
    this.#put = database.prepare(
      `INSERT INTO answers (answer_id, asked_ms, guild_id, channel_id, user_id, visibility, answer)
       VALUES (@answerId, @askedMs, @guildId, @channelId, @userId, @visibility, @answer)
       ON CONFLICT (answer_id) DO UPDATE SET asked_ms = excluded.asked_ms, guild_id = excluded.guild_id,
       channel_id = excluded.channel_id, user_id = excluded.user_id, visibility = excluded.visibility, answer = excluded.answer`,
    );
    this.#read = database.prepare<[string], AnswerRow>(`SELECT ${COLUMNS} FROM answers WHERE answer_id = ?`);
    this.#recent = database.prepare<[string, string, number], AnswerRow>(
      `SELECT ${COLUMNS} FROM answers WHERE channel_id = ? AND (visibility = 'public' OR user_id = ?)
       ORDER BY asked_ms DESC, number DESC LIMIT ?`,
    );
    this.#removeOf = database.prepare<[string]>("DELETE FROM answers WHERE user_id = ?");
    this.#removeBefore = database.prepare<[{ beforeMs: number; guildId: string | null }]>(
      "DELETE FROM answers WHERE asked_ms < @beforeMs AND (@guildId IS NULL OR guild_id = @guildId)",
    );
    this.#setting = database.prepare<[string], string>("SELECT value FROM settings WHERE key = ?").pluck();
    this.#setSetting = database.prepare<[string, string]>(
      "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
  }

  /** Stores an answer, replacing the one of the same id. */
  put({ answer, place, visibility }: AnswerRecord): void {
    const { guildId, channelId, userId } = place;
    const askedMs = instantMs(answer.askedAt);
    const json = JSON.stringify(answer);
    this.#put.run({
      answerId: answer.answerId,
      askedMs,
      guildId,
      channelId,
      userId,
      visibility,
      answer: json,
    });
  }

  read(answerId: string): AnswerRecord | null {
    const row = this.#read.get(answerId);
    return row === undefined ? null : readRecord(row);
  }

  recent(place: Place, limit: number): AnswerRecord[] {
    return this.#recent.all(place.channelId, place.userId, limit).map(readRecord);
  }

  /** Returns how many there were. */
  removeOf(userId: string): number {
    this.open.removeOf(userId);
    return this.#removeOf.run(userId).changes;
  }

  /** The same by age, in one guild or, for null, everywhere. */
  removeBefore(before: Instant, guildId: string | null): number {
    this.open.removeBefore(before, guildId);
    return this.#removeBefore.run({ beforeMs: instantMs(before), guildId }).changes;
  }

  setting(key: string): string | null {
    return this.#setting.get(key) ?? null;
  }

  setSetting(key: string, value: string): void {
    this.#setSetting.run(key, value);
  }
}

function readRecord(row: AnswerRow): AnswerRecord {
  const { guildId, channelId, userId, visibility } = row;
  try {
    return {
      answer: answerSchema.parse(JSON.parse(row.answer)),
      place: { guildId, channelId, userId },
      visibility,
    };
  } catch (error) {
    throw brokenRow(`answer ${row.answerId}`, error);
  }
}
