// `dateline sources`: the citations of an answer given in the terminal, the last one by default, and what has changed since.
import type { Command } from "commander";
import { DatelineError } from "../model/errors.js";
import {
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  withDateline,
  writingOptions,
} from "./terminal.js";

export function addSources(program: Command, terminal: Terminal): void {
  program
    .command("sources")
    .description("show the sources of the last answer and what has changed in them since")
    .argument("[answer]", "answer id, as printed by `ask --json`")
    .addHelpText("after", "\nExample: dateline sources --json")
    .action((answerId: string | undefined, _options, command: Command) =>
      sources(answerId, command, terminal),
    );
}

async function sources(answerId: string | undefined, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { output } = terminal;
  const writing = writingOptions(command, terminal);
  const { renderSourcesText } = await import("../render/terminal.js");
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const report = await services.answers.sources(terminalPlace, answerId);
    if (report === null) {
      const subject = answerId === undefined ? "none has been given in the terminal yet" : answerId;
      throw new DatelineError("answer-unknown", `No such answer: ${subject}`, {
        hint: 'Ask first: dateline ask "…". Answers to `ask --why` are not stored, and answers given in Discord are not shown here.',
      });
    }
    if (json) output.json(report);
    else output.line(renderSourcesText(report, { ...writing, now: services.now() }));
  });
}
