// `dateline ingest`: reads files, folders and web pages into the store, one row per article. Exit 1 if nothing could be read.
import type { Command } from "commander";
import type { IngestReport } from "../ingest/ingest.js";
import type { Dateline } from "../main/open-dateline.js";
import type { IngestRow } from "../model/article.js";
import type { DraftOverrides } from "../read/draft.js";
import { oneLine } from "../render/text.js";
import { countOf, type Output } from "./output.js";
import { exitCodes, type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

const MAX_TITLE = 120;
const MAX_NOTE = 300;

export function addIngest(program: Command, terminal: Terminal): void {
  const ingest = program
    .command("ingest")
    .description("read files, folders and web pages (HTML, text, Markdown, JSON) into the store")
    .argument("<path...>", "files, folders, and addresses of web pages (https://…)");
  addOverrideOptions(ingest)
    .addHelpText("after", '\nExample: dateline ingest saved-pages --source "TRT World"')
    .addHelpText(
      "after",
      "Exit codes: 0 even if some rows were rejected, 1 if nothing could be read or reading was stopped.",
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
    return ingestPaths(paths, dateline, terminal, { overrides: overridesOf(command), onRow });
  });
  if (json) output.json({ rows, complete });
  else output.line(`${summarizeRows(rows)}${complete ? "" : "; stopped before the end"}`);
  const nothing = rows.every(({ outcome }) => outcome === "rejected");
  if (nothing || !complete) process.exitCode = exitCodes.failed;
}

interface IngestPathsOptions {
  readonly overrides: DraftOverrides;
  /** Called with each row once it is committed to the store. */
  readonly onRow: (row: IngestRow) => void;
}

/** Reads files, folders and pages into the store. Ctrl-C stops after the rows in flight; a second one ends the process at once. */
export async function ingestPaths(
  paths: readonly string[],
  { ingest }: Dateline,
  { output, progress }: Terminal,
  { overrides, onRow }: IngestPathsOptions,
): Promise<IngestReport> {
  const stopping = new AbortController();
  const stop = () => {
    progress.note("Stopping. The articles reported so far are in the store.");
    stopping.abort();
  };
  process.once("SIGINT", stop);
  try {
    return await ingest.ingestFiles(paths, {
      overrides,
      signal: stopping.signal,
      onRow,
      onProgress: ({ inputsDone, inputs, passages }) => {
        if (!output.interactive) return;
        const label = passages === 0 ? "Reading articles" : "Reading and embedding articles";
        progress.report({ label, done: inputsDone, total: inputs, unit: "inputs" });
      },
    });
  } finally {
    process.off("SIGINT", stop);
    progress.end();
  }
}

/** Counts rows by outcome in one line, for example "24 added, 1 rejected"; "nothing found" for no rows. */
export function summarizeRows(rows: readonly IngestRow[]): string {
  const counts = (["added", "revised", "unchanged", "rejected"] as const)
    .map((outcome) => [rows.filter((row) => row.outcome === outcome).length, outcome] as const)
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${count} ${outcome}`);
  return counts.length === 0 ? "nothing found" : counts.join(", ");
}

function printRow(
  { subject, outcome, articleId, title, passageCount, notes }: IngestRow,
  { line, colors }: Output,
): void {
  const paint = { added: colors.green, revised: colors.cyan, unchanged: colors.dim, rejected: colors.red }[
    outcome
  ];
  const name = title === null ? "" : `  ${oneLine(title, MAX_TITLE)}`;
  const count = passageCount === 0 ? "" : colors.dim(`  ${countOf(passageCount, "passage")}`);
  const id = articleId === null ? "" : colors.dim(`  ${articleId}`);
  line(`${paint(outcome.padEnd(9))}  ${oneLine(subject, MAX_NOTE)}${id}${name}${count}`);
  for (const note of notes) line(colors.dim(`           ${oneLine(note, MAX_NOTE)}`));
}

interface OverrideOptions {
  readonly url?: string;
  readonly title?: string;
  readonly source?: string;
  readonly agency?: string;
  readonly author?: string;
  readonly published?: string;
  readonly language?: string;
}

/** Adds the options that override what an input says about itself, for `ingest` and `read`. */
export function addOverrideOptions(command: Command): Command {
  return command
    .option("--url <url>", "address of the article")
    .option("--title <title>", "title of the article")
    .option("--source <outlet>", "outlet that published it")
    .option("--agency <agency>", "news agency credited")
    .option("--author <name>", "author of the article")
    .option("--published <date>", "day or time of publication")
    .option("--language <tag>", "language of the article, such as en");
}

/** Returns the overrides given on the command line; empty if there are none. */
export function overridesOf(command: Command): DraftOverrides {
  const { url, title, source, agency, author, published, language } = command.opts<OverrideOptions>();
  const all = { url, title, source, agency, author, publishedAt: published, language };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
