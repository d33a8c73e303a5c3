// The options of /settings, and how they are read into a change. Checks nothing that the settings check themselves.
import type { CommandInteractionOptionResolver } from "discord.js";
import {
  type Audience,
  type GuildSettings,
  LANGUAGES,
  type Language,
  MAX_RETENTION_DAYS,
  type OutletRule,
  withOutlet,
} from "../guild-settings.js";
import { choiceOption, integerOption, roleOption, stringOption, subcommand } from "./declare.js";
import { LANGUAGE_TEXTS } from "./setting-values.js";

type Options = Pick<CommandInteractionOptionResolver, "getString" | "getInteger" | "get">;
type Edit = (settings: GuildSettings) => GuildSettings;

/** Stands for null where a choice has to have a value. */
const OWN = "own";
const ROLES = ["role", "role_2", "role_3"] as const;

/** Declares the subcommands. */
export function settingsOptions() {
  return [
    subcommand("settings.show"),
    subcommand("settings.set", setOptions()),
    subcommand("settings.outlets", [
      stringOption("settings.outlets.outlet", { required: true, autocomplete: true, max: 100 }),
      choiceOption(
        "settings.outlets.rule",
        (["allow", "deny", "neutral"] as const).map((value) => ({
          value,
          text: `settings.${value}` as const,
        })),
        true,
      ),
    ]),
    subcommand("settings.rights", [
      choiceOption(
        "settings.rights.right",
        (["ask", "add"] as const).map((value) => ({ value, text: `settings.${value}` as const })),
        true,
      ),
      choiceOption(
        "settings.rights.who",
        (["everyone", "managers", "roles"] as const).map((value) => ({
          value,
          text: `settings.${value}` as const,
        })),
        true,
      ),
      ...ROLES.map((name) => roleOption(`settings.rights.${name}`)),
    ]),
    subcommand("settings.audit", [integerOption("settings.audit.page", 1)]),
  ];
}

function setOptions() {
  const languages = LANGUAGES.map((value) => ({ value, text: LANGUAGE_TEXTS[value] }));
  return [
    choiceOption("settings.set.language", [{ value: OWN, text: "settings.own-language" }, ...languages]),
    choiceOption("settings.set.visibility", [
      { value: "public", text: "settings.public" },
      { value: "private", text: "settings.private" },
    ]),
    integerOption("settings.set.quotes", 1, 3),
    integerOption("settings.set.retention", 0, MAX_RETENTION_DAYS),
    integerOption("settings.set.digest_hour", 0, 23),
    stringOption("settings.set.time_zone", { autocomplete: true, max: 60 }),
  ];
}

/** Reads `set`; null where nothing was named. */
export function readSet(options: Options): Edit | null {
  const language = options.getString("language");
  const visibility = options.getString("visibility");
  const retention = options.getInteger("retention");
  const timeZone = options.getString("time_zone");
  const [quotes, hour] = [options.getInteger("quotes"), options.getInteger("digest_hour")];
  const change: Partial<GuildSettings> = {
    ...(language === null ? {} : { language: language === OWN ? null : (language as Language) }),
    ...(visibility === null ? {} : { visibility: visibility as GuildSettings["visibility"] }),
    ...(retention === null ? {} : { retentionDays: retention === 0 ? null : retention }),
    ...(timeZone === null ? {} : { timeZone: timeZone.trim() }),
    ...(quotes === null ? {} : { quotesPerAnswer: quotes }),
    ...(hour === null ? {} : { digestHour: hour }),
  };
  return Object.keys(change).length === 0 ? null : (settings) => ({ ...settings, ...change });
}

/** Reads `outlets`. */
export function readOutlets(options: Options): { readonly outlet: string; readonly edit: Edit } {
  const outlet = options.getString("outlet", true);
  const rule = options.getString("rule", true) as OutletRule;
  return { outlet, edit: (settings) => withOutlet(settings, outlet, rule) };
}

/** Reads `rights`; null where roles were to be named and none was. The role that everyone has stands for everyone. */
export function readRights(options: Options, guildId: string): Edit | null {
  const roles = [...new Set(ROLES.flatMap((name) => options.get(name)?.value ?? []).map(String))];
  const who = options.getString("who", true);
  if (who === "roles" && roles.length === 0) return null;
  const named: Audience = roles.includes(guildId) ? "everyone" : roles;
  const audience = who === "roles" ? named : (who as Audience);
  const setting = options.getString("right", true) === "ask" ? "mayAsk" : "mayAdd";
  return (settings) => ({ ...settings, [setting]: audience });
}
