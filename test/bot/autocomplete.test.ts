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

it("tells choices apart that look the same", async () => {
  const title = `Storm: ${"a very long headline ".repeat(5)}`;
  await running.add(
    ["one", "two"].map((end) => ({
      title: title + end,
      text: `A storm came, says ${end}.`,
      url: `https://example.org/storm/${end}`,
      source: "Harbour Courier",
      publishedAt: "2025-11-20T08:00:00.000Z",
    })),
  );
  const found = await running.double.autocomplete("summary", "article", "storm", member()).choices();
  expect(
    found.map(({ name, value }) => name.endsWith(` · Harbour Courier · 20 Nov 2025 · ${value}`)),
  ).toEqual([true, true]);
  const person = member();
  for (let twice = 0; twice < 2; twice += 1)
    await running.double.slash("ask", { question: "Is a storm coming?" }, person).message();
  const asked = await running.double.autocomplete("sources", "answer", "storm", person).choices();
  expect(new Set(asked.map(({ name }) => name)).size).toBe(2);
  expect(asked[0]?.name).toMatch(/^24 Nov 2025 · Is a storm coming\? · 14:05 UTC · [0-9a-f]+$/);
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
