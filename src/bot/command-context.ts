// Makes what a command is handed: where it was called, in which language it answers, who will see that. Calls no command.
import { type Interaction, MessageFlags } from "discord.js";
import type { Services } from "../services.js";
import type { CommandContext } from "./command.js";
import { frameFor } from "./frame-for.js";
import type { ReplyKind } from "./reply.js";
import type { Terms } from "./rights.js";

/** An interaction and what Dateline may not do where it came from. */
export interface Situation {
  readonly interaction: Interaction;
  /** See CommandContext. */
  readonly lackingRights: readonly string[];
}

/** `kind` is the reply as it was announced. */
export function makeContext(
  { services, fetchAttachment }: { readonly services: Services } & Pick<CommandContext, "fetchAttachment">,
  { interaction, lackingRights }: Situation,
  kind: ReplyKind,
  { settings, may }: Terms,
): CommandContext {
  const { guildId, channelId, user } = interaction;
  // A button that changes its message keeps the language that the message was written in for its readers.
  const isPublic = kind === "public" || (kind === "update" && !isEphemeral(interaction));
  return {
    services,
    fetchAttachment,
    settings,
    may,
    lackingRights,
    visibility: isPublic ? "public" : "private",
    frame: frameFor(interaction, isPublic, settings),
    // Discord names the channel of every interaction that Dateline answers; the type allows for those it does not.
    place: { guildId, channelId: channelId ?? user.id, userId: user.id },
  };
}

function isEphemeral(interaction: Interaction): boolean {
  return interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral);
}
