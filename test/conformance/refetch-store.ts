// What every store of pages to be fetched again must do: one suite, run by stores.test.ts over each implementation.
import { beforeEach, describe, expect, it } from "vitest";
import type { RefetchRecord, RefetchStore, Stores } from "../../src/store/ports.js";

const at = (hour: number) => `2025-10-21T${String(hour).padStart(2, "0")}:00:00.000Z`;

/** A page of the given number with what matters to a test laid over it. */
function refetchRecord(number: number, over: Partial<RefetchRecord> = {}): RefetchRecord {
  return {
    articleId: number.toString(16).padStart(12, "0"),
    url: `https://example.org/story-${number}`,
    state: "waiting",
    etag: null,
    lastModified: null,
    nextAt: at(number),
    history: [],
    problem: null,
    ...over,
  };
}

/** Part of stores.test.ts: `current` gives the empty stores of each test. */
export function describeRefetchStore(current: () => Stores): void {
  describe("refetch store", () => {
    let store: RefetchStore;
    beforeEach(() => {
      store = current().refetches;
    });

    it("gives back what was put, and the last of two", async () => {
      const history = [
        { at: at(3), changed: false },
        { at: at(4), changed: true },
      ];
      const first = refetchRecord(1, { etag: 'W/"ä"', lastModified: "Tue, 21 Oct 2025 07:28:00 GMT" });
      await store.put(first);
      expect(await store.record(first.articleId)).toEqual(first);
      const second = { ...first, url: "https://example.org/moved", history, problem: "it was late" };
      await store.put(second);
      expect(await store.record(first.articleId)).toEqual(second);
      expect(await store.record("ffffffffffff")).toBeNull();
    });

    it("gives what is due, longest due first, and nothing that does not wait", async () => {
      for (const n of [3, 1, 5, 2]) await store.put(refetchRecord(n));
      await store.put(refetchRecord(4, { state: "gone", nextAt: at(0) }));
      await store.put(refetchRecord(6, { state: "refused", nextAt: at(0) }));
      const due = async (hour: number, limit: number) =>
        (await store.due(at(hour), limit)).map(({ articleId }) => Number.parseInt(articleId, 16));
      expect(await due(0, 9)).toEqual([]);
      expect(await due(3, 9)).toEqual([1, 2, 3]);
      expect(await due(9, 2)).toEqual([1, 2]);
    });

    it("counts what waits, what is due and what ended", async () => {
      expect(await store.summary(at(0))).toEqual({ waiting: 0, due: 0, gone: 0, refused: 0, nextAt: null });
      for (const n of [7, 3, 5]) await store.put(refetchRecord(n));
      await store.put(refetchRecord(1, { state: "gone" }));
      await store.put(refetchRecord(2, { state: "refused" }));
      const expected = { waiting: 3, due: 2, gone: 1, refused: 1, nextAt: at(3) };
      expect(await store.summary(at(5))).toEqual(expected);
    });

    it("forgets a page", async () => {
      await store.put(refetchRecord(1));
      expect(await store.remove(refetchRecord(1).articleId)).toBe(true);
      expect(await store.remove(refetchRecord(1).articleId)).toBe(false);
      expect(await store.due(at(9), 9)).toEqual([]);
    });
  });
}
