// Background work waits while people wait for answers, but not for ever.
import { afterEach, expect, it, vi } from "vitest";
import { PriorityAnswerer } from "../../src/app/answer-pipeline.js";
import type { AnswerExplanation } from "../../src/model/answer.js";

afterEach(() => void vi.useRealTimers());

const request = { question: "q", now: "", asOf: "", asOfChosen: false, source: null };

interface Asked {
  readonly resolve: (answer: AnswerExplanation) => void;
  readonly reject: (error: Error) => void;
}

/** An answerer whose answers are given by hand, in the order in which they were asked for. */
function open() {
  const open: Asked[] = [];
  const answerer = new PriorityAnswerer({
    stores: {} as never,
    answer: () => new Promise((resolve, reject) => void open.push({ resolve, reject })),
  });
  return { answerer, open };
}

it("waits until the last open question is answered, also one that fails", async () => {
  const { answerer, open: asked } = open();
  await answerer.whenIdle();
  const done: string[] = [];
  const first = answerer.answer(request);
  const second = answerer.answer(request).catch(() => undefined);
  const idle = answerer.whenIdle().then(() => done.push("idle"));
  await vi.waitFor(() => expect(asked).toHaveLength(2), 30_000);
  asked[0]?.resolve({} as AnswerExplanation);
  await first;
  expect(done).toEqual([]);
  asked[1]?.reject(new Error("busy"));
  await second;
  await idle;
  expect(done).toEqual(["idle"]);
});

it("does not wait for answers that are asked for in the background", async () => {
  const { answerer } = open();
  void answerer.answerInBackground(request);
  await answerer.whenIdle();
});

it("waits a minute at most, however busy people are", async () => {
  vi.useFakeTimers();
  const { answerer } = open();
  void answerer.answer(request);
  const idle = answerer.whenIdle();
  await vi.advanceTimersByTimeAsync(60_000);
  await idle;
});
