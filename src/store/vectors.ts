// Arithmetic of unit-length vectors, and lists of neighbors.
import type { Neighbor } from "./ports.js";

const UNIT_TOLERANCE = 1e-3; // float32 sums over 384 dimensions stay within 1e-6; int8 models normalize in float32

/**
 * Returns the dot product, which is the cosine similarity of unit vectors; `right` starts at `from`, and is at least as long from
 * there. Four sums, since each addition waits for the one before: twice as fast.
 */
export function dot(left: Float32Array, right: Float32Array, from = 0): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = left.length - (left.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const at = from + i;
    a += (left[i] as number) * (right[at] as number);
    b += (left[i + 1] as number) * (right[at + 1] as number);
    c += (left[i + 2] as number) * (right[at + 2] as number);
    d += (left[i + 3] as number) * (right[at + 3] as number);
  }
  for (let i = whole; i < left.length; i += 1) a += (left[i] as number) * (right[from + i] as number);
  return a + b + c + d;
}

/** @throws RangeError if the vector has another length than `dimensions`, or a norm other than 1 */
export function checkVector(embedding: Float32Array, dimensions: number): void {
  if (embedding.length !== dimensions) {
    throw new RangeError(`Vector: expected ${dimensions} dimensions, got ${embedding.length}`);
  }
  const norm = Math.sqrt(dot(embedding, embedding));
  if (!(Math.abs(norm - 1) <= UNIT_TOLERANCE)) throw new RangeError(`Vector: expected norm 1, got ${norm}`);
}

/** Orders by similarity, best first, equal ones by passage id, and keeps `limit`. */
export function nearest(neighbors: Neighbor[], limit: number): Neighbor[] {
  const ordered = neighbors.sort(
    (left, right) => right.similarity - left.similarity || (left.passageId < right.passageId ? -1 : 1),
  );
  return ordered.slice(0, Math.max(0, limit));
}
