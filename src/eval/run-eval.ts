// `dateline eval` on a folder of questions: indexes, asks, writes predictions, scores, prints.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { formatAblation, VARIANTS, type VariantResult } from "./ablation.js";
import { type BenchFolder, CorpusTexts, readBenchFolder } from "./bench-folder.js";
import { runFit } from "./fit/run-fit.js";
import { type IndexedCorpus, indexCorpus, storeFolderOf } from "./index-corpus.js";
import { ALL_ON, type EvalParts, type EvalProgress, type Switches } from "./pipeline.js";
import { askQuestions, writePredictions } from "./predictions.js";
import { formatReport, type Scored, score } from "./report.js";
import { quantile } from "./statistics.js";

export interface EvalOptions {
  readonly parts: EvalParts;
  /** Folder that keeps one store per corpus and index version. */
  readonly cacheFolder: string;
  /** Folder for predictions.jsonl and predictions_late.jsonl; null writes none. */
  readonly out: string | null;
  /** Runs the variants too; each costs as much as the default. */
  readonly ablate: boolean;
  /** Fits the weights and measures the fit, instead of the shipped weights; default false. */
  readonly fit?: boolean;
  /** Indexes the first documents only, for development; null for all. */
  readonly limitDocs: number | null;
  readonly onProgress: (event: EvalProgress) => void;
  /** Takes one line of the result. */
  readonly print: (line: string) => void;
}

export interface EvalResult {
  /** Of the shipped weights, or held out if they were fitted. */
  readonly onTime: Scored;
  readonly late: Scored | null;
  /** The default first; empty without `ablate`. */
  readonly variants: readonly VariantResult[];
}

/**
 * Measures a bench folder and prints the tables.
 * @throws DatelineError bench-invalid, and whatever the parts throw
 */
export async function runEval(folder: string, options: EvalOptions): Promise<EvalResult> {
  const { parts, limitDocs, onProgress, print } = options;
  const bench = await readBenchFolder(folder);
  const documents = limitDocs === null ? bench.documents : bench.documents.slice(0, limitDocs);
  if (documents.length < bench.documents.length) {
    print(`PARTIAL: only the first ${documents.length} of ${bench.documents.length} documents are indexed;`);
    print("         no figure below says anything about answers, only that the run works.");
  }
  const storeFolder = await storeFolderOf(folder, options.cacheFolder, parts.indexVersion, limitDocs);
  const corpus = await indexCorpus(documents, parts, storeFolder, onProgress);
  try {
    print(`Corpus: ${documents.length} documents, ${corpus.passages} passages in ${storeFolder}`);
    print(`        (${corpus.added} stored by this run in ${corpus.seconds.toFixed(1)} s)`);
    if (options.fit && corpus.pipeline.fitting) {
      const { heldOut } = await runFit(bench, {
        parts: corpus.pipeline.fitting(),
        corpus,
        onProgress,
        print,
      });
      return { ...heldOut, variants: [] };
    }
    const run = new EvalRun(bench, corpus, options);
    const base = await run.ask("default", ALL_ON, options.out);
    for (const line of formatReport(base.onTime, base.late)) print(line);
    const variants = options.ablate ? [base] : [];
    for (const { name, switches } of options.ablate ? VARIANTS : []) {
      variants.push(await run.ask(name, switches, null));
    }
    if (options.ablate) for (const line of ["", ...formatAblation(variants)]) print(line);
    return { onTime: base.onTime, late: base.late, variants };
  } finally {
    await corpus.pipeline.close();
  }
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

  async ask(name: string, switches: Switches, out: string | null): Promise<VariantResult> {
    const { questions, late } = this.#bench;
    return {
      name,
      onTime: await this.#askSet(questions, `Asking (${name})`, switches, out, "predictions.jsonl"),
      late:
        late === null
          ? null
          : await this.#askSet(late, `Asking late (${name})`, switches, out, "predictions_late.jsonl"),
    };
  }

  async #askSet(
    questions: BenchFolder["questions"],
    label: string,
    switches: Switches,
    out: string | null,
    file: string,
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
