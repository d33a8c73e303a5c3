// Fetches the models and starts their worker; without an embedder, says why and goes on with words only.

import { fileURLToPath } from "node:url";
import type { ModelStatus } from "../app/status.js";
import type { Embedder, Reranker, TokenCounter } from "../embed/embedder.js";
import { describeModels } from "../embed/model-folder.js";
import { createModelWorker, type ModelWorker } from "../embed/model-worker.js";
import {
  type ModelOutcome,
  type ModelProgress,
  type ProvidedModel,
  provideModels,
} from "../embed/provide-models.js";
import { describeError } from "../model/errors.js";
import type { ProgressEvent, Status } from "../model/status.js";
import type { Config } from "./config.js";
import { fileOfDateline } from "./environment.js";

export interface Models {
  /** Null while lexical only. */
  readonly worker: ModelWorker | null;
  readonly embedder: (Embedder & TokenCounter) | null;
  readonly reranker: Reranker | null;
  readonly status: () => Promise<ModelStatus>;
}

/** Stands for models that were not asked for: words only, without a worker. */
export function withoutModels(status: () => Promise<ModelStatus>): Models {
  return { worker: null, embedder: null, reranker: null, status };
}

/** Tells that the person chose to go without. */
export async function chosenLexical(): Promise<ModelStatus> {
  const notice = "Words only, as asked for with --lexical: no model is used.";
  return { embedder: null, reranker: null, lexicalOnly: true, notice };
}

/** Tells which models lie in the folder, without loading them; hashing them takes about 0.2 s. */
export async function statusOnDisk(models: Config["models"]): Promise<ModelStatus> {
  const present = (await describeModels(models)).filter(({ inUse, state }) => inUse && state === "present");
  const find = (wanted: "embedder" | "reranker"): Status["embedder"] => {
    const found = present.find(({ kind }) => kind === wanted);
    if (found === undefined || found.fingerprint === null || found.origin === null) return null;
    return { name: found.name, fingerprint: found.fingerprint, origin: found.origin };
  };
  const [embedder, reranker] = [find("embedder"), find("reranker")];
  const lexicalOnly = embedder === null;
  const notice = lexicalOnly
    ? "No embedder in the models folder: the next question or ingest fetches it."
    : null;
  return { embedder, reranker, lexicalOnly, notice };
}

/**
 * Provides the embedder and the reranker of the settings and starts the worker. A model that is unavailable, or whose files are
 * refused, is left out and told in the status; the next start tries again.
 * @throws DatelineError model-broken, worker-failed: a model that is there and does not run
 */
export async function openModels(
  config: Config,
  onProgress: (event: ProgressEvent) => void,
): Promise<Models> {
  const outcomes = await fetchModels(config, onProgress);
  const [first, second] = outcomes.map(({ model }) => model);
  const notices = outcomes.flatMap(noticesOf).join(" ");
  if (!first) {
    const lacking = { embedder: null, reranker: null, lexicalOnly: true, notice: `Words only: ${notices}` };
    return withoutModels(async () => lacking);
  }
  const worker = await createModelWorker({
    embedder: first,
    reranker: second ?? null,
    pairReaders: config.rerankReaders,
  });
  const status: ModelStatus = {
    embedder: describe(first, worker.embedder.fingerprint),
    reranker: second && worker.reranker ? describe(second, worker.reranker.fingerprint) : null,
    lexicalOnly: false,
    notice: notices === "" ? null : notices,
  };
  return { worker, embedder: worker.embedder, reranker: worker.reranker, status: async () => status };
}

/** Provides the models of the settings without starting them; one outcome each, the embedder first. */
export function fetchModels(
  config: Config,
  onProgress: (event: ProgressEvent) => void,
): Promise<ModelOutcome[]> {
  const { path, hubUrl, offline, embedder, reranker } = config.models;
  return provideModels(config.rerankLimit === 0 ? [embedder] : [embedder, reranker], {
    path,
    hubUrl,
    offline,
    changesPath: fileURLToPath(fileOfDateline("data/reader")),
    environment: process.env,
    onProgress: (event) => onProgress(toProgress(event)),
  });
}

function describe({ name, origin }: ProvidedModel, fingerprint: string): NonNullable<Status["embedder"]> {
  return { name, fingerprint, origin };
}

function noticesOf({ model, error }: ModelOutcome): string[] {
  if (error === null) return [...model.notices];
  return [`${describeError(error)}.`, ...(error.hint === null ? [] : [error.hint])];
}

function toProgress({ file, receivedBytes, totalBytes, origin }: ModelProgress): ProgressEvent {
  const label = `Getting ${file} (${origin === "hub" ? "model hub" : "Python wheel"})`;
  return { label, done: receivedBytes, total: totalBytes, unit: "bytes" };
}
