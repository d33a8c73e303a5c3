// Reads files and pages into the store and reports on each: shared by `ingest` and `ask --articles`.
import type { DraftOverrides } from "../../ingest/draft.js";
import type { IngestReport } from "../../ingest/ingest.js";
import type { IngestRow } from "../../reports.js";
import type { Dateline } from "../wire.js";
import type { Terminal } from "./terminal.js";

export interface FeedOptions {
  readonly overrides: DraftOverrides;
  /** Takes each row as soon as it is in the store for good. */
  readonly onRow: (row: IngestRow) => void;
}

/** Reads files, folders and pages; Ctrl-C stops after the rows in flight, and what was reported stays. A second one ends at once. */
export async function feed(
  paths: readonly string[],
  { ingest }: Dateline,
  { output, progress }: Terminal,
  { overrides, onRow }: FeedOptions,
): Promise<IngestReport> {
  const stopping = new AbortController();
  const stop = () => {
    progress.note("Stopping: what was reported is in the store.");
    stopping.abort();
  };
  process.once("SIGINT", stop);
  try {
    return await ingest.ingestFiles(paths, {
      overrides,
      signal: stopping.signal,
      onRow,
      onProgress: ({ inputsDone, inputs, passages }) => {
        if (!output.interactive) return;
        const label = passages === 0 ? "Reading articles" : "Reading and embedding articles";
        progress.report({ label, done: inputsDone, total: inputs, unit: "inputs" });
      },
    });
  } finally {
    process.off("SIGINT", stop);
    progress.end();
  }
}

/** Counts rows by outcome in one line, for example "24 added, 1 rejected"; "nothing found" for no rows. */
export function summarizeRows(rows: readonly IngestRow[]): string {
  const counts = (["added", "revised", "unchanged", "rejected"] as const)
    .map((outcome) => [rows.filter((row) => row.outcome === outcome).length, outcome] as const)
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${count} ${outcome}`);
  return counts.length === 0 ? "nothing found" : counts.join(", ");
}
