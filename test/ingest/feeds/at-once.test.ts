// A list worked through some at once: never more, in order, and nothing new after a failure.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { mapAtOnce } from "../../../src/ingest/at-once.js";

it("keeps to the limit and to the order", async () => {
  let [running, most] = [0, 0];
  const results = await mapAtOnce([30, 1, 20, 1, 10, 1], 2, async (waitMs, at) => {
    running += 1;
    most = Math.max(most, running);
    await sleep(waitMs);
    running -= 1;
    return `${at}:${waitMs}`;
  });
  expect(results).toEqual(["0:30", "1:1", "2:20", "3:1", "4:10", "5:1"]);
  expect(most).toBe(2);
  expect(await mapAtOnce([], 2, async () => 1)).toEqual([]);
});

it("begins nothing new after a failure", async () => {
  const begun: number[] = [];
  const failing = mapAtOnce([1, 2, 3, 4, 5, 6], 2, async (n) => {
    begun.push(n);
    await sleep(n === 1 ? 1 : 20);
    if (n === 1) throw new Error("away");
  });
  await expect(failing).rejects.toThrow("away");
  await sleep(60);
  expect(begun).toEqual([1, 2]);
});
