// Words → hashed runs of words. Two texts that share a run share its hash. 32 bits: for finding and counting, never for identity.

/** Words in a run; five rarely meet by chance, and an edited word costs five runs. Broder 1997 uses ten; news briefs are too short for that. */
export const SHINGLE_WORDS = 5;

const FNV_OFFSET = 0x811c9dc5; // FNV-1a, 32 bits, as is the prime
const FNV_PRIME = 0x01000193;
const MIX_1 = 0x85ebca6b; // fmix32 of MurmurHash3, as is MIX_2
const MIX_2 = 0xc2b2ae35;

function hashWord(word: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return hash;
}

function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), MIX_1);
  const twice = Math.imul(once ^ (once >>> 13), MIX_2);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** Hashes every run of five words, in order, 0..2³²−1 each; fewer words than five are one run, no words give none. */
export function shinglesOf(words: readonly string[]): Uint32Array {
  if (words.length === 0) return new Uint32Array(0);
  const hashes = Int32Array.from(words, hashWord);
  const width = Math.min(SHINGLE_WORDS, words.length);
  return Uint32Array.from({ length: words.length - width + 1 }, (_, from) => {
    let hash = width;
    for (let at = from; at < from + width; at += 1) {
      hash = Math.imul((hash << 5) | (hash >>> 27), FNV_PRIME) ^ (hashes[at] ?? 0);
    }
    return mix(hash);
  });
}
