// Counts what the bot and its questions report. Labels come from closed sets only: no text, no id of a person or place.
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { BotCounter, InteractionFailure } from "../bot/counter.js";
import type { QuestionOutcome } from "./count-questions.js";

/** In seconds: words only takes .05, with reranking 1 to 2 (README, “Measured”), and a reply is possible for 900. */
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
  #isConnected = false;

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
      "From question to answer, stored",
      QUESTION_BUCKETS,
    );
    this.#acknowledgement = histogram(
      "dateline_acknowledgement_seconds",
      "From interaction to first response",
      ACKNOWLEDGEMENT_BUCKETS,
    );
    this.#open = new Gauge({
      name: "dateline_interactions_open",
      help: "Interactions being worked on",
      registers,
    });
    this.#lastError = new Gauge({
      name: "dateline_last_error_timestamp_seconds",
      help: "When something failed last, with its code; absent while nothing has",
      labelNames: ["code"] as const,
      registers,
    });
    this.#gateway = new Gauge({
      name: "dateline_gateway_connected",
      help: "1 while the gateway is connected",
      registers,
    });
  }

  get isConnected(): boolean {
    return this.#isConnected;
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

  connected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    this.#gateway.set(isConnected ? 1 : 0);
  }

  /** Counts a question; what failed is counted as an error by the interaction that asked it. */
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
