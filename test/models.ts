// Where the real models are for tests, and how to get them there. Used by the global setup and by every test that embeds.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createModelWorker, type ModelWorker, type ModelWorkerOptions } from "../src/embed/model-worker.js";
import {
  type ModelProgress,
  type ProvidedModel,
  provideModel,
  provideModels,
} from "../src/embed/provide-models.js";

const settings = {
  path: fileURLToPath(new URL("../data/models", import.meta.url)),
  hubUrl: "https://huggingface.co",
  changesPath: fileURLToPath(new URL("../data/reader", import.meta.url)),
};
export const embedderName = "bge-small-en-v1.5";
export const rerankerName = "dateline-reader";
/** Folder of the models' folders. */
export const modelsPath = settings.path;

/** Fetches both default models where they are missing. @throws DatelineError model-unavailable */
export async function fetchModels(onProgress: (event: ModelProgress) => void): Promise<void> {
  const options = { ...settings, offline: false, onProgress, environment: process.env };
  for (const { error } of await provideModels([embedderName, rerankerName], options)) {
    if (error !== null) throw error;
  }
}

/** Returns both default models, which the global setup has fetched. */
export async function realModels(): Promise<{ embedder: ProvidedModel; reranker: ProvidedModel }> {
  const offline = { ...settings, offline: true };
  return {
    embedder: await provideModel(embedderName, offline),
    reranker: await provideModel(rerankerName, offline),
  };
}

/** Starts a worker with both real models; the built worker where no other path is given. */
export async function startRealWorker(
  options: Partial<Omit<ModelWorkerOptions, "embedder" | "reranker">> = {},
): Promise<ModelWorker> {
  return createModelWorker({ ...(await realModels()), ...options });
}
