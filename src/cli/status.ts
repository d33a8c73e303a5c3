// `dateline status`: what is in the store and which models are used.
import type { Command } from "commander";
import { type GlobalOptions, type Terminal, withDateline, writingOptions } from "./terminal.js";

export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command("status")
    .description("show what is in the store and which models are used")
    .addHelpText("after", "\nExample: dateline status --json")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const writing = writingOptions(command, terminal);
      const { renderStatusText } = await import("../render/terminal.js");
      await withDateline(terminal, command, { models: "none" }, async ({ services, storeName }) => {
        const status = await services.status.read();
        if (json) terminal.output.json({ store: storeName, ...status });
        else {
          terminal.output.line(renderStatusText(status, { ...writing, now: services.now() }));
          terminal.output.line(`Store ${storeName}`);
        }
      });
    });
}
