// The log: one JSON line per event, without secrets.
import type { Logger } from "pino";
import pino from "pino";
import { withoutSecrets } from "./secrets.js";

export type Log = Logger;

interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** Receives one whole line with its line break. */
  readonly write: (line: string) => void;
  /** Words that must not appear in any line, such as the bot's token. */
  readonly secrets: readonly string[];
}

/** Limits nested causes: an error that is its own cause would never end. */
const MAX_CAUSES = 5;

/** Opens the log. Errors are written with name, code, message, stack and cause, and nothing else they hold. */
export function createLog({ level, write, secrets }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describeForLog(error, MAX_CAUSES) },
    },
    { write: (line) => write(withoutSecrets(line, secrets)) },
  );
}

function describeForLog(error: unknown, causesLeft: number): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? { code: error.code } : {};
  const isLast = error.cause === undefined || causesLeft === 0;
  const cause = isLast ? {} : { cause: describeForLog(error.cause, causesLeft - 1) };
  return { name: error.name, ...code, message: error.message, stack: error.stack, ...cause };
}
