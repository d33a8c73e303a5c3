#!/usr/bin/env node
// `dateline`: parses the command line, runs one subcommand and reports what it throws. Exit 0 success, 3 no answer, 1 error.
import { Command, CommanderError, Option } from "commander";
import { withoutSecrets } from "../bot/secrets.js";
import { addArticles } from "../cli/articles.js";
import { addAsk } from "../cli/ask.js";
import { addBackup, addRestore } from "../cli/backup.js";
import { addBench } from "../cli/bench.js";
import { addBot } from "../cli/bot.js";
import { addDeploy } from "../cli/deploy.js";
import { addDoctor } from "../cli/doctor.js";
import { addEval } from "../cli/eval.js";
import { addFeeds } from "../cli/feeds.js";
import { addIngest } from "../cli/ingest.js";
import { addInvite } from "../cli/invite.js";
import { addModels } from "../cli/models.js";
import { createProgress, openOutput } from "../cli/output.js";
import { addRead } from "../cli/read.js";
import { addSettings } from "../cli/settings.js";
import { addSources } from "../cli/sources.js";
import { addStatus } from "../cli/status.js";
import { addStore } from "../cli/store.js";
import { addSummary } from "../cli/summary.js";
import { exitCodes, type Terminal } from "../cli/terminal.js";
import { addCheck, addLatest, addTimeline } from "../cli/topics.js";
import { addTry } from "../cli/try.js";
import { addVerify } from "../cli/verify.js";
import { addWatches } from "../cli/watches.js";
import { DatelineError, describeError } from "../model/errors.js";
import { LANGUAGES } from "../model/guild.js";
import { environmentSecrets, readVersion } from "./environment.js";

const subcommands = [
  addAsk,
  addTry,
  addTimeline,
  addLatest,
  addCheck,
  addSummary,
  addSources,
  addVerify,
  addRead,
  addIngest,
  addArticles,
  addFeeds,
  addSettings,
  addWatches,
  addModels,
  addStatus,
  addDoctor,
  addStore,
  addBackup,
  addRestore,
  addDeploy,
  addInvite,
  addBot,
  addEval,
  addBench,
];

function createProgram(terminal: Terminal): Command {
  const program = new Command("dateline")
    .description(
      "Answers questions about current events with verbatim, dated, attributed quotes from articles it has read.",
    )
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .option(
      "--store <folder>",
      "folder of the store, or postgres://… (default: DATELINE_STORE or DATELINE_DATA, else data/store)",
    )
    .addOption(
      new Option(
        "--language <language>",
        "language of the words around quotes (default: DATELINE_LANGUAGE, else en)",
      ).choices(LANGUAGES),
    )
    .option("--json", "print JSON")
    .option("--lexical", "search by keywords only, without loading a model")
    .option("--debug", "print the stack trace of an error")
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showHelpAfterError("(see --help for usage)")
    .exitOverride()
    .addHelpText(
      "after",
      '\nExample: dateline ask --articles data/articles "Is a Trump–Putin summit scheduled?"',
    );
  program.addHelpText("after", "Exit codes: 0 success, 3 no answer found, 1 error.");
  for (const add of subcommands) add(program, terminal);
  return program;
}

function report(error: unknown, terminal: Terminal): void {
  terminal.progress.end();
  const note = (line: string) => terminal.output.note(withoutSecrets(line, environmentSecrets()));
  note(`dateline: ${describeError(error)}`);
  if (error instanceof DatelineError && error.hint !== null) note(`  ${error.hint}`);
  const isBug = !(error instanceof DatelineError);
  if (process.argv.includes("--debug")) note(error instanceof Error ? (error.stack ?? "") : String(error));
  else if (isBug)
    note("  This is a bug in Dateline: run the command again with --debug and report what it prints.");
}

async function main(): Promise<void> {
  const output = openOutput();
  const terminal: Terminal = { output, progress: createProgress(output) };
  try {
    await createProgram(terminal).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    report(error, terminal);
    process.exitCode = exitCodes.failed;
  }
}

await main();
