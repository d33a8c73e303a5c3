// Fetches pages again when they are due, within limits per minute; a failure is recorded and the others go on.

import pMap from "p-map";
import { announcedChanges } from "../compare/announced.js";
import type { FetchedOutcome, FetchOutcome, HttpFetcher, LaterOutcome } from "../fetch/http-fetcher.js";
import type { Article, Instant } from "../model/article.js";
import { DatelineError, describeError } from "../model/errors.js";
import type { RefetchOutcome } from "../model/feed.js";
import { WORK } from "../model/processes.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../model/time.js";
import type { ArticleStore, PastFetch, RefetchRecord, RefetchStore } from "../store/ports.js";
import type { Processes } from "../store/process-ports.js";
import type { FetchedPage } from "./fetch-page.js";
import type { Ingest } from "./ingest.js";
import type { ReadArticle } from "./normalize.js";
import type { ReadInput } from "./read-input.js";

/** Each host has one connection and each page may hold 10 MiB. */
const PAGES_AT_ONCE = 4;
/** Two per second keep up with 15,000 new articles a day, at about 12 fetches each. */
const MAX_PAGES_PER_MINUTE = 120;
/** Politeness: a reader who looks at one outlet all day asks for about as much. */
const MAX_PAGES_PER_MINUTE_AND_HOST = 6;
/** Due pages searched for hosts that may be contacted now. */
const MAX_CANDIDATES = 1_000;
const LOOK_EVERY_MS = 15_000;
/** After a fault. */
const RETRY_MS = 10 * MINUTE_MS;

export interface RefetcherOptions extends RefetchParts {
  readonly refetches: RefetchStore;
  /** One process at a time fetches pages of a host, so that its limit holds over all. */
  readonly processes: Pick<Processes, "take" | "giveBack">;
  /** Called after each fetch. */
  readonly onRefetch?: (refetch: Refetch) => void;
  /** Called with unexpected failures; without a record if the list cannot be read. */
  readonly onFault?: (error: unknown, record: RefetchRecord | null) => void;
  readonly lookEveryMs?: number;
}

export class Refetcher {
  readonly #options: RefetcherOptions;
  readonly #stopping = new AbortController();
  /** Hosts contacted within the last minute, with the time in ms: those that this process holds. */
  #asked: readonly Asked[] = [];
  #endSleep: (() => void) | null = null;
  #loop: Promise<void> | null = null;

  constructor(options: RefetcherOptions) {
    this.#options = options;
  }

  /** Fetches what is due, now and from now on. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Ends fetches under way and waits until what is being stored is stored. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("Dateline is stopping"));
    this.#endSleep?.();
    await this.#loop;
  }

  /** Fetches what is due now, as far as the limits of a minute allow; the rest stays due. */
  async runDue(): Promise<readonly Refetch[]> {
    const { refetches, now, onFault } = this.#options;
    try {
      const chosen = await this.#choose(await refetches.due(now(), MAX_CANDIDATES));
      const done = await pMap(chosen, (record) => this.#refetch(record), { concurrency: PAGES_AT_ONCE });
      return done.flatMap((refetch) => refetch ?? []);
    } catch (error) {
      onFault?.(error, null);
      return [];
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.runDue();
      if (!signal.aborted) await this.#sleep();
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.lookEveryMs ?? LOOK_EVERY_MS);
      this.#endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Takes the hosts of pages that may be fetched now, and gives back those that were not contacted within the last minute. */
  async #choose(due: readonly RefetchRecord[]): Promise<RefetchRecord[]> {
    const { processes, now } = this.#options;
    const nowMs = Date.parse(now());
    const held = new Set(this.#asked.map(({ host }) => host));
    const recent = this.#asked.filter(({ atMs }) => nowMs - atMs < MINUTE_MS);
    const others = new Set<string>();
    for (;;) {
      const asked = recent.filter(({ host }) => !others.has(host));
      const chosen = due.filter(({ url }) => mayAsk(new URL(url).host, others, asked, nowMs));
      const hosts = new Set(asked.map(({ host }) => host));
      const taken = new Set(await processes.take([...hosts].map(WORK.pages)));
      const lacking = [...hosts].filter((host) => !taken.has(WORK.pages(host)));
      if (lacking.length === 0) {
        this.#asked = asked;
        await processes.giveBack([...held].filter((host) => !hosts.has(host)).map(WORK.pages));
        return chosen;
      }
      for (const host of hosts) held.add(host); // what was taken for nothing is given back
      for (const host of lacking) others.add(host);
    }
  }

  /** Null if it was stopped: then the page stays due. */
  async #refetch(record: RefetchRecord): Promise<Refetch | null> {
    const { signal } = this.#stopping;
    if (signal.aborted) return null;
    try {
      const refetch = await refetchPage(record, this.#options, signal);
      this.#options.onRefetch?.(refetch);
      return refetch;
    } catch (error) {
      if (signal.aborted && error === signal.reason) return null;
      return this.#postpone(record, error);
    }
  }

  async #postpone(record: RefetchRecord, error: unknown): Promise<Refetch> {
    const { now, refetches, onFault, onRefetch } = this.#options;
    onFault?.(error, record);
    const { articleId, url } = record;
    const nextAt = new Date(Date.parse(now()) + RETRY_MS).toISOString();
    const problem =
      error instanceof DatelineError ? describeError(error) : "an unexpected failure: see the log";
    await refetches.put({ ...record, nextAt, problem }).catch((second) => onFault?.(second, record));
    const refetch = { articleId, url, outcome: "failed", problem, nextAt } as const;
    onRefetch?.(refetch);
    return refetch;
  }
}

interface Asked {
  readonly host: string;
  readonly atMs: number;
}

/** Counts the host in `asked` if it says yes; `others` are hosts that other processes hold. */
function mayAsk(host: string, others: ReadonlySet<string>, asked: Asked[], nowMs: number): boolean {
  if (others.has(host) || asked.length >= MAX_PAGES_PER_MINUTE) return false;
  if (asked.filter((one) => one.host === host).length >= MAX_PAGES_PER_MINUTE_AND_HOST) return false;
  asked.push({ host, atMs: nowMs });
  return true;
}

interface RememberParts {
  readonly articles: Pick<ArticleStore, "article">;
  readonly refetches: Pick<RefetchStore, "record" | "put" | "remove">;
  readonly now: () => Instant;
}

/**
 * Remembers a page that was fetched just now, and that it is fetched again by the age of its article: not at all if that is old.
 * A page that is known already has been fetched once more.
 * @throws DatelineError store-busy, store-broken
 */
export async function rememberPage(
  articleId: string,
  page: FetchedPage,
  isChanged: boolean,
  { articles, refetches, now }: RememberParts,
): Promise<void> {
  const article = await articles.article(articleId);
  if (article === null) return; // removed a moment ago
  const at = now();
  const known = await refetches.record(articleId);
  const history = known === null ? [] : [...known.history, { at, changed: isChanged }];
  const nextAt = nextFetchAt(article, history, at);
  if (nextAt !== null) {
    await refetches.put({ articleId, ...page, state: "waiting", nextAt, history, problem: null });
  } else if (known !== null) await refetches.remove(articleId);
}

interface RefetchParts extends RememberParts {
  readonly fetcher: HttpFetcher;
  readonly read: ReadInput;
  readonly ingest: Pick<Ingest, "ingestArticles">;
}

/** What one more fetch of a page came to. */
export interface Refetch {
  readonly articleId: string;
  readonly url: string;
  readonly outcome: RefetchOutcome;
  readonly problem: string | null;
  /** Null if it is not fetched again. */
  readonly nextAt: Instant | null;
}

/** A text this much shorter comes from a wall, an error or a stub, unless it announces a correction. */
const SHORTER = 3;

type Change = Partial<Omit<RefetchRecord, "articleId" | "nextAt" | "history">>;

/**
 * Fetches the page of a record again and records what came of it; never throws for what a server does.
 * @throws the reason of `signal`; DatelineError of store or embedder
 */
async function refetchPage(
  record: RefetchRecord,
  parts: RefetchParts,
  signal: AbortSignal,
): Promise<Refetch> {
  const { articles, refetches, fetcher } = parts;
  const { articleId, url, etag, lastModified } = record;
  const outcome = await fetcher.fetch({ url, purpose: "page", etag, lastModified, signal });
  const known = await articles.article(articleId);
  if (known !== null) return takeOutcome(record, known, outcome, parts);
  await refetches.remove(articleId);
  return { articleId, url, outcome: "forgotten", problem: null, nextAt: null };
}

async function takeOutcome(
  record: RefetchRecord,
  known: Article,
  outcome: FetchOutcome,
  parts: RefetchParts,
): Promise<Refetch> {
  switch (outcome.kind) {
    case "fetched":
      return takePage(record, known, outcome, parts);
    case "not-modified":
      return schedule(record, "unchanged", { url: outcome.keepUrl, problem: null }, parts);
    case "later":
      return schedule(record, "later", { problem: outcome.reason }, parts, outcome);
    case "gone":
      return end(record, "gone", outcome.reason, parts);
    case "refused":
      return end(record, outcome.status === 404 ? "gone" : "refused", outcome.reason, parts);
  }
}

async function takePage(
  record: RefetchRecord,
  known: Article,
  { bytes, finalUrl, keepUrl: url, contentType, charset, fetchedAt, etag, lastModified }: FetchedOutcome,
  parts: RefetchParts,
): Promise<Refetch> {
  const page = { url: finalUrl, mediaType: contentType, charset, fetchedAt };
  const [first, ...others] = await parts.read({ name: finalUrl, bytes, page }, { now: parts.now() });
  const validators = { url, etag, lastModified };
  const unread = (problem: string) => schedule(record, "unread", { ...validators, problem }, parts);
  if (first === undefined || others.length > 0) return unread("it does not hold exactly one article");
  if (first.kind === "rejected") return unread(first.reason);
  const { article, elsewhere } = first;
  if (elsewhere?.isPaywalled && article.text.length < known.text.length) return unread(elsewhere.why);
  const isStub = article.text.length * SHORTER < known.text.length;
  if (isStub && announcedChanges(`${article.title}\n${article.text}`).length === 0)
    return unread("it gives far less text than before");
  const [row] = await parts.ingest.ingestArticles([nextState(known, article)]);
  if (row?.outcome === "rejected") return unread(row.notes[0] ?? "it cannot be stored");
  const isChanged = row?.outcome === "revised";
  return schedule(record, isChanged ? "revised" : "unchanged", { ...validators, problem: null }, parts);
}

/** Keeps the article's identity; a page that says nothing does not remove what a person or feed said. */
function nextState(known: Article, page: ReadArticle): ReadArticle {
  const isSameDate = known.publishedAt === null || known.publishedAt === page.publishedAt;
  const { articleId, url, sample } = known;
  return {
    ...page,
    ...{ articleId, url, sample },
    source: known.source ?? page.source,
    author: page.author ?? known.author,
    agency: page.agency ?? known.agency,
    language: known.language ?? page.language,
    publishedAt: known.publishedAt ?? page.publishedAt,
    // "Updated 5 minutes ago" is a different time on every fetch: without a changed text it means nothing.
    updatedAt: known.text === page.text ? known.updatedAt : (page.updatedAt ?? known.updatedAt),
    dates: isSameDate ? page.dates : known.dates,
  };
}

async function schedule(
  record: RefetchRecord,
  outcome: "unchanged" | "revised" | "unread" | "later",
  change: Change,
  parts: RefetchParts,
  later?: LaterOutcome,
): Promise<Refetch> {
  const { articles, refetches, now } = parts;
  const { articleId } = record;
  const [at, article] = [now(), await articles.article(articleId)];
  const history = [...record.history, { at, changed: outcome === "revised" }];
  const byAge = article === null ? null : nextFetchAt(article, history, at);
  const asked = new Date(Date.parse(at) + (later?.retryAfterMs ?? 0)).toISOString();
  const nextAt = byAge === null || byAge > asked ? byAge : asked;
  const next = { ...record, ...change };
  if (nextAt === null) await refetches.remove(articleId);
  else await refetches.put({ ...next, history, nextAt });
  return { articleId, url: next.url, outcome, problem: next.problem, nextAt };
}

async function end(
  record: RefetchRecord,
  state: "gone" | "refused",
  problem: string,
  { refetches }: RefetchParts,
): Promise<Refetch> {
  const { articleId, url } = record;
  await refetches.put({ ...record, state, problem });
  return { articleId, url, outcome: state, problem, nextAt: null };
}

/** Most corrections and rewrites come on the first day; the intervals are chosen, not measured. */
const PACE: readonly { readonly untilAgeMs: number; readonly everyMs: number }[] = [
  { untilAgeMs: 3 * HOUR_MS, everyMs: 20 * MINUTE_MS },
  { untilAgeMs: 12 * HOUR_MS, everyMs: HOUR_MS },
  { untilAgeMs: DAY_MS, everyMs: 3 * HOUR_MS },
  { untilAgeMs: 3 * DAY_MS, everyMs: 12 * HOUR_MS },
  { untilAgeMs: 14 * DAY_MS, everyMs: 3 * DAY_MS },
];

/** Number of unchanged fetches in a row after which the wait doubles; at most three times. */
const QUIET_FETCHES = 3;
const MAX_DOUBLINGS = 3;
/** A quiet article takes about 20 (refetch-schedule.test.ts); one that changes at every fetch is a page that changes, not its article. */
const MAX_FETCHES = 60;

/**
 * Returns when to fetch an article again, never before `now`; null for never: it is older than 14 days, has no URL, was
 * fetched 60 times, or no later fetch falls into its time. Age counts from its update, else its publication, else its first fetch; a change found by
 * a fetch makes it young again for its pace, but never past 14 days after its publication. `history` is in order, oldest first.
 */
export function nextFetchAt(
  article: Pick<Article, "url" | "publishedAt" | "updatedAt" | "fetchedAt">,
  history: readonly PastFetch[],
  now: Instant,
): Instant | null {
  if (article.url === null || history.length >= MAX_FETCHES) return null;
  const nowMs = Date.parse(now);
  const born = Math.min(
    Date.parse(article.publishedAt ?? article.updatedAt ?? firstFetch(article, history)),
    nowMs,
  );
  const lastChange = history.findLast(({ changed }) => changed)?.at ?? article.updatedAt;
  const fresh = Math.min(Math.max(born, lastChange === null ? born : Date.parse(lastChange)), nowMs);
  const end = born + lastUntil();
  const pace = PACE.find(({ untilAgeMs }) => nowMs - fresh < untilAgeMs);
  if (pace === undefined) return null;
  const last = Date.parse(history.at(-1)?.at ?? article.fetchedAt);
  const next = Math.max(last + pace.everyMs * 2 ** doublings(history), nowMs);
  return next < end ? new Date(next).toISOString() : null;
}

function firstFetch(article: Pick<Article, "fetchedAt">, history: readonly PastFetch[]): Instant {
  return history[0]?.at ?? article.fetchedAt;
}

function lastUntil(): number {
  return Math.max(...PACE.map(({ untilAgeMs }) => untilAgeMs));
}

function doublings(history: readonly PastFetch[]): number {
  const lastChange = history.findLastIndex(({ changed }) => changed);
  const quiet = history.length - 1 - lastChange;
  return Math.min(MAX_DOUBLINGS, Math.floor(quiet / QUIET_FETCHES));
}
