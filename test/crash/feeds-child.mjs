// Reads feeds that are due with the built program as the bot does, matching words only, until none is due or it is killed.
// usage: node feeds-child.mjs STORE HOST:PORT; prints "ready", then each read as one line of JSON, then "done".
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { approximateTokenCounter } from "../../dist/src/embed/embedder.js";
import { createWorkerReader } from "../../dist/src/ingest/document-reader.js";
import { FeedPoller } from "../../dist/src/ingest/feeds/poller.js";
import { DEFAULT_PACE } from "../../dist/src/ingest/feeds/schedule.js";
import { createWebFetcher } from "../../dist/src/fetch/web-fetcher.js";
import { createIngest } from "../../dist/src/ingest/ingest.js";
import { openThreadedStores } from "../../dist/src/store/sqlite/open-stores.js";

const [folder, host] = process.argv.slice(2);
const now = () => new Date().toISOString();
/** Synchronously, so that a line that is out is a line that was reported. */
const print = (line) => writeSync(1, `${line}\n`);

const stores = await openThreadedStores(folder);
const { articles: store, feeds, processes } = stores;
const fetcher = createWebFetcher({ userAgent: "Dateline/test", allowHosts: [host], now });
const reader = createWorkerReader();
const ingest = createIngest({ store, embedder: null, tokens: approximateTokenCounter, index: null, now });
const poller = new FeedPoller({
  ...{ feeds, processes, articles: store, fetcher, reader, ingest, now, random: () => 0.5, pace: DEFAULT_PACE },
  onRefresh: (refresh) => print(JSON.stringify(refresh)),
  onFault: (error) => print(`fault ${error}`),
  lookEveryMs: 20,
});
print("ready");
poller.start();
while ((await feeds.takeDue(now(), 1)).length > 0) await sleep(20);
await poller.stop();
await reader.close();
await fetcher.close();
await stores.close();
print("done");
