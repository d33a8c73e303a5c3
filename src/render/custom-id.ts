// The custom id of a button or modal: `dl:<action>:<subject>[:<page>]`. All state is in the store, so it outlives a restart.
import { MAX_CUSTOM_ID } from "./limits.js";

const PATTERN = /^dl:([a-z-]{1,20}):([^:]{1,85})(?::(\d{1,6}))?$/;

export interface CustomId {
  /** Name of a handler that a command declares. */
  readonly action: string;
  /** Mostly an answer id. */
  readonly subject: string;
  /** From 1. */
  readonly page: number;
}

/** Writes a custom id. @throws RangeError where it would not be read back */
export function writeCustomId(action: string, subject: string, page = 1): string {
  const id = page === 1 ? `dl:${action}:${subject}` : `dl:${action}:${subject}:${page}`;
  if (id.length > MAX_CUSTOM_ID || !PATTERN.test(id))
    throw new RangeError(`Custom id cannot be written: ${id}`);
  return id;
}

/** Reads a custom id; null where it is not Dateline's. */
export function readCustomId(id: string): CustomId | null {
  const match = PATTERN.exec(id);
  if (match === null) return null;
  const [, action = "", subject = "", page = "1"] = match;
  return { action, subject, page: Math.max(1, Number(page)) };
}
