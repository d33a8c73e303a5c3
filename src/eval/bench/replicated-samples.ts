// Copies the sample articles until there are enough passages, for a clone without bench/news.
import { createHash } from "node:crypto";
import type { Article, Passage } from "../../model/article.js";
import type { EvalPipeline, EvalProgress } from "../pipeline.js";
import { seededRandom } from "../statistics.js";
import type { TimedQuestion } from "./ask-speed.js";

/** Makes copies of a vector differ, or the index would hold one point hundreds of times. */
const NOISE = 0.02; // standard size of each step: cosine of about .93 to the original at 384 dimensions

type Body = Omit<Article, "revision">;

/** Stores the samples with the real ingest, then copies with vectors near the originals' until `target` passages are there. */
export async function addReplicated(
  samples: readonly Body[],
  target: number,
  pipeline: EvalPipeline,
  onProgress: (event: EvalProgress) => void,
): Promise<void> {
  await pipeline.addArticles(samples);
  const vectors = new Map<string, Float32Array>();
  for await (const batch of pipeline.stores.articles.embeddings()) {
    for (const { passageId, embedding } of batch) vectors.set(passageId, embedding);
  }
  const random = seededRandom(1);
  let { passages } = await pipeline.stores.articles.counts();
  for (let copy = 1; passages < target; copy += 1) {
    const before = passages;
    for (const sample of samples) {
      const originals = await pipeline.stores.articles.passagesOf(sample.articleId, 1);
      await putCopy(copyOf(sample, copy), originals, vectors, random, pipeline);
    }
    await pipeline.index?.follow();
    passages = (await pipeline.stores.articles.counts()).passages;
    const label = "Replicating samples, in passages";
    onProgress({ label, done: Math.min(passages, target), total: target, unit: "articles" });
    if (passages === before && copy > target) return; // samples without any passage
  }
}

/** A question for the title and for the first sentence of every passage of the samples, asked on the newest day. */
export async function sampleQuestions(
  samples: readonly Body[],
  pipeline: EvalPipeline,
): Promise<TimedQuestion[]> {
  const asOf =
    samples
      .map((sample) => sample.publishedAt ?? sample.fetchedAt)
      .sort()
      .at(-1) ?? "";
  const questions: TimedQuestion[] = [];
  for (const sample of samples) {
    questions.push({ question: `What is reported about this: ${sample.title}?`, asOf });
    for (const { text, sentences, start } of await pipeline.stores.articles.passagesOf(sample.articleId, 1)) {
      const [first] = sentences;
      if (first === undefined) continue;
      const words = text
        .slice(first.start - start, first.end - start)
        .split(/\s+/)
        .slice(0, 14);
      questions.push({ question: `Is it true that ${words.join(" ")}?`, asOf });
    }
  }
  return questions;
}

function copyOf(sample: Body, copy: number): Body {
  const articleId = createHash("sha256").update(`${sample.articleId} ${copy}`).digest("hex").slice(0, 12);
  return { ...sample, articleId, url: null, title: `${sample.title} (copy ${copy})` };
}

async function putCopy(
  article: Body,
  originals: readonly Passage[],
  vectors: ReadonlyMap<string, Float32Array>,
  random: () => number,
  pipeline: EvalPipeline,
): Promise<void> {
  const embeddings = originals.flatMap(({ passageId }) => {
    const vector = vectors.get(passageId);
    return vector === undefined ? [] : jitter(vector, random);
  });
  const isEmbedded = embeddings.length === originals.length;
  const passages = originals.map(({ start, end, ordinal, text, tokenCount, sentences }) => {
    return { start, end, ordinal, text, tokenCount, sentences };
  });
  await pipeline.stores.articles.put({ article, passages, embeddings: isEmbedded ? embeddings : null });
}

function jitter(vector: Float32Array, random: () => number): Float32Array {
  const moved = vector.map((value) => value + NOISE * (2 * random() - 1) * Math.sqrt(3));
  const norm = Math.hypot(...moved);
  return moved.map((value) => value / norm);
}
