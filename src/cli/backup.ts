// `dateline backup|restore`: the store into one checked file, while the bot runs, and back, while it does not. Loads no model.
import type { Command } from "commander";
import type { BackupContents, BackupStep } from "../store/sqlite/backup.js";
import { counted, describeAmount } from "./output.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addBackup(program: Command, terminal: Terminal): void {
  program
    .command("backup")
    .description("copy the store into one checked file, with its checksum beside it; the bot may run")
    .argument("<file>", "new file to write; FILE.sha256 is written beside it")
    .addHelpText("after", "\nExample: dateline backup /var/backups/dateline-2026-11-24.db")
    .action((file: string, _options, command: Command) => backUp(file, command, terminal));
}

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command("restore")
    .description("put a backup in the place of the store, which is moved aside; the bot must be stopped")
    .argument("<file>", "file that `dateline backup` wrote")
    .option("--no-checksum", "restore a file that has no FILE.sha256 beside it")
    .addHelpText("after", "\nExample: dateline restore /var/backups/dateline-2026-11-24.db")
    .action((file: string, _options, command: Command) => restore(file, command, terminal));
}

async function backUp(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { storePath } = configOf(command);
  const { backUpStore } = await import("../store/sqlite/backup.js");
  const report = await backUpStore(storePath, file, showStep(terminal));
  terminal.progress.end();
  if (json) return terminal.output.json({ store: storePath, ...report });
  const { line, colors } = terminal.output;
  line(`Backed up ${storePath} to ${file}: ${holds(report)}, ${describeAmount(report.bytes, "bytes")}.`);
  line(colors.dim(`Checked: no fault found. SHA-256 ${report.sha256}`));
}

async function restore(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, checksum } = command.optsWithGlobals<GlobalOptions & { readonly checksum: boolean }>();
  const { storePath } = configOf(command);
  const { restoreStore } = await import("../store/sqlite/backup.js");
  const stamp = new Date().toISOString().replace(/\.\d+|[-:]/g, "");
  const report = await restoreStore(file, storePath, { checksum, stamp, onStep: showStep(terminal) });
  terminal.progress.end();
  if (json) return terminal.output.json(report);
  const { line, colors } = terminal.output;
  line(`Restored ${file} to ${storePath}: ${holds(report)}. The next start builds the index anew.`);
  if (report.movedAside !== null) line(`The store that was there is now ${report.movedAside}`);
  line(
    colors.dim(
      `Checked: no fault found${checksum ? "" : ", but without a checksum"}. SHA-256 ${report.sha256}`,
    ),
  );
}

function holds({ articles, passages, answers, schemaVersion }: BackupContents): string {
  const counts = [counted(articles, "article"), counted(passages, "passage"), counted(answers, "answer")];
  return `${counts.join(", ")}, version ${schemaVersion}`;
}

function showStep({ progress }: Terminal): (step: BackupStep) => void {
  const labels = { copying: "Copying the store", checking: "Checking the copy" } as const;
  return ({ step, doneBytes, totalBytes }) =>
    progress.report({ label: labels[step], done: doneBytes, total: totalBytes, unit: "bytes" });
}
