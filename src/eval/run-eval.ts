// `dateline eval` on folders of questions: indexes, asks, writes predictions, scores each folder and all together, prints.
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { formatAblation, VARIANTS, type VariantResult } from "./ablation.js";
import { type BenchFolder, CorpusTexts, readBenchFolder, withLeads } from "./bench-folder.js";
import { readingQuestions, writeReadingCases } from "./fit/reading-cases.js";
import { type FitSet, runFit } from "./fit/run-fit.js";
import { type IndexedCorpus, indexCorpus, storeFolderOf } from "./index-corpus.js";
import { ALL_ON, type EvalParts, type EvalProgress, type Switches } from "./pipeline.js";
import { askQuestions, writePredictions } from "./predictions.js";
import { type FormScores, formatReport, formatTogether, type Scored, score } from "./report.js";
import { quantile } from "./statistics.js";

export interface EvalOptions {
  readonly parts: EvalParts;
  /** Folder that keeps one store per corpus and index version. */
  readonly cacheFolder: string;
  /** Folder for the predictions, in a folder of its own for each set if there are several; null writes none. */
  readonly out: string | null;
  /** Runs the variants too; each costs as much as the default. */
  readonly ablate: boolean;
  /** Fits the weights on all folders together and measures the fit, instead of the shipped weights; default false. */
  readonly fit?: boolean;
  /** Writes what the reader is trained on to this file, and measures nothing; default null. */
  readonly cases?: string | null;
  /** Puts beside each article a brief with its first sentences; default false. */
  readonly withLeads?: boolean;
  /** Indexes the first documents only, for development; null for all. */
  readonly limitDocs: number | null;
  readonly onProgress: (event: EvalProgress) => void;
  /** Takes one line of the result. */
  readonly print: (line: string) => void;
}

/** Of the shipped weights, or held out if they were fitted. */
export interface EvalResult extends FormScores {
  /** Last part of the folder's path. */
  readonly name: string;
  /** The default first; empty without `ablate`. */
  readonly variants: readonly VariantResult[];
}

/**
 * Measures bench folders one after the other and prints the tables; several folders are scored together, too.
 * @throws DatelineError bench-invalid, and whatever the parts throw
 */
export async function runEval(folders: readonly string[], options: EvalOptions): Promise<EvalResult[]> {
  if (options.cases) return writeAllCases(folders, options.cases, options);
  const results = options.fit ? await fitAll(folders, options) : await askAll(folders, options);
  if (results.length > 1) for (const line of formatTogether(results)) options.print(line);
  return results;
}

async function askAll(folders: readonly string[], options: EvalOptions): Promise<EvalResult[]> {
  const results: EvalResult[] = [];
  for (const folder of folders) {
    const { bench, corpus } = await openSet(folder, options);
    try {
      results.push(await askSet(bench, corpus, options, folders.length > 1));
    } finally {
      await corpus.pipeline.close();
    }
  }
  return results;
}

async function writeAllCases(
  folders: readonly string[],
  file: string,
  options: EvalOptions,
): Promise<EvalResult[]> {
  for (const folder of folders) {
    const { bench, corpus } = await openSet(folder, options);
    try {
      const parts = corpus.pipeline.fitting?.();
      if (parts === undefined) continue;
      await writeReadingCases(readingQuestions({ bench, corpus, parts }), parts, file, options.onProgress);
    } finally {
      await corpus.pipeline.close();
    }
  }
  return [];
}

async function fitAll(folders: readonly string[], options: EvalOptions): Promise<EvalResult[]> {
  const opened: { bench: BenchFolder; corpus: IndexedCorpus }[] = [];
  try {
    for (const folder of folders) opened.push(await openSet(folder, options));
    const sets = opened.flatMap(({ bench, corpus }): FitSet[] => {
      const parts = corpus.pipeline.fitting?.();
      return parts === undefined ? [] : [{ bench, corpus, parts }];
    });
    const { heldOut } = await runFit(sets, options);
    return heldOut.map((scores, at) => ({
      ...scores,
      name: nameOf(sets[at]?.bench.path ?? ""),
      variants: [],
    }));
  } finally {
    for (const { corpus } of opened) await corpus.pipeline.close();
  }
}

function nameOf(folder: string): string {
  return basename(folder) || folder;
}

async function openSet(
  folder: string,
  options: EvalOptions,
): Promise<{ readonly bench: BenchFolder; readonly corpus: IndexedCorpus }> {
  const { limitDocs, print, onProgress, parts } = options;
  const read = await readBenchFolder(folder);
  const bench = options.withLeads ? withLeads(read) : read;
  const documents = limitDocs === null ? bench.documents : bench.documents.slice(0, limitDocs);
  if (documents.length < bench.documents.length) {
    print(`PARTIAL: only the first ${documents.length} of ${bench.documents.length} documents are indexed;`);
    print("         no figure below says anything about answers, only that the run works.");
  }
  const storeFolder = await storeFolderOf(folder, options.cacheFolder, parts.indexVersion, options);
  const corpus = await indexCorpus(documents, parts, storeFolder, onProgress);
  print(`Corpus: ${documents.length} documents, ${corpus.passages} passages in ${storeFolder}`);
  print(`        (${corpus.added} stored by this run in ${corpus.seconds.toFixed(1)} s)`);
  return { bench, corpus };
}

async function askSet(
  bench: BenchFolder,
  corpus: IndexedCorpus,
  options: EvalOptions,
  isOneOfSeveral: boolean,
): Promise<EvalResult> {
  const name = nameOf(bench.path);
  const out = options.out !== null && isOneOfSeveral ? join(options.out, name) : options.out;
  const run = new EvalRun(bench, corpus, options);
  const base = await run.ask("default", ALL_ON, out);
  for (const line of formatReport(base)) options.print(line);
  const variants: VariantResult[] = options.ablate ? [base] : [];
  for (const variant of options.ablate ? VARIANTS : []) {
    variants.push(await run.ask(variant.name, variant.switches, null));
  }
  if (options.ablate) for (const line of ["", ...formatAblation(variants)]) options.print(line);
  const { onTime, late, casual } = base;
  return { name, onTime, late, casual, variants };
}

/** One bench folder over one store, asked as often as there are variants. */
class EvalRun {
  readonly #bench: BenchFolder;
  readonly #corpus: IndexedCorpus;
  readonly #options: EvalOptions;
  readonly #texts: CorpusTexts;

  constructor(bench: BenchFolder, corpus: IndexedCorpus, options: EvalOptions) {
    this.#bench = bench;
    this.#corpus = corpus;
    this.#options = options;
    this.#texts = new CorpusTexts(bench.documents);
  }

  async ask(name: string, switches: Switches, out: string | null): Promise<FormScores & { name: string }> {
    const ask = async (questions: BenchFolder["late"], form: string, file: string) =>
      questions === null
        ? null
        : this.#askForm(questions, `Asking${form} (${name})`, switches, { out, file });
    const onTime = await ask(this.#bench.questions, "", "predictions.jsonl");
    return {
      name,
      onTime: onTime as Scored,
      late: await ask(this.#bench.late, " late", "predictions_late.jsonl"),
      casual: await ask(this.#bench.casual, " casually", "predictions_casual.jsonl"),
    };
  }

  async #askForm(
    questions: BenchFolder["questions"],
    label: string,
    switches: Switches,
    { out, file }: { readonly out: string | null; readonly file: string },
  ): Promise<Scored> {
    const { onProgress, print } = this.#options;
    const isVariant = switches !== ALL_ON;
    const asked = await askQuestions(questions, this.#corpus, switches, { label, isVariant }, onProgress);
    if (!isVariant) {
      const [p50, p95] = [0.5, 0.95].map((at) => Math.round(quantile(asked.milliseconds, at)));
      print(`${label}: ${questions.length} questions, p50 ${p50} ms, p95 ${p95} ms a question`);
    }
    if (out !== null) {
      await mkdir(out, { recursive: true });
      await writePredictions(join(out, file), asked.predictions);
      print(`        written to ${join(out, file)}`);
    }
    return score(questions, asked.predictions, this.#texts);
  }
}
