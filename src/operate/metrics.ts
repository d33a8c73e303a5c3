// The Prometheus metrics of the bot. Labels come from closed sets only: no text, no id of a person or place.
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { QuestionOutcome } from "../app/ask.js";
import type { FeedRefresh, FeedSummary, RefetchOutcome, RefetchSummary } from "../model/feed.js";
import type { Role } from "../model/processes.js";
import type { BotCounter, InteractionFailure, Status } from "../model/status.js";

/** In seconds: a question takes about .05, with reranking .3 to .4 (docs/measurements.md); in a queue up to 720. */
const QUESTION_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120];
/** In seconds, around the 3 s that Discord allows for the first response. */
const ACKNOWLEDGEMENT_BUCKETS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3];

/** The counters of one bot, in a registry of its own. */
export class ActivityMetrics implements BotCounter {
  readonly #now: () => number;
  readonly #questions;
  readonly #answers;
  readonly #abstentions;
  readonly #latency;
  readonly #interactions;
  readonly #open;
  readonly #acknowledgement;
  readonly #errors;
  readonly #lastError;
  readonly #gateway;
  readonly #shards;
  #connected = { shards: 0, of: 0 };

  /** `now` gives milliseconds since 1970. */
  constructor(registry: Registry, now: () => number) {
    this.#now = now;
    const registers = [registry];
    const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
      new Counter({ name, help, labelNames, registers });
    this.#questions = counter("dateline_questions_total", "Questions by outcome", ["outcome"]);
    this.#answers = counter("dateline_answers_total", "Answers by strength", ["strength"]);
    this.#abstentions = counter("dateline_abstentions_total", "Unanswered questions by reason", ["reason"]);
    this.#interactions = counter("dateline_interactions_total", "Interactions by outcome", ["outcome"]);
    this.#errors = counter("dateline_errors_total", "Failures by code", ["code"]);
    const histogram = (name: string, help: string, buckets: number[]) =>
      new Histogram({ name, help, buckets, registers });
    this.#latency = histogram(
      "dateline_question_duration_seconds",
      "Time from a question to its stored answer",
      QUESTION_BUCKETS,
    );
    this.#acknowledgement = histogram(
      "dateline_acknowledgement_seconds",
      "Time from an interaction to its first response",
      ACKNOWLEDGEMENT_BUCKETS,
    );
    this.#open = new Gauge({
      name: "dateline_interactions_open",
      help: "Interactions in progress",
      registers,
    });
    this.#lastError = new Gauge({
      name: "dateline_last_error_timestamp_seconds",
      help: "Time of the last failure, by its code; absent if nothing has failed",
      labelNames: ["code"] as const,
      registers,
    });
    this.#gateway = new Gauge({
      name: "dateline_gateway_connected",
      help: "1 while all shards of this process are connected, else 0",
      registers,
    });
    this.#shards = new Gauge({
      name: "dateline_shards",
      help: "Shards of this process, by whether they are connected",
      labelNames: ["state"] as const,
      registers,
    });
  }

  get isConnected(): boolean {
    const { shards, of } = this.#connected;
    return of > 0 && shards === of;
  }

  /** For example "3 of 4 shards connected". */
  get connection(): string {
    const { shards, of } = this.#connected;
    if (of > 1) return `${shards} of ${of} shards connected`;
    return this.isConnected ? "connected" : "not connected";
  }

  began(): void {
    this.#open.inc();
  }

  acknowledged(ms: number): void {
    this.#acknowledgement.observe(ms / 1000);
  }

  ended(failure: InteractionFailure | null): void {
    this.#open.dec();
    const outcome = failure === null || failure === "expired" || failure === "fault" ? failure : "failed";
    this.#interactions.inc({ outcome: outcome ?? "done" });
    if (failure !== null) this.failed(failure);
  }

  connected(shards: number, of: number): void {
    this.#connected = { shards, of };
    this.#gateway.set(this.isConnected ? 1 : 0);
    this.#shards.set({ state: "connected" }, shards);
    this.#shards.set({ state: "away" }, of - shards);
  }

  /** Counts a question; a failure is counted as an error by the interaction that asked it. */
  question(outcome: QuestionOutcome, ms: number): void {
    this.#questions.inc({ outcome: outcome.kind });
    this.#latency.observe(ms / 1000);
    if (outcome.kind === "answered") this.#answers.inc({ strength: outcome.strength });
    if (outcome.kind === "unanswered") this.#abstentions.inc({ reason: outcome.reason });
  }

  /** Counts a failure and remembers it as the last. */
  failed(code: InteractionFailure): void {
    this.#errors.inc({ code });
    this.#lastError.reset();
    this.#lastError.set({ code }, this.#now() / 1000);
  }
}

/** Adds the gauges of feeds and pages; a time is left out if there is none. */
function addFeedMetrics(registry: Registry, feeds: FeedSummary, refetches: RefetchSummary): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers }).set(value);
  const moment = (name: string, help: string, at: string | null) => {
    if (at !== null) gauge(name, help, Date.parse(at) / 1000);
  };
  byState(registry, "dateline_feeds", "Feeds by state", { active: feeds.active, gone: feeds.gone });
  gauge("dateline_feeds_failing", "Active feeds whose last attempt failed", feeds.failing);
  gauge("dateline_feeds_due", "Active feeds that are due for reading", feeds.due);
  moment(
    "dateline_feed_oldest_success_timestamp_seconds",
    "Oldest last success among active feeds, or the time of adding if none has succeeded",
    feeds.oldestSuccessAt,
  );
  moment(
    "dateline_feed_last_read_timestamp_seconds",
    "Time of the last attempt to read any feed",
    feeds.checkedAt,
  );
  const { waiting, gone, refused } = refetches;
  const pages = { waiting, gone, refused };
  byState(registry, "dateline_refetch_pages", "Article pages to be fetched again, by state", pages);
  gauge("dateline_refetch_pages_due", "Article pages that are due for fetching again", refetches.due);
}

function byState(
  registry: Registry,
  name: string,
  help: string,
  counts: Readonly<Record<string, number>>,
): void {
  const gauge = new Gauge({ name, help, labelNames: ["state"] as const, registers: [registry] });
  for (const [state, count] of Object.entries(counts)) gauge.set({ state }, count);
}

function byRole(registry: Registry, counts: Readonly<Record<Role, number>>): void {
  const help = "Processes over the store whose lease has not run out, by role";
  const labelNames = ["role"] as const;
  const gauge = new Gauge({ name: "dateline_processes", help, labelNames, registers: [registry] });
  for (const [role, count] of Object.entries(counts)) gauge.set({ role }, count);
}

/** Counters of what a bot reads: feeds and pages. */
export class IngestMetrics {
  readonly #reads;
  readonly #items;
  readonly #refetches;

  constructor(registry: Registry) {
    const counter = (name: string, help: string) =>
      new Counter({ name, help, labelNames: ["outcome"] as const, registers: [registry] });
    this.#reads = counter("dateline_feed_reads_total", "Feed reads by outcome");
    this.#items = counter("dateline_feed_items_total", "Feed items by outcome");
    this.#refetches = counter("dateline_refetches_total", "Article pages fetched again, by outcome");
    for (const outcome of ["added", "revised", "same", "rejected"] as const) this.#items.inc({ outcome }, 0);
  }

  read({ outcome, added, revised, same, rejected }: FeedRefresh): void {
    this.#reads.inc({ outcome });
    for (const [name, count] of Object.entries({ added, revised, same, rejected }))
      this.#items.inc({ outcome: name }, count);
  }

  refetched({ outcome }: { readonly outcome: RefetchOutcome }): void {
    this.#refetches.inc({ outcome });
  }
}

/** The state of Dateline at one moment. */
export interface CurrentState {
  readonly status: Status;
  /** Texts waiting for the model worker; 0 without one. */
  readonly waiting: number;
  /** How often the worker was started again. */
  readonly restarts: number;
  readonly feeds: FeedSummary;
  readonly refetches: RefetchSummary;
}

/** Returns a registry with gauges of the current state. */
export function currentMetrics({ status, waiting, restarts, feeds, refetches }: CurrentState): Registry {
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
  gauge("dateline_lexical_only", "1 if only words are matched, else 0", status.lexicalOnly ? 1 : 0);
  gauge("dateline_queue_length", "Texts waiting for the model worker", waiting);
  if (status.newestAt !== null) {
    const seconds = Date.parse(status.newestAt) / 1000;
    gauge(
      "dateline_newest_article_timestamp_seconds",
      "Publication time of the newest dated article",
      seconds,
    );
  }
  new Counter({
    name: "dateline_worker_restarts_total",
    help: "Starts of the model worker after the first",
    registers,
  }).inc(restarts);
  addFeedMetrics(registry, feeds, refetches);
  if (status.processes) {
    const { processes, bots, readers } = status.processes;
    byRole(registry, { all: bots + readers - processes, bot: processes - readers, reader: processes - bots });
  }
  addInfo(registry, status);
  return registry;
}

function addInfo(registry: Registry, status: Status): void {
  const registers = [registry];
  const version = new Gauge({
    name: "dateline_info",
    help: "Always 1; the label has the version of Dateline",
    labelNames: ["version"],
    registers,
  });
  version.set({ version: status.version }, 1);
  const models = new Gauge({
    name: "dateline_model_info",
    help: "Always 1; the labels name each model in use and its fingerprint (SHA-256)",
    labelNames: ["kind", "name", "fingerprint"],
    registers,
  });
  for (const kind of ["embedder", "reranker"] as const) {
    const model = status[kind];
    if (model !== null) models.set({ kind, name: model.name, fingerprint: model.fingerprint }, 1);
  }
}
