// Measures the recall@10 of the index against its own exact search, and how fast copies are found.

import { findCopies } from "../../compare/copies.js";
import { sketchOf } from "../../compare/sketch.js";
import type { Article } from "../../model/article.js";
import type { Stores } from "../../store/ports.js";
import { endOfDay } from "../bench-folder.js";
import type { EvalPipeline } from "../pipeline.js";
import { mean, quantile } from "../statistics.js";
import type { Figure } from "./parts.js";

const NEIGHBORS = 10;
/** Similarities this near are one: sums of 384 products in single precision differ by the order of addition. */
const TIE = 1e-5;

/** The last possible day of any text, so that the whole store is in scope. */
const ALWAYS = endOfDay("9999-12-31");

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
  const { index, embedder, stores } = pipeline;
  if (index === null || embedder === null) return null;
  const vectors: Float32Array[] = [];
  for await (const batch of stores.articles.embeddings())
    for (const { embedding } of batch) vectors.push(embedding);
  const shares: number[] = [];
  const times: number[] = [];
  for (const question of questions) {
    const embedding = await embedder.embedQuestion(question);
    const started = performance.now();
    const found = await index.search(embedding, NEIGHBORS, { asOf: ALWAYS, source: null });
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

export interface CopySpeed {
  readonly articles: number;
  /** Mean words per sketched text, as runs between white space. */
  readonly words: number;
  readonly sketchesPerSecond: number;
  /** Of each article: candidates read and compared, in ms, ascending. */
  readonly findMs: readonly number[];
  readonly withCopies: number;
}

/** Sketches the texts, then finds the copies of each in the store. */
export async function measureCopies(
  { articles: stored, search }: Pick<Stores, "articles" | "search">,
  given: readonly Omit<Article, "revision">[],
): Promise<CopySpeed> {
  const started = performance.now();
  for (const { text } of given) sketchOf(text);
  const sketchesPerSecond = (given.length * 1000) / (performance.now() - started);
  const findMs: number[] = [];
  let withCopies = 0;
  for (const { articleId } of given) {
    const article = await stored.article(articleId);
    if (article === null) continue;
    const from = performance.now();
    const copies = await findCopies(article, (sketch, limit) =>
      search.copyCandidates(sketch, limit, { asOf: ALWAYS, source: null }),
    );
    findMs.push(performance.now() - from);
    withCopies += copies.length > 0 ? 1 : 0;
  }
  const words =
    given.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0) / Math.max(1, given.length);
  return {
    articles: given.length,
    words,
    sketchesPerSecond,
    findMs: findMs.sort((a, b) => a - b),
    withCopies,
  };
}

/** The figures, which have no target. */
export function copyFigures(speed: CopySpeed): Figure[] {
  const known = (name: string, value: string): Figure => ({ name, value, aim: "", met: null });
  const ms = (share: number) => `${quantile(speed.findMs, share).toFixed(1)} ms`;
  return [
    known(
      `sketches made, texts of ${Math.round(speed.words)} words`,
      `${Math.round(speed.sketchesPerSecond)}/s`,
    ),
    known(`copies of an article found, p50 of ${speed.findMs.length}`, ms(0.5)),
    known("copies of an article found, p95", ms(0.95)),
    known("articles that have a copy", `${speed.withCopies} of ${speed.findMs.length}`),
  ];
}
