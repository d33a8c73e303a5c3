// A folder of saved pages with what a reader should find in them. Reads and checks; extracts nothing.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { DatelineError, describeError } from "../errors.js";
import { findFile, readJsonLines } from "./json-lines.js";

const goldSchema = z.object({
  /** Path inside the folder, gzipped where it ends in ".gz". */
  file: z.string().min(1),
  url: z.string(),
  /** Day of publication; one page of bench/web has a day that does not exist, so only the form is checked. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD")
    .nullish(),
  /** Absent on pages of which the date alone is known. */
  title: z.string().nullish(),
  author: z.union([z.string(), z.array(z.string())]).nullish(),
  with: z.array(z.string()).optional(),
  without: z.array(z.string()).optional(),
});
/** What one page holds: strings of the article, strings that are not, title and day. */
export type PageGold = z.infer<typeof goldSchema>;

/**
 * Reads gold.jsonl, in order.
 * @throws DatelineError bench-invalid, with file and line
 */
export async function readPageGold(folder: string): Promise<PageGold[]> {
  const path = await findFile(folder, "gold.jsonl");
  if (path === null) {
    throw new DatelineError("bench-invalid", `Bench folder cannot be used: ${folder}: expected gold.jsonl`, {
      hint: "Give a folder with gold.jsonl and pages/, or with corpus.jsonl and questions.jsonl.",
    });
  }
  return (await readJsonLines(path, goldSchema)).map((row) => row.value);
}

/**
 * Reads the bytes of one page, unpacked.
 * @throws DatelineError bench-invalid where gold.jsonl names a file that cannot be read
 */
export async function readPage(folder: string, file: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(join(folder, file));
    return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    throw new DatelineError(
      "bench-invalid",
      `Page cannot be read: ${file} of gold.jsonl: ${describeError(cause)}`,
      {
        cause,
      },
    );
  }
}
