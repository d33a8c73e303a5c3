// `dateline ask`: one question, its answer with quotes. Exit 0 answered, 3 unanswered.
import type { Command } from "commander";
import { DatelineError } from "../../errors.js";
import { renderAnswerText, type TerminalOptions } from "../../render/terminal.js";
import { oneLine } from "../../render/text.js";
import type { Answer } from "../../schema.js";
import type { AskInput, Services } from "../../services.js";
import type { Dateline } from "../wire.js";
import { feed, summarizeRows } from "./feed.js";
import {
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  withDateline,
  writingOptions,
} from "./terminal.js";
import { renderWhy } from "./why.js";

interface AskOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly source?: string;
  readonly why?: boolean;
  readonly articles?: string;
}

export function addAsk(program: Command, terminal: Terminal): void {
  program
    .command("ask")
    .description("answer a question with quotes; exit 0 answered, 3 unanswered")
    .argument("<question...>", "the question, in quotes or not")
    .option("--as-of <day>", "use only what was reported by then: 2025-10-21, an instant, yesterday")
    .option("--source <outlet>", "use only articles of this outlet")
    .option("--articles <path>", "read this file or folder into the store first")
    .option("--why", "show every candidate, its signals and the gate that dropped it; stores no answer")
    .addHelpText("after", '\nExample: dateline ask "Is a Trump–Putin summit scheduled?" --as-of 2025-10-21')
    .action((words: string[], _options, command: Command) => ask(words.join(" "), command, terminal));
}

async function ask(question: string, command: Command, terminal: Terminal): Promise<void> {
  const options = command.optsWithGlobals<AskOptions>();
  const answer = await withDateline(terminal, command, { models: "needed" }, async (dateline) => {
    if (options.articles !== undefined) {
      await feedQuietly(options.articles, dateline, terminal);
    }
    const writing = writingOptions(command, terminal);
    return respond(dateline.services, inputOf(question, options), { ...options, writing }, terminal);
  });
  process.exitCode = answer.kind === "answered" ? exitCodes.done : exitCodes.unanswered;
}

/** Reads the articles and tells in one line on stderr what is new; every rejected one by name. */
async function feedQuietly(path: string, dateline: Dateline, terminal: Terminal): Promise<void> {
  const { rows, complete } = await feed([path], dateline, terminal, {
    overrides: {},
    onRow: () => undefined,
  });
  const { note } = terminal.output;
  for (const { subject, outcome, notes } of rows) {
    if (outcome === "rejected") note(`rejected ${oneLine(subject, 200)}: ${oneLine(notes.join("; "), 300)}`);
  }
  if (rows.some(({ outcome }) => outcome !== "unchanged"))
    note(`Articles from ${path}: ${summarizeRows(rows)}`);
  if (!complete)
    throw new DatelineError(
      "usage-invalid",
      `Stopped while reading: ${path}: ${rows.length} articles are in the store`,
    );
}

function inputOf(question: string, { asOf, source }: AskOptions): AskInput {
  return {
    question,
    ...(asOf === undefined ? {} : { asOf }),
    ...(source === undefined ? {} : { source }),
    place: terminalPlace,
    visibility: "public",
  };
}

async function respond(
  services: Services,
  input: AskInput,
  { why, json, writing }: AskOptions & { readonly writing: TerminalOptions },
  { output, progress }: Terminal,
): Promise<Answer> {
  if (!why) {
    const answer = await services.ask(input);
    progress.end();
    if (json) output.json(answer);
    else output.line(renderAnswerText(answer, writing));
    if (!json && isEmptyStore(answer))
      output.line("\nFeed the store with `dateline ingest PATH…`, or ask with `--articles PATH`.");
    return answer;
  }
  const explanation = await services.explain(input);
  progress.end();
  if (json) output.json(explanation);
  else output.line(`${renderAnswerText(explanation.answer, writing)}\n\n${renderWhy(explanation)}`);
  return explanation.answer;
}

function isEmptyStore(answer: Answer): boolean {
  return answer.kind === "unanswered" && answer.reason === "no-articles";
}
