// Runs the suite over every store of guild settings; the one in SQLite beside an open store, as it is used.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryGuildStore } from "../../src/store/memory-guild-store.js";
import { openSqliteGuildStore } from "../../src/store/sqlite/guilds.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { describeGuildStore } from "./guild-store.js";

describeGuildStore({
  name: "memory",
  open: async () => ({ store: new MemoryGuildStore(), dispose: async () => undefined }),
});

describeGuildStore({
  name: "sqlite",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-guilds-"));
    const articles = await openSqliteStore(folder);
    const store = await openSqliteGuildStore(folder);
    const dispose = async () => {
      await store.close();
      await articles.close();
      await rm(folder, { recursive: true });
    };
    return { store, dispose };
  },
});
