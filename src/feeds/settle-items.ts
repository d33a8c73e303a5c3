// Items of one read → articles in the store, in slices: pages first, then, alone, compare, store, and only then record as settled.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { IngestRow } from "../reports.js";
import type { FeedItemRecord, FeedRecord } from "../store/feed-store.js";
import { mapAtOnce } from "./at-once.js";
import { type BestText, readFullText, wantsPage } from "./full-text.js";
import { type Match, matchItems } from "./match-items.js";
import { type Placed, Placing, type WantedItem } from "./place-article.js";
import type { ReadItem } from "./read-feed.js";
import type { RefreshParts } from "./refresh-feed.js";

/** Items stored and recorded together: what a kill -9 makes read again. */
const SLICE = 20;
/** Pages of one feed fetched at once: mostly of one host, which has one connection; each may hold two bodies of 10 MiB. */
const PAGES_AT_ONCE = 2;

export interface SettledItems {
  readonly added: number;
  readonly revised: number;
  readonly same: number;
  readonly undated: number;
  readonly rejected: number;
  /** Items that were not known before, whatever became of them. */
  readonly news: number;
  /** False where it was stopped before the end. */
  readonly isComplete: boolean;
  /** True where a page is to be tried again at the next read. */
  readonly isWaiting: boolean;
  readonly pagesMs: number;
  readonly storeMs: number;
}

/** What nothing comes to. */
export const noItems: SettledItems = {
  ...{ added: 0, revised: 0, same: 0, undated: 0, rejected: 0, news: 0 },
  ...{ isComplete: true, isWaiting: false, pagesMs: 0, storeMs: 0 },
};

/** Settles the items of one read of one feed. */
export class ItemSettler {
  readonly #feed: FeedRecord;
  readonly #parts: RefreshParts;
  readonly #signal: AbortSignal;
  #sum = noItems;

  constructor(feed: FeedRecord, parts: RefreshParts, signal: AbortSignal) {
    this.#feed = feed;
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Settles what is not settled yet, last of the document first, as feeds begin with the newest. */
  async settle(items: readonly ReadItem[]): Promise<SettledItems> {
    const matches = await matchItems(this.#parts.feeds, this.#feed.feedId, items);
    const open = items.filter((_, at) => matches[at]?.kind !== "settled").reverse();
    try {
      for (let at = 0; at < open.length; at += SLICE) {
        this.#signal.throwIfAborted();
        await this.#settleSlice(open.slice(at, at + SLICE));
      }
    } catch (error) {
      if (!this.#signal.aborted || error !== this.#signal.reason) throw error;
      return { ...this.#sum, isComplete: false };
    }
    return this.#sum;
  }

  async #settleSlice(items: readonly ReadItem[]): Promise<void> {
    const { feeds, alone } = this.#parts;
    const started = performance.now();
    const before = await matchItems(feeds, this.#feed.feedId, items);
    const texts = await mapAtOnce(items, PAGES_AT_ONCE, (item, at) => this.#textOf(item, before[at]));
    const pagesMs = performance.now() - started;
    this.#sum = { ...this.#sum, pagesMs: this.#sum.pagesMs + pagesMs };
    await alone(async () => {
      const began = performance.now();
      const matches = await matchItems(feeds, this.#feed.feedId, items); // another feed may have been faster
      const wanted = items.flatMap((item, at): WantedItem[] => {
        const [match, best] = [matches[at], texts[at]];
        return match === undefined || match.kind === "settled" || !best ? [] : [{ item, match, best }];
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
    const placing = new Placing(this.#parts.articles);
    const placed: Placed[] = [];
    for (const one of wanted) placed.push(await placing.place(one));
    const own = placed.flatMap(({ article }) => (article === null ? [] : [article]));
    const articles = [...own, ...wanted.flatMap(({ best }) => best.more)];
    const rows = articles.length === 0 ? [] : [...(await this.#parts.ingest.ingestArticles(articles))];
    await this.#remember(wanted, placed, rows);
    const records = wanted.map((one, at) => {
      const place = placed[at] ?? { articleId: null, article: null };
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
    placed: readonly Placed[],
    rows: readonly IngestRow[],
  ): Promise<void> {
    const own = rows.values();
    for (const [at, { best }] of wanted.entries()) {
      if ((placed[at]?.article ?? null) === null) continue;
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
      news: sum.news + (isNew ? 1 : 0),
      isWaiting: sum.isWaiting || pageTries !== null,
    };
  }
}
