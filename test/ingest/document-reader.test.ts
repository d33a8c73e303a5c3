// Documents read on a thread: the same results as on this one, failures that keep their code, and threads that die or hang.
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import {
  createWorkerReader,
  readInputWith,
  type WorkerReaderOptions,
} from "../../src/ingest/document-reader.js";
import { createInlineReader } from "../../src/ingest/document-work.js";
import { page, rss } from "./feeds/site.js";

const built = fileURLToPath(new URL("../../dist/src/ingest/document-worker.js", import.meta.url));
const bytes = (text: string) => new TextEncoder().encode(text);
const now = "2025-10-22T12:00:00.000Z";
const feed = {
  bytes: bytes(rss("T", "https://e.example/", [{ text: "A sentence of some length stands here today." }])),
  charset: null,
  address: "https://e.example/feed",
  source: null,
  now,
};
const article = {
  bytes: bytes(
    page(
      "A headline of some length",
      Array(4).fill("A paragraph of the story says that the ferry was late on Monday, once more."),
      '<link rel="alternate" type="application/rss+xml" href="/f">',
    ),
  ),
  mediaType: "text/html",
  charset: null,
  address: "https://e.example/a",
  now,
};

beforeAll(() => {
  if (!existsSync(built)) throw new Error("The thread runs the built program: run `npm run build` first.");
});

function open(options: WorkerReaderOptions = {}) {
  const reader = createWorkerReader(options);
  onTestFinished(() => reader.close());
  return reader;
}

/** A thread that does what a test wants instead. */
function script(text: string): URL {
  const file = join(mkdtempSync(join(tmpdir(), "dateline-thread-")), "worker.mjs");
  writeFileSync(file, `export default () => { ${text} };`);
  return pathToFileURL(file);
}

it("gives what the calling thread would give, also for many at a time", async () => {
  const [reader, inline] = [open(), createInlineReader()];
  expect(await reader.feed(feed)).toEqual(await inline.feed(feed));
  expect(await reader.page(article)).toEqual(await inline.page(article));
  const upload = { name: "a.html", bytes: article.bytes };
  const given = {
    address: "a.html",
    input: upload,
    options: { now, overrides: { source: "Harbour Courier" } },
  };
  expect(await reader.input(given)).toEqual(await inline.input(given));
  expect(await reader.links(article)).toEqual(["https://e.example/f"]);
  const many = await Promise.all(Array.from({ length: 20 }, () => reader.feed(feed)));
  expect(new Set(many.map((reading) => JSON.stringify(reading))).size).toBe(1);
});

it("keeps the code of a failure and goes on", async () => {
  const reader = open();
  const wrong = { ...feed, bytes: bytes("<html></html>") };
  await expect(reader.feed(wrong)).rejects.toMatchObject({ name: "DatelineError", code: "read-unreadable" });
  expect((await reader.feed(feed)).title).toBe("T");
});

it.each([
  ["ends when idle, and the next document gets a new thread", 1, 2],
  ["keeps its thread from one document to the next", 60_000, 1],
])("%s", async (_, idleMs, threads) => {
  const text = 'return import("node:worker_threads").then(({ threadId }) => ({ result: threadId }));';
  const reader = open({ script: script(text), idleMs });
  const first: unknown = await reader.feed(feed);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(new Set([first, await reader.feed(feed)]).size).toBe(threads);
});

it.each([
  ["hangs", "for (;;);", /too complex to read within 0\.3 s/],
  ["dies", "process.exit(3);", /its reader failed/],
  ["throws", 'throw new Error("away");', /its reader failed.*away/],
  [
    "throws outside its work",
    'setTimeout(() => { throw new Error("away"); }); return new Promise(() => undefined);',
    /its reader failed.*away/,
  ],
  [
    "eats memory",
    "const all = []; for (;;) all.push(new Array(1e5).fill({}));",
    /too complex to read within 512 MB of memory/,
  ],
])("takes a document for unreadable whose thread %s", { timeout: 240_000 }, async (name, text, reason) => {
  const reader = open({ script: script(text), timeoutMs: name === "hangs" ? 300 : 100_000 });
  for (let n = 0; n < 2; n += 1) {
    await expect(reader.page(article)).rejects.toMatchObject({
      code: "read-unreadable",
      message: expect.stringMatching(reason),
    });
  }
});

it("takes a document for unreadable whose thread cannot start", async () => {
  const reader = open({ script: new URL("missing.mjs", script("")), timeoutMs: 100_000 });
  for (let n = 0; n < 2; n += 1) {
    await expect(reader.page(article)).rejects.toMatchObject({
      code: "read-unreadable",
      message: expect.stringMatching(/its reader failed.*missing\.mjs/),
    });
  }
});

it("makes a rejected row of an input that is too complex, and reads the next with another thread", async () => {
  const slow = readInputWith(open({ script: script("for (;;);"), timeoutMs: 200 }));
  const reason = "it is too complex to read within 0.2 s";
  const rejected = { kind: "rejected", subject: "a.html", code: "read-unreadable", reason, hint: null };
  for (let n = 0; n < 2; n += 1) {
    expect(await slow({ name: "a.html", bytes: article.bytes }, { now })).toEqual([rejected]);
  }
});
