// `dateline store copy`: moves everything from a folder to a PostgreSQL database, or back.
import type { Command } from "commander";
import { countOf } from "./output.js";
import type { GlobalOptions, Terminal } from "./terminal.js";

const LABELS: Readonly<Record<string, string>> = {
  articles: "Copying articles",
  vectors: "Copying vectors",
  comparing: "Comparing both stores",
};

export function addStore(program: Command, terminal: Terminal): void {
  const store = program.command("store").description("move a store to another place");
  store
    .command("copy")
    .description(
      "copy everything from one store to an empty one and compare the two; the bot must be stopped",
    )
    .argument("<from>", "folder, or postgres://…")
    .argument("<to>", "empty folder, or postgres://… of an empty database")
    .addHelpText(
      "after",
      "\nAn interrupted copy goes on where it ended when it is started again.\n\nExample: dateline store copy data/store postgres://dateline@localhost/dateline",
    )
    .action((from: string, to: string, _options, command: Command) => copy(from, to, command, terminal));
}

async function copy(from: string, to: string, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { copyBetween } = await import("../main/copy-store.js");
  const kinds = await copyBetween(from, to, (kind, done, total) => {
    const unit = kind === "vectors" ? "passages" : "articles";
    if (LABELS[kind] !== undefined) terminal.progress.report({ label: LABELS[kind], done, total, unit });
  });
  terminal.progress.end();
  if (json) return terminal.output.json({ kinds });
  const { line } = terminal.output;
  for (const { kind, to: count } of kinds)
    line(`same  ${kind.replaceAll("_", " ")}: ${count.toLocaleString("en-US")}`);
  line(
    `Copied and compared ${countOf(kinds.length, "kind")} of records. Set DATELINE_STORE to the new store.`,
  );
}
