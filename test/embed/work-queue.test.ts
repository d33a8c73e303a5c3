import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Work, type WorkKind, WorkQueue, workKinds } from "../../src/embed/work-queue.js";

const ignore = () => undefined;
const make = (kind: WorkKind, tokens: number, call = 0): Work => ({
  kind,
  text: "",
  question: null,
  call,
  tokens,
  failures: 0,
  resolve: ignore,
  reject: ignore,
});
const limits = { batchTokens: 100, maxWaitingTexts: 1000, maxWaitingQuestions: 1000 };

function queueOf(works: readonly Work[]): WorkQueue {
  const queue = new WorkQueue(limits);
  queue.putBack(works);
  return queue;
}

function takeAll(queue: WorkQueue): Work[][] {
  const batches: Work[][] = [];
  while (!queue.isEmpty) batches.push(queue.take());
  return batches;
}

const anyWorks = fc.array(
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
  it("gives every text out exactly once, in batches of one kind, urgent kinds first", () => {
    fc.assert(
      fc.property(anyWorks, (works) => {
        const batches = takeAll(queueOf(works));
        expect(new Set(batches.flat())).toEqual(new Set(works));
        expect(batches.flat()).toHaveLength(works.length);
        for (const batch of batches) expect(new Set(batch.map((work) => work.kind)).size).toBe(1);
        const order = batches.map(([first]) => workKinds.indexOf(first?.kind ?? "passage"));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });

  it("keeps padded batches within the budget, and what failed twice alone", () => {
    fc.assert(
      fc.property(anyWorks, (works) => {
        for (const batch of takeAll(queueOf(works))) {
          const padded = batch.length * Math.max(...batch.map((work) => work.tokens));
          const [first] = batch;
          if (batch.length > 1 && first?.kind !== "count") expect(padded).toBeLessThanOrEqual(100);
          if (batch.some((work) => work.failures > 1)) expect(batch).toHaveLength(1);
          if (first?.kind === "question") expect(batch).toHaveLength(1);
          if (first?.kind === "rerank") expect(new Set(batch.map((work) => work.call)).size).toBe(1);
        }
      }),
    );
  });

  it("never leaves the oldest text waiting", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 50 }), (tokens) => {
        const works = tokens.map((count) => make("passage", count));
        expect(queueOf(works).take()).toContain(works[0]);
      }),
    );
  });

  it("batches texts of like length", () => {
    const works = [10, 50, 11, 49, 9].map((tokens) => make("passage", tokens));
    const lengths = takeAll(queueOf(works)).map((batch) => batch.map((work) => work.tokens));
    expect(lengths).toEqual([
      [9, 10, 11],
      [49, 50],
    ]);
  });

  it("lets texts in as room appears, calls in order of arrival", async () => {
    const queue = new WorkQueue({ ...limits, maxWaitingTexts: 3 });
    const texts = [10, 20, 30, 40, 50].map((tokens) => make("passage", tokens * 2));
    queue.admit("passage", texts.slice(0, 4), ignore);
    queue.admit("passage", texts.slice(4), ignore);
    const given: Work[] = [];
    for (let round = 0; round < 5; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(queue.size).toBeLessThanOrEqual(3);
      given.push(...queue.take());
    }
    expect(given.map((work) => work.tokens).toSorted((a, b) => a - b)).toEqual([20, 40, 60, 80, 100]);
    expect(given.at(-1)).toBe(texts[4]);
  });
});
