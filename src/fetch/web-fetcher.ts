// The fetcher for the web: the only code that connects out for articles and feeds. Keeps no cookie, sends no name, runs no script.
import { setMaxListeners } from "node:events";
import type { Instant } from "../schema.js";
import { checkedLookup, type Resolve, systemResolve } from "./checked-lookup.js";
import { HostLanes } from "./host-lanes.js";
import type { FetchOutcome, FetchRequest, HttpFetcher } from "./http-fetcher.js";
import { type FetchLimits, Journey, type Road } from "./journey.js";
import { refuseAddress } from "./public-address.js";
import { RobotsCache } from "./robots-cache.js";
import { ClosedError } from "./time-budget.js";

const defaultLimits: FetchLimits = {
  timeoutMs: 20_000,
  maxBytes: 10 * 1024 * 1024,
  maxRedirects: 5,
  maxHeaderBytes: 64 * 1024,
  hostPauseMs: 1000,
};

/** The longest that an idle connection is kept, whatever the server offers. */
const MAX_KEEP_ALIVE_MS = 10_000;

/** Of a host's addresses but the last; Node tries one after the other, and its 250 ms are too short for another continent. */
const ATTEMPT_TIMEOUT_MS = 2000;

export interface WebFetcherOptions {
  /** Sent as `User-Agent`. */
  readonly userAgent: string;
  /** Hosts that may be asked whatever their address, as "host:port". */
  readonly allowHosts: readonly string[];
  readonly now: () => Instant;
  /** Defaults to the system's resolver. */
  readonly resolve?: Resolve;
  /** Says what an address is where it must not be connected to; defaults to all that is not of the public internet. */
  readonly refuseAddress?: (address: string) => string | null;
  readonly limits?: Partial<FetchLimits>;
}

/** Makes the fetcher; it connects nowhere until it is asked. */
export function createWebFetcher(options: WebFetcherOptions): HttpFetcher {
  return new WebFetcher(options);
}

class WebFetcher implements HttpFetcher {
  readonly #road: Road;
  readonly #lanes: readonly HostLanes[];
  readonly #underWay = new Set<AbortController>();
  #closed: ClosedError | null = null;

  constructor(options: WebFetcherOptions) {
    const {
      userAgent,
      now,
      allowHosts,
      resolve = systemResolve,
      refuseAddress: refuse = refuseAddress,
    } = options;
    const limits = { ...defaultLimits, ...options.limits };
    const lanes = (judge: (address: string) => string | null) =>
      new HostLanes({
        maxHeaderSize: limits.maxHeaderBytes,
        headersTimeout: 0, // the time budget of the fetch rules both
        bodyTimeout: 0,
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
        keepAliveMaxTimeout: MAX_KEEP_ALIVE_MS,
        connect: { lookup: checkedLookup(resolve, judge), timeout: limits.timeoutMs },
      });
    const [checked, allowed] = [lanes(refuse), lanes(() => null)];
    this.#lanes = [checked, allowed];
    this.#road = {
      userAgent,
      limits,
      rules: { allowHosts: new Set(allowHosts), refuseAddress: refuse },
      robots: new RobotsCache(
        (url) => this.fetch({ url, purpose: "robots" }),
        () => Date.parse(now()),
      ),
      lanesFor: (target) => (target.allowed ? allowed : checked),
      now,
    };
  }

  async fetch(request: FetchRequest): Promise<FetchOutcome> {
    const { signal } = request;
    const controller = new AbortController();
    const stop = () => controller.abort(signal?.reason);
    if (this.#closed !== null) controller.abort(this.#closed);
    if (signal?.aborted) stop();
    if (signal !== undefined) setMaxListeners(0, signal); // one signal may be for hundreds of fetches
    signal?.addEventListener("abort", stop, { once: true });
    this.#underWay.add(controller);
    try {
      return await new Journey(this.#road, request, controller.signal).run();
    } finally {
      this.#underWay.delete(controller);
      signal?.removeEventListener("abort", stop);
    }
  }

  async close(): Promise<void> {
    this.#closed = new ClosedError("the fetcher was closed");
    for (const controller of this.#underWay) controller.abort(this.#closed);
    await Promise.all(this.#lanes.map((lanes) => lanes.close()));
  }
}
