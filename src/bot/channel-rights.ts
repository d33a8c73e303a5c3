// What Dateline may do in the channel of an interaction. Where it may not post, replies are for the person alone.
import type { BaseInteraction, Client, PermissionsString } from "discord.js";
import { isGuestIn } from "./rights.js";

/** Discord: channel types, the three kinds of thread. */
const THREADS: readonly unknown[] = [10, 11, 12];
type Right = Extract<PermissionsString, "ViewChannel" | "SendMessages" | "SendMessagesInThreads">;

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
  lacking(interaction: BaseInteraction): readonly Right[] {
    const { id, guildId, appPermissions } = interaction;
    const inThread = this.#inThread.delete(id);
    if (guildId === null || isGuestIn(interaction)) return [];
    const needed: readonly Right[] = ["ViewChannel", inThread ? "SendMessagesInThreads" : "SendMessages"];
    return needed.filter((right) => !appPermissions.has(right, false));
  }
}
