// `dateline bench`: speed, memory and index recall on this machine. Without a folder it copies the sample articles and says so.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { wholeNumber } from "./eval.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

/** The development set beside the checkout, where there is one. */
const DEFAULT_FOLDER = "../shared/bench/news";
const SAMPLES = "data/articles";

interface BenchFlags extends GlobalOptions {
  readonly limitDocs?: number;
  readonly feedsOnly?: boolean;
  readonly feeds?: number;
}

const ITEMS_A_FEED = 40; // issue 5: 500 feeds, 20,000 items

export function addBench(program: Command, terminal: Terminal): void {
  program
    .command("bench")
    .description("measure speed, memory and index recall on this machine")
    .argument("[folder]", `a folder like bench/news (${DEFAULT_FOLDER} where it is there, else the samples)`)
    .option("--feeds-only", "measure the reading of feeds and nothing else")
    .option("--feeds <n>", `follow so many feeds of ${ITEMS_A_FEED} items (default 500)`, wholeNumber)
    .option("--limit-docs <n>", "index the first documents only, for development", wholeNumber)
    .addHelpText("after", "\nExample: dateline bench ../shared/bench/news")
    .action((folder: string | undefined, _options, command: Command) => bench(folder, command, terminal));
}

async function bench(
  folder: string | undefined,
  command: Command,
  { output, progress }: Terminal,
): Promise<void> {
  const {
    json,
    lexical = false,
    limitDocs,
    feedsOnly = false,
    feeds,
  } = command.optsWithGlobals<BenchFlags>();
  const config = configOf(command);
  const onProgress = progress.report.bind(progress);
  const { openBenchParts } = await import("../main/measuring.js");
  const { readSamples } = await import("./read.js");
  const { runBench, runFeedBench } = await import("../eval/bench/run-bench.js");
  const set = folder ?? (existsSync(DEFAULT_FOLDER) ? DEFAULT_FOLDER : null);
  const figures = await (feedsOnly ? runFeedBench : runBench)({
    parts: await openBenchParts(config, { lexicalOnly: lexical, onProgress }),
    folder: set,
    samples: set === null && !feedsOnly ? await readSamples(SAMPLES, new Date().toISOString()) : [],
    cacheFolder: join(config.storePath, "bench"),
    limitDocs: limitDocs ?? null,
    ...(feeds === undefined ? {} : { feedSize: { feeds, itemsPerFeed: ITEMS_A_FEED } }),
    onProgress,
    print: (line) => {
      progress.end();
      if (json) output.note(line);
      else output.line(line);
    },
  });
  progress.end();
  if (json) output.json(figures);
}
