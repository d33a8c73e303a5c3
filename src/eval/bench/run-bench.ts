// `dateline bench`: speed, memory and index recall in one run, each figure with its target. Shares its store with `dateline eval`.
import { createHash } from "node:crypto";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Article } from "../../model/article.js";
import { endOfDay, readBenchDocuments, readBenchQuestions, toArticles } from "../bench-folder.js";
import { indexCorpus, storeFolderOf } from "../index-corpus.js";
import { alignRows } from "../text-table.js";
import { askFigures, measureAsk, memoryFigures, type TimedQuestion } from "./ask-speed.js";
import { feedFigures, measureFeeds } from "./feed-soak.js";
import { ingestFigures, measureIngest } from "./ingest-speed.js";
import { measureMadeStore } from "./made-store.js";
import type { BenchOptions, Figure } from "./parts.js";
import { addReplicated, sampleQuestions } from "./replicated-samples.js";
import { runScale } from "./scale.js";
import { copyFigures, measureCopies, measureRecall, recallFigures } from "./store-speed.js";

const LEAST_PASSAGES = 20_000; // enough to compare runs
const QUESTIONS = 101; // the first answer counts as start-up, 100 are left
const RECALL_QUESTIONS = 200;
const COMPARED_ARTICLES = 500; // their copies are found in a second or two
const INGESTED_ARTICLES = 81; // about 680 passages of bench/news, the first article as warm-up
const FEED_SIZE = { feeds: 500, itemsPerFeed: 40 }; // 500 feeds, 20,000 items
const DEFAULT_SCALE = 100_000;
const EMBEDDED_PART = 20; // 1,000 items take a minute with the embedder
const WHOLE = "bench corpus stored whole"; // setting of the store: spares reading the corpus, whose memory would be counted

type Body = Omit<Article, "revision">;

interface Corpus {
  readonly storeFolder: string;
  readonly passages: number;
  readonly questions: readonly TimedQuestion[];
  /** Read late, so that they take no memory while asking. */
  readonly articles: () => Promise<readonly Body[]>;
}

/**
 * Measures everything, or the one part that is wanted, and prints the table.
 * @throws DatelineError bench-invalid, and whatever the parts throw
 */
export async function runBench(options: BenchOptions): Promise<Figure[]> {
  const figures = await measureAll(options);
  for (const line of formatFigures(figures)) options.print(line);
  return figures;
}

/**
 * Measures everything over the folder, then over PostgreSQL, and prints both side by side; with `scale` over as many made-up
 * passages. @throws DatelineError bench-invalid, and whatever the parts throw
 */
export async function runBesides(options: BenchOptions): Promise<Figure[]> {
  const { postgres, print } = options;
  if (postgres === undefined) throw new TypeError("no parts over PostgreSQL");
  const measure = options.scale === undefined ? measureAll : measureMade;
  const embedded = await measure(options);
  print("The same over PostgreSQL:");
  const figures = await measure({ ...options, parts: postgres });
  const [left, right] = [embedded, figures].map(
    (all) => new Map(all.map(({ name, value }) => [name, value])),
  );
  const names = [...new Set([...embedded, ...figures].map(({ name }) => name))];
  const rows = names.map((name) => [name, left?.get(name) ?? "–", right?.get(name) ?? "–"]);
  for (const line of alignRows([["figure", "folder", "PostgreSQL"], ...rows])) print(line);
  return [...embedded, ...figures.map((figure) => ({ ...figure, name: `PostgreSQL: ${figure.name}` }))];
}

async function measureAll(options: BenchOptions): Promise<Figure[]> {
  const { only = null } = options;
  printMachine(options.print);
  const figures: Figure[] = [];
  if (only === null || only === "ask") {
    const corpus = await openCorpus(options);
    figures.push(...(await measureQuestions(corpus, options)));
  }
  if (only === null || only === "ingest") figures.unshift(...(await runIngest(options)));
  if (only === null || only === "feeds") figures.push(...(await runFeeds(options)));
  return figures;
}

async function measureMade(options: BenchOptions): Promise<Figure[]> {
  const { scale: passages = DEFAULT_SCALE, print } = options;
  printMachine(print);
  print("The passages are made up, as are feeds: read the figures as costs, not as quality.");
  const articles = async () => spread(await readArticles(options), INGESTED_ARTICLES);
  return measureMadeStore({ ...options, passages, articles });
}

async function measureQuestions(corpus: Corpus, { parts, onProgress }: BenchOptions): Promise<Figure[]> {
  const questions = spread(corpus.questions, QUESTIONS);
  const reranked = await measureAsk(corpus.storeFolder, questions, true, parts, onProgress);
  const plain = await measureAsk(corpus.storeFolder, questions, false, parts, onProgress);
  const pipeline = await parts.open(corpus.storeFolder);
  try {
    const asked = spread(corpus.questions, RECALL_QUESTIONS).map(({ question }) => question);
    const recall = await measureRecall(pipeline, asked);
    const vectorBytes = (recall?.vectors ?? 0) * (recall?.dimensions ?? 0) * Float32Array.BYTES_PER_ELEMENT;
    const compared = spread(await corpus.articles(), COMPARED_ARTICLES);
    return [
      ...askFigures(reranked),
      ...askFigures(plain),
      ...memoryFigures(reranked.peak, vectorBytes, parts.modelBytes),
      ...(recall === null ? [] : recallFigures(recall)),
      ...copyFigures(await measureCopies(pipeline.stores, compared)),
    ];
  } finally {
    await pipeline.close();
  }
}

async function runIngest(options: BenchOptions): Promise<Figure[]> {
  const { parts, print } = options;
  if (parts.model === null) {
    print("LEFT OUT: ingest speed and index recall: no embedder can be had.");
    return [];
  }
  const articles = spread(await readArticles(options), INGESTED_ARTICLES);
  return ingestFigures(await measureIngest(articles, parts, parts.model));
}

/** Measures look-ups among made-up passages alone and prints the table. */
export async function runScaleBench(options: BenchOptions): Promise<Figure[]> {
  const { parts, cacheFolder, scale: passages = DEFAULT_SCALE, onProgress, print } = options;
  printMachine(print);
  print("The passages are made up: read the figures as costs, not as quality.");
  const figures = await runScale({ passages, cacheFolder, modelBytes: parts.modelBytes, onProgress });
  for (const line of formatFigures(figures)) print(line);
  return figures;
}

/** Full size without models, then a part with the embedder, which takes nearly all of that time. */
async function runFeeds({ parts, print, onProgress, feedSize = FEED_SIZE }: BenchOptions): Promise<Figure[]> {
  const { openFeeds, model } = parts;
  if (openFeeds === null) {
    print("LEFT OUT: reading feeds: the parts of this run cannot.");
    return [];
  }
  const { feeds, itemsPerFeed } = feedSize;
  const words = await measureFeeds({ feeds, itemsPerFeed, lexicalOnly: true }, openFeeds, onProgress);
  if (model === null) return feedFigures(words);
  const embedded = { feeds: Math.ceil(feeds / EMBEDDED_PART), itemsPerFeed, lexicalOnly: false };
  return [...feedFigures(words), ...feedFigures(await measureFeeds(embedded, openFeeds, onProgress))];
}

/** Lines of the table: figure, value with unit, aim, whether it is met. */
export function formatFigures(figures: readonly Figure[]): string[] {
  const verdict = ({ met }: Figure) => (met === null ? "" : met ? "met" : "NOT MET");
  return alignRows([
    ["figure", "value", "aim", ""],
    ...figures.map((figure) => [figure.name, figure.value, figure.aim, verdict(figure)]),
  ]);
}

/** Up to `count` items, evenly spread over the list, in order. */
export function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)] as T);
}

function printMachine(print: (line: string) => void): void {
  const [cpu] = cpus();
  print(
    `Machine: ${cpus().length} × ${cpu?.model.trim() ?? "unknown"}, ${(totalmem() / 1e9).toFixed(1)} GB, ` +
      `Node ${process.version}, ${process.platform} ${process.arch}`,
  );
}

/** The questions with the store that they are asked of, indexed if it was not. */
async function openCorpus(options: BenchOptions): Promise<Corpus> {
  const corpus =
    options.folder === null ? await openSamples(options) : await openFolder(options.folder, options);
  if (corpus.passages < LEAST_PASSAGES) {
    options.print(
      `PARTIAL: ${corpus.passages} passages, fewer than ${LEAST_PASSAGES}: no figure below is the bench's.`,
    );
  }
  return corpus;
}

async function readArticles({ folder, samples, limitDocs }: BenchOptions): Promise<readonly Body[]> {
  if (folder === null) return samples;
  return toArticles((await readBenchDocuments(folder)).slice(0, limitDocs ?? undefined)).articles;
}

async function openFolder(folder: string, options: BenchOptions): Promise<Corpus> {
  const { parts, cacheFolder, limitDocs, onProgress, print } = options;
  const storeFolder = await storeFolderOf(folder, cacheFolder, parts.indexVersion, { limitDocs });
  const readDocuments = async () => (await readBenchDocuments(folder)).slice(0, limitDocs ?? undefined);
  if (limitDocs !== null) print(`PARTIAL: only the first ${limitDocs} documents are indexed.`);
  let pipeline = await parts.open(storeFolder);
  if ((await pipeline.stores.settings.setting(WHOLE)) === null) {
    await pipeline.close();
    ({ pipeline } = await indexCorpus(await readDocuments(), parts, storeFolder, onProgress));
    await pipeline.stores.settings.setSetting(WHOLE, "yes");
    print(
      "The corpus was indexed by this run: memory figures include what that left behind; run again for clean ones.",
    );
  }
  const { passages } = await pipeline.stores.articles.counts();
  await pipeline.close();
  print(`Corpus: ${folder}, ${passages} passages`);
  const { questions } = await readBenchQuestions(folder);
  return {
    storeFolder,
    passages,
    questions: questions.map(({ question, asked_at }) => ({ question, asOf: endOfDay(asked_at) })),
    articles: () => readArticles(options),
  };
}

async function openSamples(options: BenchOptions): Promise<Corpus> {
  const { parts, samples, cacheFolder, onProgress, print } = options;
  print(
    `STAND-IN: no bench folder, so the ${samples.length} samples are copied to ${LEAST_PASSAGES} passages;`,
  );
  print("          copies differ from news: read these figures as an order of magnitude.");
  const key = [parts.indexVersion, ...samples.map((sample) => sample.articleId)].join("\n");
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
  const storeFolder = join(cacheFolder, `samples-${name}`);
  const pipeline = await parts.open(storeFolder);
  try {
    await addReplicated(samples, LEAST_PASSAGES, pipeline, onProgress);
    const { passages } = await pipeline.stores.articles.counts();
    const questions = await sampleQuestions(samples, pipeline);
    return { storeFolder, passages, questions, articles: async () => samples };
  } finally {
    await pipeline.close();
  }
}
