// Takes secrets out of text before it is written anywhere: those named, and whatever looks like one of Discord's.

const SECRET = "[secret]";

const FIELDS = "token|authorization|password|secret|cookie|api_?key";

/** What is a secret whoever wrote it; the first group stays. */
const PATTERNS: readonly RegExp[] = [
  // Tokens of interactions and webhooks, as they stand in the URLs of Discord's errors.
  /((?:interactions|webhooks)\/\d+\/)[^/?"\\\s]+/g,
  // Tokens of interactions by themselves: base64 of "interaction:".
  /()aW50ZXJhY3Rpb246[\w+/=-]+/g,
  // Tokens of bots: the id in base64, a time, a signature (Discord: Reference, "Authentication").
  /()\b[MNO][\w-]{17,30}\.[\w-]{5,8}\.[\w-]{20,}/g,
  // Authorization headers.
  /(\b(?:Bot|Bearer|Basic) )[\w.~+/=-]{20,}/g,
  // Name and password in a URL.
  /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@"\\]+(?=@)/gi,
  // Fields by their names, at any depth of a JSON line and in JSON inside a string of it.
  new RegExp(`("(?:${FIELDS})":\\s*")(?:[^"\\\\]|\\\\.)*`, "gi"),
  new RegExp(`(\\\\+"(?:${FIELDS})\\\\+":\\s*\\\\+")[^"\\\\]*`, "gi"),
];

/** Returns `text` with every word of `secrets`, also as JSON spells it, and everything like a token replaced by "[secret]". */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const words = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const named = [...new Set(words)].reduce((rest, word) => rest.replaceAll(word, SECRET), text);
  return PATTERNS.reduce((rest, pattern) => rest.replace(pattern, `$1${SECRET}`), named);
}
