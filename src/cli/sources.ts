// `dateline sources`: the citations of the last answer given in the terminal, or of a chosen one, as they stand today.
import type { Command } from "commander";
import { DatelineError } from "../model/errors.js";
import { renderSourcesText } from "../render/terminal.js";
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
    .description("show what the last answer rests on, and whether it has changed since")
    .argument("[answer]", "id of an answer, as `ask --json` prints it")
    .addHelpText("after", "\nExample: dateline sources --json")
    .action((answerId: string | undefined, _options, command: Command) =>
      sources(answerId, command, terminal),
    );
}

async function sources(answerId: string | undefined, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { output } = terminal;
  const writing = writingOptions(command, terminal);
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const report = await services.answers.sources(terminalPlace, answerId);
    if (report === null) {
      const subject = answerId === undefined ? "none has been given here yet" : answerId;
      throw new DatelineError("answer-unknown", `No such answer: ${subject}`, {
        hint: 'Ask first: dateline ask "…". Answers of `--why` and of other places are not kept for the terminal.',
      });
    }
    if (json) output.json(report);
    else output.line(renderSourcesText(report, { ...writing, now: services.now() }));
  });
}
