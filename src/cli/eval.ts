// `dateline eval`: measures a folder of questions or of saved pages. Development sets only; nothing of it is kept but the index.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

interface EvalFlags extends GlobalOptions {
  readonly out?: string;
  readonly ablate?: boolean;
  readonly fit?: boolean;
  readonly limitDocs?: number;
}

export function addEval(program: Command, terminal: Terminal): void {
  program
    .command("eval")
    .description(
      "measure a folder of questions (corpus.jsonl, questions.jsonl) or of saved pages (gold.jsonl)",
    )
    .argument("<folder>", "folder of the set")
    .option("--out <folder>", "write predictions.jsonl there")
    .option("--ablate", "measure every part switched off, too")
    .option(
      "--fit",
      "fit the weights, weeks held out in folds, and print them; measures the fit, not the shipped ones",
    )
    .option("--limit-docs <n>", "index the first documents only, for development", wholeNumber)
    .addHelpText("after", "\nExample: dateline eval ../shared/bench/news --out predictions")
    .action((folder: string, _options, command: Command) => evaluate(folder, command, terminal));
}

async function evaluate(folder: string, command: Command, { output, progress }: Terminal): Promise<void> {
  const { json, lexical = false, ...flags } = command.optsWithGlobals<EvalFlags>();
  const print = (line: string) => {
    progress.end();
    if (json) output.note(line);
    else output.line(line);
  };
  const onProgress = progress.report.bind(progress);
  const { openBenchParts, readPageForEval } = await import("../main/measuring.js");
  if (existsSync(join(folder, "gold.jsonl"))) {
    const { runPageEval } = await import("../eval/pages.js");
    const results = await runPageEval(folder, { read: readPageForEval, onProgress, print });
    if (json) output.json(results.map(({ found: _found, ...result }) => result));
    return;
  }
  const config = configOf(command);
  const parts = await openBenchParts(config, { lexicalOnly: lexical, onProgress });
  const { runEval } = await import("../eval/run-eval.js");
  const result = await runEval(folder, {
    parts,
    cacheFolder: join(config.storePath, "bench"),
    out: flags.out ?? null,
    ablate: flags.ablate ?? false,
    fit: flags.fit ?? false,
    limitDocs: flags.limitDocs ?? null,
    onProgress,
    print,
  });
  progress.end();
  if (json) output.json(result);
}

/** Reads a count of at least 1 from the command line. @throws InvalidArgumentError */
export function wholeNumber(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new InvalidArgumentError("Expected a whole number from 1.");
  return Number(typed);
}
