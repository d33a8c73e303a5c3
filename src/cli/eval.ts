// `dateline eval`: measures answers on a folder of questions, or page reading on a folder of saved pages.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

interface EvalOptions extends GlobalOptions {
  readonly out?: string;
  readonly ablate?: boolean;
  readonly fit?: boolean;
  readonly withLeads?: boolean;
  readonly limitDocs?: number;
  readonly everyday?: boolean;
  readonly misses?: boolean;
  readonly cases?: string;
  readonly postgres?: string;
}

/** Everyday questions, and the articles they are about. */
const EVERYDAY = "test/golden/everyday";
const SAMPLES = "data/articles";

export function addEval(program: Command, terminal: Terminal): void {
  program
    .command("eval")
    .description(
      "measure on a folder of questions (corpus.jsonl, questions.jsonl) or of saved pages (gold.jsonl)",
    )
    .argument("[folders...]", "folders of the sets; several are scored together, too")
    .option("--out <folder>", "write predictions.jsonl to this folder")
    .option("--ablate", "also measure with each part switched off in turn")
    .option("--with-leads", "put beside each article a brief with its first sentences, as feeds do")
    .option(
      "--fit",
      "fit the weights on all folders with whole weeks held out, print them, and measure with them",
    )
    .option("--limit-docs <n>", "index only the first n documents, for development", positiveInteger)
    .option("--everyday", `measure everyday questions over the sample articles (default folder: ${EVERYDAY})`)
    .option("--misses", "print each miss of the everyday questions that are not put aside")
    .option(
      "--cases <file>",
      "append what the reader is trained on to this file instead (data/reader/README.md)",
    )
    .option(
      "--postgres <address>",
      "ask over a copy of the store in an empty PostgreSQL database as well, and list the answers that differ",
    )
    .addHelpText("after", "\nExample: dateline eval ../shared/bench/news --out predictions")
    .action((folders: string[], _options, command: Command) => evaluate(folders, command, terminal));
}

async function evaluate(
  given: readonly string[],
  command: Command,
  { output, progress }: Terminal,
): Promise<void> {
  const {
    everyday = false,
    misses = false,
    json,
    lexical = false,
    ...options
  } = command.optsWithGlobals<EvalOptions>();
  if (given.length === 0 && !everyday) return command.error("error: missing required argument 'folders'");
  const folders = given.length === 0 ? [EVERYDAY] : given;
  const print = (line: string) => {
    progress.end();
    if (json) output.note(line);
    else output.line(line);
  };
  const onProgress = progress.report.bind(progress);
  const { openBenchParts, readPageForEval } = await import("../main/measuring.js");
  const ofPages = folders.filter((folder) => existsSync(join(folder, "gold.jsonl")));
  for (const folder of ofPages) {
    const { runPageEval } = await import("../eval/pages.js");
    const results = await runPageEval(folder, { read: readPageForEval, onProgress, print });
    if (json) output.json(results.map(({ found: _found, ...result }) => result));
  }
  const ofQuestions = folders.filter((folder) => !ofPages.includes(folder));
  if (ofQuestions.length === 0) return;
  const config = configOf(command);
  const measuring = { lexicalOnly: lexical, onProgress };
  const parts = await openBenchParts(config, measuring);
  const cacheFolder = join(config.storePath, "bench");
  const { postgres: address } = options;
  if (address !== undefined) {
    const { runAgreement } = await import("../eval/agreement.js");
    const postgres = await openBenchParts(config, { ...measuring, postgres: address });
    const limitDocs = options.limitDocs ?? null;
    const results = await runAgreement(ofQuestions, {
      ...{ parts, postgres, cacheFolder, limitDocs, onProgress, print },
    });
    progress.end();
    if (json) output.json(results);
    return;
  }
  if (everyday) {
    const { runEveryday } = await import("../eval/everyday.js");
    const results = await runEveryday(folders[0] ?? EVERYDAY, {
      parts,
      samples: SAMPLES,
      cacheFolder,
      misses,
      cases: withDefaults(options).cases,
      onProgress,
      print,
    });
    progress.end();
    if (json) output.json(Object.fromEntries(results));
    return;
  }
  const { runEval } = await import("../eval/run-eval.js");
  const results = await runEval(ofQuestions, {
    ...withDefaults(options),
    parts,
    cacheFolder,
    onProgress,
    print,
  });
  progress.end();
  if (json) output.json(results);
}

function withDefaults(options: EvalOptions) {
  return {
    out: options.out ?? null,
    ablate: options.ablate ?? false,
    fit: options.fit ?? false,
    cases: options.cases ?? null,
    withLeads: options.withLeads ?? false,
    limitDocs: options.limitDocs ?? null,
  };
}

/** Reads a whole number of at least 1 from the command line. @throws InvalidArgumentError */
export function positiveInteger(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new InvalidArgumentError("Expected a whole number of 1 or more.");
  return Number(typed);
}
