// `dateline ingest`: reads files, folders and pages into the store, one row an article. Exit 1 where nothing could be read.
import type { Command } from "commander";
import { oneLine } from "../../render/text.js";
import type { IngestRow } from "../../reports.js";
import type { Output } from "../output.js";
import { feed, summarizeRows } from "./feed.js";
import { overridesOf, withOverrides } from "./overrides.js";
import { exitCodes, type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

const MAX_TITLE = 120;
const MAX_NOTE = 300;

export function addIngest(program: Command, terminal: Terminal): void {
  const ingest = program
    .command("ingest")
    .description("read files, folders and web pages (HTML, text, Markdown, JSON) into the store")
    .argument("<path...>", "files, folders, and addresses of pages (https://…)");
  withOverrides(ingest)
    .addHelpText("after", '\nExample: dateline ingest saved-pages --source "TRT World"')
    .addHelpText(
      "after",
      "Exit codes: 0 also where some rows were rejected, 1 where nothing could be read or it was stopped.",
    )
    .action((paths: string[], _options, command: Command) => run(paths, command, terminal));
}

async function run(paths: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { output, progress } = terminal;
  const { rows, complete } = await withDateline(terminal, command, { models: "needed" }, async (dateline) => {
    const onRow = (row: IngestRow) => {
      if (json) return;
      if (output.interactive) progress.end();
      printRow(row, output);
    };
    return feed(paths, dateline, terminal, { overrides: overridesOf(command), onRow });
  });
  if (json) output.json({ rows, complete });
  else output.line(`${summarizeRows(rows)}${complete ? "" : "; stopped before the end"}`);
  const nothing = rows.every(({ outcome }) => outcome === "rejected");
  if (nothing || !complete) process.exitCode = exitCodes.failed;
}

function printRow(
  { subject, outcome, articleId, title, passageCount, notes }: IngestRow,
  output: Output,
): void {
  const { line, colors } = output;
  const paint = { added: colors.green, revised: colors.cyan, unchanged: colors.dim, rejected: colors.red }[
    outcome
  ];
  const name = title === null ? "" : `  ${oneLine(title, MAX_TITLE)}`;
  const count =
    passageCount === 0 ? "" : colors.dim(`  ${passageCount} ${passageCount === 1 ? "passage" : "passages"}`);
  const id = articleId === null ? "" : colors.dim(`  ${articleId}`);
  line(`${paint(outcome.padEnd(9))}  ${oneLine(subject, MAX_NOTE)}${id}${name}${count}`);
  for (const note of notes) line(colors.dim(`           ${oneLine(note, MAX_NOTE)}`));
}
