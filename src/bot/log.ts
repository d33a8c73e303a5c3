// The log: one JSON line an event, through a writer that is handed in. Secrets never reach the writer.
import pino, { type Logger } from "pino";

export type Log = Logger;

export interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** Takes one whole line with its line break. */
  readonly write: (line: string) => void;
  /** Words that must not appear in any line, such as the bot's token. */
  readonly secrets: readonly string[];
}

/** Tokens of interactions and webhooks, as they stand in the URLs of Discord's errors. */
const URL_TOKENS = /((?:interactions|webhooks)\/\d+\/)[^/?"\\\s]+/g;

/** Opens the log. Errors are written with name, code, message and stack; nothing else of them. */
export function createLog({ level, write, secrets }: LogOptions): Log {
  const clean = (line: string) =>
    secrets
      .filter((secret) => secret !== "")
      .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line)
      .replace(URL_TOKENS, "$1[secret]");
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describe },
      redact: { paths: ["token", "*.token", "authorization", "*.authorization"], censor: "[secret]" },
    },
    { write: (line) => write(clean(line)) },
  );
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: describe(error.cause) };
  return { name: error.name, ...code, message: error.message, stack: error.stack, ...cause };
}
