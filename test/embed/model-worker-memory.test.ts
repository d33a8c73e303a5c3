// Memory of the real worker process, and what keeps it low.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { startRealWorker } from "../models.js";

const canCount = existsSync("/proc/self/status");
if (!canCount) process.stderr.write("LEFT OUT: memory of the worker: needs /proc\n");

let worker: ModelWorker;
beforeAll(async () => {
  worker = await startRealWorker();
});
afterAll(async () => {
  await worker.close();
});

describe.skipIf(!canCount)("the worker", () => {
  it("stays below 400 MB with both models, through batches of every shape", async () => {
    const lengths = [3, 20, 60, 110, 150, 400];
    const texts = lengths.flatMap((words) => Array.from({ length: 6 }, () => "word ".repeat(words)));
    await worker.embedder.embedPassages(texts);
    await worker.reranker?.rerank("Which words are there?", texts);
    const status = await readFile(`/proc/${worker.pid}/status`, "utf8");
    const peakMegabytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1000;
    // With one reader of pairs 215 MB where this was written, 284 MB with Node 22 on a busy machine, 330 MB and more with onnxruntime's
    // arena, or with batches of 1,536 tokens in it. The second reader adds 75 MB.
    expect(peakMegabytes).toBeGreaterThan(100);
    expect(peakMegabytes).toBeLessThan(400);
  });

  it("has a small young generation, and none of this process's options", async () => {
    const options = (await readFile(`/proc/${worker.pid}/cmdline`, "utf8")).split("\0").slice(1);
    expect(options).toEqual(["--max-semi-space-size=2", expect.stringMatching(/worker-main\.js$/), ""]);
  });
});

describe("onnxruntime", () => {
  it("is the one that @xenova/transformers loads, since a second copy in a process fails", () => {
    const own = createRequire(import.meta.url);
    const library = createRequire(own.resolve("@xenova/transformers"));
    expect(own.resolve("onnxruntime-node")).toBe(library.resolve("onnxruntime-node"));
  });
});
