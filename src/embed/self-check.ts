// Finds a broken runtime or broken weights at start: a known sentence and a related pair. Judges no quality.

import { knownSentence, knownVectors } from "./known-vectors.js";
import type { LocalEmbedder, LocalReranker } from "./transformers.js";

const question = "When did the two presidents meet?";
const related = "The two presidents met in Geneva on Wednesday.";
const unrelated = "Add the flour and the eggs, then stir until smooth.";
const leastCosine = 0.98; // the same weights on other processors differ by less than .005; a broken runtime by far more

/** Returns what is wrong with the embedder, or null. Known weights must reproduce the known vector; all must tell related from unrelated. */
export async function checkEmbedder(
  embedder: LocalEmbedder,
  weightsSha256: string,
  prefixes: { readonly queryPrefix: string; readonly passagePrefix: string },
): Promise<string | null> {
  const known = knownVectors[weightsSha256];
  if (known !== undefined) {
    const similarity = cosine(known, (await embedder.embed([knownSentence])).subarray(0, known.length));
    if (!(similarity >= leastCosine)) {
      return `known sentence: expected cosine of at least ${leastCosine} with the stored vector, got ${similarity}`;
    }
  }
  const { queryPrefix, passagePrefix } = prefixes;
  const asked = await embedder.embed([queryPrefix + question]);
  const near = cosine(asked, await embedder.embed([passagePrefix + related]));
  const far = cosine(asked, await embedder.embed([passagePrefix + unrelated]));
  return near > far ? null : `related pair: expected more than the unrelated pair's ${far}, got ${near}`;
}

/** Returns what is wrong with the reranker, or null: the related text must score above the unrelated one. */
export async function checkReranker(reranker: LocalReranker): Promise<string | null> {
  const [near = Number.NaN, far = Number.NaN] = await reranker.rerank(question, [related, unrelated]);
  return near > far ? null : `related pair: expected more than the unrelated pair's ${far}, got ${near}`;
}

/** Cosine of two vectors of the same length; NaN where one is zero or holds NaN. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let axis = 0; axis < a.length; axis++) {
    const [x = 0, y = 0] = [a[axis], b[axis]];
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return dot / Math.sqrt(squaresA * squaresB);
}
