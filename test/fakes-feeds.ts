// Services about feeds in memory: an address with "none" in it has no feed, one with "slow" is read after the wait.
import { createHash } from "node:crypto";
import type { FeedService } from "../src/app/feeds.js";
import { DatelineError } from "../src/model/errors.js";
import type { FeedHealth, FeedRefresh } from "../src/model/feed.js";

const NOW = "2025-11-24T14:05:00.000Z";
const NEXT = "2025-11-24T14:20:00.000Z";

export function fakeFeed(url: string, over: Partial<FeedHealth> = {}): FeedHealth {
  return {
    feedId: createHash("sha256").update(url).digest("hex").slice(0, 12),
    title: `Feed of ${new URL(url).host}`,
    url,
    siteUrl: null,
    source: null,
    fullText: "auto",
    state: "active",
    addedAt: NOW,
    succeededAt: NOW,
    nextAt: NEXT,
    failures: 0,
    problem: null,
    counts: {
      seen: 20,
      added: 17,
      same: 2,
      undated: 3,
      rejected: 1,
      reasons: [{ reason: "no text beside its title", count: 1 }],
    },
    ...over,
  };
}

export function fakeRefresh(
  { feedId, title, url }: FeedHealth,
  over: Partial<FeedRefresh> = {},
): FeedRefresh {
  return {
    ...{
      feedId,
      title,
      url,
      outcome: "read",
      items: 20,
      added: 17,
      revised: 0,
      same: 2,
      undated: 3,
      rejected: 1,
    },
    ...{ problem: null, nextAt: NEXT, timesMs: { fetch: 1, read: 1, pages: 1, store: 1 } },
    ...over,
  };
}

/** Services over a map that outlives them. */
export function fakeFeeds(feeds: Map<string, FeedHealth>): Pick<FeedService, keyof FeedService> {
  const all = () =>
    [...feeds.values()].sort((one, other) => ((one.title ?? "") < (other.title ?? "") ? -1 : 1));
  const known = (feedId: string): FeedHealth => {
    const feed = feeds.get(feedId);
    if (feed === undefined)
      throw new DatelineError("feed-unknown", `No such feed: ${feedId}`, { hint: "See the list." });
    return feed;
  };
  return {
    async add({ url, source = null, fullText = "auto" }) {
      if (url.includes("none"))
        throw new DatelineError("feed-unusable", `No feed at ${url}: it is a page`, { hint: "Give a feed." });
      const feed = fakeFeed(url, { source, fullText });
      const isNew = !feeds.has(feed.feedId);
      feeds.set(feed.feedId, feed);
      return { isNew, feed, refresh: isNew && !url.includes("slow") ? fakeRefresh(feed) : null };
    },
    list: async (offset, limit) => ({ total: feeds.size, items: all().slice(offset, offset + limit) }),
    health: async (feedId) => known(feedId),
    async remove(feedId) {
      const feed = known(feedId);
      feeds.delete(feedId);
      return feed;
    },
    async refresh(feedId) {
      const wanted = feedId === null ? all() : [known(feedId)];
      return {
        finished: wanted.map((feed) =>
          fakeRefresh(feed, { outcome: feed.problem === null ? "read" : "failed", problem: feed.problem }),
        ),
        waiting: 0,
      };
    },
    suggest: async (typed, limit) =>
      all()
        .filter(({ title, url }) => `${title} ${url}`.includes(typed))
        .slice(0, limit),
  };
}
