// Brings what is derived from the texts up to date before the first question: sketches, vectors and the vector index.
import { setImmediate } from "node:timers/promises";
import type { Embedder } from "../embed/embedder.js";
import { embedMissing } from "../ingest/embed-missing.js";
import type { ProgressEvent } from "../model/status.js";
import type { ArticleStore, Stores, VectorIndex } from "../store/ports.js";

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
 * Sets the fingerprint, embeds passages that have no vector of it, and opens the index; null without an embedder. `embeds`: false
 * leaves embedding to other processes.
 * @throws DatelineError worker-failed, model-broken, store-busy, store-broken
 */
export async function openVectors(
  stores: Pick<Stores, "articles" | "openIndex">,
  embedder: Embedder | null,
  onProgress: (event: ProgressEvent) => void,
  { embeds }: { readonly embeds: boolean },
): Promise<VectorIndex | null> {
  if (embedder === null) return null;
  const { dimensions } = embedder;
  await stores.articles.useFingerprint(embedder.fingerprint, dimensions);
  const tell = (done: number, total: number) =>
    onProgress({ label: "Embedding passages that have no vector yet", done, total, unit: "passages" });
  if (embeds) await embedMissing(stores.articles, embedder, tell);
  const toldFrom = performance.now() + TOLD_AFTER_MS;
  return stores.openIndex(dimensions, (done, total) => {
    if (performance.now() < toldFrom) return;
    onProgress({ label: "Building the index", done, total, unit: "passages" });
  });
}
