// The whole bench over words instead of models, on a made-up folder and on replicated samples; the bare loop on the real model.
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { measureRaw } from "../../../src/eval/bench/ingest-speed.js";
import type { BenchOptions } from "../../../src/eval/bench/parts.js";
import { addReplicated, sampleQuestions } from "../../../src/eval/bench/replicated-samples.js";
import { runBench, runBesides } from "../../../src/eval/bench/run-bench.js";
import { toArticles } from "../../../src/eval/bench-folder.js";
import { modelsPath } from "../../models.js";
import { documents, writeMadeUpBench } from "../made-up-bench.js";
import { WordEmbedder, wordParts } from "../words-pipeline.js";

const modelFolder = join(modelsPath, "bge-small-en-v1.5");
const worker = fileURLToPath(new URL("../../../dist/src/eval/bench/raw-onnx-worker.js", import.meta.url));
const canRunModel = existsSync(join(modelFolder, "onnx")) && existsSync(worker);
if (!canRunModel) process.stderr.write("LEFT OUT: the bare model loop: needs data/models and a build\n");

let lines: string[];
let embedder: WordEmbedder;
let options: BenchOptions;

beforeEach(async () => {
  lines = [];
  embedder = new WordEmbedder();
  options = {
    parts: {
      ...{ ...wordParts(embedder), storeName: "folder", model: null, modelBytes: 1e9, openFeeds: null },
      measureStore: async () => ({ storeBytes: 2e6, indexBytes: 1e6, serverMemory: null }),
    },
    folder: await writeMadeUpBench(),
    samples: [],
    cacheFolder: await mkdtemp(join(tmpdir(), "dateline-cache-")),
    limitDocs: null,
    onProgress: () => undefined,
    print: (line) => lines.push(line),
  };
});

describe("runBench", () => {
  it("prints every figure it can and says what is left out", async () => {
    const figures = await runBench(options);
    const names = figures.map((figure) => figure.name).join("\n");
    expect(names).toContain("/ask with reranking, cold");
    expect(names).toContain("/ask without reranking, warm");
    expect(names).toContain("start: store opened to first answer");
    expect(names).toContain("index recall@10 against exact, 8 questions over 9 vectors");
    expect(names).toContain("peak memory together");
    expect(figures.find((figure) => figure.name.startsWith("index recall"))?.value).toBe("1.0000");
    expect(lines.some((line) => line.startsWith("PARTIAL: 9 passages, fewer than 20000"))).toBe(true);
    expect(lines.some((line) => line.startsWith("LEFT OUT: ingest speed"))).toBe(true);
    expect(lines.some((line) => line.startsWith("LEFT OUT: reading feeds"))).toBe(true);
  });

  it("measures over PostgreSQL as well, and prints both side by side", async () => {
    const postgres = { ...options.parts, modelBytes: 2e9 };
    const figures = await runBesides({ ...options, postgres });
    const header = lines.findIndex((line) => /^figure +folder +PostgreSQL$/.test(line.trim()));
    const warm = lines.slice(header).find((line) => line.startsWith("/ask without reranking, warm"));
    expect(warm).toMatch(/\d+ \/ \d+ ms +\d+ \/ \d+ ms/);
    expect(figures.filter(({ name }) => name.startsWith("PostgreSQL: "))).toHaveLength(figures.length / 2);
  });

  it("indexes once", async () => {
    await runBench(options);
    const { embedded } = embedder;
    await runBench(options);
    expect(embedder.embedded).toBe(embedded);
    expect(lines.filter((line) => line.startsWith("The corpus was indexed by this run"))).toHaveLength(1);
  });
});

describe("addReplicated", () => {
  it("fills the store with copies, embedding the samples only", async () => {
    const samples = toArticles(documents).articles;
    const pipeline = await options.parts.open(options.cacheFolder);
    await addReplicated(samples, 60, pipeline, () => undefined);
    const counts = await pipeline.stores.articles.counts();
    expect(counts.passages).toBeGreaterThanOrEqual(60);
    expect(counts.embeddings).toBe(counts.passages);
    expect(await pipeline.index?.size()).toBe(counts.passages);
    expect(embedder.embedded).toBe(9);
    await addReplicated(samples, 60, pipeline, () => undefined);
    expect((await pipeline.stores.articles.counts()).passages).toBe(counts.passages);
    const questions = await sampleQuestions(samples, pipeline);
    expect(questions).toHaveLength(6 + 9);
    expect(questions.every(({ asOf }) => asOf === "2025-04-20T00:00:00.000Z")).toBe(true);
    await pipeline.close();
  });
});

describe.skipIf(!canRunModel)("measureRaw", () => {
  it("runs the weights over every token", async () => {
    const texts = ["One short line.", "A somewhat longer line about the harbour.", "word ".repeat(900)];
    const request = { folder: modelFolder, texts, maxTokens: 512, batchTokens: 64 };
    const result = await measureRaw(request);
    expect(result.batches).toBe(2);
    expect(result.tokens).toBe(6 + 10 + 512);
    expect(result.seconds).toBeGreaterThan(0.01);
  });

  it("names what went wrong", async () => {
    const request = { folder: join(modelFolder, "nowhere"), texts: ["a"], maxTokens: 512, batchTokens: 64 };
    await expect(measureRaw(request)).rejects.toMatchObject({ code: "worker-failed" });
  });
});
