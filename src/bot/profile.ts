// The application of the bot at Discord: the address that invites it, and the description that people see in its profile.
import { OAuth2Scopes, PermissionFlagsBits, REST, Routes } from "discord.js";
import { localized } from "../render/declare.js";
import { discordFailure } from "./discord-errors.js";

/**
 * What the bot uses where it is invited: to see channels and write in them and in their threads, for answers, watches and
 * topics; to create events, for planned events that somebody adds.
 */
const PERMISSIONS = ["ViewChannel", "SendMessages", "SendMessagesInThreads", "CreateEvents"] as const;
const SCOPES = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands];

/** Returns the address where whoever manages a server adds the bot to it. */
export function inviteUrl(applicationId: string): string {
  const permissions = PERMISSIONS.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
  const url = new URL("https://discord.com/oauth2/authorize");
  url.searchParams.set("client_id", applicationId);
  url.searchParams.set("scope", SCOPES.join(" "));
  url.searchParams.set("permissions", String(permissions));
  return url.href;
}

interface Application {
  readonly id: string;
  readonly description?: unknown;
}

/** Asks Discord for the id of the application of a token. @throws DatelineError discord-token, discord-api */
export async function applicationIdOf(token: string, apiUrl: string): Promise<string> {
  try {
    return (await readApplication(new REST({ api: apiUrl }).setToken(token))).id;
  } catch (error) {
    throw discordFailure(error, "read the application");
  }
}

/** Reads the application that the token belongs to. @throws what Discord refuses */
export async function readApplication(rest: REST): Promise<Application> {
  return (await rest.get(Routes.currentApplication())) as Application;
}

/**
 * Says in the profile of the bot how to begin, since a bot without intents is not told that it joined a server; what somebody
 * has written there stays. Returns whether it wrote something.
 * @throws DatelineError discord-api
 */
export async function describeBot(token: string, apiUrl: string): Promise<boolean> {
  const rest = new REST({ api: apiUrl }).setToken(token);
  try {
    if ((await readApplication(rest)).description) return false;
    const { en, ...others } = localized(({ texts, commands }) =>
      texts["start.profile"].replace("{command}", `/${commands.help.name}`),
    );
    const description = { default: en, localizations: others };
    await rest.patch(Routes.currentApplication(), { body: { description } });
    return true;
  } catch (error) {
    throw discordFailure(error, "describe the bot in its profile");
  }
}
