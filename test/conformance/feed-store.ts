// What every store of feeds must do: one suite, run by stores.test.ts over each implementation.
import { beforeEach, describe, expect, it } from "vitest";
import type { FeedItemRecord, FeedRecord, FeedStore, Stores } from "../../src/store/ports.js";

/** A feed of the given number with what matters to a test laid over it. */
export function feedRecord(number: number, over: Partial<FeedRecord> = {}): FeedRecord {
  return {
    feedId: number.toString(16).padStart(12, "0"),
    url: `https://example.org/feed${number}.xml`,
    title: null,
    siteUrl: null,
    source: null,
    fullText: "auto",
    state: "active",
    etag: null,
    lastModified: null,
    addedAt: "2025-10-20T08:00:00.000Z",
    checkedAt: null,
    succeededAt: null,
    nextAt: "2025-10-20T08:00:00.000Z",
    intervalMinutes: null,
    failures: 0,
    problem: null,
    ...over,
  };
}

export function itemRecord(
  feed: FeedRecord,
  key: string,
  over: Partial<FeedItemRecord> = {},
): FeedItemRecord {
  return {
    feedId: feed.feedId,
    key,
    url: `https://example.org/${key}`,
    content: `content of ${key}`,
    state: `state of ${key}`,
    articleId: "0123456789ab",
    outcome: "added",
    reason: null,
    undated: false,
    pageTries: null,
    settledAt: "2025-10-21T08:00:00.000Z",
    ...over,
  };
}

const nothing = { keys: [], urls: [], contents: [] };

/** Part of stores.test.ts: `current` gives the empty stores of each test. */
export function describeFeedStore(current: () => Stores): void {
  describe("feed store", () => {
    let store: FeedStore;
    beforeEach(() => {
      store = current().feeds;
    });
    const [one, two] = [feedRecord(1), feedRecord(2)];

    it("keeps a feed as it was added, once by id and once by URL", async () => {
      const given = feedRecord(1, {
        title: "Example Times",
        source: "The Times",
        fullText: "always",
        etag: 'W/"x"',
        intervalMinutes: 7.5,
        problem: "broken",
      });
      expect(await store.add(given)).toBe(true);
      expect(await store.add(given)).toBe(false);
      expect(await store.add(feedRecord(2, { url: given.url }))).toBe(false);
      expect(await store.feed(given.feedId)).toEqual(given);
      expect(await store.feedAt(given.url)).toEqual(given);
      expect(await store.feed("f".repeat(12))).toBeNull();
      expect(await store.feedAt("https://example.org/")).toBeNull();
      expect(await store.count()).toBe(1);
    });

    it("lists by title without case, then URL", async () => {
      await store.add(feedRecord(1, { title: "beta" }));
      await store.add(feedRecord(2, { title: "Alpha" }));
      await store.add(feedRecord(3, { title: "Beta" }));
      const ids = async (offset: number, limit: number) =>
        (await store.feeds(offset, limit)).map(({ feedId }) => Number.parseInt(feedId, 16));
      expect(await ids(0, 9)).toEqual([2, 1, 3]);
      expect(await ids(1, 1)).toEqual([1]);
    });

    it("gives what is due, longest due first, and nothing that is gone", async () => {
      await store.add(feedRecord(1, { nextAt: "2025-10-22T00:00:00.000Z" }));
      await store.add(feedRecord(2, { nextAt: "2025-10-21T00:00:00.000Z" }));
      await store.add(feedRecord(3, { nextAt: "2025-10-20T00:00:00.000Z", state: "gone" }));
      const due = async (now: string, limit = 9) =>
        (await store.takeDue(now, limit)).map(({ feedId }) => Number.parseInt(feedId, 16));
      expect(await due("2025-10-20T23:00:00.000Z")).toEqual([]);
      expect(await due("2025-10-21T00:00:00.000Z")).toEqual([2]);
      expect(await due("2025-10-23T00:00:00.000Z")).toEqual([2, 1]);
      expect(await due("2025-10-23T00:00:00.000Z", 1)).toEqual([2]);
    });

    it("makes every active feed due", async () => {
      await store.add(feedRecord(1, { nextAt: "2025-10-25T00:00:00.000Z" }));
      await store.add(feedRecord(2, { nextAt: "2025-10-25T00:00:00.000Z", state: "gone" }));
      expect(await store.makeDue("2025-10-21T00:00:00.000Z")).toBe(1);
      expect((await store.takeDue("2025-10-21T00:00:00.000Z", 9)).map(({ feedId }) => feedId)).toEqual([
        one.feedId,
      ]);
      expect((await store.feed(two.feedId))?.nextAt).toBe("2025-10-25T00:00:00.000Z");
    });

    it("changes what is said and nothing else; never to another feed's URL", async () => {
      await store.add(one);
      await store.add(two);
      expect(await store.change(one.feedId, { etag: '"e"', failures: 3, problem: "x" })).toBe(true);
      expect(await store.feed(one.feedId)).toEqual({ ...one, etag: '"e"', failures: 3, problem: "x" });
      expect(await store.change(one.feedId, { problem: null })).toBe(true);
      expect((await store.feed(one.feedId))?.problem).toBeNull();
      expect(await store.change(one.feedId, { url: two.url, failures: 9 })).toBe(false);
      expect(await store.feed(one.feedId)).toMatchObject({ url: one.url, failures: 3 });
      expect(await store.change("f".repeat(12), { failures: 1 })).toBe(false);
      expect(await store.change(one.feedId, { url: "https://example.org/moved" })).toBe(true);
      expect(await store.feedAt("https://example.org/moved")).not.toBeNull();
    });

    it("finds items by key in their feed, by URL and content in all, each once", async () => {
      await store.add(one);
      await store.add(two);
      const [a, b, c] = [itemRecord(one, "a"), itemRecord(two, "a", { url: null }), itemRecord(two, "c")];
      await store.settle([a, b, c]);
      expect(await store.findItems(one.feedId, nothing)).toEqual([]);
      expect(await store.findItems(one.feedId, { ...nothing, keys: ["a", "c"] })).toEqual([a]);
      expect(await store.findItems(one.feedId, { ...nothing, urls: [c.url ?? ""] })).toEqual([c]);
      expect(await store.findItems(two.feedId, { ...nothing, contents: [a.content] })).toEqual([a, b]);
      const all = { keys: ["a"], urls: [a.url ?? ""], contents: [a.content] };
      expect(await store.findItems(one.feedId, all)).toEqual([a, b]);
    });

    it("settles an item again in its place, and none of an unknown feed", async () => {
      await store.add(one);
      await store.settle([itemRecord(one, "a"), itemRecord(two, "b")]);
      const again = itemRecord(one, "a", {
        outcome: "rejected",
        reason: "no text",
        articleId: null,
        pageTries: 2,
      });
      await store.settle([again]);
      expect(await store.findItems(one.feedId, { ...nothing, keys: ["a"] })).toEqual([again]);
      expect((await store.counts(one.feedId)).seen).toBe(1);
      expect((await store.counts(two.feedId)).seen).toBe(0);
    });

    it("settles an item as it was last, if it comes twice at once", async () => {
      await store.add(one);
      const last = itemRecord(one, "a", { url: null, pageTries: 1 });
      await store.settle([itemRecord(one, "a"), itemRecord(one, "b"), last]);
      expect(await store.findItems(one.feedId, { ...nothing, keys: ["a", "b"] })).toEqual([
        last,
        itemRecord(one, "b"),
      ]);
    });

    it("counts by outcome, the most frequent reasons first", async () => {
      await store.add(one);
      const rejected = (key: string, reason: string) =>
        itemRecord(one, key, { outcome: "rejected", reason, articleId: null, undated: true });
      await store.settle([
        itemRecord(one, "a"),
        itemRecord(one, "b", { outcome: "same", undated: true }),
        rejected("c", "no text"),
        rejected("d", "consent wall"),
        rejected("e", "no text"),
      ]);
      expect(await store.counts(one.feedId)).toEqual({
        seen: 5,
        added: 1,
        same: 1,
        undated: 4,
        rejected: 3,
        reasons: [
          { reason: "no text", count: 2 },
          { reason: "consent wall", count: 1 },
        ],
      });
    });

    it("forgets old items that a feed no longer holds, and still counts them", async () => {
      await store.add(one);
      await store.add(two);
      const old = { settledAt: "2025-07-01T00:00:00.000Z" };
      await store.settle([
        itemRecord(one, "a", old),
        itemRecord(one, "b", { ...old, outcome: "rejected", articleId: null, undated: true }),
        itemRecord(one, "c", { ...old, outcome: "same" }),
        itemRecord(one, "d"),
        itemRecord(two, "e", old),
      ]);
      const before = await store.counts(one.feedId);
      expect(await store.prune(one.feedId, ["c"], "2025-07-02T00:00:00.000Z")).toBe(2);
      expect(await store.prune(one.feedId, ["c"], "2025-07-02T00:00:00.000Z")).toBe(0);
      const left = await store.findItems(one.feedId, { ...nothing, keys: ["a", "b", "c", "d"] });
      expect(left.map(({ key }) => key)).toEqual(["c", "d"]);
      expect(await store.counts(one.feedId)).toEqual({ ...before, reasons: [] });
      expect(await store.prune(one.feedId, ["d"], "2025-07-02T00:00:00.000Z")).toBe(1);
      expect(await store.counts(one.feedId)).toMatchObject({
        seen: 4,
        added: 2,
        same: 1,
        rejected: 1,
        undated: 1,
      });
      expect((await store.counts(two.feedId)).seen).toBe(1);
      await store.settle([itemRecord(one, "a")]);
      expect((await store.counts(one.feedId)).seen).toBe(5);
      await store.remove(one.feedId);
      await store.add(one);
      expect((await store.counts(one.feedId)).seen).toBe(0);
    });

    it("sums up how all feeds stand", async () => {
      const nothingYet = { active: 0, gone: 0, failing: 0, due: 0, oldestSuccessAt: null, checkedAt: null };
      expect(await store.summary("2025-10-21T00:00:00.000Z")).toEqual(nothingYet);
      const day = (n: number) => `2025-10-${n}T00:00:00.000Z`;
      await store.add(
        feedRecord(1, { succeededAt: day(22), checkedAt: day(23), failures: 2, nextAt: day(24) }),
      );
      await store.add(feedRecord(2, { succeededAt: day(23), checkedAt: day(23), nextAt: day(26) }));
      await store.add(feedRecord(3, { addedAt: day(21), nextAt: day(20) }));
      await store.add(
        feedRecord(4, {
          state: "gone",
          succeededAt: day(19),
          checkedAt: day(24),
          failures: 1,
          nextAt: day(18),
        }),
      );
      const stands = { active: 3, gone: 1, failing: 1, due: 2, oldestSuccessAt: day(21), checkedAt: day(24) };
      expect(await store.summary(day(24))).toEqual(stands);
    });

    it("removes a feed with its items", async () => {
      await store.add(one);
      await store.settle([itemRecord(one, "a")]);
      expect(await store.remove(one.feedId)).toBe(true);
      expect(await store.remove(one.feedId)).toBe(false);
      await store.add(one);
      expect((await store.counts(one.feedId)).seen).toBe(0);
    });
  });
}
