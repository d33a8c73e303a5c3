// The queue of questions: order, number at once, places, refusals.
import { describe, expect, it, vi } from "vitest";
import { QuestionQueue, QueueClosed } from "../../src/bot/question-queue.js";

/** Work that ends when it is told to, and where it stands. */
function holdable(queue: QuestionQueue) {
  const started: number[] = [];
  const told: (readonly [question: number, before: number])[] = [];
  const ends: (() => void)[] = [];
  const ask = (question: number) =>
    queue.run(
      () => {
        started.push(question);
        return new Promise<void>((resolve) => ends.push(resolve));
      },
      (before) => told.push([question, before]),
    );
  return { started, told, ends, ask };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the queue", () => {
  it("runs three at a time and the others in order", async () => {
    const queue = new QuestionQueue();
    const { started, ends, ask } = holdable(queue);
    const all = [0, 1, 2, 3, 4, 5].map(ask);
    await settle();
    expect(started).toEqual([0, 1, 2]);
    expect(queue.size).toBe(6);
    ends[1]?.();
    all.push(ask(6));
    await settle();
    expect(started).toEqual([0, 1, 2, 3]);
    for (let i = 0; i < 7; i += 1) {
      for (const end of ends) end();
      await settle();
    }
    await Promise.all(all);
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(queue.size).toBe(0);
  });

  it("tells those who have waited a while their place, unless their turn is near", async () => {
    const { told, ask } = holdable(new QuestionQueue({ tellAfterMs: 20 }));
    for (let question = 0; question < 12; question += 1) void ask(question);
    expect(told).toEqual([]);
    await vi.waitFor(() => expect(told).toHaveLength(4), 30_000);
    // With 400 ms a question and three at once, a second is worth 7.5 questions.
    expect(told).toEqual([8, 9, 10, 11].map((question) => [question, question]));
  });

  it("tells nobody who did not have to wait that long", async () => {
    const queue = new QuestionQueue({ tellAfterMs: 2_000 });
    const { told, ends, ask } = holdable(queue);
    const all = Array.from({ length: 12 }, (_, question) => ask(question));
    for (let i = 0; i < 12; i += 1) {
      for (const end of ends) end();
      await settle();
    }
    await Promise.all(all);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(told).toEqual([]);
  });

  it("turns away those without a turn when it closes, and lets the others finish", async () => {
    const queue = new QuestionQueue();
    const { started, ends, ask } = holdable(queue);
    const all = Promise.allSettled([0, 1, 2, 3, 4].map(ask));
    await settle();
    queue.close();
    await expect(ask(5)).rejects.toThrow(QueueClosed);
    for (const end of ends) end();
    expect((await all).map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => "fulfilled"),
      ...Array.from({ length: 2 }, () => "rejected"),
    ]);
    expect(started).toEqual([0, 1, 2]);
    expect(queue.size).toBe(0);
  });

  it("learns how long a question takes", async () => {
    const queue = new QuestionQueue({ tellAfterMs: 20 });
    for (let i = 0; i < 40; i += 1)
      await queue.run(
        async () => undefined,
        () => undefined,
      );
    const { told, ask } = holdable(queue);
    for (let question = 0; question < 60; question += 1) void ask(question);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(told).toEqual([]);
  });

  it("continues after a failed question", async () => {
    const queue = new QuestionQueue();
    const failing = Array.from({ length: 9 }, () =>
      queue.run(
        () => Promise.reject(new Error("broken")),
        () => undefined,
      ),
    );
    expect((await Promise.allSettled(failing)).every(({ status }) => status === "rejected")).toBe(true);
    expect(
      await queue.run(
        async () => "fine",
        () => undefined,
      ),
    ).toBe("fine");
    expect(queue.size).toBe(0);
  });

  it("refuses questions that would be answered after the token expires", async () => {
    const { ask } = holdable(new QuestionQueue());
    const all = Array.from({ length: 5401 }, (_, question) => ask(question));
    await expect(ask(5402)).rejects.toMatchObject({
      code: "worker-busy",
      hint: "Ask again in a few minutes.",
    });
    expect(all).toHaveLength(5401);
  });
});
