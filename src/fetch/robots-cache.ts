// The robots.txt of each origin, fetched once a day at most; what cannot be reached forbids for some minutes.
import type { FetchOutcome, LaterOutcome, RefusedOutcome } from "./http-fetcher.js";
import { allowsUrl, everythingAllowed, parseRobots, type RobotsRules } from "./robots.js";

/** RFC 9309, 2.4: not longer than 24 hours. */
const KEEP_MS = 86_400_000;
/** A robots.txt that could not be reached is not asked for again before this. */
const KEEP_FAILURE_MS = 300_000;
/** Characters of rules kept over all origins; about 32 MB at most. */
const MAX_WEIGHT = 16_000_000;
/** What an origin costs beside its patterns, in characters. */
const BASE_WEIGHT = 200;

type Known =
  | { readonly kind: "rules"; readonly rules: RobotsRules }
  | { readonly kind: "closed"; readonly outcome: LaterOutcome | RefusedOutcome };

interface Entry {
  readonly known: Promise<Known>;
  expiresMs: number;
  weight: number;
}

export type Verdict =
  | { readonly kind: "allowed"; readonly crawlDelayMs: number }
  | LaterOutcome
  | RefusedOutcome;

export class RobotsCache {
  readonly #fetch: (url: string) => Promise<FetchOutcome>;
  readonly #nowMs: () => number;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();
  #weight = 0;

  constructor(fetch: (url: string) => Promise<FetchOutcome>, nowMs: () => number) {
    this.#fetch = fetch;
    this.#nowMs = nowMs;
  }

  /** Tells whether a page may be fetched, and with which pause after the visit before. */
  async judge(url: URL): Promise<Verdict> {
    const known = await this.#knownOf(url.origin);
    if (known.kind === "closed") return known.outcome;
    if (allowsUrl(known.rules, url)) return { kind: "allowed", crawlDelayMs: known.rules.crawlDelayMs };
    const reason = `${url.host}: its robots.txt asks programs to stay away from this page`;
    return { kind: "refused", code: "robots", status: null, reason };
  }

  #knownOf(origin: string): Promise<Known> {
    const kept = this.#entries.get(origin);
    if (kept !== undefined && kept.expiresMs > this.#nowMs()) return kept.known;
    if (kept !== undefined) this.#forget(origin, kept);
    const entry: Entry = {
      known: this.#read(origin, () => entry),
      expiresMs: Number.POSITIVE_INFINITY,
      weight: BASE_WEIGHT,
    };
    this.#entries.set(origin, entry);
    this.#weight += entry.weight;
    return entry.known;
  }

  async #read(origin: string, entryOf: () => Entry): Promise<Known> {
    let keepMs = KEEP_FAILURE_MS;
    let known: Known | null = null;
    try {
      const outcome = await this.#fetch(`${origin}/robots.txt`);
      known = knownFrom(outcome, new URL(origin).host);
      keepMs = known.kind === "rules" ? KEEP_MS : Math.max(keepMs, retryAfterOf(known));
      return known;
    } finally {
      this.#settle(origin, entryOf(), keepMs, known);
    }
  }

  #settle(origin: string, entry: Entry, keepMs: number, known: Known | null): void {
    if (this.#entries.get(origin) !== entry) return;
    if (known === null) {
      this.#forget(origin, entry);
      return;
    }
    entry.expiresMs = this.#nowMs() + Math.min(keepMs, KEEP_MS);
    const rules = known.kind === "rules" ? known.rules.rules : [];
    const weight = rules.reduce((sum, { pattern }) => sum + pattern.length + 50, BASE_WEIGHT);
    this.#weight += weight - entry.weight;
    entry.weight = weight;
    for (const [oldest, old] of this.#entries) {
      if (this.#weight <= MAX_WEIGHT) return;
      this.#forget(oldest, old);
    }
  }

  #forget(origin: string, entry: Entry): void {
    this.#entries.delete(origin);
    this.#weight -= entry.weight;
  }
}

/** No file: all is allowed. No answer: nothing is, as long as that lasts (RFC 9309, 2.3.1). */
function knownFrom(outcome: FetchOutcome, host: string): Known {
  if (outcome.kind === "fetched")
    return { kind: "rules", rules: parseRobots(new TextDecoder().decode(outcome.bytes)) };
  if (outcome.kind === "later") {
    const reason = `${host}: its robots.txt could not be read: ${outcome.reason.replace(`${host}: `, "")}`;
    return { kind: "closed", outcome: { ...outcome, reason } };
  }
  if (outcome.kind !== "refused" || outcome.code !== "too-large")
    return { kind: "rules", rules: everythingAllowed };
  const reason = `${host}: its robots.txt is too large`;
  return { kind: "closed", outcome: { ...outcome, code: "robots", reason } };
}

function retryAfterOf(known: Known): number {
  return known.kind === "closed" && known.outcome.kind === "later" ? (known.outcome.retryAfterMs ?? 0) : 0;
}
