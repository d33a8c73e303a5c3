// Reads the message that a message command was used on. Discord sends it along; no message intent is needed.
import type { Message, MessageSnapshot } from "discord.js";

type Part = Pick<Message | MessageSnapshot, "content" | "embeds"> & {
  readonly components?: readonly { toJSON(): object }[];
};
type TargetMessage = Part & { readonly messageSnapshots?: Pick<Map<string, Part>, "values"> };

/** Returns the text of a message and of what it forwards, or else the titles and descriptions of its embeds; may be empty. */
export function textOfMessage(message: TargetMessage): string {
  const own = partsOf(message)
    .flatMap((part) => [part.content, ...componentTexts(part)])
    .filter((text) => text.trim() !== "");
  if (own.length > 0) return own.join("\n");
  return message.embeds
    .flatMap(({ title, description }) => [title ?? "", description ?? ""])
    .filter((text) => text !== "")
    .join("\n");
}

/**
 * Returns the first http or https address that a reader of the message sees, what it forwards and its embeds included, without
 * Discord's markup and the punctuation around it; links to Discord itself are passed over. Null if there is none.
 */
export function firstLink(message: TargetMessage): string | null {
  const parts = partsOf(message);
  const texts = parts.flatMap((part) => [part.content, ...componentTexts(part)]);
  const embeds = parts.flatMap((part) => part.embeds);
  const shown = embeds.flatMap(({ url, title, description, fields }) => [
    url ?? "",
    title ?? "",
    description ?? "",
    ...(fields ?? []).map(({ value }) => value),
  ]);
  for (const text of [...texts, ...shown]) {
    const link = linksIn(text).find((each) => !isDiscord(each));
    if (link !== undefined) return link.href;
  }
  return null;
}

function partsOf(message: TargetMessage): Part[] {
  return [message, ...(message.messageSnapshots?.values() ?? [])];
}

/** Lists the texts and the addresses of buttons in a message made of components, in the order they are read. */
function componentTexts({ components = [] }: Part): string[] {
  const walk = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(walk);
    if (typeof value !== "object" || value === null) return [];
    const { content, url, components: inner, accessory } = value as Record<string, unknown>;
    const own = [content, url].filter((text) => typeof text === "string");
    return [...own, ...walk(inner), ...walk(accessory)];
  };
  return walk(components.map((component) => component.toJSON()));
}

/** Where an address begins; people write Japanese and Chinese right up to it. */
const START = /(?<![a-z0-9+.-])https?:\/\//giu;

function linksIn(text: string): URL[] {
  return [...text.matchAll(START)].flatMap(({ index }) => {
    const written = addressAt(text, index);
    if (!URL.canParse(written)) return [];
    const link = new URL(written);
    // A link to a sentence stands for its page.
    link.hash = link.hash.replace(/#?:~:.*$/su, "");
    return [link];
  });
}

/** A message, a channel, an invitation or an uploaded file is no article. */
function isDiscord({ hostname }: URL): boolean {
  return /(?:^|\.)(?:discord(?:app)?\.(?:com|net)|discord\.(?:gg|gift|new)|dis\.gd)$/u.test(hostname);
}

function addressAt(text: string, at: number): string {
  const rest = text.slice(at);
  if (text[at - 1] === "<") {
    // "<address>" and "[label](<address>)" say where it ends; only the second may hold spaces.
    const pattern = text.slice(0, at).endsWith("](<") ? /^[^<>\n]+(?=>\))/u : /^[^<>\s]+(?=>)/u;
    const whole = pattern.exec(rest)?.[0];
    if (whole !== undefined) return unescaped(whole);
  }
  return unescaped(withoutTail(rest.slice(0, lengthOf(rest)), text.slice(0, at + 1)));
}

/** Space, invisible signs, markup, dashes, emoji, and quotation marks, brackets, stops and arrows that are written without a space. */
const END =
  /[\s\p{Cf}<>"`|\u2014\u2190-\u21ff]|[\p{Extended_Pictographic}\p{Regional_Indicator}]|\*\*|~~|\\(?![!-/:-@[-`{-~])|[\u060c\u061b\u061f\u06d4\u0964\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]|(?![()[\]{}]|’\p{L})[\p{Ps}\p{Pe}\p{Pi}\p{Pf}]/u;
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Counts brackets, so that the one that closes what was opened before the address is not taken for its own. */
function lengthOf(rest: string): number {
  const end = END.exec(rest)?.index ?? rest.length;
  const open: Record<string, number> = {};
  for (let at = 0; at < end; at += 1) {
    const sign = rest[at] ?? "";
    const partner = CLOSING[sign];
    if (partner === undefined) open[sign] = (open[sign] ?? 0) + 1;
    else if ((open[partner] ?? 0) === 0) return at;
    else open[partner] = (open[partner] ?? 0) - 1;
  }
  return end;
}

/** Takes off the punctuation of the sentence and the marks of emphasis that began before the address; `before` ends with its first letter. */
function withoutTail(address: string, before: string): string {
  const isEmphasized = count(before, OPENING_LINE) > count(before, CLOSING_LINE);
  const tail = isEmphasized ? /(?:[.,;:!?'*]|(?![/_-])[^\P{P}!-~]|_)+$/u : /(?:[.,;:!?'*]|[^\P{P}!-~])+$/u;
  return address.replace(tail, "");
}

const OPENING_LINE = /(?<![\p{L}\p{N}_])_+(?=[^\s_])/gu;
const CLOSING_LINE = /(?<=[^\s_])_+(?![\p{L}\p{N}_])/gu;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** A backslash keeps Discord from reading the next sign as markup. */
function unescaped(address: string): string {
  return address.replace(/\\([!-/:-@[-`{-~])/gu, "$1");
}
