// Services about watches over the real ones, with a store and arrivals in memory that outlive them.

import { type WatchParts, WatchService } from "../src/app/watches.js";
import type { MemoryWatchStore } from "../src/store/memory-watch-store.js";

/** Makes the services; answers are asked and kept as the caller says. */
export function fakeWatches(
  watches: MemoryWatchStore,
  parts: Pick<WatchParts, "ask" | "keepAnswer" | "answers" | "now">,
): WatchService {
  const arrivals = {
    newest: async () => 0,
    after: async () => [],
    numberOf: async () => null,
    newestAt: async () => 0,
  };
  return new WatchService({ watches, arrivals, ...parts });
}
