// Chooses the language of a reply: what all may read follows the guild, what one person reads follows that person.
import type { BaseInteraction } from "discord.js";
import { type GuildSettings, languageOf } from "../guild-settings.js";
import { type Frame, frameOf } from "../render/frame.js";

/** Returns the frame of a reply; English where Discord names no language that Dateline speaks. */
export function frameFor(
  interaction: Pick<BaseInteraction, "locale" | "guildLocale">,
  isPublic: boolean,
  { language }: Pick<GuildSettings, "language">,
): Frame {
  const own = languageOf(interaction.locale);
  if (!isPublic) return frameOf(own ?? language ?? "en");
  return frameOf(language ?? languageOf(interaction.guildLocale) ?? own ?? "en");
}
