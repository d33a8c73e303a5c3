// Reads the message that a message command was used on. Discord sends it along; no message intent is needed.
import type { Message } from "discord.js";

/** A link in a message, without Discord's markup after it. */
const LINK = /https?:\/\/[^\s<>|*`"“”«»]+/iu;

/** Returns the text of a message and of what it forwards, or else the titles and descriptions of its embeds; may be empty. */
export function textOfMessage(message: Pick<Message, "content" | "embeds" | "messageSnapshots">): string {
  const forwarded = [...(message.messageSnapshots?.values() ?? [])].map(({ content }) => content);
  const own = [message.content, ...forwarded].filter((text) => text.trim() !== "");
  if (own.length > 0) return own.join("\n");
  return message.embeds
    .flatMap(({ title, description }) => [title ?? "", description ?? ""])
    .filter((text) => text !== "")
    .join("\n");
}

/** Returns the first http or https link in the text of a message, or else in an embed; null if there is none. */
export function firstLink(message: Pick<Message, "content" | "embeds" | "messageSnapshots">): string | null {
  const found = LINK.exec(textOfMessage(message))?.[0];
  const link = found?.replace(/[.,;:!?'’]+$/u, "");
  if (link === undefined) return message.embeds.find(({ url }) => url !== null)?.url ?? null;
  // In [label](address) the closing bracket is not part of the address, unless the address has an opening one.
  return link.endsWith(")") && !link.includes("(") ? link.replace(/\)+$/u, "") : link;
}
