// Reciprocal rank fusion of ranked lists. Knows ranks only; scores of different kinds are never added.

/** Damping of RRF: Cormack, Clarke and Büttcher 2009 found 60 and later work kept it. */
export const RRF_K = 60;

export interface RankedList {
  /** Best first, without repeats. */
  readonly ids: readonly string[];
  /** Say of this list, 0 or more. */
  readonly weight: number;
}

/**
 * Fuses lists by weight / (k + rank), scaled so that first place in every list gives 1.
 * Returns ids with scores in 0..1, higher is better, in no particular order; no lists give an empty map.
 */
export function fuseRanks(lists: readonly RankedList[], k: number = RRF_K): Map<string, number> {
  const total = lists.reduce((sum, { weight }) => sum + weight, 0);
  const fused = new Map<string, number>();
  for (const { ids, weight } of lists) {
    ids.forEach((id, place) => {
      const share = ((weight / total) * (k + 1)) / (k + place + 1);
      fused.set(id, (fused.get(id) ?? 0) + share);
    });
  }
  return fused;
}
