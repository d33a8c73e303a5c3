// What measuring gets of the real pipeline: the same store, ingest, index and answering as the bot, opened over bench stores.
import type { Config } from "../config.js";
import { describeModels } from "../embed/describe-models.js";
import { findModel } from "../embed/model-catalog.js";
import { DEFAULT_BATCH_TOKENS } from "../embed/worker-client.js";
import { DatelineError } from "../errors.js";
import type { BenchModel, BenchParts, FeedBench, FeedBenchOptions } from "../eval/bench/parts.js";
import type { FoundPage } from "../eval/page-metrics.js";
import type { EvalPipeline } from "../eval/pipeline.js";
import { readInput } from "../ingest/read-article.js";
import { SPLITTER_VERSION } from "../ingest/split.js";
import type { IngestRow } from "../reports.js";
import type { PutOutcome } from "../store/store.js";
import { createAnswering } from "./answering.js";
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
  const dateline = await openDateline(opened, { models: "needed", lexicalOnly, onProgress, feedEvents });
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
  return {
    store,
    index,
    embedder,
    addArticles: async (articles) => (await ingest.ingestArticles(articles)).map(storedOutcome),
    answer: async (question, asOf, switches) => {
      const answering = createAnswering({ store, index, embedder, reranker, rerankLimit, switches });
      return answering({ question, now: asOf, asOf, asOfChosen: true, source: null });
    },
    close,
  };
}

function storedOutcome({ subject, outcome, notes }: IngestRow): PutOutcome {
  if (outcome !== "rejected") return outcome;
  throw new DatelineError("bench-invalid", `Article that cannot be stored: ${subject}: ${notes.join("; ")}`);
}

/** Reads one saved page as ingest would; null where it is rejected. */
export async function readPageForEval(
  html: Uint8Array,
  file: string,
  url: string,
): Promise<FoundPage | null> {
  const now = new Date().toISOString();
  const [first] = readInput({ name: file, bytes: html }, { now, overrides: { url } });
  if (first === undefined || first.kind === "rejected") return null;
  const { title, text, publishedAt } = first.article;
  return { title, text, date: publishedAt?.slice(0, 10) ?? null };
}
