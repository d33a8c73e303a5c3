// Replaces tokens, passwords and other secrets in text that is about to be printed or logged.
const SECRET = "[secret]";

/** Names of fields whose values are secret. */
const FIELDS = "token|authorization|password|secret|cookie|api_?key";

/** What looks like a secret anywhere in a text; the first group of each pattern is kept. */
const PATTERNS: readonly RegExp[] = [
  // Tokens of interactions and webhooks in the URLs of Discord's errors.
  /((?:interactions|webhooks)\/\d+\/)[^/?"\\\s]+/g,
  // Tokens of interactions elsewhere: they begin with the base64 of "interaction:".
  /()aW50ZXJhY3Rpb246[\w+/=-]+/g,
  // Tokens of bots: the id in base64, a timestamp, a signature (Discord: Reference, "Authentication").
  /()\b[MNO][\w-]{17,30}\.[\w-]{5,8}\.[\w-]{20,}/g,
  // Authorization headers.
  /(\b(?:Bot|Bearer|Basic) )[\w.~+/=-]{20,}/g,
  // User name and password in a URL.
  /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@"\\]+(?=@)/gi,
  // Secret fields, at any depth of a JSON line and in JSON inside one of its strings.
  new RegExp(`("(?:${FIELDS})":\\s*")(?:[^"\\\\]|\\\\.)*`, "gi"),
  new RegExp(`(\\\\+"(?:${FIELDS})\\\\+":\\s*\\\\+")[^"\\\\]*`, "gi"),
];

/** Returns `text` with every one of `secrets`, in any encoding, and everything that looks like a token replaced by "[secret]". */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const words = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const named = [...new Set(words)].reduce((rest, word) => rest.replaceAll(word, SECRET), text);
  return PATTERNS.reduce((rest, pattern) => rest.replace(pattern, `$1${SECRET}`), named);
}
