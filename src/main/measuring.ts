// Opens the real pipeline for measuring: the same store, ingest, index and answering as the bot, over bench stores.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readSpans } from "../answer/sentences.js";
import { type AnsweringParts, createAnswering, fittedModels, rankModeOf } from "../app/answer-pipeline.js";
import type { Embedder, Reranker } from "../embed/embedder.js";
import { findModel } from "../embed/model-catalog.js";
import { describeModels } from "../embed/model-folder.js";
import { DEFAULT_BATCH_TOKENS } from "../embed/model-worker.js";
import type { BenchModel, BenchParts, FeedBench, FeedBenchOptions, StoreSize } from "../eval/bench/parts.js";
import { memoryOf } from "../eval/bench/process-watch.js";
import type { FoundPage } from "../eval/pages.js";
import type { EvalPipeline, FitParts } from "../eval/pipeline.js";
import { readInput } from "../ingest/read-input.js";
import { SPLITTER_VERSION } from "../ingest/split.js";
import type { IngestRow } from "../model/article.js";
import { publishedDay } from "../model/calendar.js";
import { DatelineError } from "../model/errors.js";
import type { ProgressEvent } from "../model/status.js";
import { judgeDates } from "../read/dates/judge-dates.js";
import { datesInUrl } from "../read/dates/url-date.js";
import { decodeInput } from "../read/decode.js";
import { readPageDates } from "../read/html/read-page.js";
import { createRetriever } from "../retrieve/retrieve.js";
import { INDEX_FILE } from "../store/index-files.js";
import type { PutOutcome } from "../store/ports.js";
import { isDatabaseAddress } from "../store/postgres/address.js";
import { DATABASE_FILE } from "../store/sqlite/database.js";
import type { Config } from "./config.js";
import { copyBetween } from "./copy-store.js";
import { openDateline } from "./open-dateline.js";
import { fetchModels } from "./open-models.js";

/** More than an answer looks at, since other weights choose other hits. */
const FIT_LIMITS = { hits: 9, earlier: 0, paired: 10, titled: 0, readAll: true } as const;

/** Makes the parts over one store; scores are kept as long as the parts live. */
export function createFitParts(given: AnsweringParts): FitParts {
  const parts: AnsweringParts = {
    ...given,
    embedder: given.embedder && rememberQuestions(given.embedder),
    reranker: given.reranker && rememberScores(given.reranker),
  };
  const mode = rankModeOf(parts);
  const reranker = mode === "reranked" ? parts.reranker : null;
  const shipped = fittedModels(mode);
  return {
    mode,
    shipped,
    retrieve: (question, asOf, readLimit) =>
      createRetriever({ ...parts, reranker, rerankLimit: readLimit, model: shipped.rank })({
        question,
        now: asOf,
        asOf,
        source: null,
      }),
    spans: (retrieval, question) =>
      readSpans(retrieval, question, reranker, { model: shipped.sentences, limits: FIT_LIMITS }),
    answer: (question, asOf, models) =>
      createAnswering({ ...parts, models })({ question, now: asOf, asOf, asOfChosen: true, source: null }),
  };
}

function rememberQuestions(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    fingerprint: embedder.fingerprint,
    dimensions: embedder.dimensions,
    maxTokens: embedder.maxTokens,
    embedPassages: (texts) => embedder.embedPassages(texts),
    embedQuestion: (question) => {
      const embedding = known.get(question) ?? embedder.embedQuestion(question);
      known.set(question, embedding);
      return embedding;
    },
  };
}

/** Keeps each score of the cross-encoder: what is asked of it twice is read once. */
function rememberScores(reranker: Reranker): Reranker {
  const known = new Map<string, number>();
  return {
    fingerprint: reranker.fingerprint,
    rerank: async (question, texts) => {
      const key = (text: string) => `${question}\n${text}`;
      const unknown = [...new Set(texts.filter((text) => !known.has(key(text))))];
      const scores = await reranker.rerank(question, unknown);
      unknown.forEach((text, at) => {
        known.set(key(text), scores[at] ?? Number.NaN);
      });
      return texts.map((text) => known.get(key(text)) ?? Number.NaN);
    },
  };
}

interface MeasuringOptions {
  readonly lexicalOnly: boolean;
  readonly onProgress: (event: ProgressEvent) => void;
  /** Address of a PostgreSQL database: each store is opened in a schema of it instead of its folder, and copied from there if it is one. */
  readonly postgres?: string;
}

/** Fetches missing models, so that no measured time includes a download, and makes the parts. */
export async function openBenchParts(config: Config, options: MeasuringOptions): Promise<BenchParts> {
  const { postgres } = options;
  if (postgres !== undefined && !(isDatabaseAddress(postgres) && URL.canParse(postgres))) {
    throw new DatelineError("usage-invalid", "No server to measure: expected an address after --postgres", {
      hint: "Give an empty database: --postgres postgres://user@host:5432/database",
    });
  }
  if (!options.lexicalOnly) await fetchModels(config, options.onProgress);
  const present = options.lexicalOnly
    ? []
    : (await describeModels(config.models)).filter(({ inUse, state }) => inUse && state === "present");
  const embedder = present.find(({ kind }) => kind === "embedder");
  return {
    indexVersion: `${embedder?.fingerprint ?? "words only"} splitter ${SPLITTER_VERSION}`,
    model: embedder === undefined ? null : benchModel(embedder.name, embedder.path),
    modelBytes: present.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0),
    storeName: options.postgres === undefined ? "folder" : "PostgreSQL",
    measureStore: (storePath) => measureStore(storePath, options),
    open: async (storePath) => openPipeline({ ...config, ...(await placeOf(storePath, options)) }, options),
    openFeeds: (feeds) => openFeedBench(config, options, feeds),
  };
}

/** Copied whole; set in the database. */
const COPIED = "bench store copied whole";

/** Where the store of a folder is for this run; with a database, the copy is made first. */
async function placeOf(
  storePath: string,
  { postgres }: MeasuringOptions,
): Promise<Pick<Config, "storePath" | "database">> {
  if (postgres === undefined) return { storePath, database: null }; // the bot's own database is none to measure in
  const { inSchema } = await import("../store/postgres/schema.js");
  const { openPostgresStores } = await import("../store/postgres/open-stores.js");
  const name = createHash("sha256").update(resolve(storePath)).digest("hex").slice(0, 12);
  const database = await inSchema(postgres, `bench_${name}`);
  if (existsSync(join(storePath, DATABASE_FILE))) {
    const { settings, close } = await openPostgresStores(database);
    const isCopied = (await settings.setting(COPIED)) !== null;
    if (!isCopied) await copyBetween(storePath, database, () => undefined);
    if (!isCopied) await settings.setSetting(COPIED, "yes");
    await close();
  }
  return { storePath, database };
}

async function measureStore(storePath: string, options: MeasuringOptions): Promise<StoreSize> {
  const { database } = await placeOf(storePath, options);
  if (database === null) {
    const bytes = async (name: string) => {
      const path = join(storePath, name);
      return existsSync(path) ? (await stat(path)).size : 0;
    };
    const [storeBytes, indexBytes] = [await bytes(DATABASE_FILE), await bytes(INDEX_FILE)];
    return { storeBytes, indexBytes, serverMemory: null };
  }
  const { askServer } = await import("../store/postgres/server.js");
  const { processIds, storeBytes, indexBytes } = await askServer(database);
  return { storeBytes, indexBytes, serverMemory: await memoryOf(processIds) };
}

async function openFeedBench(
  config: Config,
  options: MeasuringOptions,
  { folder, hosts: allowHosts, lexicalOnly, onRefresh }: FeedBenchOptions,
): Promise<FeedBench> {
  const { onProgress } = options;
  const place = await placeOf(folder, options);
  const opened = { ...config, ...place, fetch: { ...config.fetch, allowHosts } };
  const feedEvents = { onRefresh, onFault: rethrow };
  const asBot = { models: "needed", threads: true } as const;
  const dateline = await openDateline(opened, { ...asBot, lexicalOnly, onProgress, feedEvents });
  const { stores, poller, close } = dateline;
  const { articles, arrivals, feeds } = stores;
  return { articles, arrivals, feeds, poller, close };
}

/** A bench has no log: a fault ends it. */
function rethrow(error: unknown): never {
  throw error;
}

function benchModel(name: string, folder: string): BenchModel {
  const spec = findModel(name);
  const passagePrefix = spec.kind === "embedder" ? spec.passagePrefix : "";
  return { folder, maxTokens: spec.maxTokens, batchTokens: DEFAULT_BATCH_TOKENS, passagePrefix };
}

async function openPipeline(
  config: Config,
  { lexicalOnly, onProgress }: MeasuringOptions,
): Promise<EvalPipeline> {
  const dateline = await openDateline(config, { models: "needed", lexicalOnly, onProgress });
  const { stores, index, models, ingest, close } = dateline;
  const { embedder, reranker } = models;
  const { rerankLimit } = config;
  const parts = { stores, index, embedder, reranker, rerankLimit };
  const answerWith =
    (given: AnsweringParts): EvalPipeline["answer"] =>
    (question, asOf, switches) =>
      createAnswering({ ...given, switches })({ question, now: asOf, asOf, asOfChosen: true, source: null });
  return {
    stores,
    index,
    embedder,
    addArticles: async (articles) => (await ingest.ingestArticles(articles)).map(storedOutcome),
    answer: answerWith(parts),
    answerAgain: answerWith({ ...parts, reranker: reranker && rememberScores(reranker) }),
    fitting: () => createFitParts(parts),
    close,
  };
}

function storedOutcome({ subject, outcome, notes }: IngestRow): PutOutcome {
  if (outcome !== "rejected") return outcome;
  throw new DatelineError("bench-invalid", `Article that cannot be stored: ${subject}: ${notes.join("; ")}`);
}

/**
 * Reads one saved page as ingest would. The text of a live blog is that of all its entries. If the page is refused, its date is
 * read all the same, so that dates are measured on every page; null if it gives no date either.
 */
export async function readPageForEval(
  html: Uint8Array,
  file: string,
  url: string,
): Promise<FoundPage | null> {
  const now = new Date().toISOString();
  const outcomes = readInput({ name: file, bytes: html }, { now, overrides: { url } });
  const articles = outcomes.flatMap((outcome) => (outcome.kind === "article" ? [outcome.article] : []));
  const [first] = articles;
  if (first === undefined) return readRefused(html, file, url, now);
  const { title, author, agency, updatedAt } = first;
  return {
    title,
    author: author ?? agency,
    text: articles.map(({ text }) => text).join("\n\n"),
    date: publishedDay(first),
    updated: updatedAt?.slice(0, 10) ?? null,
  };
}

function readRefused(html: Uint8Array, file: string, url: string, now: string): FoundPage | null {
  const shown = readPageDates(decodeInput({ name: file, bytes: html }));
  const date = publishedDay(judgeDates([...shown, ...datesInUrl(url)], now));
  return date === null ? null : { title: null, author: null, text: null, date };
}
