// Settings by key, and those of guilds with the audit of their changes.
import type { AuditLine, GuildChange, GuildStore, SettingStore } from "../ports.js";
import type { RecordDatabase } from "./tables.js";

export class RecordedSettings implements SettingStore {
  readonly #database: RecordDatabase;

  constructor(database: RecordDatabase) {
    this.#database = database;
  }

  setting(key: string): Promise<string | null> {
    return this.#database.read((tables) => readSetting(tables, key));
  }

  async setSetting(key: string, value: string): Promise<void> {
    await this.#database.write((tables) => writeSetting(tables, key, value));
  }
}

/** Settings of a guild are kept under "guild:<id>". */
const PREFIX = "guild:";

export class RecordedGuilds implements GuildStore {
  readonly #database: RecordDatabase;

  constructor(database: RecordDatabase) {
    this.#database = database;
  }

  settings(guildId: string): Promise<string | null> {
    return this.#database.read((tables) => readSetting(tables, PREFIX + guildId));
  }

  async change(guildId: string, decide: (stored: string | null) => GuildChange | null): Promise<void> {
    await this.#database.write(async (tables) => {
      const change = decide(await readSetting(tables, PREFIX + guildId));
      if (change === null) return;
      await writeSetting(tables, PREFIX + guildId, change.value);
      for (const { at, userId, setting, from, to } of change.lines) {
        const line = { guild_id: guildId, at, user_id: userId, setting, before: from, after: to };
        await tables.insertInto("setting_changes").values(line).execute();
      }
    });
  }

  async guilds(): Promise<string[]> {
    const rows = await this.#database.read((tables) =>
      tables.selectFrom("settings").select("key").where("key", "like", `${PREFIX}%`).orderBy("key").execute(),
    );
    return rows.map(({ key }) => key.slice(PREFIX.length));
  }

  async audit(
    guildId: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly lines: readonly AuditLine[] }> {
    return this.#database.read(async (tables) => {
      const changes = tables.selectFrom("setting_changes").where("guild_id", "=", guildId);
      const counted = await changes
        .select(({ fn }) => fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const rows = await changes.selectAll().orderBy("number", "desc").limit(limit).offset(offset).execute();
      const lines = rows.map((row) => ({
        at: row.at,
        userId: row.user_id,
        setting: row.setting,
        from: row.before,
        to: row.after,
      }));
      return { total: counted.total, lines };
    });
  }

  async forgetPerson(userId: string): Promise<number> {
    const { numUpdatedRows } = await this.#database.write((tables) =>
      tables
        .updateTable("setting_changes")
        .set({ user_id: null })
        .where("user_id", "=", userId)
        .executeTakeFirstOrThrow(),
    );
    return Number(numUpdatedRows);
  }
}

type Tables = Parameters<Parameters<RecordDatabase["read"]>[0]>[0];

async function readSetting(tables: Tables, key: string): Promise<string | null> {
  const row = await tables.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

async function writeSetting(tables: Tables, key: string, value: string): Promise<void> {
  await tables
    .insertInto("settings")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}
