// Sketches what an earlier version stored without a sketch: once a store, in small steps that leave the thread free.
import { setImmediate } from "node:timers/promises";
import type { Store } from "../store/store.js";
import type { ProgressEvent } from "./progress.js";

/** Some 20 ms of work, committed together: an interruption loses no more, and the event loop waits no longer. */
const REVISIONS_AT_ONCE = 16;

/**
 * Returns when every revision has a sketch; at once where none is missing.
 * @throws DatelineError store-busy, store-broken
 */
export async function fillSketches(
  store: Pick<Store, "sketchMissing">,
  onProgress: (event: ProgressEvent) => void,
): Promise<void> {
  const total = await store.sketchMissing(0);
  let left = total;
  while (left > 0) {
    left = await store.sketchMissing(REVISIONS_AT_ONCE);
    onProgress({
      label: "Sketching articles, to find copies",
      done: Math.max(0, total - left),
      total,
      unit: "articles",
    });
    await setImmediate();
  }
}
