// The bench over both stores at one size, words only: a folder beside a real server, everything taken in is taken out again.
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { BenchPart } from "../../../src/eval/bench/parts.js";
import { runBesides } from "../../../src/eval/bench/run-bench.js";
import { parseConfig } from "../../../src/main/config.js";
import { openBenchParts } from "../../../src/main/measuring.js";
import { NO_SERVER, startServer } from "../../store/postgres/servers.js";
import { tempFolder } from "../../store/temp-folder.js";

const server = await startServer();
if (server === null) process.stderr.write(`${NO_SERVER}\n`);
afterAll(() => server?.stop());

/** Some thousand small look-ups, on a machine that may be busy. */
const PATIENCE_MS = 300_000;

describe.skipIf(server === null)("both stores at one size", () => {
  it("are measured and printed side by side", { timeout: PATIENCE_MS }, async () => {
    const { address = "" } = (await server?.fresh()) ?? {};
    const folder = await tempFolder();
    const config = parseConfig({
      DATELINE_DATA: join(folder, "store"),
      DATELINE_MODELS: join(folder, "none"),
      DATELINE_OFFLINE: "1",
    });
    const measuring = { lexicalOnly: true, onProgress: () => undefined };
    let lines: string[] = [];
    const row = (name: string) => lines.find((line) => line.startsWith(name)) ?? "";
    const run = async (only: BenchPart) => {
      lines = [];
      return runBesides({
        parts: await openBenchParts(config, measuring),
        postgres: await openBenchParts(config, { ...measuring, postgres: address }),
        ...{ folder: null, samples: [], cacheFolder: folder, limitDocs: null, onProgress: () => undefined },
        ...{ scale: 60, feedSize: { feeds: 3, itemsPerFeed: 4 }, only },
        print: (line) => lines.push(line),
      });
    };
    await run("feeds");
    expect(row("figure")).toMatch(/^figure +folder +PostgreSQL$/);
    expect(row("made-up passages stored")).toMatch(/passages\/s +\d+ passages\/s$/);
    expect(row("feeds: articles stored of 12 items")).toMatch(/12, 12 +12, 12$/);
    const figures = await run("ask");
    expect(row("made-up passages stored")).toMatch(/the store was there +the store was there$/);
    expect(row("candidates, quiet")).toMatch(/ms +[\d.]+ \/ [\d.]+ ms$/);
    expect(row("/ask without reranking, warm")).toMatch(/ms +\d+ \/ \d+ ms$/);
    expect(row("store on the disk")).toMatch(/MB, 0 MB +\d+ MB, 0 MB$/);
    expect(figures.filter(({ name }) => name.startsWith("PostgreSQL: "))).toHaveLength(figures.length / 2);
  });
});

it.each(["", "bench", "http://127.0.0.1/bench"])("refuses what is no server: “%s”", async (postgres) => {
  const config = parseConfig({ DATELINE_DATA: await tempFolder(), DATELINE_OFFLINE: "1" });
  const options = { lexicalOnly: true, onProgress: () => undefined, postgres };
  await expect(openBenchParts(config, options)).rejects.toMatchObject({ code: "usage-invalid" });
});

it("leaves the bot's own database alone", async () => {
  const config = parseConfig({
    ...{ DATELINE_DATA: await tempFolder(), DATELINE_OFFLINE: "1" },
    DATELINE_STORE: "postgres://nobody@127.0.0.1:1/none",
  });
  const parts = await openBenchParts(config, { lexicalOnly: true, onProgress: () => undefined });
  const pipeline = await parts.open(await tempFolder());
  expect(await pipeline.stores.articles.counts()).toMatchObject({ articles: 0 });
  await pipeline.close();
});

it("says which server does not answer", async () => {
  const config = parseConfig({ DATELINE_DATA: await tempFolder(), DATELINE_OFFLINE: "1" });
  const parts = await openBenchParts(config, {
    ...{ lexicalOnly: true, onProgress: () => undefined },
    postgres: "postgres://nobody@127.0.0.1:1/none?connect_timeout=1",
  });
  await expect(parts.open("made")).rejects.toMatchObject({
    code: "store-unreachable",
    message: expect.stringContaining("127.0.0.1:1"),
  });
}, 60_000);
