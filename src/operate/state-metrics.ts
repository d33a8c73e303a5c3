// What Dateline holds at one moment as metrics: store, index, models, worker. Made anew for each look; counts nothing itself.
import { Counter, Gauge, Registry } from "prom-client";
import type { Status } from "../reports.js";
import type { FeedSummary, RefetchSummary } from "../reports-feeds.js";
import { addFeedMetrics } from "./feed-metrics.js";

/** How Dateline stands at one moment. */
export interface StandingState {
  readonly status: Status;
  /** Texts that wait for the model worker; 0 without one. */
  readonly waiting: number;
  /** How often the worker was started anew. */
  readonly restarts: number;
  readonly feeds: FeedSummary;
  readonly refetches: RefetchSummary;
}

/** Returns a registry with the gauges of this moment. */
export function stateMetrics({ status, waiting, restarts, feeds, refetches }: StandingState): Registry {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers }).set(value);
  gauge("dateline_articles", "Articles in the store", status.articles);
  gauge("dateline_revisions", "Revisions in the store", status.revisions);
  gauge("dateline_passages", "Passages in the store", status.passages);
  gauge("dateline_embeddings", "Passages with a vector of the embedder in use", status.embeddings);
  gauge("dateline_index_size", "Passages in the vector index", status.indexed);
  gauge("dateline_answers_stored", "Answers in the store", status.answers);
  gauge("dateline_lexical_only", "1 where words only are matched", status.lexicalOnly ? 1 : 0);
  gauge("dateline_queue_length", "Texts that wait for the model worker", waiting);
  if (status.newestAt !== null) {
    const seconds = Date.parse(status.newestAt) / 1000;
    gauge("dateline_newest_article_timestamp_seconds", "Publication of the newest dated article", seconds);
  }
  new Counter({
    name: "dateline_worker_restarts_total",
    help: "Starts of the model worker after the first",
    registers,
  }).inc(restarts);
  addFeedMetrics(registry, feeds, refetches);
  addInfo(registry, status);
  return registry;
}

function addInfo(registry: Registry, status: Status): void {
  const registers = [registry];
  const version = new Gauge({
    name: "dateline_info",
    help: "1, with the version of the program",
    labelNames: ["version"],
    registers,
  });
  version.set({ version: status.version }, 1);
  const models = new Gauge({
    name: "dateline_model_info",
    help: "1, with the fingerprint (SHA-256) of each model in use",
    labelNames: ["kind", "name", "fingerprint"],
    registers,
  });
  for (const kind of ["embedder", "reranker"] as const) {
    const model = status[kind];
    if (model !== null) models.set({ kind, name: model.name, fingerprint: model.fingerprint }, 1);
  }
}
