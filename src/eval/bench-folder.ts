// Reads and checks a bench folder: documents, questions asked on time, the same questions asked late.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Article, Instant } from "../model/article.js";
import { DatelineError, describeError } from "../model/errors.js";
import { splitSentences } from "../model/sentences.js";
import { collapseSpace, splitWords } from "./gold-text.js";

const HINT =
  "The shape of a bench folder is described in docs/measurements.md under “Measuring your own corpus”.";

/** Builds the failure of one line: file, line (from 1) and what was expected. */
function benchInvalid(file: string, line: number, problem: string): DatelineError {
  return new DatelineError("bench-invalid", `Bench file cannot be used: ${file}, line ${line}: ${problem}`, {
    hint: HINT,
  });
}

/** Returns the path of `name` or `name.gz` in the folder, null if neither is there. */
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
 * Reads a file, unpacking it if its name ends in ".gz".
 * @throws DatelineError bench-invalid if it cannot be read or unpacked
 */
async function readPlain(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path);
    return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    const message = `Bench file cannot be read: ${basename(path)}: ${describeError(cause)}`;
    throw new DatelineError("bench-invalid", message, { hint: HINT, cause });
  }
}

/**
 * Reads one value per line; blank lines are skipped, an empty file gives an empty list.
 * @throws DatelineError bench-invalid, naming file and line of the first invalid one
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
/** One question with what scoring needs; the program sees only `question` and `asked_at`. */
export type BenchQuestion = z.infer<typeof questionSchema>;

export interface BenchFolder {
  readonly path: string;
  readonly documents: readonly BenchDocument[];
  readonly questions: readonly BenchQuestion[];
  /** The same questions asked months later; null if the folder has none. */
  readonly late: readonly BenchQuestion[] | null;
  /** The same questions as people type them in a chat; null if the folder has none. */
  readonly casual: readonly BenchQuestion[] | null;
}

/**
 * Reads corpus, questions and, if present, late and casual questions; each file plain or gzipped.
 * @throws DatelineError bench-invalid, with file and line, for a missing file, an invalid line, a repeated id
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
export async function readBenchQuestions(
  folder: string,
): Promise<Pick<BenchFolder, "questions" | "late" | "casual">> {
  const readIfPresent = async (name: string) => {
    const path = await findFile(folder, name);
    return path === null ? null : readUnique(path, questionSchema);
  };
  return {
    questions: await readUnique(await requireFile(folder, "questions.jsonl"), questionSchema),
    late: await readIfPresent("questions_late.jsonl"),
    casual: await readIfPresent("questions_casual.jsonl"),
  };
}

/** A brief longer than this is cut to its first sentence, as feeds do; in words. */
const LEAD_WORDS = 45;

/**
 * Puts beside each article a brief with its first one or two sentences (same outlet, day and address), as a feed gives it.
 * A brief is relevant to a question if its article is; whether it holds the answer is for the scoring to see.
 */
export function withLeads(bench: BenchFolder): BenchFolder {
  const briefs = bench.documents.flatMap((document): BenchDocument[] => {
    const text = leadOf(document.text);
    return text === document.text.trim() ? [] : [{ ...document, id: leadId(document.id), title: null, text }];
  });
  const briefed = new Set(briefs.map(({ id }) => id));
  const add = (ids: readonly string[]) => [...ids, ...ids.map(leadId).filter((id) => briefed.has(id))];
  const extend = (questions: readonly BenchQuestion[]) =>
    questions.map((question) => ({
      ...question,
      relevant_doc_ids: add(question.relevant_doc_ids),
      weak_doc_ids: add(question.weak_doc_ids),
    }));
  return {
    ...bench,
    documents: [...bench.documents, ...briefs],
    questions: extend(bench.questions),
    late: bench.late && extend(bench.late),
    casual: bench.casual && extend(bench.casual),
  };
}

function leadId(documentId: string): string {
  return `${documentId}-lead`;
}

/** Returns the first two sentences, or the first alone if two are long. */
function leadOf(text: string): string {
  const trimmed = text.trim();
  const [first, second] = splitSentences(trimmed);
  if (first === undefined) return trimmed;
  const both = trimmed.slice(first.start, second?.end ?? first.end);
  return splitWords(both).length <= LEAD_WORDS ? both : trimmed.slice(first.start, first.end);
}

/**
 * Returns the SHA-256 (hex) of the unpacked corpus, so that a zipped copy has the same one; reads it as a stream.
 * @throws DatelineError bench-invalid if there is no corpus
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

/** Documents by id, their text with white space collapsed on first use. */
export class CorpusTexts {
  readonly #documents: ReadonlyMap<string, BenchDocument>;
  readonly #collapsed = new Map<string, string>();

  constructor(documents: readonly BenchDocument[]) {
    this.#documents = new Map(documents.map((document) => [document.id, document]));
  }

  has(id: string): boolean {
    return this.#documents.has(id);
  }

  /** Day of publication; null if unknown. */
  published(id: string): string | null {
    return this.#documents.get(id)?.published ?? null;
  }

  text(id: string): string {
    const known = this.#collapsed.get(id);
    if (known !== undefined) return known;
    const text = collapseSpace(this.#documents.get(id)?.text ?? "");
    this.#collapsed.set(id, text);
    return text;
  }
}

const TITLE_WORDS = 12; // a headline's length, for texts that have no title (briefs of a feed)
/** When an undated document was fetched: before every question, or none could use it. */
const EPOCH: Instant = "1970-01-01T00:00:00.000Z";

export interface CorpusArticles {
  /** In the order of the corpus. */
  readonly articles: readonly Omit<Article, "revision">[];
  /** Document id by article id. */
  readonly documentIds: ReadonlyMap<string, string>;
}

/** Turns documents into articles, one each; documents that share a URL stay apart. */
export function toArticles(documents: readonly BenchDocument[]): CorpusArticles {
  const documentIds = new Map<string, string>();
  const articles = documents.map((document) => {
    const url = document.url && URL.canParse(document.url) ? document.url : null;
    const plain = hash(url ?? `document ${document.id}`);
    const articleId = documentIds.has(plain) ? hash(`${url} ${document.id}`) : plain;
    documentIds.set(articleId, document.id);
    return toArticle(document, articleId, url);
  });
  return { articles, documentIds };
}

/** The last millisecond of a day, YYYY-MM-DD in UTC: a question may use all that was published on it. */
export function endOfDay(day: string): Instant {
  return `${day}T23:59:59.999Z`;
}

function toArticle(
  document: BenchDocument,
  articleId: string,
  url: string | null,
): Omit<Article, "revision"> {
  const publishedAt = document.published ? `${document.published}T00:00:00.000Z` : null;
  const text = document.text.trim();
  return {
    articleId,
    url,
    title: document.title?.replace(/\s+/g, " ").trim() || firstWords(text),
    deck: null,
    text,
    source: document.source || null,
    agency: null,
    author: null,
    language: null,
    publishedAt,
    updatedAt: null,
    fetchedAt: publishedAt ?? EPOCH,
    dates:
      publishedAt === null
        ? []
        : [{ field: "publishedAt", from: "json", raw: document.published ?? "", value: publishedAt }],
    sample: false,
  };
}

function firstWords(text: string): string {
  const words = text.split(/\s+/);
  return words.length <= TITLE_WORDS ? words.join(" ") : `${words.slice(0, TITLE_WORDS).join(" ")}…`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
