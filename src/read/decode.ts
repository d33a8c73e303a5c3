// Bytes → characters, by byte order mark, declared charset, or as UTF-8; refuses what it cannot decode without loss.

import { gunzipSync } from "node:zlib";
import type { Input, TextInput } from "./draft.js";
import { UnreadableError } from "./unreadable.js";

/**
 * Decodes an input: by its byte order mark, else by the charset that its server names or that an HTML page declares, else as UTF-8.
 * @throws DatelineError read-unreadable for no bytes, binary data, an unknown charset, or invalid bytes with their offset;
 * read-unknown-format for a recognized format that is not text
 */
export function decodeInput({ name, bytes: given, page }: Input): TextInput {
  if (given.length === 0) throw fail(name, "it is empty", "Give a file with an article in it.");
  const bytes = unzipped(name, given);
  const head = String.fromCharCode(...bytes.subarray(0, sniffedBytes));
  const mark = byteOrderMark(bytes);
  if (!mark?.startsWith("utf-16")) refuseBinary(name, head);
  const label = mark ?? charsetOf(bytes, head, page?.charset ?? null);
  const named = encodingFor(label);
  if (named === null)
    throw fail(name, `the charset "${label}" that it declares is unknown`, "Save it as UTF-8.");
  const declared = named.startsWith("utf-16") && !mark ? "utf-8" : named; // as browsers do
  const encoding = !mark && declared !== "utf-8" && isPlainlyUtf8(bytes) ? "utf-8" : declared;
  const decoded = tryDecode(bytes, encoding, false);
  if (decoded === null) {
    const offset = firstInvalidByte(bytes, encoding);
    throw fail(
      name,
      `not valid ${encoding.toUpperCase()}: the byte at offset ${offset} does not fit`,
      "Save it as UTF-8.",
    );
  }
  const text = mended(decoded, encoding);
  if (text.trim() === "")
    throw fail(name, "it contains only white space", "Give a file with an article in it.");
  return { name, text, ...(page === undefined ? {} : { page }) };
}

/** Maximum bytes that a compressed input may hold: as much as any input. */
const maxUnzipped = 20_000_000;

/**
 * Returns the bytes in a gzip, which some servers send without saying so; other bytes as they are.
 * @throws DatelineError read-unreadable for a gzip that is torn or too large
 */
export function unzipped(name: string, bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnzipped });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw fail(name, `gzip that cannot be read: ${error.message}`, "Fetch or save it again.");
  }
}

/** Decodes bytes as the encoding that a label names; null for an unknown label or bytes that do not fit. */
export function decodeAs(bytes: Uint8Array, label: string): string | null {
  const encoding = encodingFor(label);
  const decoded = encoding === null ? null : tryDecode(bytes, encoding, false);
  return decoded === null || encoding === null ? null : mended(decoded, encoding);
}

/** Returns the encoding that a byte order mark names; null if there is none. */
export function byteOrderMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/**
 * Chooses between the charset that a server names and the one in the text. Servers name what they are set to, so
 * UTF-8 is taken wherever all bytes are UTF-8; the 7-bit charsets look like it and are not.
 */
function charsetOf(bytes: Uint8Array, head: string, named: string | null): string {
  const declared = declaredCharset(head) ?? "utf-8";
  const encoding = named === null ? null : encodingFor(named);
  if (encoding === null || encoding.startsWith("utf-16")) return declared;
  if (!encoding.startsWith("iso-2022") && tryDecode(bytes, "utf-8", false) !== null) return "utf-8";
  return tryDecode(bytes, encoding, false) === null ? declared : encoding;
}

function declaredCharset(head: string): string | null {
  const meta = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return meta ?? /^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ?? null;
}

/** The encoding that a label names, or null. */
function encodingFor(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function tryDecode(bytes: Uint8Array, encoding: string, partial: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: partial });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The first byte that the encoding does not allow: decoding a prefix fails exactly from there on. */
function firstInvalidByte(bytes: Uint8Array, encoding: string): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (tryDecode(bytes.subarray(0, middle), encoding, true) === null) invalid = middle;
    else valid = middle;
  }
  while (valid > 0 && tryDecode(bytes.subarray(0, valid), encoding, false) === null) valid -= 1; // to the character's start
  return valid;
}

/** Returns whether bytes that a page or feed declares to be something else are UTF-8: saving a page often changes its bytes and not its declaration. */
export function isPlainlyUtf8(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80) && tryDecode(bytes, "utf-8", false) !== null;
}

/** windows-1252 for 0x80 to 0x9F: some releases of Node 20 to 23 decode it as Latin-1 (WHATWG Encoding, index windows-1252). */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function mended(text: string, encoding: string): string {
  if (encoding !== "windows-1252") return text;
  return text.replace(/[\u0080-\u009F]/g, (char) => windows1252[char.charCodeAt(0) - 0x80] ?? char);
}

/** First bytes of formats that people mistake for text, and what to call them. */
const signatures: readonly (readonly [string, string])[] = [
  ["%PDF-", "a PDF document"],
  ["PK\u0003\u0004", "a zip archive or an office document"],
  ["\u0089PNG", "a PNG picture"],
  ["\u00ff\u00d8\u00ff", "a JPEG picture"],
  ["GIF8", "a GIF picture"],
  ["RIFF", "a WebP picture or a recording"],
  ["\u00d0\u00cf\u0011\u00e0", "an old office document"],
  ["{\\rtf", "a rich-text document"],
  ["bplist", "a web archive of Safari"],
  ["SQLite format 3", "a SQLite database"],
  ["\u007fELF", "a program"],
  ["7z\u00bc\u00af", "a 7-Zip archive"],
];

/** Bytes looked at for a signature, a NUL (as git does) or a charset; HTML wants that within 1,024, real pages miss. */
const sniffedBytes = 8000;

function refuseBinary(name: string, head: string): void {
  const known = signatures.find(([start]) => head.startsWith(start));
  if (known) {
    throw new UnreadableError(name, `it is ${known[1]}, expected text, HTML, JSON or Markdown`, {
      code: "read-unknown-format",
      hint: "Save the article as plain text or as an HTML page.",
    });
  }
  if (/^(?:[\w-]+:[^\n]*\r?\n)*(?:mime-version|content-type:\s*multipart\/related)/i.test(head)) {
    throw fail(name, "it is a web archive (MHTML)", 'Save the page as "HTML only".');
  }
  const nul = head.indexOf("\0"); // a stray one deeper in a page goes with the other controls
  if (nul >= 0)
    throw fail(name, `binary data: a NUL byte at offset ${nul}`, "Save the article as UTF-8 text.");
}

const fail = (name: string, reason: string, hint: string) => new UnreadableError(name, reason, { hint });
