// Runs bench/news/evaluate.py, the reference for every metric, where ../shared and python3 are there.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The development set outside the repository; absent in a stranger's clone. */
export const newsFolder = fileURLToPath(new URL("../../../shared/bench/news", import.meta.url));

const script = `${newsFolder}/evaluate.py`;

export const hasReference = existsSync(script) && spawnSync("python3", ["--version"]).status === 0;

/** Returns evaluate.py's JSON. */
export function runReference(
  questionsFile: string,
  predictionsFile: string,
  corpusFile: string,
): ReferenceReport {
  const args = [script, questionsFile, predictionsFile, "--corpus", corpusFile, "--no-ci"];
  const output = execFileSync("python3", args, { encoding: "utf8", maxBuffer: 2 ** 24 });
  return JSON.parse(output) as ReferenceReport;
}

/** Says out loud what is left out. */
export function warnWithoutReference(what: string): void {
  if (hasReference) return;
  process.stderr.write(`LEFT OUT: ${what}: needs python3 and ../shared/bench/news/evaluate.py\n`);
}

export interface ReferenceReport {
  readonly n: Record<string, number>;
  readonly metrics: Record<string, number | null>;
  readonly integrity: Record<string, unknown>;
  readonly staleness: Record<string, number | null>;
  readonly by: Record<string, Record<string, Record<string, number>>>;
}
