// Entry point of the worker process: loads the models, answers batches in order of arrival, and ends with its parent.
import process from "node:process";
import { describeError } from "../model/errors.js";
import {
  checkEmbedder,
  checkReranker,
  type LocalEmbedder,
  type LocalReranker,
  loadEmbedder,
  loadReranker,
} from "./transformers.js";
import type { BatchRequest, LoadRequest, WorkerReply, WorkerRequest } from "./worker-process.js";

let embedder: LocalEmbedder | null = null;
let reranker: LocalReranker | null = null;

async function load(request: LoadRequest): Promise<WorkerReply> {
  const { id, embedder: wanted } = request;
  embedder = await loadEmbedder(wanted.folder, wanted);
  const broken = await checkEmbedder(embedder, wanted.weightsSha256, wanted);
  if (broken !== null) return { id, kind: "failed", reason: `embedder in ${wanted.folder}: ${broken}` };
  if (request.reranker !== null) {
    reranker = await loadReranker(request.reranker.folder, request.reranker);
    const wrong = await checkReranker(reranker);
    if (wrong !== null) {
      return { id, kind: "failed", reason: `reranker in ${request.reranker.folder}: ${wrong}` };
    }
  }
  return { id, kind: "loaded", dimensions: embedder.dimensions };
}

async function compute(request: BatchRequest): Promise<Float32Array> {
  if (embedder === null) throw new TypeError("a batch came before the models were loaded");
  if (request.kind === "embed") return embedder.embed(request.texts);
  if (request.kind === "count") return Float32Array.from(embedder.countTokens(request.texts));
  if (reranker === null) throw new TypeError("no reranker was loaded");
  return Float32Array.from(await reranker.rerank(request.question, request.texts));
}

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  try {
    if (request.kind === "load") return await load(request);
    return { id: request.id, kind: "done", values: await compute(request) };
  } catch (error) {
    return { id: request.id, kind: "failed", reason: describeError(error) };
  }
}

/** Resolves once the reply is sent, so that a crash in the next request cannot lose it. */
const send = (reply: WorkerReply): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(reply, undefined, undefined, () => resolve());
  });

let turn: Promise<void> = Promise.resolve();
process.on("message", (request: WorkerRequest) => {
  turn = turn.then(async () => send(await answer(request)));
});
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole process group, but the parent decides when the worker ends.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
