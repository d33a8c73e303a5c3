// Watches as rows: the whole as JSON, beside it what is searched. Touches no database.
import { type Watch, watchSchema } from "../watch-schema.js";
import { brokenRow } from "./sqlite-errors.js";
import type { WatchFilter } from "./watch-store.js";

/** What a watch is searched by, beside its record. */
export type WatchRow = Record<
  "watchId" | "kind" | "text" | "userId" | "targetKind" | "targetId" | "expiresAt" | "cited" | "record",
  string
> &
  Record<"guildId" | "paused", string | null>;
/** Makes the row of a watch. */
export function rowOf(watch: Watch): WatchRow {
  const { watchId, kind, text, userId, guildId, target, expiresAt, paused } = watch;
  const cited = (watch.told?.citations ?? []).map(({ articleId }) => articleId).join(" ");
  const row = {
    watchId,
    kind,
    text,
    userId,
    guildId,
    expiresAt,
    paused,
    cited,
    record: JSON.stringify(watch),
  };
  return { ...row, targetKind: target.kind, targetId: target.id };
}

/** Writes a filter as SQL with its values; no field fits all. */
export function conditionOf({ kind, userId, guildId, target }: WatchFilter): {
  where: string;
  values: string[];
} {
  const terms = [
    ...(kind === undefined ? [] : [["kind = ?", kind]]),
    ...(userId === undefined ? [] : [["user_id = ?", userId]]),
    ...(guildId === undefined ? [] : [["guild_id = ?", guildId]]),
    ...(target === undefined
      ? []
      : [
          ["target_kind = ?", target.kind],
          ["target_id = ?", target.id],
        ]),
  ];
  return {
    where: ["TRUE", ...terms.map(([term]) => term)].join(" AND "),
    values: terms.map(([, value]) => value ?? ""),
  };
}

/** Reads a watch as it was stored. @throws DatelineError store-broken */
export function readWatch(record: string): Watch {
  try {
    return watchSchema.parse(JSON.parse(record));
  } catch (error) {
    throw brokenRow("watch", error);
  }
}
