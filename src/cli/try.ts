// `dateline try`: shows Dateline in the browser, without Discord, until it is stopped.
import type { Command } from "commander";
import { DatelineError } from "../model/errors.js";
import { ingestPaths, summarizeRows } from "./ingest.js";
import { configOf, type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

interface TryOptions extends GlobalOptions {
  readonly articles?: string;
  readonly port: string;
}

export function addTry(program: Command, terminal: Terminal): void {
  program
    .command("try")
    .description("show Dateline in the browser, on this machine only, until it is stopped")
    .option("--articles <path>", "first read this file or folder into the store")
    .option("--port <port>", "port to listen on; 0 takes any free one", "0")
    .addHelpText("after", "\nExample: dateline try --articles data/articles --store data/store/samples")
    .action((_options, command: Command) => run(command, terminal));
}

async function run(command: Command, terminal: Terminal): Promise<void> {
  const { articles, port: typed, json } = command.optsWithGlobals<TryOptions>();
  const { output } = terminal;
  const port = portOf(typed);
  configOf(command); // wrong settings are told before anything is opened
  const { servePage } = await import("../main/open-page.js");
  await withDateline(terminal, command, { models: "needed" }, async (dateline) => {
    if (articles !== undefined) {
      const { rows } = await ingestPaths([articles], dateline, terminal, {
        ...{ overrides: {}, onRow: () => undefined },
      });
      terminal.progress.end();
      if (rows.some(({ outcome }) => outcome !== "unchanged"))
        output.note(`Articles from ${articles}: ${summarizeRows(rows)}`);
    }
    const onFault = (error: unknown) => output.note(`The page failed: ${String(error)}`);
    const server = await servePage(dateline, port, onFault);
    try {
      if (json) output.json({ url: server.url });
      else output.line(`Dateline is at ${server.url} (Ctrl+C stops it)`);
      await stopped();
    } finally {
      await server.close();
    }
  });
}

/** Resolves at the first SIGINT or SIGTERM; a second one has its default effect. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

/** @throws DatelineError usage-invalid */
function portOf(typed: string): number {
  const port = Number(typed);
  if (/^\d{1,5}$/.test(typed) && port <= 65_535) return port;
  throw new DatelineError("usage-invalid", `Not a port: "${typed.slice(0, 20)}": expected 0 to 65535`, {
    hint: "Leave --port out to take any free one.",
  });
}
