// The thread that writes: opens the stores, makes the calls sent to it, in order, and checkpoints the log into the file.
import { workerData } from "node:worker_threads";
import { openSqliteStores } from "./open-stores.js";
import { serveCalls } from "./store-thread.js";

const stores = await openSqliteStores(String(workerData));
const { articles, answers, feeds, refetches } = stores;
serveCalls({ articles, answers, feeds, refetches }, { inOrder: true, close: () => stores.close() });
