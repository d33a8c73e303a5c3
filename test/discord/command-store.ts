// The commands that the bot registered, stored and returned as Discord does: with ids, defaults and the languages asked for.
import { snowflake } from "./snowflake.js";

export interface StoredOption {
  readonly type: number;
  readonly name: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly options?: readonly StoredOption[];
}

export interface StoredCommand extends StoredOption {
  readonly id: string;
}

/** Commands by scope; null is everywhere. */
export class CommandStore {
  readonly #applicationId: string;
  readonly #commands = new Map<string | null, StoredCommand[]>();
  /** How often the bot wrote commands. */
  writes = 0;

  constructor(applicationId: string) {
    this.#applicationId = applicationId;
  }

  /** Replaces all commands of a scope. */
  replace(guildId: string | null, commands: readonly object[]): object[] {
    this.writes += 1;
    const stored = commands.map((command) => ({
      ...(withoutDefaults(command) as Omit<StoredCommand, "id">),
      default_member_permissions: permissionsOf(command),
      // A message command has no description, and comes back with an empty one.
      ...("type" in command && command.type === 3 ? { description: "" } : {}),
      id: snowflake(),
      application_id: this.#applicationId,
      version: snowflake(),
      nsfw: false,
      ...(guildId === null ? { dm_permission: true } : { guild_id: guildId }),
    }));
    this.#commands.set(guildId, stored);
    return stored;
  }

  /** Lists the commands of a scope. */
  list(guildId: string | null, localized: boolean): object[] {
    const commands = this.#commands.get(guildId) ?? [];
    return localized ? commands : commands.map((command) => withoutLanguages(command) as object);
  }

  /** Finds a command by name, a guild's own first. @throws Error where it is not registered */
  find(name: string, guildId: string | null): StoredCommand {
    const all = [...(this.#commands.get(guildId) ?? []), ...(this.#commands.get(null) ?? [])];
    const found = all.find((command) => command.name === name);
    if (found === undefined) throw new Error(`The bot registered no command named ${name}`);
    return found;
  }
}

/** Taken as a number, given as text. */
function permissionsOf(command: object): string | null {
  const given = "default_member_permissions" in command ? command.default_member_permissions : null;
  return typeof given === "number" ? String(given) : null;
}

/** Discord leaves out what is the default anyway. */
function withoutDefaults(value: unknown): unknown {
  return filterDeep(
    value,
    (key, each) => !(key === "required" && each === false) && !(key === "options" && isEmpty(each)),
  );
}

function withoutLanguages(value: unknown): unknown {
  return filterDeep(value, (key) => !key.endsWith("_localizations"));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function filterDeep(value: unknown, keep: (key: string, value: unknown) => boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => filterDeep(each, keep));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, each]) => keep(key, each));
  return Object.fromEntries(entries.map(([key, each]) => [key, filterDeep(each, keep)]));
}
