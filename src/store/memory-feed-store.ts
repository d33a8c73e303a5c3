// Feeds in memory, for tests and short measurements: the port's whole contract, nothing kept after the process.

import type { Instant } from "../model/article.js";
import type { FeedSummary } from "../model/feed.js";
import type { FeedChange, FeedCounts, FeedItemRecord, FeedRecord, FeedStore, ItemProbe } from "./ports.js";

const MAX_REASONS = 5;

export class MemoryFeedStore implements FeedStore {
  readonly #feeds = new Map<string, FeedRecord>();
  /** Counts of items that were forgotten, by feed. */
  readonly #pruned = new Map<string, Pick<FeedCounts, "seen" | "added" | "same" | "undated" | "rejected">>();
  /** By feed, then key, in order of first settling. */
  readonly #items = new Map<string, FeedItemRecord>();

  async add(feed: FeedRecord): Promise<boolean> {
    if (this.#feeds.has(feed.feedId) || this.#at(feed.url) !== undefined) return false;
    this.#feeds.set(feed.feedId, { ...feed });
    return true;
  }

  async feed(feedId: string): Promise<FeedRecord | null> {
    return this.#feeds.get(feedId) ?? null;
  }

  async feedAt(url: string): Promise<FeedRecord | null> {
    return this.#at(url) ?? null;
  }

  async feeds(offset: number, limit: number): Promise<FeedRecord[]> {
    const name = ({ title, url }: FeedRecord) => (title ?? url).toLowerCase();
    const ordered = [...this.#feeds.values()].sort((one, other) => {
      if (name(one) !== name(other)) return name(one) < name(other) ? -1 : 1;
      return one.url < other.url ? -1 : 1;
    });
    return ordered.slice(offset, offset + limit);
  }

  async count(): Promise<number> {
    return this.#feeds.size;
  }

  async due(now: Instant, limit: number): Promise<FeedRecord[]> {
    const due = [...this.#feeds.values()].filter(({ state, nextAt }) => state === "active" && nextAt <= now);
    return due.sort((one, other) => (one.nextAt < other.nextAt ? -1 : 1)).slice(0, limit);
  }

  async makeDue(now: Instant): Promise<number> {
    const active = [...this.#feeds.values()].filter(({ state }) => state === "active");
    for (const feed of active) this.#feeds.set(feed.feedId, { ...feed, nextAt: now });
    return active.length;
  }

  async change(feedId: string, change: FeedChange): Promise<boolean> {
    const feed = this.#feeds.get(feedId);
    const holder = change.url === undefined ? undefined : this.#at(change.url);
    if (feed === undefined || (holder !== undefined && holder.feedId !== feedId)) return false;
    this.#feeds.set(feedId, { ...feed, ...change });
    return true;
  }

  async remove(feedId: string): Promise<boolean> {
    for (const [place, item] of this.#items) if (item.feedId === feedId) this.#items.delete(place);
    this.#pruned.delete(feedId);
    return this.#feeds.delete(feedId);
  }

  async findItems(feedId: string, { keys, urls, contents }: ItemProbe): Promise<FeedItemRecord[]> {
    const [byKey, byUrl, byContent] = [new Set(keys), new Set(urls), new Set(contents)];
    return [...this.#items.values()].filter(
      (item) =>
        (item.feedId === feedId && byKey.has(item.key)) ||
        (item.url !== null && byUrl.has(item.url)) ||
        byContent.has(item.content),
    );
  }

  async settle(items: readonly FeedItemRecord[]): Promise<void> {
    for (const item of items) {
      if (this.#feeds.has(item.feedId)) this.#items.set(`${item.feedId} ${item.key}`, { ...item });
    }
  }

  async prune(feedId: string, keys: readonly string[], before: Instant): Promise<number> {
    const kept = new Set(keys);
    const isOld = (item: FeedItemRecord) =>
      item.feedId === feedId && item.settledAt < before && !kept.has(item.key);
    const all = await this.counts(feedId);
    const old = [...this.#items].filter(([, item]) => isOld(item));
    for (const [place] of old) this.#items.delete(place);
    this.#pruned.delete(feedId);
    const left = await this.counts(feedId);
    this.#pruned.set(feedId, {
      seen: all.seen - left.seen,
      added: all.added - left.added,
      same: all.same - left.same,
      undated: all.undated - left.undated,
      rejected: all.rejected - left.rejected,
    });
    return old.length;
  }

  async counts(feedId: string): Promise<FeedCounts> {
    const items = [...this.#items.values()].filter((item) => item.feedId === feedId);
    const count = (fits: (item: FeedItemRecord) => boolean) => items.filter(fits).length;
    const reasons = new Map<string, number>();
    for (const { outcome, reason } of items) {
      if (outcome === "rejected" && reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    const ordered = [...reasons].sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1));
    const pruned = this.#pruned.get(feedId);
    return {
      seen: items.length + (pruned?.seen ?? 0),
      added: count(({ outcome }) => outcome === "added") + (pruned?.added ?? 0),
      same: count(({ outcome }) => outcome === "same") + (pruned?.same ?? 0),
      undated: count(({ undated }) => undated) + (pruned?.undated ?? 0),
      rejected: count(({ outcome }) => outcome === "rejected") + (pruned?.rejected ?? 0),
      reasons: ordered.slice(0, MAX_REASONS).map(([reason, n]) => ({ reason, count: n })),
    };
  }

  async summary(now: Instant): Promise<FeedSummary> {
    const all = [...this.#feeds.values()];
    const active = all.filter(({ state }) => state === "active");
    const successes = active.map(({ succeededAt, addedAt }) => succeededAt ?? addedAt).sort();
    const checks = all.flatMap(({ checkedAt }) => checkedAt ?? []).sort();
    return {
      active: active.length,
      gone: all.length - active.length,
      failing: active.filter(({ failures }) => failures > 0).length,
      due: active.filter(({ nextAt }) => nextAt <= now).length,
      oldestSuccessAt: successes[0] ?? null,
      checkedAt: checks.at(-1) ?? null,
    };
  }

  async close(): Promise<void> {
    this.#feeds.clear();
    this.#items.clear();
  }

  #at(url: string): FeedRecord | undefined {
    return [...this.#feeds.values()].find((feed) => feed.url === url);
  }
}
