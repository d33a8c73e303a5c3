// A Scope as SQL: which revisions may be used. Every query that answers a question holds it.
import type { Scope } from "./store.js";
import { instantMs, sourceKey } from "./visibility.js";

/** Condition on `revisions r`; its values come from `scopeValues`. */
export const IN_SCOPE = `r.visible_from <= @at AND r.visible_to > @at AND (@source IS NULL OR r.source_key = @source)
  AND (@since IS NULL OR r.published_ms >= @since)`;

export interface ScopeValues {
  readonly at: number;
  readonly source: string | null;
  readonly since: number | null;
}

/** Names the values of IN_SCOPE. @throws RangeError where `asOf` or `since` is no instant */
export function scopeValues(scope: Scope): ScopeValues {
  return {
    at: instantMs(scope.asOf),
    source: scope.source === null ? null : sourceKey(scope.source),
    since: scope.since === undefined ? null : instantMs(scope.since),
  };
}
