// Reads JSON lines, plain or gzipped, and checks every line; knows nothing of what the lines mean.
import { access, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { z } from "zod";
import { DatelineError, describeError } from "../errors.js";

const HINT = "The shape of a bench folder is described in the README under “Measuring your own corpus”.";

/** Builds the failure of one line: file, line (from 1) and what was expected. */
export function benchInvalid(file: string, line: number, problem: string): DatelineError {
  return new DatelineError("bench-invalid", `Bench file cannot be used: ${file}, line ${line}: ${problem}`, {
    hint: HINT,
  });
}

/** Returns the path of `name` or `name.gz` in the folder, null where neither is there. */
export async function findFile(folder: string, name: string): Promise<string | null> {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)]) {
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}

/**
 * Reads a file, unpacking it where its name ends in ".gz".
 * @throws DatelineError bench-invalid where it cannot be read or unpacked
 */
export async function readPlain(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path);
    return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    const message = `Bench file cannot be read: ${basename(path)}: ${describeError(cause)}`;
    throw new DatelineError("bench-invalid", message, { hint: HINT, cause });
  }
}

/**
 * Reads one value a line; blank lines are passed over, an empty file gives an empty list.
 * @throws DatelineError bench-invalid, naming file and line of the first one that does not fit
 */
export async function readJsonLines<T>(
  path: string,
  schema: z.ZodType<T>,
): Promise<{ readonly line: number; readonly value: T }[]> {
  const file = basename(path);
  const lines = (await readPlain(path)).toString("utf8").split(/\r\n|\r|\n/);
  return lines.flatMap((text, index) =>
    text.trim() === "" ? [] : [{ line: index + 1, value: parseLine(text, file, index + 1, schema) }],
  );
}

function parseLine<T>(text: string, file: string, line: number, schema: z.ZodType<T>): T {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw benchInvalid(file, line, `expected one JSON object (${describeError(cause)})`);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "line"}: ${issue.message}`);
  throw benchInvalid(file, line, problems.join("; "));
}
