// What a person may do where an interaction comes from, by the settings of the guild. Decides nothing about replies.
import {
  ApplicationIntegrationType,
  type BaseInteraction,
  type Client,
  type PermissionsString,
} from "discord.js";
import type { Audience, GuildSettings } from "../model/guild.js";

export interface Rights {
  /** Ask questions and have articles summed up. */
  readonly ask: boolean;
  /** Add and remove articles and feeds, which all guilds share. */
  readonly add: boolean;
  /** See and change the settings of the guild. */
  readonly manage: boolean;
}
export type Right = keyof Rights;

/** What holds for one person at one place. */
export interface Terms {
  /** Of the guild; the defaults elsewhere. */
  readonly settings: GuildSettings;
  readonly may: Rights;
  /** Who sees a reply where the person does not say. */
  readonly visibility: "public" | "private";
  /** True in a guild where Dateline is not installed, only in the account of the person. */
  readonly isGuest: boolean;
  /** False where Discord shows every reply to the person alone: a guest's, without Use External Apps. */
  readonly mayPost: boolean;
}

type Asking = Pick<
  BaseInteraction,
  "guildId" | "member" | "memberPermissions" | "authorizingIntegrationOwners"
>;

/** Tells whether an interaction comes from a guild where Dateline is not installed, only in the account of the person. */
export function isGuestIn({
  guildId,
  authorizingIntegrationOwners,
}: Omit<Asking, "member" | "memberPermissions">): boolean {
  return (
    guildId !== null && authorizingIntegrationOwners?.[ApplicationIntegrationType.GuildInstall] !== guildId
  );
}

/**
 * Works out what holds. Whoever may manage the guild may do all that can be done in it. In a DM everyone may ask and nobody may
 * add; the same holds in a guild that Dateline is a guest of, since anyone can make such a guild, and replies are private there.
 */
export function termsOf(interaction: Asking, settings: GuildSettings): Terms {
  const { guildId, memberPermissions } = interaction;
  const isGuest = isGuestIn(interaction);
  const isManager = guildId !== null && (memberPermissions?.has("ManageGuild") ?? false);
  const roles = rolesOf(interaction.member);
  const isAmong = (audience: Audience) => isManager || holds(audience, roles, guildId);
  const isHome = guildId !== null && !isGuest;
  return {
    settings,
    may: {
      ask: guildId === null || isAmong(settings.mayAsk),
      add: isHome && isAmong(settings.mayAdd),
      manage: isHome && isManager,
    },
    visibility: isGuest ? "private" : settings.visibility,
    isGuest,
    mayPost: !isGuest || (memberPermissions?.has("UseExternalApps") ?? false),
  };
}

/** The role that everyone has carries the id of its guild, and is not among the roles of a member. */
function holds(audience: Audience, roles: readonly string[], guildId: string | null): boolean {
  if (audience === "everyone") return true;
  if (audience === "managers") return false;
  return audience.some((role) => roles.includes(role) || role === guildId);
}

/** Discord sends ids; discord.js makes objects of them for guilds that it caches. */
function rolesOf(member: Asking["member"]): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}

/** Discord: channel types, the three kinds of thread. */
const THREADS: readonly unknown[] = [10, 11, 12];
type ChannelRight = Extract<PermissionsString, "ViewChannel" | "SendMessages" | "SendMessagesInThreads">;

interface Arriving {
  readonly id: string;
  readonly channel?: { readonly type?: number };
}

/** Knows whether an interaction comes from a thread: discord.js tells it only of guilds that it caches, and it caches none. */
export class ChannelRights {
  readonly #inThread = new Set<string>();

  /** Looks at every interaction as Discord sends it, before discord.js hands it on. */
  constructor(client: Client) {
    client.ws.on("INTERACTION_CREATE" as Parameters<typeof client.ws.on>[0], (data: Arriving) => {
      if (THREADS.includes(data.channel?.type)) this.#inThread.add(data.id);
    });
  }

  /** Names the rights that are missing for a message which everyone there sees; empty in DMs and for a guest, whose replies go by the rights of the person. Asked once an interaction. */
  lacking(interaction: BaseInteraction): readonly ChannelRight[] {
    const { id, guildId, appPermissions } = interaction;
    const inThread = this.#inThread.delete(id);
    if (guildId === null || isGuestIn(interaction)) return [];
    const needed: readonly ChannelRight[] = [
      "ViewChannel",
      inThread ? "SendMessagesInThreads" : "SendMessages",
    ];
    return needed.filter((right) => !appPermissions.has(right, false));
  }
}
