// Runs the suite over every store of watches; the one in SQLite beside an open store, as it is used.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryWatchStore } from "../../src/store/memory-watch-store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { openSqliteWatchStore } from "../../src/store/sqlite/watches.js";
import { describeWatchStore } from "./watch-store.js";

describeWatchStore({
  name: "memory",
  open: async () => ({ store: new MemoryWatchStore(), dispose: async () => undefined }),
});

describeWatchStore({
  name: "sqlite",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-watches-"));
    const articles = await openSqliteStore(folder);
    const { watches: store } = await openSqliteWatchStore(folder);
    const dispose = async () => {
      await store.close();
      await articles.close();
      await rm(folder, { recursive: true });
    };
    return { store, dispose };
  },
});
