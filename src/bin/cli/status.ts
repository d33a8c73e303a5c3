// `dateline status`: how much has been read and which models answer. Loads no model.
import type { Command } from "commander";
import { renderStatusText } from "../../render/terminal.js";
import type { Status } from "../../reports.js";
import type { Instant } from "../../schema.js";
import type { Output } from "../output.js";
import { type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command("status")
    .description("show what is in the store and which models are used")
    .addHelpText("after", "\nExample: dateline status --json")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      await withDateline(terminal, command, { models: "none" }, async ({ services, storePath }) => {
        const status = await services.status();
        if (json) terminal.output.json({ store: storePath, ...status });
        else printStatus(status, storePath, services.now(), terminal.output);
      });
    });
}

function printStatus(status: Status, storePath: string, now: Instant, output: Output): void {
  output.line(renderStatusText(status, { color: output.colored, width: output.width, now }));
  output.line(`Store ${storePath}`);
}
