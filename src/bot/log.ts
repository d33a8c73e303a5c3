// The log: one JSON line an event, through a writer that is handed in. Secrets never reach the writer.

import type { Logger } from "pino";
import pino from "pino";

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

export type Log = Logger;

export interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** Takes one whole line with its line break. */
  readonly write: (line: string) => void;
  /** Words that must not appear in any line, such as the bot's token. */
  readonly secrets: readonly string[];
}

/** Causes of causes written; one that names itself would never end. */
const MAX_CAUSES = 5;

/** Opens the log. Errors are written with name, code, message, stack and cause; nothing else of them. */
export function createLog({ level, write, secrets }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describe(error, MAX_CAUSES) },
    },
    { write: (line) => write(withoutSecrets(line, secrets)) },
  );
}

function describe(error: unknown, causesLeft: number): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? { code: error.code } : {};
  const isLast = error.cause === undefined || causesLeft === 0;
  const cause = isLast ? {} : { cause: describe(error.cause, causesLeft - 1) };
  return { name: error.name, ...code, message: error.message, stack: error.stack, ...cause };
}
