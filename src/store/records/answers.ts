// Answers with their evidence, and questions whose answer has not arrived; they are forgotten together.
import { sql } from "kysely";
import { answerSchema, type OpenQuestion } from "../../model/answer.js";
import type { Instant, Place } from "../../model/article.js";
import type { DayCount } from "../../model/status.js";
import { DAY_MS, instantMs } from "../../model/time.js";
import type { AnswerRecord, AnswerStore } from "../ports.js";
import { brokenRow } from "../rows.js";
import type { RecordDatabase } from "./tables.js";

/** Who may see a chosen answer is the caller's question, except in `recentAnswers`. */
export class RecordedAnswers implements AnswerStore {
  readonly #database: RecordDatabase;

  constructor(database: RecordDatabase) {
    this.#database = database;
  }

  async putAnswer({ answer, place, visibility }: AnswerRecord): Promise<void> {
    const row = {
      answer_id: answer.answerId,
      asked_ms: instantMs(answer.askedAt),
      ...placeColumns(place),
      visibility,
      answer: JSON.stringify(answer),
    };
    const { answer_id: _key, ...changed } = row;
    await this.#database.write((tables) =>
      tables
        .insertInto("answers")
        .values(row)
        .onConflict((conflict) => conflict.column("answer_id").doUpdateSet(changed))
        .execute(),
    );
  }

  async answer(answerId: string): Promise<AnswerRecord | null> {
    const row = await this.#database.read((tables) =>
      tables.selectFrom("answers").selectAll().where("answer_id", "=", answerId).executeTakeFirst(),
    );
    return row === undefined ? null : readRecord(row);
  }

  async recentAnswers({ channelId, userId }: Place, limit: number): Promise<AnswerRecord[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("answers")
        .selectAll()
        .where("channel_id", "=", channelId)
        .where((where) => where.or([where("visibility", "=", "public"), where("user_id", "=", userId)]))
        .orderBy("asked_ms", "desc")
        .orderBy("number", "desc")
        .limit(limit)
        .execute(),
    );
    return rows.map(readRecord);
  }

  async askedPerDay(since: Instant): Promise<DayCount[]> {
    const day = sql<number>`asked_ms / ${sql.raw(String(DAY_MS))}`; // whole numbers divide without a rest
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("answers")
        .select(({ fn }) => [day.as("day"), fn.countAll<number>().as("count")])
        .where("asked_ms", ">=", instantMs(since))
        .groupBy(day)
        .orderBy(day)
        .execute(),
    );
    return rows.map(({ day, count }) => ({ day: new Date(day * DAY_MS).toISOString().slice(0, 10), count }));
  }

  async removeAnswersOf(userId: string): Promise<number> {
    return this.#database.write(async (tables) => {
      await tables.deleteFrom("open_questions").where("user_id", "=", userId).execute();
      const { numDeletedRows } = await tables
        .deleteFrom("answers")
        .where("user_id", "=", userId)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  async removeAnswersBefore(before: Instant, guildId: string | null): Promise<number> {
    const beforeMs = instantMs(before);
    return this.#database.write(async (tables) => {
      await tables
        .deleteFrom("open_questions")
        .where("asked_at", "<", before)
        .$if(guildId !== null, (query) => query.where("guild_id", "=", guildId))
        .execute();
      const { numDeletedRows } = await tables
        .deleteFrom("answers")
        .where("asked_ms", "<", beforeMs)
        .$if(guildId !== null, (query) => query.where("guild_id", "=", guildId))
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  async writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void> {
    if (noted.length + closed.length === 0) return;
    await this.#database.write(async (tables) => {
      for (const { questionId, askedAt, question, answerId, place } of noted) {
        const changed = { asked_at: askedAt, ...placeColumns(place), question, answer_id: answerId };
        await tables
          .insertInto("open_questions")
          .values({ question_id: questionId, ...changed })
          .onConflict((conflict) => conflict.column("question_id").doUpdateSet(changed))
          .execute();
      }
      if (closed.length > 0) {
        await tables.deleteFrom("open_questions").where("question_id", "in", closed).execute();
      }
    });
  }

  async openQuestions(userId: string, limit: number): Promise<OpenQuestion[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("open_questions")
        .selectAll()
        .where("user_id", "=", userId)
        .orderBy("asked_at", "desc")
        .orderBy("question_id", "desc")
        .limit(limit)
        .execute(),
    );
    return rows.map((row) => ({
      questionId: row.question_id,
      question: row.question,
      place: readPlace(row),
      askedAt: row.asked_at,
      answerId: row.answer_id,
    }));
  }
}

interface PlaceColumns {
  readonly guild_id: string | null;
  readonly channel_id: string;
  readonly user_id: string;
}

function placeColumns({ guildId, channelId, userId }: Place): PlaceColumns {
  return { guild_id: guildId, channel_id: channelId, user_id: userId };
}

function readPlace({ guild_id: guildId, channel_id: channelId, user_id: userId }: PlaceColumns): Place {
  return { guildId, channelId, userId };
}

interface AnswerRow extends PlaceColumns {
  readonly answer_id: string;
  readonly visibility: AnswerRecord["visibility"];
  readonly answer: string;
}

/** @throws DatelineError store-broken */
function readRecord(row: AnswerRow): AnswerRecord {
  try {
    return {
      answer: answerSchema.parse(JSON.parse(row.answer)),
      place: readPlace(row),
      visibility: row.visibility,
    };
  } catch (error) {
    throw brokenRow(`answer ${row.answer_id}`, error);
  }
}
