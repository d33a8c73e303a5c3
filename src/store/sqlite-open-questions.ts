// Questions whose reply has not reached the person. Decides nothing about which of them are still being answered.
import type { Database } from "better-sqlite3";
import type { OpenQuestion } from "../reports.js";
import type { Instant, Place } from "../schema.js";

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
