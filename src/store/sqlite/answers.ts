// Answers with their evidence, and questions whose answer has not arrived; they are forgotten together.
import type { Database } from "better-sqlite3";
import { answerSchema, type OpenQuestion } from "../../model/answer.js";
import type { Instant, Place } from "../../model/article.js";
import type { DayCount } from "../../model/status.js";
import { instantMs } from "../../model/time.js";
import type { AnswerRecord, AnswerStore } from "../ports.js";
import { brokenRow } from "../rows.js";
import type { StoreConnection } from "./database.js";

/** Who may see a chosen answer is the caller's question, except in `recentAnswers`. */
export class SqliteAnswerStore implements AnswerStore {
  readonly #connection: StoreConnection;
  readonly #answers: ReturnType<typeof prepareAnswers>;
  readonly #questions: ReturnType<typeof prepareQuestions>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#answers = prepareAnswers(connection.database);
    this.#questions = prepareQuestions(connection.database);
  }

  async putAnswer({ answer, place, visibility }: AnswerRecord): Promise<void> {
    const { guildId, channelId, userId } = place;
    const row = {
      ...{ answerId: answer.answerId, askedMs: instantMs(answer.askedAt), guildId, channelId, userId },
      ...{ visibility, answer: JSON.stringify(answer) },
    };
    this.#connection.overwrite(() => this.#answers.put.run(row));
  }

  async answer(answerId: string): Promise<AnswerRecord | null> {
    const row = this.#connection.read(() => this.#answers.byId.get(answerId));
    return row === undefined ? null : readRecord(row);
  }

  async recentAnswers({ channelId, userId }: Place, limit: number): Promise<AnswerRecord[]> {
    return this.#connection.read(() => this.#answers.recent.all(channelId, userId, limit)).map(readRecord);
  }

  async askedPerDay(since: Instant): Promise<DayCount[]> {
    return this.#connection.read(() => this.#answers.perDay.all(Date.parse(since)));
  }

  async removeAnswersOf(userId: string): Promise<number> {
    return this.#connection.erase(() => {
      this.#questions.removeOf.run(userId);
      return this.#answers.removeOf.run(userId).changes;
    });
  }

  async removeAnswersBefore(before: Instant, guildId: string | null): Promise<number> {
    return this.#connection.erase(() => {
      this.#questions.removeBefore.run({ before, guildId });
      return this.#answers.removeBefore.run({ beforeMs: instantMs(before), guildId }).changes;
    });
  }

  async writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void> {
    this.#connection.overwrite(() => {
      for (const { place, ...rest } of noted) this.#questions.note.run({ ...rest, ...place });
      for (const questionId of closed) this.#questions.close.run(questionId);
    });
  }

  async openQuestions(userId: string, limit: number): Promise<OpenQuestion[]> {
    const rows = this.#connection.read(() => this.#questions.ofUser.all(userId, limit));
    return rows.map(({ guildId, channelId, userId: answerer, ...rest }) => ({
      ...rest,
      place: { guildId, channelId, userId: answerer },
    }));
  }
}

interface AnswerRow extends Place {
  readonly answerId: string;
  readonly visibility: AnswerRecord["visibility"];
  readonly answer: string;
}

/** @throws DatelineError store-broken */
function readRecord({ answerId, guildId, channelId, userId, visibility, answer }: AnswerRow): AnswerRecord {
  try {
    return {
      answer: answerSchema.parse(JSON.parse(answer)),
      place: { guildId, channelId, userId },
      visibility,
    };
  } catch (error) {
    throw brokenRow(`answer ${answerId}`, error);
  }
}

function prepareAnswers(database: Database) {
  const select =
    "SELECT answer_id AS answerId, guild_id AS guildId, channel_id AS channelId, user_id AS userId, visibility, answer FROM answers";
  return {
    put: database.prepare(
      `INSERT INTO answers (answer_id, asked_ms, guild_id, channel_id, user_id, visibility, answer)
       VALUES (@answerId, @askedMs, @guildId, @channelId, @userId, @visibility, @answer)
       ON CONFLICT (answer_id) DO UPDATE SET asked_ms = excluded.asked_ms, guild_id = excluded.guild_id,
       channel_id = excluded.channel_id, user_id = excluded.user_id, visibility = excluded.visibility, answer = excluded.answer`,
    ),
    byId: database.prepare<[string], AnswerRow>(`${select} WHERE answer_id = ?`),
    recent: database.prepare<[string, string, number], AnswerRow>(
      `${select} WHERE channel_id = ? AND (visibility = 'public' OR user_id = ?)
       ORDER BY asked_ms DESC, number DESC LIMIT ?`,
    ),
    perDay: database.prepare<[number], DayCount>(
      `SELECT date(asked_ms / 1000, 'unixepoch') AS day, count(*) AS count FROM answers
       WHERE asked_ms >= ? GROUP BY day ORDER BY day`,
    ),
    removeOf: database.prepare<[string]>("DELETE FROM answers WHERE user_id = ?"),
    removeBefore: database.prepare<[{ beforeMs: number; guildId: string | null }]>(
      "DELETE FROM answers WHERE asked_ms < @beforeMs AND (@guildId IS NULL OR guild_id = @guildId)",
    ),
  };
}

interface QuestionRow extends Place, Omit<OpenQuestion, "place"> {}

function prepareQuestions(database: Database) {
  return {
    note: database.prepare(
      `INSERT OR REPLACE INTO open_questions (question_id, asked_at, guild_id, channel_id, user_id, question, answer_id)
       VALUES (@questionId, @askedAt, @guildId, @channelId, @userId, @question, @answerId)`,
    ),
    close: database.prepare<[string]>("DELETE FROM open_questions WHERE question_id = ?"),
    removeOf: database.prepare<[string]>("DELETE FROM open_questions WHERE user_id = ?"),
    removeBefore: database.prepare<[{ before: Instant; guildId: string | null }]>(
      "DELETE FROM open_questions WHERE asked_at < @before AND (@guildId IS NULL OR guild_id = @guildId)",
    ),
    ofUser: database.prepare<[string, number], QuestionRow>(
      `SELECT question_id AS questionId, asked_at AS askedAt, guild_id AS guildId, channel_id AS channelId,
       user_id AS userId, question, answer_id AS answerId
       FROM open_questions WHERE user_id = ? ORDER BY asked_at DESC, question_id DESC LIMIT ?`,
    ),
  };
}
