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

/** Returns whether a server, or DMs for null, is of one of these shards; null stands for all shards. */
export function isOfShards(guildId: string | null, shards: Shards | null): boolean {
  return shards === null || shards.ids.includes(shardOf(guildId, shards.total));
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

/** One thing that is counted per minute, and how often it may happen; `key` names a person or a server. */
export interface Use {
  readonly key: string;
  readonly limit: number;
}

/** Counts uses per minute over all processes. */
export interface UseCounter {
  /** Counts one use of each, unless one was used up to its limit within the last minute: returns the first such and when it is free. */
  take(
    uses: readonly Use[],
    nowMs: number,
  ): Promise<{ readonly key: string; readonly freeMs: number } | null>;
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

/** How many processes there are, without commands; one that does everything is both a bot and a reader. */
export interface ProcessCounts {
  readonly processes: number;
  readonly bots: number;
  readonly readers: number;
}

export function countProcesses(processes: readonly ProcessRecord[]): ProcessCounts {
  const lasting = processes.filter(({ role }) => role !== "command");
  return {
    processes: lasting.length,
    bots: lasting.filter(({ role }) => role !== "reader").length,
    readers: lasting.filter(({ role }) => role !== "bot").length,
  };
}

/** Writes numbers of shards as ranges: "0–3, 7"; empty for none. */
export function shardRanges(ids: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const id of [...ids].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && id <= last.to + 1) last.to = id;
    else ranges.push({ from: id, to: id });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/** Returns what the processes together leave undone or do twice, each in a few words; empty while no process runs. */
export function problemsAmong(processes: readonly ProcessRecord[]): string[] {
  const { processes: count, bots, readers } = countProcesses(processes);
  if (count === 0) return [];
  const all = processes.flatMap(({ shards }) => shards ?? []);
  const totals = [...new Set(all.map(({ total }) => total))].sort((one, other) => one - other);
  const [total = 0] = totals;
  const ids = all.flatMap((shards) => shards.ids);
  const missing = Array.from({ length: total }, (_, id) => id).filter((id) => !ids.includes(id));
  const doubled = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  const isOne = totals.length === 1;
  return [
    ...(readers === 0 ? ["no process reads feeds"] : []),
    ...(bots === 0 ? ["no process talks to Discord"] : []),
    ...(totals.length > 1 ? [`bots have shards of different totals: ${totals.join(", ")}`] : []),
    ...(isOne && missing.length > 0 ? [`no bot has shards ${shardRanges(missing)} of ${total}`] : []),
    ...(isOne && doubled.length > 0 ? [`two bots have shards ${shardRanges(doubled)} of ${total}`] : []),
  ];
}
