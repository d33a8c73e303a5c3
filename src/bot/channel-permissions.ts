// Which of Discord's permissions Dateline lacks where an interaction comes from, or in another channel of the server.
import {
  type APIChannel,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  type BaseInteraction,
  type Client,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
} from "discord.js";
import { isRefused, withRetries } from "./discord-errors.js";
import { isGuestIn } from "./rights.js";

/** Discord: channel types, the three kinds of thread. */
const THREADS: readonly unknown[] = [10, 11, 12];
/** Nobody waits longer for a list. */
const RETRY_DELAYS_MS = [300, 1000];

type ChannelPermission = "ViewChannel" | "SendMessages" | "SendMessagesInThreads" | "ManageThreads";

interface RawInteraction {
  readonly id: string;
  readonly channel?: { readonly type?: number };
}

/** Finds which permissions Dateline lacks; remembers which interactions come from threads, which discord.js does not say. */
export class ChannelPermissions {
  readonly #client: Client;
  readonly #inThread = new Set<string>();

  /** Listens to interactions as Discord sends them, before discord.js passes them on. */
  constructor(client: Client) {
    this.#client = client;
    client.ws.on("INTERACTION_CREATE" as Parameters<typeof client.ws.on>[0], (data: RawInteraction) => {
      if (THREADS.includes(data.channel?.type)) this.#inThread.add(data.id);
    });
  }

  /**
   * Returns the permissions that are missing for a message visible to everyone in the channel; to be called once per interaction.
   * Empty in DMs and for a guest, whose replies depend on the permissions of the person.
   */
  missing(interaction: BaseInteraction): readonly ChannelPermission[] {
    const { id, guildId, appPermissions } = interaction;
    const inThread = this.#inThread.delete(id);
    if (guildId === null || isGuestIn(interaction)) return [];
    const needed: readonly ChannelPermission[] = [
      "ViewChannel",
      inThread ? "SendMessagesInThreads" : "SendMessages",
    ];
    return needed.filter((right) => !appPermissions.has(right, false));
  }

  /**
   * Asks Discord which permissions are missing for a message in a channel or thread of the server, as they are now; null if it
   * gives no answer. A channel that is gone or hidden lacks ViewChannel.
   */
  async missingIn(guildId: string, channelId: string): Promise<readonly ChannelPermission[] | null> {
    try {
      const channel = await this.#get<APIChannel>(Routes.channel(channelId));
      const isThread = THREADS.includes(channel.type);
      const parentId = "parent_id" in channel ? channel.parent_id : null;
      // A thread, a forum post too, has the overwrites of the channel around it.
      const around =
        isThread && parentId != null ? await this.#get<APIChannel>(Routes.channel(parentId)) : channel;
      const [roles, member] = await Promise.all([
        this.#get<APIRole[]>(Routes.guildRoles(guildId)),
        this.#get<APIGuildMember>(Routes.guildMember(guildId, this.#client.user?.id ?? "")),
      ]);
      const overwrites = "permission_overwrites" in around ? (around.permission_overwrites ?? []) : [];
      const granted = permissionsOf({ guildId, roles, member, overwrites });
      const needed: readonly ChannelPermission[] = [
        "ViewChannel",
        isThread ? "SendMessagesInThreads" : "SendMessages",
        ...(isLocked(channel) ? (["ManageThreads"] as const) : []),
      ];
      return needed.filter((right) => (granted & PermissionFlagsBits[right]) === 0n);
    } catch (error) {
      return isRefused(error) ? ["ViewChannel"] : null;
    }
  }

  #get<T>(route: `/${string}`): Promise<T> {
    return withRetries(() => this.#client.rest.get(route) as Promise<T>, RETRY_DELAYS_MS);
  }
}

/** Returns whether a thread is archived and only its moderators may open it again. */
function isLocked(channel: APIChannel): boolean {
  const state = "thread_metadata" in channel ? channel.thread_metadata : undefined;
  return state?.archived === true && state.locked === true;
}

interface MemberRights {
  readonly guildId: string;
  readonly roles: readonly APIRole[];
  readonly member: Pick<APIGuildMember, "roles" | "user">;
  readonly overwrites: readonly APIOverwrite[];
}

/** Adds up permissions in Discord's order: roles, then the overwrites for everyone, for the roles, and for the member. */
function permissionsOf({ guildId, roles, member, overwrites }: MemberRights): bigint {
  const own = new Set([guildId, ...member.roles]);
  const base = roles
    .filter(({ id }) => own.has(id))
    .reduce((all, role) => all | BigInt(role.permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const apply = (granted: bigint, some: readonly APIOverwrite[]) => {
    const denied = some.reduce((all, { deny }) => all | BigInt(deny), 0n);
    return (granted & ~denied) | some.reduce((all, { allow }) => all | BigInt(allow), 0n);
  };
  const ofRoles = overwrites.filter(({ id, type }) => type === OverwriteType.Role && own.has(id));
  return [
    ofRoles.filter(({ id }) => id === guildId),
    ofRoles.filter(({ id }) => id !== guildId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id),
  ].reduce(apply, base);
}
