// `dateline backup|restore`: copies the store to one checked file while the bot runs, and puts it back while it is stopped.
import type { Command } from "commander";
import type { Config } from "../main/config.js";
import { DatelineError } from "../model/errors.js";
import type { BackupContents, BackupStep } from "../store/sqlite/backup.js";
import { countOf, describeAmount } from "./output.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addBackup(program: Command, terminal: Terminal): void {
  program
    .command("backup")
    .description(
      "copy the store to a single verified file, with a checksum file next to it; the bot may be running",
    )
    .argument("<file>", "new file to write; its checksum goes to FILE.sha256")
    .addHelpText("after", "\nExample: dateline backup /var/backups/dateline-2026-11-24.db")
    .action((file: string, _options, command: Command) => backUp(file, command, terminal));
}

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command("restore")
    .description("replace the store with a backup and move the old store aside; the bot must be stopped")
    .argument("<file>", "file written by `dateline backup`")
    .option("--no-checksum", "restore a file that has no FILE.sha256 next to it")
    .addHelpText("after", "\nExample: dateline restore /var/backups/dateline-2026-11-24.db")
    .action((file: string, _options, command: Command) => restore(file, command, terminal));
}

async function backUp(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { storePath } = folderOf(command, `pg_dump --format=custom --file=${file} "$DATELINE_STORE"`);
  const { backUpStore } = await import("../store/sqlite/backup.js");
  const report = await backUpStore(storePath, file, showStep(terminal));
  terminal.progress.end();
  if (json) return terminal.output.json({ store: storePath, ...report });
  const { line, colors } = terminal.output;
  line(
    `Backed up ${storePath} to ${file}: ${describeContents(report)}, ${describeAmount(report.bytes, "bytes")}.`,
  );
  line(colors.dim(`Check passed. SHA-256 ${report.sha256}`));
}

async function restore(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, checksum } = command.optsWithGlobals<GlobalOptions & { readonly checksum: boolean }>();
  const { storePath } = folderOf(
    command,
    `pg_restore --clean --if-exists --dbname="$DATELINE_STORE" ${file}`,
  );
  const { restoreStore } = await import("../store/sqlite/backup.js");
  const stamp = new Date().toISOString().replace(/\.\d+|[-:]/g, "");
  const report = await restoreStore(file, storePath, { checksum, stamp, onStep: showStep(terminal) });
  terminal.progress.end();
  if (json) return terminal.output.json(report);
  const { line, colors } = terminal.output;
  line(`Restored ${file} to ${storePath}: ${describeContents(report)}. The next start rebuilds the index.`);
  if (report.movedAside !== null) line(`The previous store was moved to ${report.movedAside}`);
  line(
    colors.dim(`Check passed${checksum ? "" : ", without comparing a checksum"}. SHA-256 ${report.sha256}`),
  );
}

/** Returns the settings of a store in a folder; a database has tools of its own. @throws DatelineError usage-invalid */
function folderOf(command: Command, tool: string): Config {
  const config = configOf(command);
  if (config.database === null) return config;
  throw new DatelineError(
    "usage-invalid",
    "The store is a PostgreSQL database, which Dateline does not copy to a file or back",
    { hint: `Use the tools of PostgreSQL: ${tool}` },
  );
}

function describeContents({ articles, passages, answers, schemaVersion }: BackupContents): string {
  const counts = [countOf(articles, "article"), countOf(passages, "passage"), countOf(answers, "answer")];
  return `${counts.join(", ")}, schema version ${schemaVersion}`;
}

function showStep({ progress }: Terminal): (step: BackupStep) => void {
  const labels = { copying: "Copying the store", checking: "Checking the copy" } as const;
  return ({ step, doneBytes, totalBytes }) =>
    progress.report({ label: labels[step], done: doneBytes, total: totalBytes, unit: "bytes" });
}
