// Work that nobody waits for comes after questions of people, and is not kept for ever.
import { afterEach, expect, it, vi } from "vitest";
import { PeopleFirst } from "../../src/main/open-dateline.js";

afterEach(() => void vi.useRealTimers());

it("waits until the last open question is answered, also one that fails", async () => {
  const people = new PeopleFirst();
  await people.turn();
  const done: string[] = [];
  let answer: (() => void) | undefined;
  let refuse: ((error: Error) => void) | undefined;
  const first = people.ask(() => new Promise<void>((resolve) => (answer = resolve)));
  const second = people.ask(() => new Promise<void>((_, reject) => (refuse = reject))).catch(() => undefined);
  const turn = people.turn().then(() => done.push("turn"));
  answer?.();
  await first;
  expect(done).toEqual([]);
  refuse?.(new Error("busy"));
  await second;
  await turn;
  expect(done).toEqual(["turn"]);
});

it("has its turn after a minute, however busy people are", async () => {
  vi.useFakeTimers();
  const people = new PeopleFirst();
  void people.ask(() => new Promise(() => undefined));
  const turn = people.turn();
  await vi.advanceTimersByTimeAsync(60_000);
  await turn;
});
