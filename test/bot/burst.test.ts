// 200 interactions at once: each is acknowledged within a second, answered once and in order, and told its place in the queue.
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { apiSchema } from "../discord/api-schema.js";
import { buttonsOf, type Exchange, textOf } from "../discord/exchange.js";
import { expectNothingLost, QUESTION, QUOTE } from "./faults/fault-case.js";
import { member, RunningBot, SUMMIT, until } from "./running-bot.js";

vi.setConfig({ testTimeout: 3 * 120_000 });

const BURST = 200;
const ACK_MS = 1000;
/** Enough for all of them, on a machine that does other things. */
const ALL_MS = 120_000;

let running: RunningBot;
beforeEach(async () => {
  apiSchema(); // compiling it blocks the thread for a second
  running = await RunningBot.open();
  running.double.rest.firstResponseMs = ALL_MS; // how fast they come is asked below
  await running.start();
  await running.double.slash("ask", QUESTION, member()).message(); // compiles the rest
});
afterEach(async () => {
  await expectNothingLost(running);
  await running.close();
});

/**
 * Milliseconds until the slowest acknowledgement, on a machine that has this one thread for the bot, its Discord and this test:
 * the processor time until then, where others keep the processor from it. No answer is finished before.
 */
async function slowestAck(act: () => Exchange[]): Promise<number> {
  const release = running.holdAnswers();
  const before = process.cpuUsage();
  const done = act();
  await until(() => done.every(({ ackMs }) => ackMs !== null), ALL_MS);
  const { user, system } = process.cpuUsage(before);
  release();
  return Math.min((user + system) / 1000, Math.max(...done.map(({ ackMs }) => ackMs ?? 0)));
}

it("answers 200 questions at once and acknowledges each of them within a second", async () => {
  let [open, most] = [0, 0];
  running.beforeStoring(async () => {
    open += 1;
    most = Math.max(most, open);
    await sleep(10);
    open -= 1;
  });
  const asked: Exchange[] = [];
  const slowest = await slowestAck(() => {
    for (let at = 0; at < BURST; at += 1) asked.push(running.double.slash("ask", QUESTION, member()));
    return asked;
  });
  const answers = await Promise.all(asked.map((each) => each.message(ALL_MS)));
  expect(slowest).toBeLessThan(ACK_MS);
  expect(answers.every((answer) => textOf(answer).includes(QUOTE))).toBe(true);
  expect(most).toBe(3);
  expect(await running.answerCount()).toBe(BURST + 1);
});

it("tells people their place in the queue once, and then answers in order", async () => {
  const release = running.holdAnswers();
  const asked = Array.from({ length: BURST }, () => running.double.slash("ask", QUESTION, member()));
  const told = () => asked.flatMap(({ written }) => written.map(({ message }) => textOf(message)));
  // The first dozen is near its turn.
  await until(() => told().length >= BURST - 12, ALL_MS);
  await sleep(1000);
  const places = told().map((words) => Number(/^(\d+) questions are ahead of yours\.$/.exec(words)?.[1]));
  expect(places.sort((one, other) => one - other)).toEqual(
    Array.from(places, (_, at) => BURST - places.length + at),
  );
  release();
  await Promise.all(asked.map((each) => each.message(ALL_MS)));
  expect(asked.every(({ writes, visible }) => writes <= 2 && visible.length === 1)).toBe(true);
});

it("shows the answer last, even if the notice about waiting is delayed", async () => {
  running.beforeStoring(() => sleep(600));
  const asked = Array.from({ length: 15 }, () => running.double.slash("ask", QUESTION, member()));
  await until(() => asked.every(({ ackMs }) => ackMs !== null), ALL_MS);
  await sleep(1300);
  running.double.fail({ on: "edit", status: 429, retryAfterS: 1, times: 6 });
  await Promise.all(asked.map((each) => each.message(ALL_MS)));
  await sleep(1500);
  expect(asked.some(({ writes }) => writes === 2)).toBe(true);
  expect(asked.every(({ visible }) => visible.length === 1)).toBe(true);
  expect(asked.every(({ replies }) => replies.length === 1)).toBe(true);
});

it("tells the place in the reader's language", async () => {
  const release = running.holdAnswers();
  const before = Array.from({ length: 20 }, () => running.double.slash("ask", QUESTION, member()));
  await until(() => before.every(({ ackMs }) => ackMs !== null), ALL_MS);
  const asked = running.double.slash("ask", { ...QUESTION, private: true }, { ...member(), locale: "de" });
  await until(() => asked.writes === 1, ALL_MS);
  expect(textOf(asked.visible[0] ?? { components: [] })).toBe("20 Fragen sind noch vor deiner an der Reihe.");
  release();
  await until(() => asked.writes === 2, ALL_MS);
  expect(textOf(asked.visible[0] ?? { components: [] })).toContain(QUOTE);
  await Promise.all(before.map((each) => each.message(ALL_MS)));
});

it("does the same among autocompletes and buttons", async () => {
  running.beforeStoring(() => sleep(10));
  const { double } = running;
  const [first] = [...double.rest.exchanges.values()];
  const answer = await first?.message();
  if (answer === undefined) throw new Error("no first answer");
  const sources = buttonsOf(answer)[0]?.customId ?? "";
  const articleId = await running.articleId(SUMMIT.title);
  const doers = [
    () => double.autocomplete("summary", "article", "no", member()),
    () => double.button(sources, answer, { ...member(), channelId: answer.channelId }),
    () => double.slash("summary", { article: articleId }, member()),
    () => double.slash("ask", QUESTION, member()),
  ];
  const done: Exchange[] = [];
  const slowest = await slowestAck(() => {
    for (let round = 0; round < BURST / 4; round += 1) done.push(...doers.map((act) => act()));
    return done;
  });
  const outcomes = await Promise.all(done.map((each) => each.message(ALL_MS)));
  // Summaries and sources are worked out meanwhile, all in this one thread.
  expect(slowest).toBeLessThan(2 * ACK_MS);
  const shown = outcomes.map((outcome) => (Array.isArray(outcome) ? "choices" : textOf(outcome)));
  expect(shown.filter((text) => text === "choices")).toHaveLength(BURST / 4);
  expect(shown.filter((text) => text.includes(QUOTE))).toHaveLength((BURST / 4) * 3);
});
