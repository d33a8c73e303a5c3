// A bench folder as values: documents, questions asked on time, the same asked late. Reads and checks; measures nothing.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { DatelineError } from "../errors.js";
import { benchInvalid, findFile, readJsonLines } from "./json-lines.js";

const documentSchema = z.object({
  id: z.string().min(1),
  url: z.string().nullish(),
  title: z.string().nullish(),
  text: z.string().refine((text) => text.trim() !== "", "expected text, got only white space"),
  published: z.iso.date().nullish(),
  source: z.string().nullish(),
});
/** One text of the corpus; `published` is a day. */
export type BenchDocument = z.infer<typeof documentSchema>;

const labelSchema = z.enum(["answerable", "unanswerable", "other"]);

const questionSchema = z.object({
  id: z.string().min(1),
  /** Day on which it is asked; nothing published later may be used. */
  asked_at: z.iso.date(),
  question: z.string().min(1),
  /** "other" is asked and written, and counts in no metric but the multiple choice. */
  label: labelSchema.default("other"),
  unanswerable_kind: z.string().nullable().default(null),
  support: z.string().nullable().default(null),
  answer_type: z.string().nullable().default(null),
  source: z.string().nullable().default(null),
  answer_text: z.string().default(""),
  /** Index of the right choice, for predictions that name one. */
  answer: z.number().nullable().default(null),
  relevant_doc_ids: z.array(z.string()).default([]),
  weak_doc_ids: z.array(z.string()).default([]),
});
/** One question with what scoring needs; the program is shown `question` and `asked_at` only. */
export type BenchQuestion = z.infer<typeof questionSchema>;

export interface BenchFolder {
  readonly path: string;
  readonly documents: readonly BenchDocument[];
  readonly questions: readonly BenchQuestion[];
  /** Null where the folder has no late questions. */
  readonly late: readonly BenchQuestion[] | null;
}

/** Tells a folder of saved pages (gold.jsonl and pages/) from one of questions. */
export async function benchKind(folder: string): Promise<"questions" | "pages"> {
  const hasPages = await access(join(folder, "pages")).then(
    () => true,
    () => false,
  );
  return hasPages && (await findFile(folder, "gold.jsonl")) !== null ? "pages" : "questions";
}

/**
 * Reads corpus, questions and, where there, late questions; each file plain or gzipped.
 * @throws DatelineError bench-invalid, with file and line, for a missing file, a line that does not fit, a repeated id
 */
export async function readBenchFolder(folder: string): Promise<BenchFolder> {
  const documents = await readBenchDocuments(folder);
  return { path: folder, documents, ...(await readBenchQuestions(folder)) };
}

/**
 * Reads the corpus alone, in file order.
 * @throws DatelineError bench-invalid, also for an empty corpus
 */
export async function readBenchDocuments(folder: string): Promise<BenchDocument[]> {
  return readUnique(await requireFile(folder, "corpus.jsonl"), documentSchema);
}

/**
 * Reads the questions without the corpus.
 * @throws DatelineError bench-invalid
 */
export async function readBenchQuestions(folder: string): Promise<Pick<BenchFolder, "questions" | "late">> {
  const late = await findFile(folder, "questions_late.jsonl");
  return {
    questions: await readUnique(await requireFile(folder, "questions.jsonl"), questionSchema),
    late: late === null ? null : await readUnique(late, questionSchema),
  };
}

/**
 * Returns the SHA-256 (hex) of the unpacked corpus, so that a zipped copy has the same one; reads it as a stream.
 * @throws DatelineError bench-invalid where there is no corpus
 */
export async function corpusDigest(folder: string): Promise<string> {
  const path = await requireFile(folder, "corpus.jsonl");
  const hash = createHash("sha256");
  const input = createReadStream(path);
  await (path.endsWith(".gz") ? pipeline(input, createGunzip(), hash) : pipeline(input, hash));
  return hash.digest("hex");
}

async function requireFile(folder: string, name: string): Promise<string> {
  const path = await findFile(folder, name);
  if (path !== null) return path;
  throw new DatelineError(
    "bench-invalid",
    `Bench folder cannot be used: ${folder}: expected ${name} or ${name}.gz`,
    {
      hint: "Give a folder with corpus.jsonl and questions.jsonl, or with gold.jsonl and pages/.",
    },
  );
}

async function readUnique<T extends { id: string }>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows = await readJsonLines(path, schema);
  const file = basename(path);
  const seen = new Map<string, number>();
  for (const { line, value } of rows) {
    const first = seen.get(value.id);
    if (first !== undefined) throw benchInvalid(file, line, `id ${value.id} stands already in line ${first}`);
    seen.set(value.id, line);
  }
  if (rows.length === 0) throw benchInvalid(file, 1, "expected at least one line");
  return rows.map((row) => row.value);
}
