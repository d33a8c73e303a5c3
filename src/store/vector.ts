// Arithmetic on unit-length Float32Array vectors. No storage, no search.

const UNIT_TOLERANCE = 1e-3; // float32 sums over 384 dimensions stay within 1e-6; int8 models normalize in float32

/** Returns the dot product, which is the cosine similarity of unit vectors; lengths must be equal. */
export function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

/** @throws RangeError where the vector has another length than `dimensions`, or a norm other than 1 */
export function checkVector(embedding: Float32Array, dimensions: number): void {
  if (embedding.length !== dimensions) {
    throw new RangeError(`Vector: expected ${dimensions} dimensions, got ${embedding.length}`);
  }
  const norm = Math.sqrt(dot(embedding, embedding));
  if (!(Math.abs(norm - 1) <= UNIT_TOLERANCE)) throw new RangeError(`Vector: expected norm 1, got ${norm}`);
}

/** Returns an unsigned 32-bit stamp of the bits of a vector, to notice that it changed; not cryptographic. */
export function vectorStamp(embedding: Float32Array): number {
  const words = new Uint32Array(embedding.buffer, embedding.byteOffset, embedding.length);
  let stamp = 0x811c9dc5; // FNV-1a offset basis and prime (Fowler, Noll, Vo), over words instead of bytes
  for (let i = 0; i < words.length; i += 1) stamp = Math.imul(stamp ^ (words[i] as number), 0x01000193);
  return stamp >>> 0;
}
