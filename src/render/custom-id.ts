// Writes and reads the custom id of a button or form: `dl:<action>:<subject>[:<page>]`. It works after a restart, too.

import type { Instant } from "../model/article.js";
import { MINUTE_MS } from "../model/time.js";
import { MAX_CUSTOM_ID } from "./message.js";

const PATTERN = /^dl:([a-z-]{1,20}):([^:]{1,85})(?::(\d{1,6}))?$/;

export interface CustomId {
  /** Name of a handler declared by a command. */
  readonly action: string;
  /** Usually an answer id. */
  readonly subject: string;
  /** From 1. */
  readonly page: number;
}

/** Writes a custom id. @throws RangeError if it is too long or could not be read back */
export function writeCustomId(action: string, subject: string, page = 1): string {
  const id = page === 1 ? `dl:${action}:${subject}` : `dl:${action}:${subject}:${page}`;
  if (id.length > MAX_CUSTOM_ID || !PATTERN.test(id))
    throw new RangeError(`Custom id cannot be written: ${id}`);
  return id;
}

/** Reads a custom id; null if it is not Dateline's. */
export function readCustomId(id: string): CustomId | null {
  const match = PATTERN.exec(id);
  if (match === null) return null;
  const [, action = "", subject = "", page = "1"] = match;
  return { action, subject, page: Math.max(1, Number(page)) };
}

/** Longest topic in UTF-16 code units, so that the custom id stays within 100 characters. */
export const MAX_TOPIC = 60;
const BASE = 36;

interface TopicId {
  /** Empty for the latest reports on everything. */
  readonly topic: string;
  /** The moment of the first page, to the second. */
  readonly asOf: Instant;
  /** To the minute; null for always. */
  readonly since: Instant | null;
  /** Code of an outlet, see `sourceCode`; null for all. */
  readonly source: string | null;
}

/** Writes the subject of a custom id for pages of a timeline or of the latest reports. */
export function writeTopicId({ topic, asOf, since, source }: TopicId): string {
  const seconds = Math.floor(Date.parse(asOf) / 1000).toString(BASE);
  const minutes = since === null ? "" : Math.floor(Date.parse(since) / MINUTE_MS).toString(BASE);
  return [seconds, minutes, source ?? "", topic.slice(0, MAX_TOPIC).replaceAll(":", "¦")].join("~");
}

/** Reads such a subject; null if it is not one. */
export function readTopicId(subject: string): TopicId | null {
  const match = /^([0-9a-z]{1,8})~([0-9a-z]{0,8})~([0-9a-f]{8}|)~(.*)$/su.exec(subject);
  if (match === null) return null;
  const [, seconds = "", minutes = "", source = "", topic = ""] = match;
  return {
    topic: topic.replaceAll("¦", ":"),
    asOf: instantOf(Number.parseInt(seconds, BASE) * 1000),
    since: minutes === "" ? null : instantOf(Number.parseInt(minutes, BASE) * MINUTE_MS),
    source: source === "" ? null : source,
  };
}

function instantOf(ms: number): Instant {
  return new Date(Math.min(ms, 8.64e15)).toISOString();
}
