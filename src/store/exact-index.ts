// Nearest neighbors by comparing every vector: the oracle that hnsw-index.ts is measured against. In memory only.
import {
  checkVector,
  dot,
  type IndexEntry,
  type Neighbor,
  nearest,
  type SearchOptions,
  type VectorIndex,
} from "./vector-index.js";

/** All vectors in one Float32Array, row by row; a removed row is filled by the last one. */
export class ExactIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #ids: string[] = [];
  readonly #rows = new Map<string, number>();
  #matrix: Float32Array;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#matrix = new Float32Array(0);
  }

  async add(entries: readonly IndexEntry[]): Promise<void> {
    for (const { embedding } of entries) checkVector(embedding, this.dimensions);
    for (const { passageId, embedding } of entries) {
      const row = this.#rows.get(passageId) ?? this.#newRow(passageId);
      this.#matrix.set(embedding, row * this.dimensions);
    }
  }

  async remove(passageIds: readonly string[]): Promise<void> {
    for (const passageId of passageIds) {
      const row = this.#rows.get(passageId);
      const last = this.#ids.pop();
      if (last === undefined) return;
      if (row === undefined) {
        this.#ids.push(last);
        continue;
      }
      this.#rows.delete(passageId);
      if (last === passageId) continue;
      this.#matrix.set(this.#row(this.#ids.length), row * this.dimensions);
      this.#ids[row] = last;
      this.#rows.set(last, row);
    }
  }

  async search(embedding: Float32Array, limit: number, options: SearchOptions = {}): Promise<Neighbor[]> {
    checkVector(embedding, this.dimensions);
    const neighbors: Neighbor[] = [];
    for (const [row, passageId] of this.#ids.entries()) {
      if (options.accept?.(passageId) === false) continue;
      neighbors.push({ passageId, similarity: dot(embedding, this.#row(row)) });
    }
    return nearest(neighbors, limit);
  }

  async similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]> {
    checkVector(embedding, this.dimensions);
    return passageIds.map((passageId) => {
      const row = this.#rows.get(passageId);
      return row === undefined ? null : dot(embedding, this.#row(row));
    });
  }

  async size(): Promise<number> {
    return this.#ids.length;
  }

  #row(row: number): Float32Array {
    return this.#matrix.subarray(row * this.dimensions, (row + 1) * this.dimensions);
  }

  #newRow(passageId: string): number {
    const row = this.#ids.push(passageId) - 1;
    this.#rows.set(passageId, row);
    const needed = this.#ids.length * this.dimensions;
    if (needed > this.#matrix.length) {
      const grown = new Float32Array(Math.max(needed, this.#matrix.length * 2));
      grown.set(this.#matrix);
      this.#matrix = grown;
    }
    return row;
  }
}
