// Runs the suite over every store of feeds; the one in SQLite beside an open store, as it is used.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryFeedStore } from "../../src/store/memory-feed-store.js";
import { openSqliteFeedStore } from "../../src/store/sqlite/feeds.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { StoreWriter, threadedFeedStore } from "../../src/store/sqlite/writer.js";
import { describeFeedStore } from "./feed-store.js";

describeFeedStore({
  name: "memory",
  open: async () => ({ store: new MemoryFeedStore(), dispose: async () => undefined }),
});

describeFeedStore({
  name: "sqlite",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-feeds-"));
    const articles = await openSqliteStore(folder);
    const store = await openSqliteFeedStore(folder);
    const dispose = async () => {
      await store.close();
      await articles.close();
      await rm(folder, { recursive: true });
    };
    return { store, dispose };
  },
});

describeFeedStore({
  name: "sqlite, written on a thread",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-feeds-"));
    const writer = new StoreWriter(folder);
    const store = threadedFeedStore(await openSqliteFeedStore(folder), writer);
    const dispose = async () => {
      await store.close();
      await writer.close();
      await rm(folder, { recursive: true });
    };
    return { store, dispose };
  },
});
