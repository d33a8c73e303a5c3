// Watches and their news for people.
import type { ExpressionBuilder, Kysely } from "kysely";
import type { Instant } from "../../model/article.js";
import { isOfShards, type Shards } from "../../model/processes.js";
import { type Notice, noticeSchema, type Target, type Watch, watchSchema } from "../../model/watch.js";
import type { PendingWatch, WatchChange, WatchFilter, WatchLine, WatchStore } from "../ports.js";
import { brokenRow } from "../rows.js";
import type { RecordDatabase, RecordTables } from "./tables.js";

export class RecordedWatches implements WatchStore {
  readonly #database: RecordDatabase;

  constructor(database: RecordDatabase) {
    this.#database = database;
  }

  async add(watch: Watch): Promise<void> {
    await this.#database.write((tables) => tables.insertInto("watches").values(watchRow(watch)).execute());
  }

  watch(watchId: string): Promise<Watch | null> {
    return this.#database.read((tables) => findWatch(tables, watchId));
  }

  async list(filter: WatchFilter, offset: number, limit: number): Promise<Watch[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("watches")
        .select("record")
        .where((where) => fits(filter, where))
        .orderBy("number", "desc")
        .limit(limit)
        .offset(offset)
        .execute(),
    );
    return rows.map(readWatch);
  }

  async count(filter: WatchFilter): Promise<number> {
    const { count } = await this.#database.read((tables) =>
      tables
        .selectFrom("watches")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where((where) => fits(filter, where))
        .executeTakeFirstOrThrow(),
    );
    return count;
  }

  async open(now: Instant): Promise<WatchLine[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("watches")
        .select(["watch_id as watchId", "kind", "text", "cited"])
        .where("expires_at", ">", now)
        .where(({ eb, or }) => or([eb("paused", "is", null), eb("paused", "<>", "no-dm")]))
        .execute(),
    );
    return rows.map(({ cited, ...line }) => ({ ...line, cited: cited.split(" ").filter(Boolean) }));
  }

  change(watchId: string, change: WatchChange): Promise<boolean> {
    return this.#database.write((tables) => changeWatch(tables, watchId, change));
  }

  async remove(watchId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database.write((tables) =>
      tables.deleteFrom("watches").where("watch_id", "=", watchId).executeTakeFirstOrThrow(),
    );
    return numDeletedRows > 0n;
  }

  async removeOf(userId: string): Promise<number> {
    return this.#database.write(async (tables) => {
      // The news of a person's topics too; the topics themselves go on without the person.
      await tables.deleteFrom("watch_notices").where("user_id", "=", userId).execute();
      const topics = await tables
        .selectFrom("watches")
        .select("record")
        .where("user_id", "=", userId)
        .where("kind", "=", "topic")
        .execute();
      for (const topic of topics.map(readWatch)) await updateWatch(tables, { ...topic, userId: "" });
      const { numDeletedRows } = await tables
        .deleteFrom("watches")
        .where("user_id", "=", userId)
        .where("kind", "=", "question")
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  async prune(before: Instant): Promise<number> {
    return this.#database.write(async (tables) => {
      await tables
        .deleteFrom("watch_notices")
        .where("state", "=", "sent")
        .where("sent_at", "<", before)
        .execute();
      const { numDeletedRows } = await tables
        .deleteFrom("watches")
        .where("expires_at", "<", before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  async cursor(): Promise<number | null> {
    const row = await this.#database.read((tables) =>
      tables.selectFrom("watch_cursor").select("number").executeTakeFirst(),
    );
    return row?.number ?? null;
  }

  async mark(watchIds: readonly string[], number: number, at: Instant): Promise<void> {
    await this.#database.write(async (tables) => {
      if (watchIds.length > 0) {
        await tables
          .updateTable("watches")
          .set(({ eb, fn, val }) => ({
            pending_at: fn.coalesce("pending_at", val(at)),
            pending_number: eb
              .case()
              .when("pending_number", ">", number)
              .then(eb.ref("pending_number"))
              .else(number)
              .end(),
          }))
          .where("watch_id", "in", watchIds)
          .execute();
      }
      await tables
        .insertInto("watch_cursor")
        .values({ only: 1, number })
        .onConflict((conflict) =>
          conflict.column("only").doUpdateSet({ number }).where("watch_cursor.number", "<", number),
        )
        .execute();
    });
  }

  /** Few watches are marked at any time: when to try one again is only in its record. */
  async pending(now: Instant, limit: number): Promise<PendingWatch[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("watches")
        .select(["record", "pending_number", "pending_at"])
        .where("pending_at", "is not", null)
        .orderBy("pending_at")
        .orderBy("number")
        .execute(),
    );
    return rows
      .map((row) => ({
        watch: readWatch(row),
        number: row.pending_number ?? 0,
        at: row.pending_at ?? "",
      }))
      .filter(({ watch }) => (watch.retry?.at ?? "") <= now)
      .slice(0, limit);
  }

  async settle(watchId: string, number: number, change: WatchChange, news: Notice | null): Promise<void> {
    await this.#database.write(async (tables) => {
      const isKnown = news !== null && (await findNotices(tables, [news.noticeId])).length > 0;
      if (!isKnown && !(await changeWatch(tables, watchId, change))) return;
      await tables
        .updateTable("watches")
        .set({ pending_at: null, pending_number: null })
        .where("watch_id", "=", watchId)
        .where("pending_number", "<=", number)
        .execute();
      if (news !== null && !isKnown) await addNotice(tables, news);
    });
  }

  pause(target: Target, pause: Pick<Watch, "paused" | "retry">): Promise<Watch[]> {
    return this.#database.write(async (tables) => {
      const rows = await tables
        .selectFrom("watches")
        .select("record")
        .where("target_kind", "=", target.kind)
        .where("target_id", "=", target.id)
        .orderBy("number", "desc")
        .execute();
      const paused: Watch[] = [];
      for (const row of rows) paused.push(await pauseWatch(tables, readWatch(row), pause));
      return paused;
    });
  }

  /** Little waits at any time: whose it is is only in its record. */
  async due(now: Instant, limit: number, shards: Shards | null): Promise<Notice[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("watch_notices")
        .select("record")
        .where("state", "=", "waiting")
        .where("send_at", "<=", now)
        .orderBy("send_at")
        .orderBy("number")
        .execute(),
    );
    return rows
      .map(readNotice)
      .filter(({ guildId }) => isOfShards(guildId, shards))
      .slice(0, limit);
  }

  async claim(noticeIds: readonly string[], nonce: string): Promise<number> {
    return this.#database.write(async (tables) => {
      const waiting = (await findNotices(tables, noticeIds)).filter(({ state }) => state === "waiting");
      const free = waiting.filter((notice) => notice.nonce === null);
      for (const notice of free) await updateNotice(tables, { ...notice, nonce });
      return free.length + waiting.filter((notice) => notice.nonce === nonce).length;
    });
  }

  async update(
    noticeIds: readonly string[],
    change: Partial<Pick<Notice, "state" | "sentAt" | "sendAt" | "tries" | "target" | "nonce">>,
  ): Promise<void> {
    await this.#database.write(async (tables) => {
      for (const notice of await findNotices(tables, noticeIds))
        await updateNotice(tables, { ...notice, ...change });
    });
  }

  async sentTo(target: Target, since: Instant): Promise<Instant[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("watch_notices")
        .select(({ fn }) => fn.max("sent_at").as("at"))
        .where("state", "=", "sent")
        .where("target_kind", "=", target.kind)
        .where("target_id", "=", target.id)
        .where("sent_at", ">=", since)
        .groupBy("nonce")
        .orderBy("at", "desc")
        .execute(),
    );
    return rows.flatMap(({ at }) => at ?? []);
  }

  async held(userId: string): Promise<Notice[]> {
    const rows = await this.#database.read((tables) =>
      tables
        .selectFrom("watch_notices")
        .select("record")
        .where("state", "=", "held")
        .where("user_id", "=", userId)
        .orderBy("number")
        .execute(),
    );
    return rows.map(readNotice);
  }
}

/** What a watch is searched by, apart from its record. */
function watchRow(watch: Watch) {
  const { watchId, kind, text, userId, guildId, target, expiresAt, paused } = watch;
  return {
    ...{ watch_id: watchId, kind, text, user_id: userId, guild_id: guildId, paused },
    ...{ target_kind: target.kind, target_id: target.id, expires_at: expiresAt },
    cited: (watch.told?.citations ?? []).map(({ articleId }) => articleId).join(" "),
    record: JSON.stringify(watch),
  };
}

/** Writes a filter as a condition; no field fits all. */
function fits(
  { kind, userId, guildId, target }: WatchFilter,
  { eb, and }: ExpressionBuilder<RecordTables, "watches">,
) {
  return and([
    ...(kind === undefined ? [] : [eb("kind", "=", kind)]),
    ...(userId === undefined ? [] : [eb("user_id", "=", userId)]),
    ...(guildId === undefined ? [] : [eb("guild_id", "=", guildId)]),
    ...(target === undefined ? [] : [eb("target_kind", "=", target.kind), eb("target_id", "=", target.id)]),
  ]);
}

type Tables = Kysely<RecordTables>;

async function findWatch(tables: Tables, watchId: string): Promise<Watch | null> {
  const row = await tables
    .selectFrom("watches")
    .select("record")
    .where("watch_id", "=", watchId)
    .executeTakeFirst();
  return row === undefined ? null : readWatch(row);
}

async function changeWatch(tables: Tables, watchId: string, change: WatchChange): Promise<boolean> {
  const watch = await findWatch(tables, watchId);
  if (watch === null) return false;
  await updateWatch(tables, { ...watch, ...change });
  return true;
}

async function updateWatch(tables: Tables, watch: Watch): Promise<void> {
  await tables.updateTable("watches").set(watchRow(watch)).where("watch_id", "=", watch.watchId).execute();
}

/** Goes back to before the oldest news that was not sent. */
async function pauseWatch(
  tables: Tables,
  watch: Watch,
  pause: Pick<Watch, "paused" | "retry">,
): Promise<Watch> {
  const { watchId, target } = watch;
  const rows = await tables
    .selectFrom("watch_notices")
    .innerJoin("watches", "watches.number", "watch_notices.watch")
    .select("watch_notices.record")
    .where("watch_notices.state", "=", "waiting")
    .where("watches.watch_id", "=", watchId)
    .where("watch_notices.target_kind", "=", target.kind)
    .where("watch_notices.target_id", "=", target.id)
    .orderBy("watch_notices.number")
    .execute();
  const unsent = rows.map(readNotice);
  const undo = unsent.find((notice) => notice.undo !== null)?.undo ?? {};
  const paused = { ...watch, ...undo, ...pause };
  await updateWatch(tables, paused);
  for (const notice of unsent) {
    if (notice.undo === null) {
      await updateNotice(tables, { ...notice, nonce: null, sendAt: pause.retry?.at ?? notice.sendAt });
    } else await tables.deleteFrom("watch_notices").where("notice_id", "=", notice.noticeId).execute();
  }
  if (unsent.length > 0) await markAgain(tables, watchId, paused.retry?.at ?? null);
  return paused;
}

/** Marks a watch for what it was compared with last; a mark that it has stays. */
async function markAgain(tables: Tables, watchId: string, at: Instant | null): Promise<void> {
  const cursor = await tables.selectFrom("watch_cursor").select("number").executeTakeFirst();
  await tables
    .updateTable("watches")
    .set(({ fn, val }) => ({
      pending_at: fn.coalesce("pending_at", val(at)),
      pending_number: fn.coalesce("pending_number", val(cursor?.number ?? null)),
    }))
    .where("watch_id", "=", watchId)
    .execute();
}

/** Reads a watch as it was stored. @throws DatelineError store-broken */
function readWatch({ record }: { readonly record: string }): Watch {
  try {
    return watchSchema.parse(JSON.parse(record));
  } catch (error) {
    throw brokenRow("watch", error);
  }
}

function noticeRow(notice: Notice) {
  const { noticeId, userId, target, sendAt, state, sentAt, nonce, tries } = notice;
  return {
    ...{ notice_id: noticeId, user_id: userId, state, nonce, tries },
    ...{ target_kind: target.kind, target_id: target.id, send_at: sendAt, sent_at: sentAt },
    record: JSON.stringify(notice),
  };
}

async function addNotice(tables: Tables, notice: Notice): Promise<void> {
  const watch = await tables
    .selectFrom("watches")
    .select("number")
    .where("watch_id", "=", notice.watchId)
    .executeTakeFirst();
  if (watch === undefined) return;
  await tables
    .insertInto("watch_notices")
    .values({ watch: watch.number, ...noticeRow(notice) })
    .execute();
}

async function findNotices(tables: Tables, noticeIds: readonly string[]): Promise<Notice[]> {
  if (noticeIds.length === 0) return [];
  const rows = await tables
    .selectFrom("watch_notices")
    .select("record")
    .where("notice_id", "in", noticeIds)
    .execute();
  return rows.map(readNotice);
}

async function updateNotice(tables: Tables, notice: Notice): Promise<void> {
  await tables
    .updateTable("watch_notices")
    .set(noticeRow(notice))
    .where("notice_id", "=", notice.noticeId)
    .execute();
}

function readNotice({ record }: { readonly record: string }): Notice {
  try {
    return noticeSchema.parse(JSON.parse(record));
  } catch (error) {
    throw brokenRow("news of a watch", error);
  }
}
