// `dateline doctor`: one line a finding with what mends it; exit 1 where one fails.
import type { Command } from "commander";
import type { Check } from "../doctor/check.js";
import { checkDiscord, checkDisk, checkNativeModules, checkNode } from "../doctor/machine.js";
import type { Output } from "../output.js";
import { configOf, exitCodes, type GlobalOptions, type Terminal } from "./terminal.js";

export function addDoctor(program: Command, { output }: Terminal): void {
  program
    .command("doctor")
    .description("check Node, native modules, models, store, index, disk and Discord; exit 1 where one fails")
    .addHelpText("after", "\nExample: dateline doctor --store data/store")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const checks: Check[] = [];
      for await (const check of runChecks(command)) {
        checks.push(check);
        if (!json) printCheck(check, output);
      }
      if (json) output.json(checks);
      if (checks.some(({ state }) => state === "fail")) process.exitCode = exitCodes.failed;
    });
}

/** One after the other, so that each line stands before the next look begins. */
async function* runChecks(command: Command): AsyncGenerator<Check> {
  const config = configOf(command);
  yield checkNode(process.versions.node);
  yield await checkNativeModules();
  yield await checkDisk(config.storePath);
  const { checkIndex, checkModels, checkStore } = await import("../doctor/data.js");
  yield* await checkModels(config);
  yield await checkStore(config);
  yield await checkIndex(config);
  yield await checkDiscord(config.discord);
}

function printCheck({ name, state, detail, remedy }: Check, { line, colors }: Output): void {
  const paint = { ok: colors.green, warn: colors.yellow, fail: colors.red }[state];
  line(`${paint(state.padEnd(4))}  ${name}: ${detail}`);
  if (remedy !== null) line(`      ${remedy}`);
}
