// Registers the bot's commands with Discord, if they differ from those it has.
import { isDeepStrictEqual } from "node:util";
import { REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from "discord.js";
import type { AnyCommand } from "./command.js";
import { discordFailure } from "./discord-errors.js";
import { readApplication } from "./profile.js";

export interface DeployOptions {
  readonly token: string;
  /** Null: Discord is asked for it. */
  readonly applicationId: string | null;
  /** The guild to register in; null: all guilds. */
  readonly guildId: string | null;
  /** Base URL of the REST API, without version and trailing slash. */
  readonly apiUrl: string;
  readonly commands: readonly AnyCommand[];
}

interface Deployment {
  readonly applicationId: string;
  /** False if Discord already had exactly these commands. */
  readonly changed: boolean;
  readonly count: number;
}

/** Registers the commands if they changed. @throws DatelineError discord-token, discord-api */
export async function deployCommands(options: DeployOptions): Promise<Deployment> {
  const rest = new REST({ api: options.apiUrl }).setToken(options.token);
  try {
    const applicationId = options.applicationId ?? (await readApplication(rest)).id;
    const route =
      options.guildId === null
        ? Routes.applicationCommands(applicationId)
        : Routes.applicationGuildCommands(applicationId, options.guildId);
    const wanted = options.commands.map(({ data }) => (options.guildId === null ? data : forGuild(data)));
    const query = new URLSearchParams({ with_localizations: "true" });
    const present = (await rest.get(route, { query })) as RESTPostAPIApplicationCommandsJSONBody[];
    const changed = !sameCommands(present, wanted);
    if (changed) await rest.put(route, { body: wanted.map(forRequest) });
    return { applicationId, changed, count: wanted.length };
  } catch (error) {
    throw discordFailure(error, "register the commands");
  }
}

/** Commands of a single guild exist only there, so contexts and installation do not apply to them. */
function forGuild(data: RESTPostAPIApplicationCommandsJSONBody): RESTPostAPIApplicationCommandsJSONBody {
  const { contexts: _contexts, integration_types: _types, ...rest } = data;
  return rest;
}

/** Discord's API description takes permissions as a number, although Discord returns them as text. */
function forRequest(data: RESTPostAPIApplicationCommandsJSONBody): object {
  const { default_member_permissions: permissions, ...rest } = data;
  return permissions == null ? rest : { ...rest, default_member_permissions: Number(permissions) };
}

/** Returns whether two lists declare the same commands, whatever their order and the defaults that Discord filled in. */
export function sameCommands(present: readonly object[], wanted: readonly object[]): boolean {
  const written = (commands: readonly object[]) =>
    commands.map((each) => JSON.stringify(normalize(each))).sort();
  return isDeepStrictEqual(written(present), written(wanted));
}

/** Fields that Discord adds to a command. */
const ADDED = new Set(["id", "application_id", "guild_id", "version", "dm_permission"]);

/** Lists whose order has no meaning. */
const UNORDERED = new Set(["contexts", "integration_types"]);

function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, each]) => !ADDED.has(key) && !isDefault(each))
    .map(
      ([key, each]) => [key, UNORDERED.has(key) ? [...(each as unknown[])].sort() : normalize(each)] as const,
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
}

function isDefault(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === false ||
    value === "" || // the description of a message command comes back empty
    (Array.isArray(value) && value.length === 0)
  );
}
