// Fetches pages and feeds from the web: the only code that connects out for them. Keeps no cookies and runs no scripts.

import { setMaxListeners } from "node:events";
import type { Instant } from "../model/article.js";
import {
  type AddressRules,
  checkedLookup,
  parseTarget,
  type Resolve,
  refuseAddress,
  systemResolve,
  type Target,
} from "./addresses.js";
import { HostConnections, type HostTurns } from "./host-connections.js";
import {
  type FetchOutcome,
  type FetchRequest,
  type HttpFetcher,
  type LaterOutcome,
  type RefusedOutcome,
  refused,
} from "./http-fetcher.js";
import {
  acceptedCodings,
  exchange,
  failureOutcome,
  headerOf,
  isBrokenOff,
  isRedirect,
  judgeResponse,
  type RawResponse,
  validatorOf,
} from "./response.js";
import { RobotsCache } from "./robots.js";
import { ClosedError, TimeBudget } from "./time-budget.js";

interface FetchLimits {
  /** For one fetch, redirects and robots.txt included; default 20 s. */
  readonly timeoutMs: number;
  /** Of a body, as sent and with its codings removed; default 10 MiB. */
  readonly maxBytes: number;
  /** Default 5. */
  readonly maxRedirects: number;
  /** Of all headers of one response; default 64 KiB. */
  readonly maxHeaderBytes: number;
  /** Pause between two fetches from one host; default 1 s. None at hosts that a setting allows: they are local. */
  readonly hostPauseMs: number;
}

const defaultLimits: FetchLimits = {
  timeoutMs: 20_000,
  maxBytes: 10 * 1024 * 1024,
  maxRedirects: 5,
  maxHeaderBytes: 64 * 1024,
  hostPauseMs: 1000,
};

/** The longest that an idle connection is kept, whatever the server offers. */
const MAX_KEEP_ALIVE_MS = 10_000;
/** For each of a host's addresses but the last; Node tries them in turn, and its default of 250 ms is too short across continents. */
const ATTEMPT_TIMEOUT_MS = 2000;

export interface WebFetcherOptions {
  /** Sent as `User-Agent`. */
  readonly userAgent: string;
  /** Hosts that may be fetched whatever their address, as "host:port". */
  readonly allowHosts: readonly string[];
  readonly now: () => Instant;
  /** Defaults to the system's resolver. */
  readonly resolve?: Resolve;
  /** Says what an address is if it must not be connected to; defaults to everything outside the public internet. */
  readonly refuseAddress?: (address: string) => string | null;
  readonly limits?: Partial<FetchLimits>;
  /** Turns at hosts among several processes; default: there is no other. */
  readonly turns?: HostTurns | null | undefined;
}

/** Makes the fetcher; it connects to nothing until it is used. */
export function createWebFetcher(options: WebFetcherOptions): HttpFetcher {
  return new WebFetcher(options);
}

class WebFetcher implements HttpFetcher {
  readonly #context: FetchContext;
  readonly #connections: readonly HostConnections[];
  readonly #underWay = new Set<AbortController>();
  #closed: ClosedError | null = null;

  constructor(options: WebFetcherOptions) {
    const {
      userAgent,
      now,
      allowHosts,
      resolve = systemResolve,
      refuseAddress: refuse = refuseAddress,
      turns = null,
    } = options;
    const limits = { ...defaultLimits, ...options.limits };
    const connect = (judge: (address: string) => string | null) =>
      new HostConnections(
        {
          maxHeaderSize: limits.maxHeaderBytes,
          headersTimeout: 0, // the time budget of the fetch covers both
          bodyTimeout: 0,
          keepAliveMaxTimeout: MAX_KEEP_ALIVE_MS,
          connect: {
            lookup: checkedLookup(resolve, judge),
            timeout: limits.timeoutMs,
            autoSelectFamily: true,
            autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
          },
        },
        turns,
      );
    const [checked, allowed] = [connect(refuse), connect(() => null)];
    this.#connections = [checked, allowed];
    this.#context = {
      userAgent,
      limits,
      rules: { allowHosts: new Set(allowHosts), refuseAddress: refuse },
      robots: new RobotsCache(
        (url) => this.fetch({ url, purpose: "robots" }),
        () => Date.parse(now()),
      ),
      connectionsTo: (target) => (target.allowed ? allowed : checked),
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
      return await new FetchRun(this.#context, request, controller.signal).run();
    } finally {
      this.#underWay.delete(controller);
      signal?.removeEventListener("abort", stop);
    }
  }

  async close(): Promise<void> {
    this.#closed = new ClosedError("the fetcher was closed");
    for (const controller of this.#underWay) controller.abort(this.#closed);
    await Promise.all(this.#connections.map((connections) => connections.close()));
  }
}

/** What all fetches share. */
interface FetchContext {
  readonly userAgent: string;
  readonly limits: FetchLimits;
  readonly rules: AddressRules;
  readonly robots: RobotsCache;
  readonly connectionsTo: (target: Target) => HostConnections;
  readonly now: () => Instant;
}

const accept: Readonly<Record<FetchRequest["purpose"], string>> = {
  page: "text/html, application/xhtml+xml, text/plain;q=0.8, application/json;q=0.7, */*;q=0.1",
  feed: "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
  robots: "text/plain, */*;q=0.1",
};

type Arrival = { readonly kind: "arrived"; readonly response: RawResponse } | LaterOutcome | RefusedOutcome;

/** One fetch, from the address asked for to its outcome. */
class FetchRun {
  readonly #context: FetchContext;
  readonly #request: FetchRequest;
  readonly #budget: TimeBudget;
  readonly #signal: AbortSignal;

  /** `signal` fires when the caller or the fetcher ends it. */
  constructor(context: FetchContext, request: FetchRequest, signal: AbortSignal) {
    this.#context = context;
    this.#request = request;
    this.#signal = signal;
    this.#budget = new TimeBudget(context.limits.timeoutMs);
  }

  /** Follows the redirects to the end. @throws the reason of the signal if the caller ended it */
  async run(): Promise<FetchOutcome> {
    const { limits, rules, now } = this.#context;
    let step = parseTarget(this.#request.url, rules);
    let keepUrl = step.kind === "target" ? step.url.href : "";
    let permanent = true;
    const seen = new Set<string>();
    for (let hops = 0; step.kind === "target"; hops += 1) {
      const { url } = step;
      seen.add(url.href);
      const arrival = await this.#visit(step, hops === 0);
      if (arrival.kind !== "arrived") return arrival;
      const { response } = arrival;
      if (!isRedirect(response)) {
        const visited = { request: this.#request, url, keepUrl, fetchedAt: now(), maxBytes: limits.maxBytes };
        return judgeResponse(response, visited);
      }
      const { status } = response;
      if (hops === limits.maxRedirects)
        return refused("redirects", `${url.host}: more than ${limits.maxRedirects} redirects`, status);
      step = parseTarget(headerOf(response.headers, "location") ?? "", rules, url);
      if (step.kind === "refused")
        return { ...step, status, reason: `${url.host} redirects: ${step.reason}` };
      if (seen.has(step.url.href))
        return refused("redirects", `${url.host}: its redirects form a loop`, status);
      permanent &&= status === 301 || status === 308;
      if (permanent) keepUrl = step.url.href;
    }
    return step;
  }

  async #visit(target: Target, first: boolean): Promise<Arrival> {
    const { url, allowed } = target;
    const { robots, limits } = this.#context;
    const isPage = this.#request.purpose === "page";
    try {
      const verdict = isPage
        ? await this.#budget.spend(() => robots.judge(url), this.#signal)
        : ({ kind: "allowed", crawlDelayMs: 0 } as const);
      if (verdict.kind !== "allowed") return verdict;
      const ownPauseMs = allowed ? 0 : Math.max(limits.hostPauseMs, verdict.crawlDelayMs);
      return { kind: "arrived", response: await this.#exchange(target, first ? ownPauseMs : null) };
    } catch (error) {
      const stopped = this.#signal.aborted && !(this.#signal.reason instanceof ClosedError);
      if (stopped) throw this.#signal.reason;
      return failureOutcome(error, url.host);
    }
  }

  async #exchange(target: Target, pauseMs: number | null): Promise<RawResponse> {
    const { url } = target;
    const { limits, connectionsTo } = this.#context;
    const visit = await connectionsTo(target).enter(url.host, pauseMs, this.#signal);
    try {
      const headers = this.#headers();
      const { maxBytes } = limits;
      const once = () =>
        this.#budget.spend((signal) => exchange(visit, url, { headers, signal, maxBytes }), this.#signal);
      if (!visit.isKept(url.origin)) return await once();
      return await once().catch((error) => {
        if (!isBrokenOff(error)) throw error;
        visit.drop(); // the server had closed the connection already: once more on a new one
        return once();
      });
    } catch (error) {
      visit.drop();
      throw error;
    } finally {
      visit.leave(this.#request.purpose !== "robots");
    }
  }

  #headers(): Record<string, string> {
    const { purpose, etag, lastModified } = this.#request;
    const ifNoneMatch = validatorOf(etag);
    const ifModifiedSince = validatorOf(lastModified);
    return {
      "user-agent": this.#context.userAgent,
      accept: accept[purpose],
      "accept-encoding": acceptedCodings,
      ...(ifNoneMatch === null ? {} : { "if-none-match": ifNoneMatch }),
      ...(ifModifiedSince === null ? {} : { "if-modified-since": ifModifiedSince }),
    };
  }
}
