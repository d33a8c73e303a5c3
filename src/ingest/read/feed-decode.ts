// Bytes of a feed → characters, as far as it goes: what declares itself wrongly is read as what it is, with a note.
import { DatelineError } from "../../errors.js";
import { decodeAs } from "./decode.js";

export interface DecodedFeed {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Order of trust: byte order mark, what HTTP says, what the XML says, UTF-8, windows-1252. */
export function decodeFeed(name: string, bytes: Uint8Array, charset: string | null): DecodedFeed {
  if (bytes.length === 0) throw new DatelineError("read-unreadable", `Cannot read ${name}: it is empty`);
  const told = markedEncoding(bytes) ?? shapedEncoding(bytes);
  const declared = declaredEncoding(bytes);
  const labels = told === null ? [charset, declared, "utf-8"] : [told];
  const wrong: string[] = [];
  for (const label of labels) {
    if (label === null || wrong.includes(label)) continue;
    const text = decodeAs(bytes, isWide(label) && told === null ? "utf-8" : label); // ASCII could be read: it is not wide
    if (text !== null) return { text, notes: notesOn(wrong, label) };
    wrong.push(label);
  }
  const text = decodeAs(bytes, "windows-1252"); // has a character for every byte
  if (text === null || looksBinary(text)) {
    throw new DatelineError("read-unreadable", `Cannot read ${name}: neither text nor a feed`, {
      hint: "Give the address of the feed, or of a page that links to its feed.",
    });
  }
  return { text, notes: notesOn(wrong, "windows-1252") };
}

function notesOn(wrong: readonly string[], label: string): string[] {
  return wrong.length === 0 ? [] : [`wrong encoding: not ${wrong.join(", nor ")}: read as ${label}`];
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
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
