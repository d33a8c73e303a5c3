// Bytes of a feed → text → its items: decodes it, finds out its format, reads as much of it as possible.

import { byteOrderMark, decodeAs, isPlainlyUtf8, unzipped } from "../decode.js";
import { UnreadableError } from "../unreadable.js";
import { FEED_HINT, type Feed, isJsonFeed, parseAtom, parseJsonFeed, parseRss } from "./formats.js";
import { readXml, splitDeclarations } from "./xml.js";

/** Returns whether a text is a feed, from its first characters; never throws. */
export function isFeed(text: string): boolean {
  const { body } = splitDeclarations(text);
  const head = body.slice(0, 4_000).replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>/gi, "");
  return /^[^<{]{0,20}<(?:[\w-]+:)?(?:rss|feed|rdf)[\s>]/i.test(head) || isJsonFeed(text);
}

/**
 * Reads as much of a feed as possible; `address` is where it was fetched from, for relative links.
 * @throws DatelineError read-unreadable if it is not a feed
 */
export function parseFeed(name: string, text: string, address: string | null): Feed {
  if (/^\s*\{/.test(text)) return limited(parseJsonFeed(name, text, address));
  const { root, notes } = readXml(text, address);
  if (root?.name === "rss" || root?.name === "rdf:rdf" || root?.name === "channel") {
    return limited(parseRss(root, address, notes));
  }
  if (root?.name === "atom:feed" || root?.name === "feed") return limited(parseAtom(root, address, notes));
  const found = root === null ? "no element" : `<${root.name}>`;
  throw new UnreadableError(name, `not a feed: expected RSS, RDF, Atom or JSON Feed, found ${found}`, {
    hint: FEED_HINT,
  });
}

/** More items in one document are left out, and said so: feeds hold 10 to 100. */
const MAX_ITEMS = 2_000;

function limited(feed: Feed): Feed {
  const { items, notes } = feed;
  if (items.length <= MAX_ITEMS) return feed;
  const note = `${items.length - MAX_ITEMS} items left out: more than ${MAX_ITEMS} in one document`;
  return { ...feed, items: items.slice(0, MAX_ITEMS), notes: [...notes, note] };
}

interface DecodedFeed {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Decodes a feed by the first of these that fits: byte order mark, UTF-8 where letters are plainly written in it, what HTTP says, what the XML says, UTF-8, windows-1252.
 * @throws DatelineError read-unreadable for no bytes, or binary data
 */
export function decodeFeed(name: string, given: Uint8Array, charset: string | null): DecodedFeed {
  if (given.length === 0) throw new UnreadableError(name, "it is empty");
  const bytes = unzipped(name, given);
  const told = byteOrderMark(bytes) ?? shapedEncoding(bytes);
  const declared = declaredEncoding(bytes);
  const named = [charset, declared].filter((label) => label !== null);
  const isUtf8 =
    told === null && !named.some((label) => /^iso-2022|^hz/i.test(label)) && isPlainlyUtf8(bytes);
  const labels = told !== null ? [told] : isUtf8 ? ["utf-8"] : [...named, "utf-8"];
  const wrong: string[] = isUtf8
    ? named.filter((label) => !/^(?:utf-?8|unicode-1-1-utf-8)$/i.test(label))
    : [];
  for (const label of labels) {
    if (wrong.includes(label)) continue;
    const text = decodeAs(bytes, isWide(label) && told === null ? "utf-8" : label); // ASCII could be read: it is not wide
    if (text !== null) return { text, notes: notesOn(wrong, label) };
    wrong.push(label);
  }
  const text = decodeAs(bytes, "windows-1252"); // has a character for every byte
  if (text === null || looksBinary(text)) {
    throw new UnreadableError(name, "neither text nor a feed", { hint: FEED_HINT });
  }
  return { text, notes: notesOn(wrong, "windows-1252") };
}

function notesOn(wrong: readonly string[], label: string): string[] {
  return wrong.length === 0 ? [] : [`wrong encoding: not ${wrong.join(", nor ")}: read as ${label}`];
}

/** UTF-16 without a mark: "<" or "{" beside a zero byte (XML 1.0, appendix F). */
function shapedEncoding(bytes: Uint8Array): string | null {
  const [first = 0, second = 0] = bytes;
  const starts = (byte: number) => byte === 0x3c || byte === 0x7b;
  if (starts(first) && second === 0) return "utf-16le";
  return first === 0 && starts(second) ? "utf-16be" : null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 300));
  return /<\?xml[^>]{0,150}encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1]?.toLowerCase() ?? null;
}

function isWide(label: string): boolean {
  return /^(?:utf-?16|ucs-2|iso-10646-ucs-2|unicode)/i.test(label);
}

function looksBinary(text: string): boolean {
  return text.slice(0, 4_000).includes("\0");
}
