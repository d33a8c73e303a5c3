// Means, ranks and rounding as bench/news/evaluate.py defines them, and a seeded random generator.
/** Mean of what is not null; null if nothing is. */
export function mean(values: readonly (number | null)[]): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value === null) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

/** Share of true, 0..1; null for an empty list. */
export function share(values: readonly boolean[]): number | null {
  return mean(values.map(Number));
}

/**
 * Probability that a positive scores above a negative, ties counted half, 0..1; null if one side is empty.
 * Mann–Whitney's U from the mean ranks of ties.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  const all = [
    ...positives.map((score) => ({ score, positive: 1 })),
    ...negatives.map((score) => ({ score, positive: 0 })),
  ].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    let tied = 0;
    while (to < all.length && all[to]?.score === all[from]?.score) tied += all[to++]?.positive ?? 0;
    rankSum += tied * ((from + 1 + to) / 2);
    from = to;
  }
  const least = (positives.length * (positives.length + 1)) / 2;
  return (rankSum - least) / (positives.length * negatives.length);
}

/** Rounds to four decimals; a number exactly between two goes to the even one. */
export function roundToFour(value: number): number {
  // Exactly half-way at the fifth decimal are only the odd multiples of 1/32: 5^4 must divide the rest away.
  const isTie = Number.isInteger(value * 32) && (value * 32) % 2 !== 0;
  return isTie ? roundHalfEven(value * 10_000) / 10_000 : Number(value.toFixed(4));
}

/** Rounds to a whole number; a half goes to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The value below which the share `at` (0..1) of the values is; NaN for an empty list. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}

/** Returns a generator of numbers in [0, 1), the same for the same seed (mulberry32, public domain, Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
