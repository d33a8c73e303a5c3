// Brings what is derived from the texts up to date before the first question: sketches, vectors and the vector index.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Embedder } from "../embed/embedder.js";
import { embedMissing } from "../ingest/embed-missing.js";
import type { ProgressEvent } from "../model/status.js";
import { type HnswIndex, MANIFEST_FILE } from "../store/hnsw-index.js";
import { openIndex, syncIndex } from "../store/open-index.js";
import type { ArticleStore } from "../store/ports.js";

/** Some 20 ms of work, committed together: an interruption loses no more, and the event loop waits no longer. */
const REVISIONS_AT_ONCE = 16;

/**
 * Returns when every revision has a sketch; at once if none is missing.
 * @throws DatelineError store-busy, store-broken
 */
export async function fillSketches(
  articles: Pick<ArticleStore, "sketchMissing">,
  onProgress: (event: ProgressEvent) => void,
): Promise<void> {
  const total = await articles.sketchMissing(0);
  let left = total;
  while (left > 0) {
    left = await articles.sketchMissing(REVISIONS_AT_ONCE);
    onProgress({
      label: "Sketching articles, to find copies",
      done: Math.max(0, total - left),
      total,
      unit: "articles",
    });
    await setImmediate();
  }
}

/** A look through an index that is whole takes less; only a rebuild is worth telling. */
const TOLD_AFTER_MS = 1_000;

/**
 * Sets the fingerprint, embeds passages that have no vector of it, and opens the index in the store's folder; null without an embedder.
 * @throws DatelineError worker-failed, model-broken, store-busy, store-broken
 */
export async function openVectors(
  store: ArticleStore,
  embedder: Embedder | null,
  folder: string,
  onProgress: (event: ProgressEvent) => void,
): Promise<HnswIndex | null> {
  if (embedder === null) return null;
  const { dimensions } = embedder;
  await store.useFingerprint(embedder.fingerprint, dimensions);
  await embedMissing(store, embedder, (done, total) => {
    onProgress({ label: "Embedding passages that have no vector yet", done, total, unit: "passages" });
  });
  const toldFrom = performance.now() + TOLD_AFTER_MS;
  const { index } = await openIndex(store, folder, {
    dimensions,
    onProgress: (done, total) => {
      if (performance.now() < toldFrom) return;
      onProgress({ label: "Building the index", done, total, unit: "passages" });
    },
  });
  return index;
}

/** A look costs about 0.1 s at 25,000 passages: while another process ingests, not every question pays for one. */
const FOLLOW_EVERY_MS = 10_000;

/** Returns a function that adds to the index what another process has stored since, such as `dateline ingest` while the bot runs. */
export function createCatchUp(store: ArticleStore, index: HnswIndex | null): () => Promise<void> {
  let lastMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (index === null || performance.now() - lastMs < FOLLOW_EVERY_MS) return;
    const { embeddings } = await store.counts();
    if (embeddings === (await index.size())) return;
    lastMs = performance.now();
    await syncIndex(store, index);
  };
}

const manifestSchema = z.object({ count: z.int().min(0) });

/** Returns how many entries the index file held when it was last saved, without loading it; 0 if there is none. */
export async function savedIndexSize(folder: string): Promise<number> {
  const path = join(folder, MANIFEST_FILE);
  if (!existsSync(path)) return 0;
  return manifestSchema.parse(JSON.parse(await readFile(path, "utf8"))).count;
}
