// Services about watches over the real ones, with a store and arrivals in memory that outlive them.

import { type WatchParts, WatchService } from "../src/app/watches.js";
import { DEFAULT_SETTINGS } from "../src/model/guild.js";
import type { AnswerStore, WatchStore } from "../src/store/ports.js";
import type { StoreConnection } from "../src/store/sqlite/database.js";
import { SqliteWatchStore } from "../src/store/sqlite/watches.js";
import { connectInMemory } from "./store/temp-folder.js";

/** Watches in memory that can be emptied. */
export class FakeWatchStore extends SqliteWatchStore {
  readonly #connection: StoreConnection;

  constructor(connection = connectInMemory()) {
    super(connection);
    this.#connection = connection;
  }

  clear(): void {
    this.#connection.database.exec(
      "DELETE FROM watches; DELETE FROM watch_notices; DELETE FROM watch_cursor",
    );
  }
}

/** Makes the services; answers are asked and kept as the caller says. */
export function fakeWatches(
  watches: WatchStore,
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
