// The soak of feeds at a small size: every item becomes one article, and the second round finds nothing new.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { runBench } from "../../../src/eval/bench/run-bench.js";
import { parseConfig } from "../../../src/main/config.js";
import { openBenchParts } from "../../../src/main/measuring.js";
import { tempFolder } from "../../store/temp-folder.js";

const server = fileURLToPath(new URL("../../../dist/src/eval/bench/feed-server.js", import.meta.url));
beforeAll(() => {
  if (!existsSync(server))
    throw new Error("The server of made-up feeds is a built program: run `npm run build` first.");
});

it("stores every item once and prints its figures", async () => {
  const folder = await tempFolder();
  const config = parseConfig({
    DATELINE_DATA: join(folder, "store"),
    DATELINE_MODELS: join(folder, "none"),
    DATELINE_OFFLINE: "1",
  });
  const lines: string[] = [];
  const figures = await runBench({
    parts: await openBenchParts(config, { lexicalOnly: true, onProgress: () => undefined }),
    ...{ folder: null, samples: [], cacheFolder: folder, limitDocs: null, onProgress: () => undefined },
    only: "feeds",
    feedSize: { feeds: 9, itemsPerFeed: 7 },
    print: (line) => lines.push(line),
  });
  const stored = figures.find(({ name }) => name.startsWith("feeds: articles stored"));
  expect(stored).toMatchObject({ value: "63, 63", aim: "63, 63", met: true });
  expect(figures.map(({ name }) => name).join("\n")).toContain("feeds: 9 unchanged feeds (304), words only");
  expect(lines[0]).toMatch(/^Machine: /);
});
