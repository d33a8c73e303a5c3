// The robots.txt of each origin: fetched at most once a day; one that cannot be reached forbids everything for five minutes.

import { LRUCache } from "lru-cache";
import { DAY_MS, MINUTE_MS } from "../model/time.js";
import { type FetchOutcome, type LaterOutcome, type RefusedOutcome, refused } from "./http-fetcher.js";

/** RFC 9309, 2.4: not longer than 24 hours. */
const KEEP_MS = DAY_MS;
/** A robots.txt that could not be reached is not asked for again before this. */
const KEEP_FAILURE_MS = 5 * MINUTE_MS;
/** Characters of rules kept over all origins; about 32 MB at most. */
const MAX_WEIGHT = 16_000_000;
/** What an origin costs apart from its patterns, in characters. */
const BASE_WEIGHT = 200;

export type Verdict =
  | { readonly kind: "allowed"; readonly crawlDelayMs: number }
  | LaterOutcome
  | RefusedOutcome;

export class RobotsCache {
  readonly #fetch: (url: string) => Promise<FetchOutcome>;
  /** By origin. */
  readonly #known: LRUCache<string, Known>;
  readonly #underWay = new Map<string, Promise<Known>>();

  constructor(fetch: (url: string) => Promise<FetchOutcome>, nowMs: () => number) {
    this.#fetch = fetch;
    this.#known = new LRUCache<string, Known>({
      maxSize: MAX_WEIGHT,
      sizeCalculation: weightOf,
      ttl: KEEP_MS,
      ttlResolution: 0,
      perf: { now: nowMs },
    });
  }

  /** Returns whether a page may be fetched, and with which pause after the visit before. */
  async judge(url: URL): Promise<Verdict> {
    const known = this.#known.get(url.origin) ?? (await this.#read(url.origin));
    if (known.kind === "closed") return known.outcome;
    if (allowsUrl(known.rules, url)) return { kind: "allowed", crawlDelayMs: known.rules.crawlDelayMs };
    return refused("robots", `${url.host}: its robots.txt does not allow programs to read this page`);
  }

  /** One fetch serves all who wait for the rules of an origin. */
  #read(origin: string): Promise<Known> {
    const open = this.#underWay.get(origin);
    if (open !== undefined) return open;
    const reading = this.#fetchRules(origin).finally(() => this.#underWay.delete(origin));
    this.#underWay.set(origin, reading);
    return reading;
  }

  async #fetchRules(origin: string): Promise<Known> {
    const outcome = await this.#fetch(`${origin}/robots.txt`);
    const known = knownFrom(outcome, new URL(origin).host);
    const keepMs = known.kind === "rules" ? KEEP_MS : Math.max(KEEP_FAILURE_MS, retryAfterOf(known));
    this.#known.set(origin, known, { ttl: Math.min(keepMs, KEEP_MS) });
    return known;
  }
}

type Known =
  | { readonly kind: "rules"; readonly rules: RobotsRules }
  | { readonly kind: "closed"; readonly outcome: LaterOutcome | RefusedOutcome };

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

function weightOf(known: Known): number {
  const rules = known.kind === "rules" ? known.rules.rules : [];
  return rules.reduce((sum, { pattern }) => sum + pattern.length + 50, BASE_WEIGHT);
}

interface RobotsRules {
  readonly rules: readonly Rule[];
  /** Pause that the host asks for between visits, 0 to 10 s; not of the RFC, but widely written. */
  readonly crawlDelayMs: number;
}

interface Rule {
  readonly allows: boolean;
  readonly pattern: string;
}

/** The rules if there is no robots.txt. */
const everythingAllowed: RobotsRules = { rules: [], crawlDelayMs: 0 };
/** Name by which a robots.txt addresses Dateline. */
const robotsName = "dateline";
/** Characters read; RFC 9309, 2.5 asks for 500 KiB at least. */
const MAX_CHARACTERS = 512 * 1024;
/** Rules kept, so that a hostile file costs at most about 10 ms per URL. */
const MAX_RULES = 5000;
/** Longest pause that is respected; some files ask for minutes to keep everyone away. */
const MAX_CRAWL_DELAY_MS = 10_000;

interface Group {
  readonly names: Set<string>;
  readonly rules: Rule[];
  crawlDelayMs: number;
  /** False once a rule has come: the next user-agent line starts another group. */
  open: boolean;
}

/** Reads the rules of all groups that name Dateline, else of those for everyone; what is no rule is skipped. */
export function parseRobots(text: string): RobotsRules {
  const groups: Group[] = [];
  for (const line of text.slice(0, MAX_CHARACTERS).split(/\r\n?|\n/)) {
    const [, key = "", value = ""] = /^\uFEFF?\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    readLine(groups, key.toLowerCase(), value.trim());
  }
  const named = groups.filter(({ names }) => names.has(robotsName));
  const chosen = named.length > 0 ? named : groups.filter(({ names }) => names.has("*"));
  return {
    rules: chosen.flatMap(({ rules }) => rules).slice(0, MAX_RULES),
    crawlDelayMs: Math.max(0, ...chosen.map(({ crawlDelayMs }) => crawlDelayMs)),
  };
}

function readLine(groups: Group[], key: string, value: string): void {
  let group = groups.at(-1);
  if (key === "user-agent") {
    if (group === undefined || !group.open) {
      group = { names: new Set(), rules: [], crawlDelayMs: 0, open: true };
      groups.push(group);
    }
    group.names.add(value === "*" ? "*" : (/^[a-z_-]+/.exec(value.toLowerCase())?.[0] ?? ""));
  } else if (group === undefined) return;
  else if (key === "crawl-delay") {
    const seconds = /^\d{1,6}(?:\.\d{1,3})?$/.test(value) ? Number(value) : 0;
    group.crawlDelayMs = Math.min(seconds * 1000, MAX_CRAWL_DELAY_MS);
  } else if (key === "allow" || key === "disallow") {
    group.open = false;
    if (value !== "") group.rules.push({ allows: key === "allow", pattern: normalized(value) });
  }
}

/** Returns whether the rules allow a URL: the longest pattern that matches decides, at equal length the one that allows. */
export function allowsUrl({ rules }: RobotsRules, url: URL): boolean {
  const path = normalized(url.pathname + url.search);
  if (url.pathname === "/robots.txt") return true;
  let best: Rule | null = null;
  for (const rule of rules) {
    const length = best?.pattern.length ?? -1;
    const wins = rule.pattern.length > length || (rule.pattern.length === length && rule.allows);
    if (wins && matches(rule.pattern, path)) best = rule;
  }
  return best?.allows ?? true;
}

/** Linear in both, since it never goes back: "*" is any run of characters, "$" at the end the end. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith("$");
  const [start = "", ...parts] = (anchored ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(start)) return false;
  let from = start.length;
  const last = anchored ? parts.pop() : undefined;
  for (const part of parts) {
    const at = path.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  if (!anchored) return true;
  return last === undefined ? from === path.length : path.length - last.length >= from && path.endsWith(last);
}

/** One spelling a path: unreserved characters as they are, all others as upper-case %XX (RFC 9309, 2.2.2). */
function normalized(path: string): string {
  return path
    .replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character))
    .replace(/%([0-9a-f]{2})/gi, (spelled, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[\w.~-]/.test(character) ? character : spelled.toUpperCase();
    });
}
