// `dateline models`: lists the model files, where they came from and their hashes.
import type { Command } from "commander";
import type { ModelDescription } from "../embed/model-folder.js";
import { describeAmount, type Output } from "./output.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addModels(program: Command, { output }: Terminal): void {
  program
    .command("models")
    .description("list the model files, where they came from and their hashes")
    .addHelpText("after", "\nExample: dateline models --json")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const { describeModels } = await import("../embed/model-folder.js");
      const models = await describeModels(configOf(command).models);
      if (json) output.json(models);
      else for (const model of models) printModel(model, output);
    });
}

function printModel(model: ModelDescription, { line, colors }: Output): void {
  const use = model.inUse ? "in use" : "not in use";
  const origin = model.origin === null ? "" : `, from ${model.origin}`;
  const state = model.state === "refused" ? colors.red(model.state) : model.state;
  line(`${colors.bold(model.name)} (${model.kind}, ${use}): ${state}${origin}`);
  if (model.state === "missing") {
    const hub = model.hubRepo === null ? [] : [`the hub as ${model.hubRepo}`];
    const from = [...hub, ...(model.inWheel ? ["the Python wheel"] : [])].join(" or from ");
    line(colors.dim(`  available from ${from}`));
    return;
  }
  line(colors.dim(`  ${model.path}`));
  if (model.fingerprint !== null) line(`  fingerprint ${model.fingerprint}`);
  for (const { file, bytes, sha256 } of model.files) {
    const mark = model.refused.includes(file) ? colors.red("  refused: unknown hash") : "";
    line(`  ${sha256}  ${describeAmount(bytes, "bytes").padStart(8)}  ${file}${mark}`);
  }
  for (const file of model.missing) line(`  missing  ${file}`);
}
