// Compares outlets by name, ignoring case and accents, and decides which may be quoted.
import { createHash } from "node:crypto";
import type { Outlets } from "./article.js";
import { fold } from "./fold.js";

/** Folds an outlet's name for comparing without case and accents. */
export function sourceKey(source: string): string {
  return fold(source).trim();
}

/** The outlets of a scope as folded names in order; null if a list restricts nothing. */
export interface OutletKeys {
  readonly allowed: readonly string[] | null;
  readonly denied: readonly string[] | null;
}

/** Folds the outlets of a scope, so that the same restriction always reads the same. */
export function outletKeys(outlets: Outlets | undefined): OutletKeys {
  return { allowed: foldAll(outlets?.allowed), denied: foldAll(outlets?.denied) };
}

function foldAll(names: readonly string[] = []): readonly string[] | null {
  return names.length === 0 ? null : [...new Set(names.map(sourceKey))].sort();
}

/** Returns whether an article of this outlet may be quoted; null for one that names none. */
export function mayQuote(source: string | null, outlets: Outlets | undefined): boolean {
  const { allowed, denied } = outletKeys(outlets);
  if (source === null) return allowed === null;
  const key = sourceKey(source);
  return (allowed?.includes(key) ?? true) && !(denied?.includes(key) ?? false);
}

/** Eight hex digits that identify an outlet, compared without case. */
export function sourceCode(source: string): string {
  return createHash("sha256").update(sourceKey(source)).digest("hex").slice(0, 8);
}
