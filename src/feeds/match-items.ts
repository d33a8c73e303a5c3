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
  | {
      readonly kind: "wanted";
      /** What was settled of it before; null for a new item. */
      readonly earlier: FeedItemRecord | null;
      /** The article that it goes on with; null for a new article. */
      readonly articleId: string | null;
    };

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
  return items.map((item): Match => {
    const own = byKey.get(item.key);
    if (own !== undefined) {
      const isSettled = own.state === item.state && own.pageTries === null;
      return isSettled ? { kind: "settled" } : { kind: "wanted", earlier: own, articleId: own.articleId };
    }
    const twin = byContent.get(item.content)?.articleId ?? null;
    if (twin !== null) return { kind: "same", articleId: twin };
    const other = item.url === null ? undefined : byUrl.get(item.url);
    if (other?.articleId == null) return { kind: "wanted", earlier: null, articleId: null };
    // A feed that gives an address again under another guid tells of a newer state; another feed tells it in its own words.
    if (other.feedId !== feedId) return { kind: "same", articleId: other.articleId };
    return { kind: "wanted", earlier: null, articleId: other.articleId };
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
