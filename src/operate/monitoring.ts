// Serves /health, /ready and /metrics of a running bot, and holds what they report.
import { collectDefaultMetrics, Registry } from "prom-client";
import { DatelineError } from "../model/errors.js";
import { type HttpServer, json, openHttpServer, type Page, type Pages, plain } from "./http-server.js";
import { ActivityMetrics, type CurrentState, currentMetrics, IngestMetrics } from "./metrics.js";

interface MonitoringOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Returns milliseconds since 1970. */
  readonly now: () => number;
  /** Called with what a page threw. */
  readonly onFault: (error: unknown) => void;
  /** Served beside health, readiness and metrics; default: nothing. */
  readonly pages?: Pages;
}

/** What is monitored once Dateline is open. */
interface Monitored {
  /** @throws DatelineError what reading the store throws */
  readonly state: () => Promise<CurrentState>;
  /** False while the model worker is restarting; null if no model is used. */
  readonly modelsLoaded: () => boolean | null;
  /** Passages in the index in memory; null if there is none because only words are matched. */
  readonly indexed: () => Promise<number | null>;
  /** False for a reader, which does not connect to Discord; default: true. */
  readonly connects?: boolean;
}

/** The HTTP server, the counters it serves, and whether the bot is ready. */
export class Monitoring {
  readonly counter: ActivityMetrics;
  readonly ingest: IngestMetrics;
  readonly #readiness = new Readiness();
  readonly #registry = new Registry();
  #state: Monitored["state"] | null = null;
  #server: HttpServer | null = null;

  /** Opens the port: /health answers from now on, and /ready says what is not open yet. @throws DatelineError config-invalid */
  static async open(options: MonitoringOptions): Promise<Monitoring> {
    const monitoring = new Monitoring(options.now);
    const pages: Pages = {
      ...options.pages,
      "/health": () => plain(200, "ok"),
      "/ready": () => monitoring.#ready(),
      "/metrics": () => monitoring.#metrics(),
    };
    monitoring.#server = await openHttpServer(pages, options);
    collectDefaultMetrics({ register: monitoring.#registry });
    return monitoring;
  }

  private constructor(now: () => number) {
    this.counter = new ActivityMetrics(this.#registry, now);
    this.ingest = new IngestMetrics(this.#registry);
    this.#readiness.set("gateway", () => {
      const { isConnected, connection } = this.counter;
      return { isReady: isConnected, detail: connection };
    });
  }

  /** For example "http://127.0.0.1:9464". */
  get url(): string {
    return this.#server?.url ?? "";
  }

  /** Reports on these parts from now on. */
  watch({ state, modelsLoaded, indexed, connects = true }: Monitored): void {
    if (!connects) this.#readiness.set("gateway", () => ({ isReady: true, detail: "none: it only reads" }));
    this.#state = state;
    this.#readiness.set("store", async () => {
      const { status } = await state();
      return { isReady: true, detail: `open, ${status.articles} articles` };
    });
    this.#readiness.set("models", () => {
      const loaded = modelsLoaded();
      const detail = loaded === null ? "words only" : loaded ? "loaded" : "the worker is not running";
      return { isReady: loaded !== false, detail };
    });
    this.#readiness.set("index", async () => {
      const entries = await indexed();
      return { isReady: true, detail: entries === null ? "none: words only" : `loaded, ${entries} passages` };
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #ready(): Promise<Page> {
    const report = await this.#readiness.report();
    return json(report.ready ? 200 : 503, report);
  }

  async #metrics(): Promise<Page> {
    const state = await this.#readState();
    const registry =
      state === null ? this.#registry : Registry.merge([this.#registry, currentMetrics(state)]);
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  }

  /** Returns null before Dateline is open, and if the store cannot be read, which then counts as the last error. */
  async #readState(): Promise<CurrentState | null> {
    try {
      return (await this.#state?.()) ?? null;
    } catch (error) {
      this.counter.failed(error instanceof DatelineError ? error.code : "fault");
      return null;
    }
  }
}

/** What must be up before questions are answered, in the order in which it starts. */
const readinessParts = ["store", "models", "index", "gateway"] as const;
type ReadinessPart = (typeof readinessParts)[number];

interface PartState {
  readonly isReady: boolean;
  /** A few words such as "words only". */
  readonly detail: string;
}

/** The body of /ready. */
interface ReadinessReport {
  readonly ready: boolean;
  readonly parts: Readonly<Record<ReadinessPart, string>>;
  /** "part: detail" for each part that is not ready. */
  readonly reasons: readonly string[];
}

/** Checks one part; if it throws, the part is not ready. */
type PartCheck = () => PartState | Promise<PartState>;

const notOpen: PartState = { isReady: false, detail: "not open yet" };

/** Checks every part; one without a check is not open yet. */
class Readiness {
  readonly #checks = new Map<ReadinessPart, PartCheck>();

  set(part: ReadinessPart, check: PartCheck): void {
    this.#checks.set(part, check);
  }

  async report(): Promise<ReadinessReport> {
    const states = await Promise.all(readinessParts.map((part) => this.#check(part)));
    const named = readinessParts.map((part, index) => [part, states[index] ?? notOpen] as const);
    const reasons = named
      .filter(([, { isReady }]) => !isReady)
      .map(([part, { detail }]) => `${part}: ${detail}`);
    const parts = Object.fromEntries(named.map(([part, { detail }]) => [part, detail]));
    return { ready: reasons.length === 0, parts: parts as ReadinessReport["parts"], reasons };
  }

  async #check(part: ReadinessPart): Promise<PartState> {
    try {
      return (await this.#checks.get(part)?.()) ?? notOpen;
    } catch (error) {
      const code = error instanceof DatelineError ? error.code : "fault";
      return { isReady: false, detail: `failed: ${code}` };
    }
  }
}
