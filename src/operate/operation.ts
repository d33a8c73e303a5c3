// The port of a running bot: /health, /ready and /metrics joined from their parts. Opens no store, starts no bot.

import { collectDefaultMetrics, Registry } from "prom-client";
import { DatelineError } from "../model/errors.js";
import { type HttpServer, json, openHttpServer, type Page, plain } from "./http-server.js";
import { ActivityMetrics, IngestMetrics, type StandingState, stateMetrics } from "./metrics.js";

/** What has to stand before questions are answered, in the order in which it comes up. */
export const readinessParts = ["store", "models", "index", "gateway"] as const;
export type ReadinessPart = (typeof readinessParts)[number];

/** How one part stands, in a few words such as "words only". */
export interface PartState {
  readonly isReady: boolean;
  readonly says: string;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly parts: Readonly<Record<ReadinessPart, string>>;
  /** "part: what it says" for each part that is not ready. */
  readonly reasons: readonly string[];
}

/** Looks at one part; what it throws counts as not ready. */
export type Look = () => PartState | Promise<PartState>;

const notOpen: PartState = { isReady: false, says: "not open yet" };

/** Asks every part; one that nobody has named is not open yet. */
export class Readiness {
  readonly #looks = new Map<ReadinessPart, Look>();

  /** Names how a part is looked at from now on. */
  set(part: ReadinessPart, look: Look): void {
    this.#looks.set(part, look);
  }

  async report(): Promise<ReadinessReport> {
    const states = await Promise.all(readinessParts.map((part) => this.#look(part)));
    const named = readinessParts.map((part, index) => [part, states[index] ?? notOpen] as const);
    const reasons = named.filter(([, { isReady }]) => !isReady).map(([part, { says }]) => `${part}: ${says}`);
    const parts = Object.fromEntries(named.map(([part, { says }]) => [part, says]));
    return { ready: reasons.length === 0, parts: parts as ReadinessReport["parts"], reasons };
  }

  async #look(part: ReadinessPart): Promise<PartState> {
    try {
      return (await this.#looks.get(part)?.()) ?? notOpen;
    } catch (error) {
      const says = error instanceof DatelineError ? error.code : "fault";
      return { isReady: false, says: `failed: ${says}` };
    }
  }
}

export interface OperationOptions {
  readonly port: number;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** What is looked at once Dateline is open. */
export interface Operated {
  /** @throws DatelineError what reading the store throws */
  readonly state: () => Promise<StandingState>;
  /** False while the worker is being started again; null where no model is used. */
  readonly modelsLoaded: () => boolean | null;
  /** Entries of the index in memory; null where there is none because words only are matched. */
  readonly indexed: () => Promise<number | null>;
}

/** The open port and what counts for it. */
export class Operation {
  readonly counter: ActivityMetrics;
  readonly reading: IngestMetrics;
  readonly readiness = new Readiness();
  readonly #registry = new Registry();
  #state: Operated["state"] | null = null;
  #server: HttpServer | null = null;

  /** Opens the port; health answers from now on, and readiness says what is not open yet. @throws DatelineError config-invalid */
  static async open(options: OperationOptions): Promise<Operation> {
    const operation = new Operation(options.now);
    const pages = {
      "/health": () => plain(200, "ok"),
      "/ready": () => operation.#ready(),
      "/metrics": () => operation.#metrics(),
    };
    operation.#server = await openHttpServer(pages, options);
    collectDefaultMetrics({ register: operation.#registry });
    return operation;
  }

  private constructor(now: () => number) {
    this.counter = new ActivityMetrics(this.#registry, now);
    this.reading = new IngestMetrics(this.#registry);
    this.readiness.set("gateway", () => {
      const { isConnected } = this.counter;
      return { isReady: isConnected, says: isConnected ? "connected" : "not connected" };
    });
  }

  /** For example "http://127.0.0.1:9464". */
  get url(): string {
    return this.#server?.url ?? "";
  }

  /** Looks at these parts from now on. */
  watch({ state, modelsLoaded, indexed }: Operated): void {
    this.#state = state;
    this.readiness.set("store", async () => {
      const { status } = await state();
      return { isReady: true, says: `open, ${status.articles} articles` };
    });
    this.readiness.set("models", () => {
      const loaded = modelsLoaded();
      const says = loaded === null ? "words only" : loaded ? "loaded" : "the worker is not up";
      return { isReady: loaded !== false, says };
    });
    this.readiness.set("index", async () => {
      const entries = await indexed();
      return { isReady: true, says: entries === null ? "none: words only" : `loaded, ${entries} passages` };
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #ready(): Promise<Page> {
    const report = await this.readiness.report();
    return json(report.ready ? 200 : 503, report);
  }

  async #metrics(): Promise<Page> {
    const state = await this.#readState();
    const registry = state === null ? this.#registry : Registry.merge([this.#registry, stateMetrics(state)]);
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  }

  /** Returns null before Dateline is open, and where the store cannot be read: that is then the last error. */
  async #readState(): Promise<StandingState | null> {
    try {
      return (await this.#state?.()) ?? null;
    } catch (error) {
      this.counter.failed(error instanceof DatelineError ? error.code : "fault");
      return null;
    }
  }
}
