// One fetch from its address to its outcome: each redirect is judged like the first address. Opens no connection by itself.
import type { Instant } from "../schema.js";
import { acceptedCodings } from "./codings.js";
import { exchange, type RawResponse } from "./exchange.js";
import { failureOutcome, isBrokenOff } from "./failure.js";
import { headerOf, validatorOf } from "./headers.js";
import type { HostLanes } from "./host-lanes.js";
import type { FetchOutcome, FetchRequest, LaterOutcome, RefusedOutcome } from "./http-fetcher.js";
import { isRedirect, judgeResponse, refused } from "./outcomes.js";
import type { RobotsCache } from "./robots-cache.js";
import { type AddressRules, parseTarget, type Target } from "./target.js";
import { ClosedError, TimeBudget } from "./time-budget.js";

export interface FetchLimits {
  /** Of one fetch at work, redirects and robots.txt included; default 20 s. */
  readonly timeoutMs: number;
  /** Of a body, as sent and with its codings removed; default 10 MiB. */
  readonly maxBytes: number;
  /** Default 5. */
  readonly maxRedirects: number;
  /** Of all headers of one response; default 64 KiB. */
  readonly maxHeaderBytes: number;
  /** Pause between two fetches from one host; default 1 s. None at hosts that a setting allows, which are one's own. */
  readonly hostPauseMs: number;
}

/** What all fetches share. */
export interface Road {
  readonly userAgent: string;
  readonly limits: FetchLimits;
  readonly rules: AddressRules;
  readonly robots: RobotsCache;
  readonly lanesFor: (target: Target) => HostLanes;
  readonly now: () => Instant;
}

const accept: Readonly<Record<FetchRequest["purpose"], string>> = {
  page: "text/html, application/xhtml+xml, text/plain;q=0.8, application/json;q=0.7, */*;q=0.1",
  feed: "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
  robots: "text/plain, */*;q=0.1",
};

type Arrival = { readonly kind: "arrived"; readonly response: RawResponse } | LaterOutcome | RefusedOutcome;

export class Journey {
  readonly #road: Road;
  readonly #request: FetchRequest;
  readonly #budget: TimeBudget;
  readonly #signal: AbortSignal;

  /** `signal` fires when the caller or the fetcher ends it. */
  constructor(road: Road, request: FetchRequest, signal: AbortSignal) {
    this.#road = road;
    this.#request = request;
    this.#signal = signal;
    this.#budget = new TimeBudget(road.limits.timeoutMs);
  }

  /** Follows the redirects to the end. @throws the reason of the signal where the caller ended it */
  async run(): Promise<FetchOutcome> {
    const { limits, rules, now } = this.#road;
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
        return refused("redirects", status, `${url.host}: more than ${limits.maxRedirects} redirects`);
      step = parseTarget(headerOf(response.headers, "location") ?? "", rules, url);
      if (step.kind === "refused")
        return { ...step, status, reason: `${url.host} redirects: ${step.reason}` };
      if (seen.has(step.url.href))
        return refused("redirects", status, `${url.host}: its redirects lead round in a circle`);
      permanent &&= status === 301 || status === 308;
      if (permanent) keepUrl = step.url.href;
    }
    return step;
  }

  async #visit(target: Target, first: boolean): Promise<Arrival> {
    const { url, allowed } = target;
    const { robots, limits } = this.#road;
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
    const { limits, lanesFor } = this.#road;
    const visit = await lanesFor(target).enter(url.host, pauseMs, this.#signal);
    try {
      const headers = this.#headers();
      const { maxBytes } = limits;
      const once = () =>
        this.#budget.spend(
          (signal) => exchange(visit.client(url.origin), url, { headers, signal, maxBytes }),
          this.#signal,
        );
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
      "user-agent": this.#road.userAgent,
      accept: accept[purpose],
      "accept-encoding": acceptedCodings,
      ...(ifNoneMatch === null ? {} : { "if-none-match": ifNoneMatch }),
      ...(ifModifiedSince === null ? {} : { "if-modified-since": ifModifiedSince }),
    };
  }
}
