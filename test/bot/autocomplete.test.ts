// Autocomplete: never more than 25 choices, never too late, never an error that the person sees.
import { afterAll, beforeAll, expect, it } from "vitest";
import { member, RunningBot } from "./running-bot.js";

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

it("gives at most 25 choices, cut to 100 characters, without any that cannot be sent", async () => {
  await running.add(
    Array.from({ length: 40 }, (_, i) => ({
      title: `T${i}`,
      text: `The text of number ${i} is short.`,
      url: `https://example.org/t/${i}`,
      source: `Outlet ${i} ${i % 2 === 0 ? "" : "x".repeat(120)}`,
    })),
  );
  const outlets = await running.double.autocomplete("ask", "source", "outlet", member()).choices();
  expect(outlets.length).toBeGreaterThan(10);
  expect(outlets.every(({ name, value }) => name.length <= 100 && value.length <= 100)).toBe(true);
  const articles = await running.double.autocomplete("summary", "article", "t", member()).choices();
  expect(articles).toHaveLength(25);
});

it("gives none if the search fails, and logs it", async () => {
  running.services.articles.suggest = () => Promise.reject(new Error("broken"));
  expect(await running.double.autocomplete("summary", "article", "t", member()).choices()).toEqual([]);
  expect(running.log.at(-1)).toMatchObject({ event: "failed", name: "summary" });
});

it("gives none if the search takes too long", async () => {
  running.services.articles.suggest = () => new Promise(() => undefined);
  const typing = running.double.autocomplete("summary", "article", "t", member());
  expect(await typing.choices()).toEqual([]);
  expect(typing.ackMs).toBeLessThan(3000);
});
