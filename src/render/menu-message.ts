// What stands in the message that a message command was used on. Discord sends it along; no message intent is needed.
import type { Message } from "discord.js";

/** A link in a message, without what ends a sentence or Discord's marks after it. */
const LINK = /https?:\/\/[^\s<>|*`"“”«»]+/iu;

/** Returns the text of a message, of what it forwards, and of its embeds' titles and descriptions; empty where there is none. */
export function textOfMessage(message: Pick<Message, "content" | "embeds" | "messageSnapshots">): string {
  const forwarded = [...(message.messageSnapshots?.values() ?? [])].map(({ content }) => content);
  const own = [message.content, ...forwarded].filter((text) => text.trim() !== "");
  if (own.length > 0) return own.join("\n");
  return message.embeds
    .flatMap(({ title, description }) => [title ?? "", description ?? ""])
    .filter((text) => text !== "")
    .join("\n");
}

/** Returns the first http or https link of a message, in its text or else in an embed; null where there is none. */
export function firstLink(message: Pick<Message, "content" | "embeds" | "messageSnapshots">): string | null {
  const found = LINK.exec(textOfMessage(message))?.[0];
  const link = found?.replace(/[.,;:!?'’]+$/u, "");
  if (link === undefined) return message.embeds.find(({ url }) => url !== null)?.url ?? null;
  // A masked link ends with its bracket, unless the address has an opening one.
  return link.endsWith(")") && !link.includes("(") ? link.replace(/\)+$/u, "") : link;
}
