// What a guild may set, and the languages of the frame. Shapes and defaults only.
import { z } from "zod";

/** Languages that Dateline speaks; quotes stay in their own. */
export const LANGUAGES = ["en", "de", "fr", "es", "tr"] as const;
export const languageSchema = z.enum(LANGUAGES);
export type Language = z.infer<typeof languageSchema>;

/** Who may do something: everyone, or members with one of these roles; whoever may manage the server always may. */
const audienceSchema = z.union([z.literal("everyone"), z.literal("managers"), z.array(z.string()).min(1)]);
export type Audience = z.infer<typeof audienceSchema>;

/** The settings of one guild. What is not stored has its default, so that a setting added later needs no migration. */
export const guildSettingsSchema = z.strictObject({
  /** Language of what everyone sees; null: the guild's own in Discord. Private replies follow the reader. */
  language: languageSchema.nullable().default(null),
  /** Only these outlets are quoted, compared without case; empty: all. */
  allowedSources: z.array(z.string()).default([]),
  /** Never quoted; wins over `allowedSources`. */
  deniedSources: z.array(z.string()).default([]),
  mayAsk: audienceSchema.default("everyone"),
  /** Who may add and remove articles and feeds. */
  mayAdd: audienceSchema.default("managers"),
  /** Who sees a reply where the person does not say. */
  visibility: z.enum(["public", "private"]).default("public"),
  /** Hour of the day, 0..23 in `timeZone`, at which digests are sent. */
  digestHour: z.int().min(0).max(23).default(8),
  /** IANA name. */
  timeZone: z.string().default("UTC"),
  /** Most quotes of an answer beside the earlier ones. */
  quotesPerAnswer: z.int().min(1).max(3).default(3),
});
export type GuildSettings = z.infer<typeof guildSettingsSchema>;

/** What holds where nothing was set, and in DMs. */
export const DEFAULT_SETTINGS: GuildSettings = guildSettingsSchema.parse({});

/** Returns the language of a Discord locale such as "es-419" or "de"; null where Dateline does not speak it. */
export function languageOf(locale: string | null): Language | null {
  const primary = locale?.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
