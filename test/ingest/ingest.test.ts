// Ingest into a real SQLite store: outcomes and their rows, order, what is embedded and what is not, interruption.
import { mkdir, truncate, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { createIngest, type IngestParts } from "../../src/ingest/ingest.js";
import type { IngestRow } from "../../src/model/article.js";
import { DatelineError } from "../../src/model/errors.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { tempFolder, tempStores } from "../store/temp-folder.js";
import { WORD_DIMENSIONS, WORD_FINGERPRINT, wordEmbedder } from "../word-embedder.js";

const now = "2025-12-31T12:00:00.000Z";

async function openIngest(
  over: Partial<IngestParts> = {},
  before?: (texts: readonly string[]) => Promise<void>,
) {
  const folder = await tempFolder();
  const stores = await tempStores(join(folder, "store"));
  const store = stores.articles;
  await store.useFingerprint(WORD_FINGERPRINT, WORD_DIMENSIONS);
  const { embedder, calls } = wordEmbedder(before);
  const index = await stores.openIndex(WORD_DIMENSIONS);
  const parts = { store, embedder, tokens: embedder, index, now: () => now, ...over };
  const files = join(folder, "files");
  await mkdir(files);
  const write = (name: string, content: string | Uint8Array) => writeFile(join(files, name), content);
  return { store, index, calls, files, write, ingest: createIngest(parts) };
}

const bodyOf = (n: number, sentences = 6): string =>
  Array.from(
    { length: sentences },
    (_, k) => `Report ${n} says in its sentence ${k} that the talks went on.`,
  ).join(" ");
const page = (n: number, text = bodyOf(n)): string =>
  JSON.stringify({
    title: `Article number ${n}`,
    url: `https://example.org/${n}`,
    text,
    publishedAt: "2025-10-21",
  });
const short = (rows: readonly IngestRow[]): string[] =>
  rows.map(({ subject, outcome }) => `${basename(subject)} ${outcome}`);

it("adds, leaves alone what is unchanged without embedding it, and revises what has changed", async () => {
  const { ingest, store, index, calls, files, write } = await openIngest();
  await write("a.json", page(1));
  await write("b.json", page(2));
  const first = await ingest.ingestFiles([files]);
  expect(short(first.rows)).toEqual(["a.json added", "b.json added"]);
  expect(first.complete).toBe(true);
  expect(first.rows[0]).toMatchObject({ title: "Article number 1", passageCount: 1, notes: [] });
  expect(calls.flat()[0]).toBe(`Article number 1\n${bodyOf(1)}`);

  calls.length = 0;
  expect(short((await ingest.ingestFiles([files])).rows)).toEqual(["a.json unchanged", "b.json unchanged"]);
  expect(calls).toEqual([]);

  await write("b.json", page(2, `${bodyOf(2)} Now they are over.`));
  expect(short((await ingest.ingestFiles([files])).rows)).toEqual(["a.json unchanged", "b.json revised"]);
  const articleId = first.rows[1]?.articleId as string;
  expect((await store.article(articleId))?.revision).toBe(2);
  expect((await store.article(articleId, 1))?.text).toBe(bodyOf(2));
  expect(await store.counts()).toMatchObject({ articles: 2, revisions: 3, passages: 3, embeddings: 3 });
  expect(await index.size()).toBe(3);
});

it("gives every file that cannot be read a row with its reason, and the rest goes in", async () => {
  const { ingest, store, files, write } = await openIngest();
  await write(
    "binary.txt",
    Uint8Array.from({ length: 400 }, (_, i) => i % 32),
  );
  await write("empty.txt", "");
  await write("encoding.txt", Uint8Array.from([0x80, 0x81, 0xfe, 0xff, 0x00, 0xc3, 0x28]));
  await write("good.json", page(1));
  await write("huge.txt", "");
  await truncate(join(files, "huge.txt"), 200_000_000);
  await write("lines.jsonl", `${page(2)}\n{"title": \n${page(3)}`);
  await write("wrong.json", '{"title": "Cut off');
  const { rows } = await ingest.ingestFiles([files, join(files, "none.txt")]);
  expect(short(rows)).toEqual([
    "binary.txt rejected",
    "empty.txt rejected",
    "encoding.txt rejected",
    "good.json added",
    "huge.txt rejected",
    "lines.jsonl:1 added",
    "lines.jsonl:2 rejected",
    "lines.jsonl:3 added",
    "wrong.json rejected",
    "none.txt rejected",
  ]);
  const rejected = rows.filter(({ outcome }) => outcome === "rejected");
  expect(rejected.every(({ notes }) => (notes[0]?.length ?? 0) > 10)).toBe(true);
  expect(rejected.find(({ subject }) => subject.endsWith("huge.txt"))?.notes[0]).toContain(
    "200.0 MB, at most 20 MB",
  );
  expect((await store.counts()).articles).toBe(3);
});

it("takes the same article twice in one run in order, and embeds the repeated text once", async () => {
  const { ingest, store, calls, files, write } = await openIngest();
  await write("a.json", page(1));
  await write("b.json", page(1));
  await write("c.json", page(1, bodyOf(9)));
  const { rows } = await ingest.ingestFiles([files]);
  expect(short(rows)).toEqual(["a.json added", "b.json unchanged", "c.json revised"]);
  expect(calls.flat()).toHaveLength(2);
  expect((await store.article(rows[0]?.articleId as string))?.text).toBe(bodyOf(9));
});

it("reports a row only after its article can be read by another connection", async () => {
  const { ingest, files, write } = await openIngest();
  for (let n = 0; n < 12; n += 1) await write(`${n}.json`, page(n));
  const other = await openSqliteStores(join(files, "../store"));
  const seen: Promise<unknown>[] = [];
  await ingest.ingestFiles([files], {
    onRow: (row) => seen.push(other.articles.article(row.articleId as string)),
  });
  const articles = await Promise.all(seen);
  await other.close();
  expect(articles).toHaveLength(12);
  expect(articles.every((article) => article !== null)).toBe(true);
});

it("embeds the passages of many articles together, and has further windows waiting", async () => {
  let running = 0;
  let most = 0;
  const { ingest, calls, store } = await openIngest({ limits: { windowPassages: 20 } }, async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  });
  const articles = Array.from(
    { length: 100 },
    (_, n) => JSON.parse(page(n)) as { text: string; url: string },
  );
  const lines = articles.map((article) => JSON.stringify(article)).join("\n");
  const rows = await ingest.ingestInput({ name: "all.jsonl", bytes: Buffer.from(lines) });
  expect(rows.map(({ subject }) => subject)).toEqual(articles.map((_, n) => `all.jsonl:${n + 1}`));
  expect(calls.map((texts) => texts.length)).toEqual([2, 20, 20, 20, 20, 18]); // a little first, so that the model need not wait
  expect(most).toBeGreaterThan(1);
  expect((await store.counts()).embeddings).toBe(100);
});

it("leaves out an article that cannot be embedded, and stops where nothing can be", async () => {
  const broken = new DatelineError("worker-failed", "The worker failed: it ended: expected vectors");
  let bad = /Report 2 /;
  const { ingest, store, files, write } = await openIngest({}, async (texts) => {
    if (texts.some((text) => bad.test(text))) throw broken;
  });
  for (let n = 0; n < 5; n += 1) await write(`${n}.json`, page(n));
  const { rows } = await ingest.ingestFiles([files]);
  expect(short(rows)).toEqual([
    "0.json added",
    "1.json added",
    "2.json rejected",
    "3.json added",
    "4.json added",
  ]);
  expect(rows[2]?.notes[0]).toBe(`cannot be embedded: ${broken.message}`);
  bad = /Report/;
  for (let n = 5; n < 10; n += 1) await write(`${n}.json`, page(n));
  await expect(ingest.ingestFiles([files])).rejects.toBe(broken);
  expect((await store.counts()).articles).toBe(4);
});

it("stops at the signal, keeps what it reported, and goes on from there the next time", async () => {
  const stop = new AbortController();
  const { ingest, store, calls, files, write } = await openIngest(
    { limits: { windowPassages: 10 } },
    async () => {
      if (calls.length === 4) stop.abort();
      if (calls.length === 4) await new Promise((resolve) => setTimeout(resolve, 200));
    },
  );
  for (let n = 0; n < 100; n += 1) await write(`${String(n).padStart(3, "0")}.json`, page(n));
  const reported: IngestRow[] = [];
  const stopped = await ingest.ingestFiles([files], {
    signal: stop.signal,
    onRow: (row) => reported.push(row),
  });
  expect(stopped.complete).toBe(false);
  expect(reported.length).toBeGreaterThan(0);
  expect(reported.length).toBeLessThanOrEqual(30);
  expect((await store.counts()).articles).toBe(reported.length);
  const rest = await ingest.ingestFiles([files]);
  expect(rest.rows.filter(({ outcome }) => outcome === "added")).toHaveLength(100 - reported.length);
  expect(await store.counts()).toMatchObject({ articles: 100, revisions: 100, embeddings: 100 });
  expect(await ingest.ingestFiles([files], { signal: AbortSignal.abort() })).toEqual({
    rows: [],
    complete: false,
  });
});

it("counts what is done, never backwards, to the end", async () => {
  const { ingest, files, write } = await openIngest();
  for (let n = 0; n < 4; n += 1) await write(`${n}.json`, page(n));
  await write("5.txt", "");
  const seen: number[] = [];
  let last: unknown;
  await ingest.ingestFiles([files], {
    onProgress: (progress) => {
      seen.push(progress.inputsDone);
      last = progress;
    },
  });
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  expect(last).toEqual({ inputsDone: 5, inputs: 5, articles: 4, passages: 4 });
});

it("takes what the caller says over what the input says", async () => {
  const { ingest, store } = await openIngest();
  const input = { name: "pasted.txt", bytes: Buffer.from(`A headline of today\n\n${bodyOf(1)}\n`) };
  const [row] = await ingest.ingestInput(input, { source: "The Example", publishedAt: "2025-10-21" });
  expect(row?.outcome).toBe("added");
  expect(await store.article(row?.articleId as string)).toMatchObject({
    source: "The Example",
    publishedAt: "2025-10-21T00:00:00.000Z",
    fetchedAt: now,
  });
});

it("refuses to mix vectors of two embedders", async () => {
  const { ingest, store } = await openIngest();
  await store.useFingerprint("c".repeat(64), WORD_DIMENSIONS);
  await expect(ingest.ingestInput({ name: "a.json", bytes: Buffer.from(page(1)) })).rejects.toMatchObject({
    code: "store-fingerprint",
  });
  expect((await store.counts()).articles).toBe(0);
});
