// Settings by key, and those of guilds with the audit of their changes.
import type { Database } from "better-sqlite3";
import type { AuditLine, GuildChange, GuildStore, SettingStore } from "../ports.js";
import type { StoreConnection } from "./database.js";

export class SqliteSettingStore implements SettingStore {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepareSettings>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepareSettings(connection.database);
  }

  async setting(key: string): Promise<string | null> {
    return this.#connection.read(() => this.#statements.read.get(key) ?? null);
  }

  async setSetting(key: string, value: string): Promise<void> {
    this.#connection.write(() => this.#statements.write.run(key, value));
  }
}

/** Settings of a guild are kept under "guild:<id>". */
const PREFIX = "guild:";

export class SqliteGuildStore implements GuildStore {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepareGuilds>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepareGuilds(connection.database);
  }

  async settings(guildId: string): Promise<string | null> {
    return this.#connection.read(() => this.#statements.read.get(PREFIX + guildId) ?? null);
  }

  async change(guildId: string, decide: (stored: string | null) => GuildChange | null): Promise<void> {
    const { read, write, add } = this.#statements;
    this.#connection.overwrite(() => {
      const change = decide(read.get(PREFIX + guildId) ?? null);
      if (change === null) return;
      write.run(PREFIX + guildId, change.value);
      for (const line of change.lines) add.run({ guildId, ...line });
    });
  }

  async guilds(): Promise<string[]> {
    return this.#connection.read(() => this.#statements.guilds.all().map((key) => key.slice(PREFIX.length)));
  }

  async audit(guildId: string, offset: number, limit: number) {
    return this.#connection.read(() => ({
      total: this.#statements.count.get(guildId) ?? 0,
      lines: this.#statements.list.all(guildId, limit, offset),
    }));
  }

  async forgetPerson(userId: string): Promise<number> {
    return this.#connection.erase(() => this.#statements.forget.run(userId).changes);
  }
}

function prepareSettings(database: Database) {
  return {
    read: database.prepare<[string], string>("SELECT value FROM settings WHERE key = ?").pluck(),
    write: database.prepare<[string, string]>(
      "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ),
  };
}

function prepareGuilds(database: Database) {
  return {
    ...prepareSettings(database),
    add: database.prepare<[AuditLine & { guildId: string }]>(
      `INSERT INTO setting_changes (guild_id, at, user_id, setting, before, after)
       VALUES (@guildId, @at, @userId, @setting, @from, @to)`,
    ),
    guilds: database
      .prepare<[], string>(`SELECT key FROM settings WHERE key GLOB '${PREFIX}*' ORDER BY key`)
      .pluck(),
    count: database
      .prepare<[string], number>("SELECT count(*) FROM setting_changes WHERE guild_id = ?")
      .pluck(),
    list: database.prepare<[string, number, number], AuditLine>(
      `SELECT at, user_id AS userId, setting, before AS "from", after AS "to" FROM setting_changes
       WHERE guild_id = ? ORDER BY number DESC LIMIT ? OFFSET ?`,
    ),
    forget: database.prepare<[string]>("UPDATE setting_changes SET user_id = NULL WHERE user_id = ?"),
  };
}
