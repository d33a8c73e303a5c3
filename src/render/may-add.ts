// Who may add pages: whoever may manage the server, and whom the settings of the guild name. Reads nothing but the interaction.
import type { BaseInteraction } from "discord.js";
import type { GuildSettings } from "../guild-settings.js";

/** Tells whether the person may add pages where the interaction happened. */
export function mayAdd(
  { memberPermissions, member }: Pick<BaseInteraction, "memberPermissions" | "member">,
  { mayAdd: audience }: Pick<GuildSettings, "mayAdd">,
): boolean {
  if (memberPermissions?.has("ManageGuild") === true || audience === "everyone") return true;
  if (audience === "managers" || member === null) return false;
  const roles = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return audience.some((role) => roles.includes(role));
}
