// Speed of ingest against the bare model on the same texts, and how the main process responds meanwhile. Uses a store of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddingText } from "../../ingest/embedding-text.js";
import type { Article } from "../../schema.js";
import { mean } from "../statistics.js";
import { type Responsiveness, watchWhile } from "./event-loop.js";
import type { BenchModel, BenchParts, Figure } from "./parts.js";
import { measureRaw } from "./raw-onnx.js";

export interface IngestSpeed {
  readonly passages: number;
  readonly passagesPerSecond: number;
  readonly rawPassagesPerSecond: number;
  readonly responsiveness: Responsiveness;
}

/** Ingests the articles into an empty store, the first one unmeasured as a warm-up, then runs the bare loop twice on what was embedded. */
export async function measureIngest(
  articles: readonly Omit<Article, "revision">[],
  parts: BenchParts,
  model: BenchModel,
): Promise<IngestSpeed> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-bench-"));
  const pipeline = await parts.open(folder);
  try {
    await pipeline.addArticles(articles.slice(0, 1));
    const measured = articles.slice(1);
    const started = performance.now();
    const { responsiveness } = await watchWhile(() => pipeline.addArticles(measured));
    const seconds = (performance.now() - started) / 1000;
    const texts: string[] = [];
    for (const article of measured) {
      const passages = await pipeline.store.passagesOf(article.articleId, 1);
      texts.push(...passages.map((passage) => model.passagePrefix + embeddingText(article, passage)));
    }
    const { folder: modelFolder, maxTokens, batchTokens } = model;
    const request = { folder: modelFolder, texts, maxTokens, batchTokens };
    const runs = [await measureRaw(request), await measureRaw(request)];
    const rawSeconds = mean(runs.map((run) => run.seconds)) ?? Number.NaN;
    return {
      passages: texts.length,
      passagesPerSecond: texts.length / seconds,
      rawPassagesPerSecond: texts.length / rawSeconds,
      responsiveness,
    };
  } finally {
    await pipeline.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Figures with their aims (issue of the bench: ≥ .9 of raw, acknowledgement under 300 ms). */
export function ingestFigures(speed: IngestSpeed): Figure[] {
  const ratio = speed.passagesPerSecond / speed.rawPassagesPerSecond;
  const { eventLoop, acknowledgement } = speed.responsiveness;
  return [
    {
      name: `ingest (${speed.passages} passages: split, embed, store, index)`,
      value: `${speed.passagesPerSecond.toFixed(1)} passages/s`,
      aim: "",
      met: null,
    },
    {
      name: "bare onnxruntime, same weights, texts and threads",
      value: `${speed.rawPassagesPerSecond.toFixed(1)} passages/s`,
      aim: "",
      met: null,
    },
    { name: "ingest against bare", value: ratio.toFixed(3), aim: "≥ 0.9", met: ratio >= 0.9 },
    {
      name: "event-loop delay while ingesting, p50 / p99 / max",
      value: `${eventLoop.p50.toFixed(1)} / ${eventLoop.p99.toFixed(1)} / ${eventLoop.max.toFixed(1)} ms`,
      aim: "",
      met: null,
    },
    {
      name: `acknowledgement while ingesting, p50 / p99 / max of ${acknowledgement.count}`,
      value: `${acknowledgement.p50.toFixed(1)} / ${acknowledgement.p99.toFixed(1)} / ${acknowledgement.max.toFixed(1)} ms`,
      aim: "max < 300 ms",
      met: acknowledgement.max < 300,
    },
  ];
}
