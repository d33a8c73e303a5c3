// Sketches a text as a few hashes. Copies share some of them, whatever was cut or added, so sketches find candidates.
import { shinglesOf, tokensOf } from "./compared-text.js";

/** Words at the start in which every run of `WINDOW` shingles leaves a hash: a brief repeats what is there. */
const LEAD_WORDS = 100;
/** Winnowing (Schleimer, Wilkerson, Aiken 2003): two leads that share WINDOW + 4 words in a row share a hash. */
const WINDOW = 8;
/** The smallest hashes of the whole text (Broder's bottom-k): a text contained in another shares most of them. */
const SMALLEST = 24;

/**
 * Sketches a text: at most 46 hashes for most texts (24 smallest, about 21 of the lead), ascending, each once, 0..2³²−1.
 * The same words give the same sketch; no words, an empty one.
 */
export function sketchOf(text: string): Uint32Array {
  return sketchOfRuns(shinglesOf(tokensOf(text)));
}

/** The same for runs that are hashed already. */
export function sketchOfRuns(shingles: Uint32Array): Uint32Array {
  const kept = new Set(Uint32Array.from(new Set(shingles)).sort().subarray(0, SMALLEST));
  for (const hash of winnow(shingles.subarray(0, LEAD_WORDS))) kept.add(hash);
  return Uint32Array.from(kept).sort();
}

/** The least hash of every window, the last one if it occurs twice. */
function winnow(shingles: Uint32Array): Set<number> {
  const kept = new Set<number>();
  const last = Math.max(0, shingles.length - WINDOW);
  for (let from = 0; from <= last; from += 1) {
    const window = shingles.subarray(from, from + WINDOW);
    if (window.length > 0) kept.add(window.reduce((least, hash) => Math.min(least, hash)));
  }
  return kept;
}

/** Counts the hashes that two sketches share. */
export function sharedHashes(one: Uint32Array, other: Uint32Array): number {
  let [at, there, shared] = [0, 0, 0];
  while (at < one.length && there < other.length) {
    const [left, right] = [one[at] ?? 0, other[there] ?? 0];
    if (left === right) shared += 1;
    if (left <= right) at += 1;
    if (right <= left) there += 1;
  }
  return shared;
}
