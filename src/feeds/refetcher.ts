// Fetches pages again when they are due, a few at once and only so many a minute, until it is stopped. What fails is told; the others go on.
import { DatelineError, describeError } from "../errors.js";
import type { RefetchRecord, RefetchStore } from "../store/refetch-store.js";
import { mapAtOnce } from "./at-once.js";
import { type Refetch, type RefetchParts, refetchPage } from "./refetch-page.js";

/** Each host has one connection and each page may hold 10 MiB. */
const PAGES_AT_ONCE = 4;
/** Two a second keep up with 15,000 new articles a day, at some 12 fetches each. */
const PAGES_A_MINUTE = 120;
/** Politeness: a reader who looks at one outlet all day asks for about as much. */
const PAGES_A_MINUTE_AND_HOST = 6;
/** Looked through for hosts that may be asked. */
const MAX_CANDIDATES = 1_000;
const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 15_000;
/** After a fault. */
const RETRY_MS = 10 * MINUTE_MS;

export interface RefetcherOptions extends RefetchParts {
  readonly refetches: RefetchStore;
  /** Told of each fetch. */
  readonly onRefetch?: (refetch: Refetch) => void;
  /** Told of what was not foreseen; without a record where the list cannot be read. */
  readonly onFault?: (error: unknown, record: RefetchRecord | null) => void;
  readonly lookEveryMs?: number;
}

export class Refetcher {
  readonly #options: RefetcherOptions;
  readonly #stopping = new AbortController();
  /** Hosts asked within the last minute, with the moment in ms. */
  #asked: { readonly host: string; readonly atMs: number }[] = [];
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
      const due = await refetches.due(now(), MAX_CANDIDATES);
      const chosen = due.filter(({ url }) => this.#mayAsk(new URL(url).host));
      const done = await mapAtOnce(chosen, PAGES_AT_ONCE, (record) => this.#refetch(record));
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

  /** Counts the host where it says yes. */
  #mayAsk(host: string): boolean {
    const nowMs = Date.parse(this.#options.now());
    this.#asked = this.#asked.filter(({ atMs }) => nowMs - atMs < MINUTE_MS);
    const ofHost = this.#asked.filter((one) => one.host === host).length;
    if (this.#asked.length >= PAGES_A_MINUTE || ofHost >= PAGES_A_MINUTE_AND_HOST) return false;
    this.#asked.push({ host, atMs: nowMs });
    return true;
  }

  /** Null where it was stopped: then the page stays due. */
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
      error instanceof DatelineError ? describeError(error) : "an unforeseen fault: see the log";
    await refetches.put({ ...record, nextAt, problem }).catch((second) => onFault?.(second, record));
    const refetch = { articleId, url, outcome: "failed", problem, nextAt } as const;
    onRefetch?.(refetch);
    return refetch;
  }
}
