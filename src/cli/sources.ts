// `dateline sources`: the citations of an answer given in the terminal, the last one by default, and what has changed since.
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Services } from "../app/services.js";
import { DatelineError } from "../model/errors.js";
import { countOf } from "./output.js";
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
    .option("--proof <file>", "write the proof of the answer, which `dateline verify` checks")
    .addHelpText("after", "\nExample: dateline sources --proof proof.json")
    .action((answerId: string | undefined, _options, command: Command) =>
      sources(answerId, command, terminal),
    );
}

async function sources(answerId: string | undefined, command: Command, terminal: Terminal): Promise<void> {
  const { json, proof } = command.optsWithGlobals<GlobalOptions & { readonly proof?: string }>();
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
    if (proof !== undefined) return writeProof(proof, report.answer.answerId, services, output);
    if (json) output.json(report);
    else output.line(renderSourcesText(report, { ...writing, now: services.now() }));
  });
}

async function writeProof(
  file: string,
  answerId: string,
  { answers }: Pick<Services, "answers">,
  output: Terminal["output"],
): Promise<void> {
  const proof = await answers.proof(terminalPlace, answerId);
  if (proof === null || proof.quotes.length === 0)
    throw new DatelineError("answer-unknown", `Answer without quotes: ${answerId}`, {
      hint: "Only an answer with quotes that are still stored can be proved.",
    });
  await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`);
  output.line(
    `Wrote ${file}: ${countOf(proof.quotes.length, "quote")}. Check it with: dateline verify ${file}`,
  );
}
