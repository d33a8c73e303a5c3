// Ingests a folder into a store with the built program and a made-up embedder, until it is done or killed.
// usage: node ingest-child.mjs STORE FILES; prints "ready", then each row as one line of JSON, then "done".
// It takes a byte from its parent for each row as a receipt, and runs ahead of these by a few rows only: however late
// a busy machine lets the parent strike, the ingest is still under way.
import { once } from "node:events";
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { embedMissing } from "../../dist/src/ingest/embed-missing.js";
import { createIngest } from "../../dist/src/ingest/ingest.js";
import { openSqliteStores } from "../../dist/src/store/sqlite/open-stores.js";

const [folder, files] = process.argv.slice(2);
const dimensions = 8;
/** Synchronously, so that a line that is out is a line that was reported. */
const print = (line) => writeSync(1, `${line}\n`);

const ROWS_AHEAD = 5;
let rows = 0;
let receipts = 0;
process.stdin.on("data", (bytes) => {
  receipts += bytes.length;
});

/** A unit vector that tells its text. */
function vectorOf(text) {
  const vector = new Float32Array(dimensions).fill(0.1);
  for (let i = 0; i < text.length; i += 1) vector[i % dimensions] += text.charCodeAt(i);
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

const embedder = {
  fingerprint: "d".repeat(64),
  dimensions,
  maxTokens: 512,
  embedPassages: async (texts) => {
    await sleep(5); // so that some strikes fall here
    while (rows > receipts + ROWS_AHEAD) await once(process.stdin, "data");
    return texts.map(vectorOf);
  },
  embedQuestion: async (text) => vectorOf(text),
  countTokens: async (texts) => texts.map((text) => text.split(" ").length),
};

const stores = await openSqliteStores(folder);
const { articles: store } = stores;
await store.useFingerprint(embedder.fingerprint, dimensions);
await embedMissing(store, embedder);
const index = await stores.openIndex(dimensions);
const ingest = createIngest({
  store,
  embedder,
  tokens: embedder,
  index,
  now: () => "2025-12-31T12:00:00.000Z",
  limits: { windowPassages: 24, maxTokens: 40 },
});
print("ready");
const saves = [];
const { complete } = await ingest.ingestFiles([files], {
  onRow: (row) => {
    print(JSON.stringify(row));
    rows += 1;
    if (rows % 10 === 0) saves.push(index.save());
  },
});
await Promise.all(saves);
await index.save();
await stores.close();
process.stdin.destroy();
print(complete ? "done" : "stopped");
