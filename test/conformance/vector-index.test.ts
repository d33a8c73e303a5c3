// Runs the suite over every vector index there is, each over a store of its own.
import { afterAll, onTestFinished } from "vitest";
import { openPostgresStores } from "../../src/store/postgres/open-stores.js";
import { NO_SERVER, startPglite, startServer } from "../store/postgres/servers.js";
import { FINGERPRINT, openIndexes } from "../store/temp-folder.js";
import { describeIndex } from "./vector-index.js";

describeIndex({
  name: "exact",
  open: async (dimensions) => {
    const { articles, exact } = await openIndexes(dimensions);
    return { articles, index: exact };
  },
});

describeIndex({
  name: "hnsw",
  open: async (dimensions) => {
    const { articles, index } = await openIndexes(dimensions);
    return { articles, index };
  },
});

const pglite = await startPglite();
const server = await startServer();
if (server === null) process.stderr.write(`${NO_SERVER}\n`);
afterAll(async () => {
  await pglite.stop();
  await server?.stop();
});

for (const [name, at] of Object.entries({ "in this process": pglite, "on a server": server })) {
  if (at === null) continue;
  describeIndex({
    name: `postgres ${name}`,
    open: async (dimensions) => {
      const { address, ...driver } = await at.fresh();
      const stores = await openPostgresStores(address, driver);
      onTestFinished(() => stores.close());
      await stores.articles.useFingerprint(FINGERPRINT, dimensions);
      return { articles: stores.articles, index: await stores.openIndex(dimensions) };
    },
  });
}
