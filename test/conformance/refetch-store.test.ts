// Runs the suite over every store of pages to be fetched again; the ones in SQLite beside an open store, as they are used.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryRefetchStore } from "../../src/store/memory-refetch-store.js";
import { openSqliteRefetchStore } from "../../src/store/sqlite/pages.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { StoreWriter, threadedRefetchStore } from "../../src/store/sqlite/writer.js";
import { describeRefetchStore } from "./refetch-store.js";

describeRefetchStore({
  name: "memory",
  open: async () => ({ store: new MemoryRefetchStore(), dispose: async () => undefined }),
});

for (const isThreaded of [false, true]) {
  describeRefetchStore({
    name: isThreaded ? "sqlite, written on a thread" : "sqlite",
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), "dateline-refetches-"));
      const articles = await openSqliteStore(folder);
      const writer = new StoreWriter(folder);
      const store = await openSqliteRefetchStore(folder);
      const dispose = async () => {
        await store.close();
        await articles.close();
        await writer.close();
        await rm(folder, { recursive: true });
      };
      return { store: isThreaded ? threadedRefetchStore(store, writer) : store, dispose };
    },
  });
}
