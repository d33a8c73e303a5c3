// What a person may do where an interaction comes from.
import { ApplicationIntegrationType, type BaseInteraction, InteractionContextType } from "discord.js";
import type { Audience, GuildSettings } from "../model/guild.js";

interface Rights {
  /** Ask questions and summarize articles. */
  readonly ask: boolean;
  /** Add and remove articles and feeds, which all guilds share. */
  readonly add: boolean;
  /** See and change the settings of the guild. */
  readonly manage: boolean;
}
export type Right = keyof Rights;

/** What applies to one person in one place. */
export interface Access {
  /** Of the guild; the defaults elsewhere. */
  readonly settings: GuildSettings;
  readonly can: Rights;
  /** Who sees a reply unless the person says otherwise. */
  readonly visibility: "public" | "private";
  /** True in a guild where Dateline is installed only in the account of the person. */
  readonly isGuest: boolean;
  /** False if Discord shows every reply to the person alone: for a guest without Use External Apps. */
  readonly mayPost: boolean;
}

type Origin = Pick<
  BaseInteraction,
  "guildId" | "member" | "memberPermissions" | "authorizingIntegrationOwners" | "context"
>;

/**
 * Determines what the person behind an interaction may do. Those who may manage the guild may do everything there. In a DM everyone
 * may ask and nobody may add; the same applies in a guild that Dateline is a guest in, since anyone can make one, and replies there
 * are private, as they are among the people of a private channel.
 */
export function accessOf(interaction: Origin, settings: GuildSettings): Access {
  const { guildId, memberPermissions, context } = interaction;
  const isGuest = isGuestIn(interaction);
  const isManager = guildId !== null && (memberPermissions?.has("ManageGuild") ?? false);
  const roles = rolesOf(interaction.member);
  const isAmong = (audience: Audience) => isManager || includes(audience, roles, guildId);
  const isInstalled = guildId !== null && !isGuest;
  return {
    settings,
    can: {
      ask: guildId === null || isAmong(settings.mayAsk),
      add: isInstalled && isAmong(settings.mayAdd),
      manage: isInstalled && isManager,
    },
    visibility:
      isGuest || context === InteractionContextType.PrivateChannel ? "private" : settings.visibility,
    isGuest,
    mayPost: !isGuest || (memberPermissions?.has("UseExternalApps") ?? false),
  };
}

/** Returns whether an interaction comes from a guild where Dateline is installed only in the account of the person. */
export function isGuestIn({
  guildId,
  authorizingIntegrationOwners,
}: Pick<Origin, "guildId" | "authorizingIntegrationOwners">): boolean {
  return (
    guildId !== null && authorizingIntegrationOwners?.[ApplicationIntegrationType.GuildInstall] !== guildId
  );
}

/** The role @everyone has the id of its guild and is not listed among the roles of a member. */
function includes(audience: Audience, roles: readonly string[], guildId: string | null): boolean {
  if (audience === "everyone") return true;
  if (audience === "managers") return false;
  return audience.some((role) => roles.includes(role) || role === guildId);
}

/** Discord sends role ids; discord.js turns them into objects for guilds that it caches. */
function rolesOf(member: Origin["member"]): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}
