// A child process that runs the embedder’s weights in a bare loop over tokenized batches, as the yardstick of ingest.

import { basename, dirname, join } from "node:path";
import { AutoTokenizer, env } from "@xenova/transformers";
import type { Tensor } from "onnxruntime-node";
import onnxruntime from "onnxruntime-node";
import { weightsFile } from "../../embed/model-catalog.js";
import { MODEL_THREADS } from "../../embed/session.js";
import type { RawRequest, RawResult } from "./ingest-speed.js";

type Feeds = Record<"input_ids" | "attention_mask" | "token_type_ids", Tensor>;

env.allowRemoteModels = false;
env.useFSCache = false;

async function measure({ folder, texts, maxTokens, batchTokens }: RawRequest): Promise<RawResult> {
  env.localModelPath = dirname(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder));
  // The runtime's own settings except for the threads: with its arena, which is faster.
  const session = await onnxruntime.InferenceSession.create(join(folder, weightsFile), {
    executionProviders: ["cpu"],
    intraOpNumThreads: MODEL_THREADS,
  });
  const [first = 0, last = 0] = tokenizer.encode("");
  const rows = texts.map((text) => {
    const ids = tokenizer.encode(text, null, { add_special_tokens: false });
    return [first, ...ids.slice(0, maxTokens - 2), last];
  });
  const batches = cutBatches(rows, batchTokens).map(toFeeds);
  const [warmUp] = batches;
  if (warmUp !== undefined) await session.run(warmUp);
  const started = performance.now();
  for (const feeds of batches) await session.run(feeds);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, batches: batches.length, tokens: rows.reduce((sum, row) => sum + row.length, 0) };
}

/** Shortest first, as many a batch as fit when padded to the longest. */
function cutBatches(rows: readonly number[][], batchTokens: number): number[][][] {
  const batches: number[][][] = [];
  for (const row of [...rows].sort((a, b) => a.length - b.length)) {
    const open = batches.at(-1);
    if (open !== undefined && (open.length + 1) * row.length <= batchTokens) open.push(row);
    else batches.push([row]);
  }
  return batches;
}

function toFeeds(rows: readonly number[][]): Feeds {
  const width = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * width);
  const mask = new BigInt64Array(rows.length * width);
  for (const [index, row] of rows.entries()) {
    ids.set(row.map(BigInt), index * width);
    mask.fill(1n, index * width, index * width + row.length);
  }
  const tensor = (data: BigInt64Array) => new onnxruntime.Tensor("int64", data, [rows.length, width]);
  return {
    input_ids: tensor(ids),
    attention_mask: tensor(mask),
    token_type_ids: tensor(new BigInt64Array(rows.length * width)),
  };
}

process.on("message", (request: RawRequest) => {
  void measure(request).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
});
