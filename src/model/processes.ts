// The processes that work on one store, as types.
import type { Instant } from "./article.js";

/** What a process does. "all": a bot that reads feeds, too. "command": one from the terminal. */
export const ROLES = ["all", "bot", "reader"] as const;
export type Role = (typeof ROLES)[number];

/** Which shards of how many a process connects to Discord; of Discord's events each shard gets those of its servers. */
export interface Shards {
  readonly ids: readonly number[];
  readonly total: number;
}

/** Returns the shard that gets what happens in a server (Discord: gateway, sharding); null stands for DMs, which the first one gets. */
export function shardOf(guildId: string | null, total: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(total));
}

/** One process over the store. */
export interface ProcessRecord {
  readonly processId: string;
  readonly role: Role | "command";
  /** Name of its machine or container. */
  readonly host: string;
  /** Null if it is not connected to Discord. */
  readonly shards: Shards | null;
  readonly startedAt: Instant;
}

/** A longer address is told apart from others by its beginning; two that share it wait for each other. */
const MAX_KEY = 500;

/** Names of pieces of work. */
export const WORK = {
  /** Reading a feed. */
  feed: (feedId: string) => `feed:${feedId}`,
  /** Embedding a passage that has no vector. */
  passage: (passageId: string) => `passage:${passageId}`,
  /** Being connected to a host of the web. */
  host: (host: string) => `host:${host}`,
  /** Fetching known pages of a host again. */
  pages: (host: string) => `pages:${host}`,
  /** Finding out which watches have news; all of them, since few are asked at a time. */
  watches: "watches",
  /** Sending news. */
  notice: (noticeId: string) => `notice:${noticeId}`,
  /** Deleting answers that are too old. */
  retention: "retention",
  /** Opening a session at Discord, for shards that may not do so at the same time. */
  identify: (bucket: number) => `identify:${bucket}`,
  /** Settling an item that several feeds may have, by its address or the hash of its text. */
  item: (key: string) => `item:${key.slice(0, MAX_KEY)}`,
} as const;
