// Items of a feed against what is settled: by guid, then canonical URL, then content; never by their dates. Decides, changes nothing.
import type { FeedItemRecord, FeedStore } from "../store/feed-store.js";
import type { ReadItem } from "./read-feed.js";

/** What is to be done with an item. */
export type Match =
  /** Settled as it stands. */
  | { readonly kind: "settled" }
  /** The article is known from another feed, or under another guid or address. */
  | { readonly kind: "same"; readonly articleId: string }
  /** To be read: new, changed, or its page is to be tried again. */
  | { readonly kind: "wanted"; readonly earlier: FeedItemRecord | null };

/** Matches items of one feed, in their order. */
export async function matchItems(
  store: Pick<FeedStore, "findItems">,
  feedId: string,
  items: readonly ReadItem[],
): Promise<Match[]> {
  const found = await store.findItems(feedId, {
    keys: items.map(({ key }) => key),
    urls: items.flatMap(({ url }) => (url === null ? [] : [url])),
    contents: items.map(({ content }) => content),
  });
  const byKey = new Map(found.filter((item) => item.feedId === feedId).map((item) => [item.key, item]));
  const withArticle = found.filter(({ articleId }) => articleId !== null);
  const byUrl = firstBy(withArticle, ({ url }) => url);
  const byContent = firstBy(withArticle, ({ content }) => content);
  return items.map((item) => {
    const own = byKey.get(item.key);
    if (own !== undefined) {
      const isSettled = own.state === item.state && own.pageTries === null;
      return isSettled ? { kind: "settled" } : { kind: "wanted", earlier: own };
    }
    const other = (item.url === null ? undefined : byUrl.get(item.url)) ?? byContent.get(item.content);
    if (other?.articleId != null) return { kind: "same", articleId: other.articleId };
    return { kind: "wanted", earlier: null };
  });
}

function firstBy(
  items: readonly FeedItemRecord[],
  name: (item: FeedItemRecord) => string | null,
): Map<string, FeedItemRecord> {
  const first = new Map<string, FeedItemRecord>();
  for (const item of items) {
    const key = name(item);
    if (key !== null && !first.has(key)) first.set(key, item);
  }
  return first;
}
