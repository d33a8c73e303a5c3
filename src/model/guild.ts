// The settings of a guild and the languages that Dateline speaks: shapes, defaults, and the rules for outlets.
import { z } from "zod";
import { sourceKey } from "./outlets.js";
import { isTimeZone } from "./time.js";

/** Languages that Dateline speaks; quotes stay in their own. */
export const LANGUAGES = ["en", "de", "fr", "es", "tr"] as const;
export const languageSchema = z.enum(LANGUAGES);
export type Language = z.infer<typeof languageSchema>;

/** More than a guild would ever list, few enough to be read with every question. */
const MAX_OUTLETS = 100;
/** Longest retention in days that can be set; longer is "until it is deleted". */
export const MAX_RETENTION_DAYS = 3650;

const outletsSchema = z.array(z.string().trim().min(1).max(100)).max(MAX_OUTLETS);
const roleId = z.string().regex(/^\d{15,21}$/, "expected the id of a role, 15 to 21 digits");

/** Who may do something: everyone, or members with one of these roles; those who may manage the server always may. */
const audienceSchema = z.union([
  z.literal("everyone"),
  z.literal("managers"),
  z.array(roleId).min(1).max(25),
]);
export type Audience = z.infer<typeof audienceSchema>;

/** The settings of one guild. What is not stored has its default, so that a setting added later needs no migration. */
export const guildSettingsSchema = z.strictObject({
  /** Language of what everyone sees; null: the guild's own in Discord. Private replies follow the reader. */
  language: languageSchema.nullable().default(null),
  /** Only these outlets are quoted, compared without case; empty: all. */
  allowedSources: outletsSchema.default([]),
  /** Never quoted; wins over `allowedSources`. */
  deniedSources: outletsSchema.default([]),
  mayAsk: audienceSchema.default("everyone"),
  /** Who may add and remove articles and feeds. */
  mayAdd: audienceSchema.default("managers"),
  /** Who sees a reply if the person does not say. */
  visibility: z.enum(["public", "private"]).default("public"),
  /** Hour of the day, 0..23 in `timeZone`, at which digests are sent. */
  digestHour: z.int().min(0).max(23).default(8),
  /** IANA name. */
  timeZone: z.string().refine(isTimeZone, "expected a time zone such as Europe/Berlin").default("UTC"),
  /** Maximum quotes of an answer, not counting the earlier ones. */
  quotesPerAnswer: z.int().min(1).max(3).default(3),
  /** Days that questions and answers are kept, never longer than Dateline itself keeps them; null: as long as that. */
  retentionDays: z.int().min(1).max(MAX_RETENTION_DAYS).nullable().default(null),
});
export type GuildSettings = z.infer<typeof guildSettingsSchema>;
export type SettingName = keyof GuildSettings;

/** What applies if nothing was set, and in DMs. */
export const DEFAULT_SETTINGS: GuildSettings = guildSettingsSchema.parse({});

export const SETTING_NAMES = Object.keys(guildSettingsSchema.shape) as readonly SettingName[];

/** One change of one setting, as the audit keeps it. */
export interface SettingChange {
  readonly at: string;
  /** Discord's id of the person, "terminal", or null if that person had it deleted. */
  readonly userId: string | null;
  readonly setting: SettingName;
  /** Values as the settings hold them. */
  readonly from: unknown;
  readonly to: unknown;
}

/** What may be said about an outlet: quote only such ones, never quote it, or nothing. */
export type OutletRule = "allow" | "deny" | "neutral";

/** Returns the settings with an outlet under another rule; an outlet is in at most one list. */
export function withOutlet(settings: GuildSettings, outlet: string, rule: OutletRule): GuildSettings {
  const key = sourceKey(outlet);
  const without = (names: readonly string[]) => names.filter((name) => sourceKey(name) !== key);
  const [allowed, denied] = [without(settings.allowedSources), without(settings.deniedSources)];
  return {
    ...settings,
    allowedSources: rule === "allow" ? [...allowed, outlet.trim()] : allowed,
    deniedSources: rule === "deny" ? [...denied, outlet.trim()] : denied,
  };
}

/** Returns the language of a Discord locale such as "es-419" or "de"; null if Dateline does not speak it. */
export function languageOf(locale: string | null): Language | null {
  const primary = locale?.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
