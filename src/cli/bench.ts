// `dateline bench`: measures speed, memory and index recall on this machine; without a set of questions, on copies of the samples.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { BenchPart } from "../eval/bench/parts.js";
import { positiveInteger } from "./eval.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

/** The development set next to the checkout, if there is one. */
const DEFAULT_FOLDER = "../shared/bench/news";
const SAMPLES = "data/articles";
const DEFAULT_FEEDS = 500;
const ITEMS_PER_FEED = 40;

interface BenchOptions extends GlobalOptions {
  readonly limitDocs?: number;
  readonly only?: BenchPart;
  readonly feeds?: number;
  readonly scale?: number;
  readonly postgres?: string;
}

export function addBench(program: Command, terminal: Terminal): void {
  program
    .command("bench")
    .description("measure speed, memory and index recall on this machine")
    .argument("[folder]", `a set of questions (default: ${DEFAULT_FOLDER} if it exists, else the samples)`)
    .addOption(new Option("--only <part>", "measure only this part").choices(["ask", "ingest", "feeds"]))
    .option(
      "--feeds <n>",
      `number of feeds to follow, ${ITEMS_PER_FEED} items each (default: ${DEFAULT_FEEDS})`,
      positiveInteger,
    )
    .option(
      "--scale <passages>",
      "measure only look-ups, among so many made-up passages against 10,000; with --postgres everything, over both stores",
      positiveInteger,
    )
    .option(
      "--postgres <address>",
      "measure a second time over an empty PostgreSQL database, side by side; drop the database afterwards",
    )
    .option("--limit-docs <n>", "index only the first n documents, for development", positiveInteger)
    .addHelpText("after", "\nExample: dateline bench ../shared/bench/news")
    .action((folder: string | undefined, _options, command: Command) => bench(folder, command, terminal));
}

async function bench(
  folder: string | undefined,
  command: Command,
  { output, progress }: Terminal,
): Promise<void> {
  const options = command.optsWithGlobals<BenchOptions>();
  const { json, lexical = false, limitDocs, only, feeds, scale, postgres } = options;
  const config = configOf(command);
  const onProgress = progress.report.bind(progress);
  const { openBenchParts } = await import("../main/measuring.js");
  const { readSamples } = await import("./read.js");
  const { runBench, runBesides, runScaleBench } = await import("../eval/bench/run-bench.js");
  const set = folder ?? (existsSync(DEFAULT_FOLDER) ? DEFAULT_FOLDER : null);
  const print = (line: string) => {
    progress.end();
    if (json) output.note(line);
    else output.line(line);
  };
  const cacheFolder = join(config.storePath, "bench");
  const run = postgres !== undefined ? runBesides : scale !== undefined ? runScaleBench : runBench;
  const needsSamples = set === null && run !== runScaleBench && only !== "feeds";
  const measuring = { lexicalOnly: lexical, onProgress };
  const figures = await run({
    parts: await openBenchParts(config, measuring),
    ...(postgres === undefined ? {} : { postgres: await openBenchParts(config, { ...measuring, postgres }) }),
    folder: set,
    samples: needsSamples ? await readSamples(SAMPLES, new Date().toISOString()) : [],
    cacheFolder,
    limitDocs: limitDocs ?? null,
    ...(only === undefined ? {} : { only }),
    ...(scale === undefined ? {} : { scale }),
    ...(feeds === undefined ? {} : { feedSize: { feeds, itemsPerFeed: ITEMS_PER_FEED } }),
    onProgress,
    print,
  });
  progress.end();
  if (json) output.json(figures);
}
