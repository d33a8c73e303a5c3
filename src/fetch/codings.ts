// Content codings of a body taken off, never to more than the limit. Streams inside zlib, so that a bomb stops at the limit.
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";

/** Two are a compressed file sent compressed; more are a bomb. */
const MAX_CODINGS = 2;

/** What `Accept-Encoding` asks for. */
export const acceptedCodings = "gzip, deflate, br";

export type Decoded =
  | { readonly kind: "decoded"; readonly bytes: Uint8Array }
  | { readonly kind: "too-large" }
  /** Ends in the middle: the same request may give the rest another time. */
  | { readonly kind: "torn" }
  | { readonly kind: "unreadable"; readonly reason: string };

const decoders: Readonly<Record<string, (bytes: Uint8Array, maxBytes: number) => Promise<Buffer>>> = {
  gzip: (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  "x-gzip": (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => promisify(brotliDecompress)(bytes, { maxOutputLength }),
  // Said to be zlib (RFC 9110, 8.4.1.2), sent raw by some: the low half of zlib's first byte is 8.
  deflate: (bytes, maxOutputLength) =>
    promisify(((bytes[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(bytes, { maxOutputLength }),
};

/** Decodes a body by its `Content-Encoding`; an absent one and "identity" leave it as it is. */
export async function decodeBody(
  bytes: Uint8Array,
  contentEncoding: string | null,
  maxBytes: number,
): Promise<Decoded> {
  const codings = (contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > MAX_CODINGS)
    return { kind: "unreadable", reason: `it is compressed ${codings.length} times over` };
  let decoded: Decoded = { kind: "decoded", bytes };
  for (const coding of codings.reverse()) {
    if (decoded.kind !== "decoded") return decoded;
    decoded = await removeCoding(decoded.bytes, coding, maxBytes);
  }
  return decoded;
}

async function removeCoding(bytes: Uint8Array, coding: string, maxBytes: number): Promise<Decoded> {
  const decoder = decoders[coding];
  if (decoder === undefined)
    return { kind: "unreadable", reason: `its coding "${coding.slice(0, 40)}" is unknown` };
  if (bytes.length === 0) return { kind: "decoded", bytes };
  try {
    return { kind: "decoded", bytes: await decoder(bytes, maxBytes) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ERR_BUFFER_TOO_LARGE") return { kind: "too-large" };
    if (code === "Z_BUF_ERROR" || code === "ERR__ERROR_FORMAT_UNEXPECTED_END") return { kind: "torn" };
    return { kind: "unreadable", reason: `it is not ${coding} as it says` };
  }
}
