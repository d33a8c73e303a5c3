// `dateline models`: which model files are there, from where, with which hash. Fetches nothing, loads nothing.
import type { Command } from "commander";
import { describeModels, type ModelDescription } from "../embed/model-folder.js";
import { describeAmount, type Output } from "./output.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addModels(program: Command, { output }: Terminal): void {
  program
    .command("models")
    .description("show the model files: what is there, from where, with which hash")
    .addHelpText("after", "\nExample: dateline models --json")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
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
    line(
      colors.dim(`  can be had from ${model.hubRepo} on the hub${model.inWheel ? " or from the wheel" : ""}`),
    );
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
