// What measuring gets of the real pipeline: the same store, ingest, index and answering as the bot, opened over bench stores.
import type { Config } from "../config.js";
import { describeModels } from "../embed/describe-models.js";
import { findModel } from "../embed/model-catalog.js";
import { DEFAULT_BATCH_TOKENS } from "../embed/worker-client.js";
import { DatelineError } from "../errors.js";
import type { BenchModel, BenchParts, FeedBench, FeedBenchOptions } from "../eval/bench/parts.js";
import type { FoundPage } from "../eval/page-metrics.js";
import type { EvalPipeline } from "../eval/pipeline.js";
import { judgeDates, publishedDay } from "../ingest/dates.js";
import { datesInUrl } from "../ingest/dates-url.js";
import { decodeInput } from "../ingest/read/decode.js";
import { readPageDates } from "../ingest/read/html.js";
import { readInput } from "../ingest/read-article.js";
import { SPLITTER_VERSION } from "../ingest/split.js";
import type { IngestRow } from "../reports.js";
import type { PutOutcome } from "../store/store.js";
import { type AnsweringParts, createAnswering } from "./answering.js";
import { createFitParts, rememberScores } from "./fit-parts.js";
import { fetchModels } from "./open-models.js";
import type { ProgressEvent } from "./progress.js";
import { openDateline } from "./wire.js";

interface MeasuringOptions {
  readonly lexicalOnly: boolean;
  readonly onProgress: (event: ProgressEvent) => void;
}

/** Fetches the models where they are missing, so that no measured time holds a download, and makes the parts. */
export async function openBenchParts(config: Config, options: MeasuringOptions): Promise<BenchParts> {
  if (!options.lexicalOnly) await fetchModels(config, options.onProgress);
  const present = options.lexicalOnly
    ? []
    : (await describeModels(config.models)).filter(({ inUse, state }) => inUse && state === "present");
  const embedder = present.find(({ kind }) => kind === "embedder");
  return {
    indexVersion: `${embedder?.fingerprint ?? "words only"} splitter ${SPLITTER_VERSION}`,
    model: embedder === undefined ? null : benchModel(embedder.name, embedder.path),
    modelBytes: present.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0),
    open: (storePath) => openPipeline({ ...config, storePath }, options),
    openFeeds: (feeds) => openFeedBench(config, options, feeds),
  };
}

async function openFeedBench(
  config: Config,
  { onProgress }: MeasuringOptions,
  { folder: storePath, hosts: allowHosts, lexicalOnly, onRefresh }: FeedBenchOptions,
): Promise<FeedBench> {
  const opened = { ...config, storePath, fetch: { ...config.fetch, allowHosts } };
  const feedEvents = { onRefresh, onFault: rethrow };
  const asBot = { models: "needed", threads: true } as const;
  const dateline = await openDateline(opened, { ...asBot, lexicalOnly, onProgress, feedEvents });
  const { store, feeds, close } = dateline;
  return { store, feeds: feeds.store, poller: feeds.poller, close };
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
  const { store, index, models, ingest, close } = dateline;
  const { embedder, reranker } = models;
  const { rerankLimit } = config;
  const parts = { store, index, embedder, reranker, rerankLimit };
  const answerWith =
    (given: AnsweringParts): EvalPipeline["answer"] =>
    (question, asOf, switches) =>
      createAnswering({ ...given, switches })({ question, now: asOf, asOf, asOfChosen: true, source: null });
  return {
    store,
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
 * Reads one saved page as ingest would. The text of a live blog is that of all its entries. Where the page is refused, its date is
 * read all the same, so that dates are measured on every page; null where it tells no date either.
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
