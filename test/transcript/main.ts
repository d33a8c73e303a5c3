// `npm run transcript [-- [--samples] [--postgres ADDRESS] [FILE]]`: plays the conversations, over folders or a database, and writes
// them to stdout or a file. Exit 1 if one failed.

import { writeFileSync } from "node:fs";
import process from "node:process";
import { playAll } from "./play.js";

const [samples, rest] = [process.argv.includes("--samples"), process.argv.slice(2)];
const at = rest.indexOf("--postgres");
const postgres = at < 0 ? undefined : rest[at + 1];
const file = rest.find((word) => !word.startsWith("-") && word !== postgres);
const note = (line: string) => void process.stderr.write(`${line}\n`);

const { markdown, violations } = await playAll({
  samplesOnly: samples,
  postgres,
  onScript: ({ title }) => note(title),
  onFailure({ title }, error) {
    note(`${title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  },
});
for (const violation of violations) note(`Discord would not have taken: ${violation}`);
if (violations.length > 0) process.exitCode = 1;
if (file === undefined) process.stdout.write(markdown);
else writeFileSync(file, markdown);
