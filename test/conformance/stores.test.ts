// Runs what every store must do over each implementation.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import { openPostgresStores } from "../../src/store/postgres/open-stores.js";
import { openSqliteStores, openThreadedStores } from "../../src/store/sqlite/open-stores.js";
import { NO_SERVER, type Place, startPglite, startServer } from "../store/postgres/servers.js";
import { describeFeedStore } from "./feed-store.js";
import { describeGuildStore } from "./guild-store.js";
import { describeProcesses } from "./processes.js";
import { describeRefetchStore } from "./refetch-store.js";
import { describeArticles } from "./store-articles.js";
import { describeCopies } from "./store-copies.js";
import { describeHeadings, describeWords } from "./store-finding.js";
import { describeLists } from "./store-lists.js";
import {
  describeAnswers,
  describeOpenQuestions,
  describeSettings,
  describeVectors,
} from "./store-records.js";
import { describeScope } from "./store-scope.js";
import { describeWatchStore } from "./watch-store.js";

const pglite = await startPglite();
const server = await startServer();
if (server === null) process.stderr.write(`${NO_SERVER}\n`);
afterAll(async () => {
  await pglite.stop();
  await server?.stop();
});

/** By name, what opens empty stores; `folder` is new and empty, and gone after the test. */
const IMPLEMENTATIONS: Readonly<Record<string, (folder: string) => Promise<Stores>>> = {
  sqlite: (folder) => openSqliteStores(folder),
  "sqlite, on threads": (folder) => openThreadedStores(folder),
  "postgres in this process": async () => openAt(await pglite.fresh()),
  ...(server === null ? {} : { "postgres on a server": async () => openAt(await server.fresh()) }),
};

function openAt({ address, ...driver }: Place): Promise<Stores> {
  return openPostgresStores(address, driver);
}

const SUITES = [
  describeArticles,
  describeHeadings,
  describeWords,
  describeVectors,
  describeAnswers,
  describeOpenQuestions,
  describeSettings,
  describeScope,
  describeCopies,
  describeLists,
  describeFeedStore,
  describeGuildStore,
  describeProcesses,
  describeRefetchStore,
  describeWatchStore,
];

for (const [name, open] of Object.entries(IMPLEMENTATIONS)) {
  describe(name, () => {
    let folder: string;
    let stores: Stores;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "dateline-conformance-"));
      stores = await open(folder);
    });
    afterEach(async () => {
      await stores.close();
      await rm(folder, { recursive: true });
    });
    const runs = name.startsWith("postgres") ? 10 : 60; // a statement takes many times as long there
    for (const suite of SUITES) suite(() => stores, runs);
  });
}
