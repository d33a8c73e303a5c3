// Nearest neighbors by comparing every vector and every revision: the oracle that hnsw-index.ts is measured against.
import { mayQuote, sourceKey } from "../model/outlets.js";
import { instantMs } from "../model/time.js";
import type { IndexSource, RevisionNumbers } from "./index-source.js";
import type { Neighbor, PassageScope, VectorIndex } from "./ports.js";
import { checkVector, dot, nearest } from "./vectors.js";

/** Keeps nothing: reads all that it needs from the store for every search. */
export class ExactIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #source: IndexSource;

  constructor(source: IndexSource, dimensions: number) {
    this.#source = source;
    this.dimensions = dimensions;
  }

  async search(embedding: Float32Array, limit: number, scope: PassageScope): Promise<Neighbor[]> {
    checkVector(embedding, this.dimensions);
    const found: Neighbor[] = [];
    for (const revision of [...this.#source.revisions()].filter((one) => isInScope(one, scope))) {
      const { firstPassage: first, passages } = revision;
      const last = scope.firstOnly === true ? first : first + passages - 1;
      const vectors = passages === 0 ? [] : this.#source.vectors(first, last);
      const ids = this.#source.passageIds(vectors.map(({ passage }) => passage));
      for (const [at, vector] of vectors.entries()) {
        found.push({ passageId: ids[at] ?? "", similarity: dot(embedding, vector.embedding) });
      }
    }
    return nearest(found, limit);
  }

  async similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]> {
    checkVector(embedding, this.dimensions);
    return this.#source.vectorsOf(passageIds).map((vector) => vector && dot(embedding, vector));
  }

  async size(): Promise<number> {
    return this.#source.vectorCount();
  }

  async follow(): Promise<void> {
    // Reads the store for each search anyway.
  }

  async save(): Promise<void> {
    // Has nothing to keep.
  }
}

function isInScope(revision: RevisionNumbers, { asOf, since, source, outlets }: PassageScope): boolean {
  const at = instantMs(asOf);
  const { visibleFrom, visibleTo, publishedMs, sourceKey: outlet } = revision;
  if (at < visibleFrom || at >= visibleTo) return false;
  if (since !== undefined && (publishedMs === null || publishedMs < instantMs(since))) return false;
  return (source === null || outlet === sourceKey(source)) && mayQuote(outlet, outlets);
}
