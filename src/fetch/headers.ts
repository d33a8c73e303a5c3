// What the headers of a response say, read strictly: media type, charset, validators, Retry-After. Sends nothing.

/** Headers as undici gives them: names in lower case, a list where one came twice. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Longest wait that a server may ask for: 30 days; a longer one is taken for this. */
const MAX_RETRY_AFTER_MS = 30 * 86_400_000;
/** Longest validator that is kept and sent back, in characters. */
const MAX_VALIDATOR = 512;

/** Returns the first value of a header; null where there is none or it is blank. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  const first = typeof value === "string" ? value : value?.[0];
  return first?.trim() || null;
}

/** Returns media type and charset of `Content-Type`, in lower case; null each where absent or malformed. */
export function mediaTypeOf(headers: Headers): {
  readonly contentType: string | null;
  readonly charset: string | null;
} {
  const value = headerOf(headers, "content-type")?.slice(0, 500).toLowerCase() ?? "";
  const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?=\s*(?:;|$))/.exec(value)?.[0] ?? null;
  const charset = /;\s*charset\s*=\s*["']?([\w.:+-]+)/.exec(value)?.[1] ?? null;
  return { contentType: type, charset };
}

/** Returns a validator that may be sent back as it stands; null where absent, overlong or not printable ASCII. */
export function validatorOf(value: string | null | undefined): string | null {
  return value && value.length <= MAX_VALIDATOR && /^[\x20-\x7e]+$/.test(value) ? value : null;
}

/** Reads `Retry-After`, seconds or a date (RFC 9110, 10.2.3); 0 for a past date, null where absent or malformed. */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headerOf(headers, "retry-after");
  if (value === null) return null;
  const dated = /^[A-Z][a-z]{2,8}, /.test(value) ? Date.parse(value) - nowMs : Number.NaN;
  const ms = /^\d{1,12}$/.test(value) ? Number(value) * 1000 : dated;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}
