// One read of one feed: fetches it, stores its new items in slices, and sets when to read it next.

import { setImmediate as nextTurn } from "node:timers/promises";
import pMap from "p-map";
import type { FetchedOutcome, FetchOutcome, HttpFetcher } from "../../fetch/http-fetcher.js";
import type { IngestRow, Instant } from "../../model/article.js";
import { DatelineError, describeError } from "../../model/errors.js";
import type { FeedRefresh } from "../../model/feed.js";
import { DAY_MS } from "../../model/time.js";
import type { ArticleStore, FeedItemRecord, FeedRecord, FeedStore } from "../../store/ports.js";
import type { DocumentReader } from "../document-reader.js";
import type { OnPage } from "../fetch-page.js";
import type { Ingest } from "../ingest.js";
import type { FeedContents, ReadItem } from "./feed-items.js";
import {
  ArticleAssigner,
  type Assignment,
  type BestText,
  type Match,
  matchItems,
  readFullText,
  type WantedItem,
  wantsPage,
} from "./item-article.js";
import { instantAfter, intervalAfter, type Pace, retryInstant } from "./schedule.js";

/** An item that comes back after more than 90 days is read again, and found unchanged by its address. */
const REMEMBER_MS = 90 * DAY_MS;

export interface RefreshParts {
  readonly feeds: FeedStore;
  readonly articles: Pick<ArticleStore, "article" | "newest">;
  readonly fetcher: HttpFetcher;
  readonly reader: DocumentReader;
  readonly ingest: Pick<Ingest, "ingestArticles">;
  /** Called with each page that an item's article was read from. */
  readonly onPage?: OnPage;
  readonly now: () => Instant;
  /** 0 to 1. */
  readonly random: () => number;
  readonly pace: Pace;
  /** Lets one feed at a time compare and store items of these addresses and texts, so that an item in two feeds is stored once. */
  readonly alone: <T>(items: readonly ReadItem[], work: () => Promise<T>) => Promise<T>;
}

/**
 * Reads a feed once and records what came of it. If `signal` ends it early, what is stored by then is recorded and the feed stays due.
 * @throws DatelineError of store or embedder (store-busy, worker-failed, …)
 */
export async function refreshFeed(
  feed: FeedRecord,
  parts: RefreshParts,
  signal: AbortSignal,
): Promise<FeedRefresh> {
  const started = performance.now();
  const { url, etag, lastModified } = feed;
  try {
    signal.throwIfAborted();
    const outcome = await parts.fetcher.fetch({ url, purpose: "feed", etag, lastModified, signal });
    const fetchMs = performance.now() - started;
    const refresh = await takeOutcome(feed, outcome, parts, signal);
    return { ...refresh, timesMs: { ...refresh.timesMs, fetch: fetchMs } };
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    return { ...reportOf(feed, "stopped", NO_ITEMS), nextAt: feed.nextAt };
  }
}

async function takeOutcome(
  feed: FeedRecord,
  outcome: FetchOutcome,
  parts: RefreshParts,
  signal: AbortSignal,
): Promise<FeedRefresh> {
  switch (outcome.kind) {
    case "fetched":
      return takeDocument(feed, outcome, parts, signal);
    case "not-modified":
      await keepAddress(feed, outcome.keepUrl, parts);
      return takeNothingNew(feed, parts);
    case "gone": {
      const { reason } = outcome;
      await parts.feeds.change(feed.feedId, { state: "gone", checkedAt: parts.now(), problem: reason });
      return { ...reportOf(feed, "gone", NO_ITEMS), problem: reason };
    }
    case "later":
      return recordFailure(feed, outcome.reason, outcome.retryAfterMs, parts);
    case "refused":
      return recordFailure(feed, outcome.reason, null, parts);
  }
}

async function takeNothingNew(feed: FeedRecord, parts: RefreshParts): Promise<FeedRefresh> {
  const now = parts.now();
  const { intervalMinutes } = feed;
  const interval = intervalAfter(
    { dates: [], newItems: 0, intervalMinutes, waitMinutes: null, now },
    parts.pace,
  );
  const nextAt = instantAfter(interval, now, parts.random());
  const stands = { state: "active", checkedAt: now, succeededAt: now, failures: 0 } as const;
  await parts.feeds.change(feed.feedId, { ...stands, nextAt, intervalMinutes: interval });
  return { ...reportOf(feed, "not-modified", NO_ITEMS), nextAt };
}

async function takeDocument(
  feed: FeedRecord,
  { bytes, charset, finalUrl, keepUrl, etag, lastModified }: FetchedOutcome,
  parts: RefreshParts,
  signal: AbortSignal,
): Promise<FeedRefresh> {
  const started = performance.now();
  const now = parts.now();
  let contents: FeedContents;
  try {
    contents = await parts.reader.feed({ bytes, charset, address: finalUrl, source: feed.source, now });
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return recordFailure(feed, describeError(error), null, parts);
  }
  const readMs = performance.now() - started;
  await keepAddress(feed, keepUrl, parts);
  const counts = await new ItemIntake(feed, parts, signal).take(contents.items);
  if (counts.isComplete) await forgetOld(feed, contents, parts);
  const { intervalMinutes } = feed;
  const { waitMinutes, notes } = contents;
  const dates = contents.items.flatMap(({ facts }) => facts?.publishedAt ?? []);
  const interval = intervalAfter(
    { dates, newItems: counts.newItems, intervalMinutes, waitMinutes, now },
    parts.pace,
  );
  const nextAt = counts.isComplete ? instantAfter(interval, now, parts.random()) : feed.nextAt;
  const problem = notes[0] ?? null;
  const title = contents.title ?? feed.title;
  await parts.feeds.change(feed.feedId, {
    ...{
      title,
      siteUrl: contents.siteUrl ?? feed.siteUrl,
      state: "active",
      checkedAt: now,
      succeededAt: now,
    },
    // Without validators the next read gets the whole document again, for what is not settled yet.
    ...(counts.isComplete && !counts.isWaiting ? { etag, lastModified } : { etag: null, lastModified: null }),
    ...{ nextAt, intervalMinutes: interval, failures: 0, problem },
  });
  const report = reportOf({ ...feed, title }, counts.isComplete ? "read" : "stopped", counts);
  const timesMs = { fetch: 0, read: readMs, pages: counts.pagesMs, store: counts.storeMs };
  return { ...report, items: contents.items.length, problem, nextAt, timesMs };
}

/** Forgets items that have been missing from the feed for long; a feed that is empty or broken today says nothing about its items. */
async function forgetOld(
  feed: FeedRecord,
  { items, notes }: FeedContents,
  parts: RefreshParts,
): Promise<void> {
  if (items.length === 0 || notes.length > 0) return;
  const before = new Date(Date.parse(parts.now()) - REMEMBER_MS).toISOString();
  await parts.feeds.prune(
    feed.feedId,
    items.map(({ key }) => key),
    before,
  );
}

async function recordFailure(
  feed: FeedRecord,
  problem: string,
  retryAfterMs: number | null,
  { feeds, now, random, pace }: RefreshParts,
): Promise<FeedRefresh> {
  const failures = feed.failures + 1;
  const nextAt = retryInstant(failures, retryAfterMs, { now: now(), random: random(), pace });
  await feeds.change(feed.feedId, { checkedAt: now(), failures, problem, nextAt });
  return { ...reportOf(feed, "failed", NO_ITEMS), problem, nextAt };
}

/** Follows a permanent redirect, unless another feed is there already. */
async function keepAddress(feed: FeedRecord, keepUrl: string, { feeds }: RefreshParts): Promise<void> {
  if (keepUrl !== feed.url) await feeds.change(feed.feedId, { url: keepUrl });
}

function reportOf(feed: FeedRecord, outcome: FeedRefresh["outcome"], counts: ItemCounts): FeedRefresh {
  const { feedId, title, url, nextAt } = feed;
  const { added, revised, same, undated, rejected } = counts;
  const timesMs = { fetch: 0, read: 0, pages: 0, store: 0 };
  return {
    feedId,
    title,
    url,
    outcome,
    items: 0,
    added,
    revised,
    same,
    undated,
    rejected,
    problem: null,
    nextAt,
    timesMs,
  };
}

interface ItemCounts {
  readonly added: number;
  readonly revised: number;
  readonly same: number;
  readonly undated: number;
  readonly rejected: number;
  /** Items that were not known before, whatever became of them. */
  readonly newItems: number;
  /** False if it was stopped before the end. */
  readonly isComplete: boolean;
  /** True if a page is to be tried again at the next read. */
  readonly isWaiting: boolean;
  readonly pagesMs: number;
  readonly storeMs: number;
}

/** The counts of a read without items. */
const NO_ITEMS: ItemCounts = {
  ...{ added: 0, revised: 0, same: 0, undated: 0, rejected: 0, newItems: 0 },
  ...{ isComplete: true, isWaiting: false, pagesMs: 0, storeMs: 0 },
};

/** Items stored and recorded together: the most that is read again after a kill -9. */
const SLICE = 20;
/** Pages of one feed fetched at once: mostly of one host, which has one connection; each may hold two bodies of 10 MiB. */
const PAGES_AT_ONCE = 2;

/** Reads the pages of the items of one read, stores what is new or changed, and records what became of each item. */
class ItemIntake {
  readonly #feed: FeedRecord;
  readonly #parts: RefreshParts;
  readonly #signal: AbortSignal;
  #sum = NO_ITEMS;

  constructor(feed: FeedRecord, parts: RefreshParts, signal: AbortSignal) {
    this.#feed = feed;
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Takes what is new or changed, from the end of the document, as feeds begin with the newest. */
  async take(items: readonly ReadItem[]): Promise<ItemCounts> {
    const matches = await matchItems(this.#parts.feeds, this.#feed.feedId, items);
    const open = items.filter((_, at) => matches[at]?.kind !== "unchanged").reverse();
    try {
      for (let at = 0; at < open.length; at += SLICE) {
        this.#signal.throwIfAborted();
        await this.#takeSlice(open.slice(at, at + SLICE));
      }
    } catch (error) {
      if (!this.#signal.aborted || error !== this.#signal.reason) throw error;
      return { ...this.#sum, isComplete: false };
    }
    return this.#sum;
  }

  async #takeSlice(items: readonly ReadItem[]): Promise<void> {
    const { feeds, alone } = this.#parts;
    const started = performance.now();
    const before = await matchItems(feeds, this.#feed.feedId, items);
    const texts = await pMap(items, (item, at) => this.#textOf(item, before[at]), {
      concurrency: PAGES_AT_ONCE,
    });
    const pagesMs = performance.now() - started;
    this.#sum = { ...this.#sum, pagesMs: this.#sum.pagesMs + pagesMs };
    await alone(items, async () => {
      const began = performance.now();
      const matches = await matchItems(feeds, this.#feed.feedId, items); // another feed may have been faster
      const wanted = items.flatMap((item, at): WantedItem[] => {
        const [match, best] = [matches[at], texts[at]];
        return match === undefined || match.kind === "unchanged" || !best ? [] : [{ item, match, best }];
      });
      await this.#store(wanted);
      this.#sum = { ...this.#sum, storeMs: this.#sum.storeMs + performance.now() - began };
    });
  }

  async #textOf(item: ReadItem, match: Match | undefined): Promise<BestText> {
    const { link, article, reason, notes } = item;
    if (link === null || match?.kind !== "wanted" || !wantsPage(item, this.#feed.fullText)) {
      return { article, reason, notes, more: [], page: null, pageTries: null };
    }
    const tries = match.earlier?.pageTries ?? 0;
    return readFullText({ ...item, link }, tries, this.#feed.source, this.#parts, this.#signal);
  }

  /** An item is recorded only after its article is committed; what is stored twice after a kill -9 is "unchanged". */
  async #store(wanted: readonly WantedItem[]): Promise<void> {
    const assigned = await new ArticleAssigner(this.#parts.articles).assignAll(wanted);
    const own = assigned.flatMap(({ article }) => (article === null ? [] : [article]));
    const articles = [...own, ...wanted.flatMap(({ best }) => best.more)];
    const rows = articles.length === 0 ? [] : [...(await this.#parts.ingest.ingestArticles(articles))];
    await this.#remember(wanted, assigned, rows);
    const records = wanted.map((one, at) => {
      const place = assigned[at] ?? { articleId: null, article: null };
      const row = place.article === null ? null : (rows.shift() ?? null);
      const record = this.#recordOf(one, place.articleId, row);
      this.#count(one, record, row);
      return record;
    });
    for (const row of rows) this.#countMore(row); // those left over are further articles of pages
    await this.#parts.feeds.settle(records);
    await nextTurn();
  }

  /** Pages are fetched again by their own age; what the feed made us fetch counts as one of these times. */
  async #remember(
    wanted: readonly WantedItem[],
    assigned: readonly Assignment[],
    rows: readonly IngestRow[],
  ): Promise<void> {
    const own = rows.values();
    for (const [at, { best }] of wanted.entries()) {
      if ((assigned[at]?.article ?? null) === null) continue;
      const row = own.next().value;
      if (best.page === null || row === undefined || row.articleId === null) continue;
      await this.#parts.onPage?.(row.articleId, best.page, row.outcome === "revised");
    }
  }

  #recordOf(
    { item, match, best }: WantedItem,
    articleId: string | null,
    row: IngestRow | null,
  ): FeedItemRecord {
    const earlier = match.kind === "wanted" ? match.earlier : null;
    const isRejected = articleId === null || row?.outcome === "rejected";
    const known = earlier?.outcome === "added" ? "added" : "same";
    const outcome = isRejected ? "rejected" : row?.outcome === "added" ? "added" : known;
    const { key, url, content, state } = item;
    return {
      ...{ feedId: this.#feed.feedId, key, url, content, state, outcome },
      articleId: isRejected ? null : articleId,
      reason: isRejected ? (row?.notes[0] ?? best.reason ?? "no article text").slice(0, 300) : null,
      undated: best.article !== null && best.article.publishedAt === null,
      pageTries: best.pageTries,
      settledAt: this.#parts.now(),
    };
  }

  #countMore({ outcome }: IngestRow): void {
    const { added, revised } = this.#sum;
    this.#sum = {
      ...this.#sum,
      added: added + (outcome === "added" ? 1 : 0),
      revised: revised + (outcome === "revised" ? 1 : 0),
    };
  }

  #count(
    { match }: WantedItem,
    { outcome, undated, pageTries }: FeedItemRecord,
    row: IngestRow | null,
  ): void {
    const sum = this.#sum;
    const isNew = match.kind === "same" || match.earlier === null;
    this.#sum = {
      ...sum,
      added: sum.added + (row?.outcome === "added" ? 1 : 0),
      revised: sum.revised + (row?.outcome === "revised" ? 1 : 0),
      same: sum.same + (outcome === "same" && isNew ? 1 : 0),
      undated: sum.undated + (undated ? 1 : 0),
      rejected: sum.rejected + (outcome === "rejected" ? 1 : 0),
      newItems: sum.newItems + (isNew ? 1 : 0),
      isWaiting: sum.isWaiting || pageTries !== null,
    };
  }
}
