// Recall of the index at ten against exact search over the same vectors. Its own exact search, so that no shared fault hides.
import type { EvalPipeline } from "../pipeline.js";
import { mean } from "../statistics.js";
import type { Figure } from "./parts.js";

const NEIGHBORS = 10;
/** Similarities this near are one: sums of 384 products in single precision differ by the order of addition. */
const TIE = 1e-5;

export interface IndexRecall {
  readonly vectors: number;
  readonly dimensions: number;
  readonly questions: number;
  /** Share of the ten nearest that the index finds, 0..1. */
  readonly recall: number;
  readonly searchMs: number;
}

/** Compares for each question; null while lexical only. */
export async function measureRecall(
  pipeline: EvalPipeline,
  questions: readonly string[],
): Promise<IndexRecall | null> {
  const { index, embedder, store } = pipeline;
  if (index === null || embedder === null) return null;
  const vectors: Float32Array[] = [];
  for await (const batch of store.embeddings()) for (const { embedding } of batch) vectors.push(embedding);
  const shares: number[] = [];
  const times: number[] = [];
  for (const question of questions) {
    const embedding = await embedder.embedQuestion(question);
    const started = performance.now();
    const found = await index.search(embedding, NEIGHBORS);
    times.push(performance.now() - started);
    const floor = leastOfNearest(vectors, embedding) - TIE;
    const hits = found.filter(({ similarity }) => similarity >= floor).length;
    shares.push(hits / Math.min(NEIGHBORS, vectors.length));
  }
  return {
    vectors: vectors.length,
    dimensions: embedder.dimensions,
    questions: questions.length,
    recall: mean(shares) ?? Number.NaN,
    searchMs: mean(times) ?? Number.NaN,
  };
}

/** Similarity of the tenth nearest vector. */
function leastOfNearest(vectors: readonly Float32Array[], embedding: Float32Array): number {
  const similarities = Float64Array.from(vectors, (vector) => {
    let sum = 0;
    for (let axis = 0; axis < vector.length; axis += 1) sum += (vector[axis] ?? 0) * (embedding[axis] ?? 0);
    return sum;
  }).sort();
  return similarities.at(-Math.min(NEIGHBORS, similarities.length)) ?? Number.NEGATIVE_INFINITY;
}

/** The figure with its aim of .99. */
export function recallFigures(recall: IndexRecall): Figure[] {
  return [
    {
      name: `index recall@10 against exact, ${recall.questions} questions over ${recall.vectors} vectors`,
      value: recall.recall.toFixed(4),
      aim: "≥ 0.99",
      met: recall.recall >= 0.99,
    },
    { name: "index search", value: `${recall.searchMs.toFixed(2)} ms`, aim: "", met: null },
  ];
}
