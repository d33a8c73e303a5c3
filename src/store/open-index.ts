// Brings the index up to date with the store, so that a kill between a commit and the save of the index loses nothing.
import { DatelineError } from "../model/errors.js";
import { HnswIndex, type HnswOptions, openHnswIndex } from "./hnsw-index.js";
import type { ArticleStore } from "./ports.js";

interface SyncReport {
  /** Vectors that the index lacked, or had with other values. */
  readonly added: number;
  /** Entries that the store no longer has. */
  readonly removed: number;
}

interface OpenedIndex extends SyncReport {
  readonly index: HnswIndex;
  /** Why everything was built from the store again; null if the file could be used. */
  readonly rebuilt: string | null;
}

interface OpenIndexOptions extends Omit<HnswOptions, "fingerprint"> {
  /** Called after each batch with the vectors compared so far and their total. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Opens the index in `folder` for the store's current fingerprint, builds what is missing, drops what is gone, and saves.
 * @throws DatelineError store-fingerprint if the store has no embedder yet
 */
export async function openIndex(
  store: ArticleStore,
  folder: string,
  options: OpenIndexOptions,
): Promise<OpenedIndex> {
  const { onProgress, ...parameters } = options;
  const { fingerprint } = store;
  if (fingerprint === null) {
    throw new DatelineError(
      "store-fingerprint",
      `Index without an embedder: ${folder}: no fingerprint is set`,
      {
        hint: "Set one with useFingerprint before the index is opened.",
      },
    );
  }
  const hnsw = { ...parameters, fingerprint };
  const found = await openHnswIndex(folder, hnsw);
  const index = "index" in found ? found.index : new HnswIndex(folder, hnsw);
  const report = await syncIndex(store, index, onProgress);
  await index.save();
  return { index, rebuilt: "rebuild" in found ? found.rebuild : null, ...report };
}

/**
 * Adds and removes the difference between store and index, without saving. What others put into both meanwhile stays; an article
 * removed meanwhile may be left in the index until the next time, where `eligible` refuses it.
 */
export async function syncIndex(
  store: ArticleStore,
  index: HnswIndex,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<SyncReport> {
  const stale = new Set(index.passageIds());
  const { embeddings: total } = await store.counts();
  await index.reserve(total);
  let done = 0;
  let added = 0;
  for await (const batch of store.embeddings()) {
    const missing = index.missing(batch);
    await index.add(missing);
    added += missing.length;
    for (const { passageId } of batch) stale.delete(passageId);
    done += batch.length;
    onProgress(done, Math.max(done, total));
  }
  await index.remove([...stale]);
  return { added, removed: stale.size };
}
