// Services about watches over the real ones, with a store and arrivals in memory that outlive them.

import { type WatchParts, WatchService } from "../src/app/watches.js";
import { DEFAULT_SETTINGS } from "../src/model/guild.js";
import type { MemoryWatchStore } from "../src/store/memory-watch-store.js";
import type { AnswerStore } from "../src/store/ports.js";

/** Makes the services; answers are asked and kept as the caller says. */
export function fakeWatches(
  watches: MemoryWatchStore,
  given: Pick<WatchParts, "answers" | "now" | "asker"> & { readonly putAnswer: AnswerStore["putAnswer"] },
): WatchService {
  const arrivals = {
    newest: async () => 0,
    after: async () => [],
    numberOf: async () => null,
    newestAt: async () => 0,
  };
  const { putAnswer, ...parts } = given;
  const stores = { watches, arrivals, answers: { putAnswer } as unknown as AnswerStore };
  return new WatchService({ ...parts, stores, settings: { of: async () => DEFAULT_SETTINGS } });
}
