// Runs the suite over every store there is.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryStore } from "../../src/store/memory-store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { StoreWriter, threadedStore } from "../../src/store/sqlite/writer.js";
import { describeStore } from "./store.js";

describeStore({
  name: "memory",
  open: async () => ({ store: new MemoryStore(), dispose: async () => undefined }),
});

describeStore({
  name: "sqlite",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-store-"));
    const store = await openSqliteStore(folder);
    const dispose = async () => {
      await store.close();
      await rm(folder, { recursive: true });
    };
    return { store, dispose };
  },
});

describeStore({
  name: "sqlite, written on a thread",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-store-"));
    const writer = new StoreWriter(folder);
    const store = threadedStore(await openSqliteStore(folder, { tendsLog: false }), writer);
    const dispose = async () => {
      await store.close();
      await writer.close();
      await rm(folder, { recursive: true });
    };
    return { store, dispose };
  },
});
