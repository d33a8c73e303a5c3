// A Scope as SQL: which revisions may be used. Every query that answers a question holds it.
import type { Outlets } from "../../model/article.js";
import { outletKeys, sourceKey } from "../../model/outlets.js";
import { instantMs } from "../../model/time.js";
import type { Scope } from "../ports.js";

/** Condition on a column of folded outlets; its values come from `outletValues`. SQLite reads each list once a query. */
export const quotableSql = (
  column: string,
) => `(@allowed IS NULL OR ${column} IN (SELECT value FROM json_each(@allowed)))
  AND (@denied IS NULL OR ${column} IS NULL OR ${column} NOT IN (SELECT value FROM json_each(@denied)))`;

/** Condition on `revisions r`; its values come from `scopeValues`. */
export const IN_SCOPE = `r.visible_from <= @at AND r.visible_to > @at AND (@source IS NULL OR r.source_key = @source)
  AND (@since IS NULL OR r.published_ms >= @since) AND ${quotableSql("r.source_key")}`;

/** Lists of folded names as JSON, null where a list restricts nothing. */
export interface OutletValues {
  readonly allowed: string | null;
  readonly denied: string | null;
}

export interface ScopeValues extends OutletValues {
  readonly at: number;
  readonly source: string | null;
  readonly since: number | null;
}

/** Names the values of `quotableSql`. */
export function outletValues(outlets: Outlets | undefined): OutletValues {
  const { allowed, denied } = outletKeys(outlets);
  const list = (keys: readonly string[] | null) => (keys === null ? null : JSON.stringify(keys));
  return { allowed: list(allowed), denied: list(denied) };
}

/** Names the values of IN_SCOPE. @throws RangeError where `asOf` or `since` is no instant */
export function scopeValues(scope: Scope): ScopeValues {
  return {
    at: instantMs(scope.asOf),
    source: scope.source === null ? null : sourceKey(scope.source),
    since: scope.since === undefined ? null : instantMs(scope.since),
    ...outletValues(scope.outlets),
  };
}
