// Settings of guilds and their audit in the store's own SQLite file, over a connection of its own. Holds their SQL.
import type { Database } from "better-sqlite3";
import type { AuditLine, GuildChange, GuildStore } from "../ports.js";
import { openBeside, SqliteGuard } from "./database.js";

const PREFIX = "guild:";

/**
 * Opens the settings of guilds of the store in folder `path`, creating it where missing.
 * @throws DatelineError store-newer, store-busy, store-broken
 */
export function openSqliteGuildStore(path: string): Promise<GuildStore> {
  return openBeside(path, (database, file) => new SqliteGuildStore(database, file));
}

class SqliteGuildStore implements GuildStore {
  readonly #database: Database;
  readonly #guard: SqliteGuard;
  readonly #statements;

  constructor(database: Database, file: string) {
    this.#database = database;
    this.#guard = new SqliteGuard(database, file);
    this.#statements = prepareStatements(database);
  }

  async settings(guildId: string): Promise<string | null> {
    return this.#guard.read(() => this.#statements.read.get(PREFIX + guildId) ?? null);
  }

  async change(guildId: string, decide: (stored: string | null) => GuildChange | null): Promise<void> {
    const { read, write, add } = this.#statements;
    this.#guard.write(() => {
      const change = decide(read.get(PREFIX + guildId) ?? null);
      if (change === null) return;
      write.run(PREFIX + guildId, change.value);
      for (const line of change.lines) add.run({ guildId, ...line });
    });
  }

  async guilds(): Promise<string[]> {
    return this.#guard.read(() => this.#statements.guilds.all().map((key) => key.slice(PREFIX.length)));
  }

  async audit(guildId: string, offset: number, limit: number) {
    return this.#guard.read(() => ({
      total: this.#statements.count.get(guildId) ?? 0,
      lines: this.#statements.list.all(guildId, limit, offset),
    }));
  }

  async forgetPerson(userId: string): Promise<number> {
    return this.#guard.write(() => this.#statements.forget.run(userId).changes);
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function prepareStatements(database: Database) {
  return {
    read: database.prepare<[string], string>("SELECT value FROM settings WHERE key = ?").pluck(),
    write: database.prepare<[string, string]>(
      "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ),
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
