// What every store of watches must do: one suite, run by stores.test.ts over each implementation.
import { beforeEach, describe, expect, it } from "vitest";
import type { Stores, WatchStore } from "../../src/store/ports.js";
import { madeAnswer, madeNotice, madeWatch } from "../watch/watches.js";

const NOW = "2025-11-24T14:05:00.000Z";
const LATER = "2025-11-24T14:06:00.000Z";

/** Part of stores.test.ts: `current` gives the empty stores of each test. */
export function describeWatchStore(current: () => Stores): void {
  describe("watch store", () => {
    let store: WatchStore;
    beforeEach(() => {
      store = current().watches;
    });
    const ids = (watches: readonly { readonly watchId: string }[]) =>
      watches.map(({ watchId }) => Number.parseInt(watchId, 16));

    it("keeps a watch as it was added, once", async () => {
      const watch = madeWatch(1, {
        quiet: { from: 22, to: 7 },
        known: [{ text: "x", days: ["06-14"], ahead: [] }],
      });
      await store.add(watch);
      expect(await store.watch(watch.watchId)).toEqual(watch);
      expect(await store.watch("f".repeat(12))).toBeNull();
      await expect(store.add(watch)).rejects.toThrow();
    });

    it("lists newest first and counts, by kind, person, guild and target", async () => {
      const target = { kind: "channel", id: "20" } as const;
      await store.add(madeWatch(1));
      await store.add(madeWatch(2, { userId: "200", target: { kind: "dm", id: "200" } }));
      await store.add(madeWatch(3, { kind: "topic", target, told: null, guildId: "2" }));
      await store.add(madeWatch(4, { guildId: null }));
      expect(ids(await store.list({}, 0, 9))).toEqual([4, 3, 2, 1]);
      expect(ids(await store.list({}, 1, 2))).toEqual([3, 2]);
      expect(ids(await store.list({ kind: "question", userId: "100" }, 0, 9))).toEqual([4, 1]);
      expect(ids(await store.list({ guildId: "1" }, 0, 9))).toEqual([2, 1]);
      expect(await store.count({ target })).toBe(1);
      expect(await store.count({})).toBe(4);
    });

    it("opens those that have not ended and whose person takes messages, with the articles they rest on", async () => {
      await store.add(madeWatch(1));
      await store.add(madeWatch(2, { expiresAt: NOW }));
      await store.add(madeWatch(3, { paused: "no-dm" }));
      const cited = madeAnswer().citations.map(({ articleId }) => articleId);
      const { watchId, text } = madeWatch(1);
      expect(await store.open(NOW)).toEqual([{ watchId, kind: "question", text, cited }]);
      expect(await store.change(madeWatch(3).watchId, { paused: null, told: null })).toBe(true);
      expect((await store.open(NOW)).at(-1)).toMatchObject({ cited: [] });
      expect(await store.change("f".repeat(12), { paused: null })).toBe(false);
    });

    it("marks watches and moves the cursor together; a mark keeps its first moment and its newest number", async () => {
      await store.add(madeWatch(1));
      await store.add(madeWatch(2));
      expect(await store.cursor()).toBeNull();
      await store.mark([madeWatch(2).watchId, "f".repeat(12)], 5, NOW);
      await store.mark([madeWatch(1).watchId, madeWatch(2).watchId], 9, LATER);
      expect(await store.cursor()).toBe(9);
      const pending = await store.pending(LATER, 9);
      expect(pending.map(({ number, at }) => [number, at])).toEqual([
        [9, NOW],
        [9, LATER],
      ]);
      expect(ids(pending.map(({ watch }) => watch))).toEqual([2, 1]);
      expect(await store.pending(LATER, 1)).toHaveLength(1);
    });

    it("settles: takes the mark away unless it is for a later arrival, and queues the news", async () => {
      const { watchId } = madeWatch(1);
      await store.add(madeWatch(1));
      await store.mark([watchId], 5, NOW);
      await store.mark([watchId], 7, NOW);
      await store.settle(watchId, 5, { since: 5 }, null);
      expect(await store.pending(LATER, 9)).toMatchObject([{ number: 7, watch: { since: 5 } }]);
      await store.settle(watchId, 7, { since: 7, toldAt: NOW }, madeNotice(1));
      expect(await store.pending(LATER, 9)).toEqual([]);
      expect(await store.due(NOW, 9, null)).toEqual([madeNotice(1)]);
      await store.settle("f".repeat(12), 7, {}, madeNotice(2, { watchId: "f".repeat(12) }));
      expect(await store.due(NOW, 9, null)).toHaveLength(1);
    });

    it("queues the same news once, however often it is found, and gives it to the shard of its server", async () => {
      const { watchId } = madeWatch(1);
      await store.add(madeWatch(1));
      await store.mark([watchId], 5, NOW);
      const guildId = String((5n << 22n) + 1n);
      await store.settle(watchId, 5, { since: 5 }, madeNotice(1, { guildId }));
      await store.mark([watchId], 6, NOW);
      await store.settle(watchId, 5, { since: 4, toldAt: NOW }, madeNotice(1, { guildId }));
      expect(await store.watch(watchId)).toMatchObject({ since: 5, toldAt: null });
      expect(await store.pending(LATER, 9)).toMatchObject([{ number: 6 }]);
      await store.settle(watchId, 6, { since: 6 }, madeNotice(2, { guildId: null }));
      const due = async (...shardIds: number[]) =>
        (await store.due(NOW, 9, { ids: shardIds, total: 4 })).map(({ noticeId }) => noticeId);
      const [first, second] = [madeNotice(1).noticeId, madeNotice(2).noticeId];
      expect([await due(0), await due(1), await due(2, 3), await due(0, 1)]).toEqual([
        [second],
        [first],
        [],
        [first, second],
      ]);
    });

    it("never moves its cursor back", async () => {
      await store.mark([], 9, NOW);
      await store.mark([], 5, NOW);
      expect(await store.cursor()).toBe(9);
    });

    it("pauses what is told at a target: unsent news is taken back, to be found again at the next try", async () => {
      const target = { kind: "channel", id: "20" } as const;
      const at = { target, known: [{ text: "new", days: [], ahead: [] }], since: 9 };
      await store.add(madeWatch(1, at));
      await store.add(madeWatch(2, { target }));
      await store.add(madeWatch(3));
      await store.mark([], 9, NOW);
      const { told } = madeWatch(1);
      const undo = { told, known: [], since: 4 };
      const later = { told, known: at.known, since: 7 };
      const settle = (number: number, watchId: string, given: object) =>
        store.settle(watchId, 9, {}, madeNotice(number, { watchId, ...given }));
      await settle(1, madeWatch(1).watchId, { target, undo });
      await settle(2, madeWatch(1).watchId, { target, undo: later });
      await settle(3, madeWatch(3).watchId, {});
      const retry = { since: NOW, at: LATER, tries: 1, told: false };
      const paused = await store.pause(target, { paused: "no-access", retry });
      expect(paused.map(({ watchId, since }) => [Number(watchId), since])).toEqual([
        [2, 0],
        [1, 4],
      ]);
      expect(paused).toMatchObject([
        { paused: "no-access", retry },
        { known: [], retry },
      ]);
      expect(await store.watch(madeWatch(1).watchId)).toEqual(paused[1]);
      expect((await store.due(LATER, 9, null)).map(({ noticeId }) => noticeId)).toEqual([
        madeNotice(3).noticeId,
      ]);
      expect(await store.pending(NOW, 9)).toEqual([]);
      expect(await store.pending(LATER, 9)).toMatchObject([{ number: 9, watch: { since: 4 } }]);
    });

    it("gives what is due, claims it once, and says what was sent where", async () => {
      const { watchId } = madeWatch(1);
      await store.add(madeWatch(1));
      const target = { kind: "channel", id: "20" } as const;
      const notices = [madeNotice(1), madeNotice(2, { sendAt: LATER }), madeNotice(3, { target })];
      for (const notice of notices) await store.settle(watchId, 1, {}, notice);
      expect((await store.due(NOW, 9, null)).map(({ noticeId }) => noticeId)).toEqual(
        [madeNotice(1), madeNotice(3)].map(({ noticeId }) => noticeId),
      );
      expect(await store.claim([madeNotice(1).noticeId], "one")).toBe(1);
      expect(await store.claim([madeNotice(1).noticeId], "one")).toBe(1);
      expect(await store.claim([madeNotice(1).noticeId, madeNotice(3).noticeId], "two")).toBe(1);
      expect((await store.due(NOW, 9, null)).map(({ nonce }) => nonce)).toEqual(["one", "two"]);
      await store.update([madeNotice(3).noticeId], { state: "sent", sentAt: NOW });
      expect(await store.claim([madeNotice(3).noticeId], "two")).toBe(0);
      expect(await store.sentTo(target, NOW)).toEqual([NOW]);
      expect(await store.sentTo(target, LATER)).toEqual([]);
      expect(await store.sentTo({ kind: "dm", id: "20" }, NOW)).toEqual([]);
      await store.update([madeNotice(1).noticeId], { state: "held" });
      expect(await store.held("100")).toMatchObject([{ nonce: "one", state: "held" }]);
      expect(await store.held("200")).toEqual([]);
      expect(await store.due(NOW, 9, null)).toEqual([]);
    });

    it("removes a watch with its news, all of a person, and what is long over", async () => {
      for (const number of [1, 2, 3]) await store.add(madeWatch(number));
      await store.add(madeWatch(4, { userId: "200", expiresAt: "2025-01-01T00:00:00.000Z" }));
      await store.settle(madeWatch(1).watchId, 1, {}, madeNotice(1));
      expect(await store.remove(madeWatch(1).watchId)).toBe(true);
      expect(await store.remove(madeWatch(1).watchId)).toBe(false);
      expect(await store.due(NOW, 9, null)).toEqual([]);
      expect(await store.removeOf("100")).toBe(2);
      expect(await store.prune(NOW)).toBe(1);
      const topic = madeWatch(5, { kind: "topic", told: null });
      await store.add(topic);
      await store.settle(topic.watchId, 1, {}, madeNotice(5, { watchId: topic.watchId }));
      expect(await store.removeOf("100")).toBe(0);
      expect(await store.watch(topic.watchId)).toEqual({ ...topic, userId: "" });
      expect(await store.due(NOW, 9, null)).toEqual([]);
      expect(await store.remove(topic.watchId)).toBe(true);
      expect(await store.count({})).toBe(0);
    });
  });
}
