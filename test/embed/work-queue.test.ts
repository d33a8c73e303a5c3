// The order of texts, their batches and the limits of the queue.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type WorkItem, type WorkKind, WorkQueue, workKinds } from "../../src/embed/work-queue.js";

const ignore = () => undefined;
const make = (kind: WorkKind, tokens: number, call = 0): WorkItem => ({
  kind,
  text: "",
  question: null,
  call,
  tokens,
  failures: 0,
  resolve: ignore,
  reject: ignore,
});
const limits = { batchTokens: 100, pairTokens: 100, maxWaitingTexts: 1000, maxWaitingQuestions: 1000 };

function queueOf(items: readonly WorkItem[]): WorkQueue {
  const queue = new WorkQueue(limits);
  queue.putBack(items);
  return queue;
}

function takeAll(queue: WorkQueue): WorkItem[][] {
  const batches: WorkItem[][] = [];
  while (!queue.isEmpty) batches.push(queue.take());
  return batches;
}

const anyItems = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...workKinds),
      tokens: fc.integer({ min: 1, max: 150 }),
      call: fc.integer({ min: 0, max: 3 }),
      failures: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ kind, tokens, call, failures }) => ({ ...make(kind, tokens, call), failures })),
  { maxLength: 60 },
);

describe("work queue", () => {
  it("returns every text exactly once, in batches of one kind, urgent kinds first", () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const batches = takeAll(queueOf(items));
        expect(new Set(batches.flat())).toEqual(new Set(items));
        expect(batches.flat()).toHaveLength(items.length);
        for (const batch of batches) expect(new Set(batch.map((item) => item.kind)).size).toBe(1);
        const order = batches.map(([first]) => workKinds.indexOf(first?.kind ?? "passage"));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });

  it("keeps batches within the limit, and texts that failed twice alone", () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        for (const batch of takeAll(queueOf(items))) {
          const tokens = batch.reduce((sum, item) => sum + item.tokens, 0);
          const [first] = batch;
          if (batch.length > 1 && first?.kind !== "count") expect(tokens).toBeLessThanOrEqual(100);
          if (batch.some((item) => item.failures > 1)) expect(batch).toHaveLength(1);
          if (first?.kind === "question") expect(batch).toHaveLength(1);
          if (first?.kind === "rerank") expect(new Set(batch.map((item) => item.call)).size).toBe(1);
        }
      }),
    );
  });

  it("never leaves the oldest text waiting", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 50 }), (tokens) => {
        const items = tokens.map((count) => make("passage", count));
        expect(queueOf(items).take()).toContain(items[0]);
      }),
    );
  });

  it("batches texts in order of arrival", () => {
    const items = [10, 50, 40, 11, 49, 9].map((tokens) => make("passage", tokens));
    const lengths = takeAll(queueOf(items)).map((batch) => batch.map((item) => item.tokens));
    expect(lengths).toEqual([
      [10, 50, 40],
      [11, 49, 9],
    ]);
  });

  it("adds texts as room appears, calls in order of arrival", async () => {
    const queue = new WorkQueue({ ...limits, maxWaitingTexts: 3 });
    const texts = [10, 20, 30, 40, 50].map((tokens) => make("passage", tokens * 2));
    queue.addWhenRoom("passage", texts.slice(0, 4), ignore);
    queue.addWhenRoom("passage", texts.slice(4), ignore);
    const given: WorkItem[] = [];
    for (let round = 0; round < 5; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(queue.size).toBeLessThanOrEqual(3);
      given.push(...queue.take());
    }
    expect(given.map((item) => item.tokens).toSorted((a, b) => a - b)).toEqual([20, 40, 60, 80, 100]);
    expect(given.at(-1)).toBe(texts[4]);
  });
});
