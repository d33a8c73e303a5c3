// Many at once: everyone is acknowledged within a second and answered once, in order, a few at a time, and told how many are before.
import { afterEach, beforeEach, expect, it } from "vitest";
import { apiSchema } from "../discord/api-schema.js";
import { buttonsOf, type Exchange, textOf } from "../discord/exchange.js";
import { expectNothingLost, QUESTION, QUOTE } from "./faults/fault-case.js";
import { member, RunningBot, SUMMIT, until } from "./running-bot.js";

const BURST = 200;
const ACK_MS = 1000;
/** Enough for all of them, on a machine that does other things. */
const ALL_MS = 40_000;

let running: RunningBot;
beforeEach(async () => {
  apiSchema(); // compiling it blocks the thread for a second
  running = await RunningBot.open();
  running.double.rest.firstResponseMs = ALL_MS; // how fast they come is asked below, of the best of three
  await running.start();
  await running.double.slash("ask", QUESTION, member()).message(); // compiles the rest
});
afterEach(async () => {
  await expectNothingLost(running);
  await running.close();
});

const slowestAck = (asked: readonly Exchange[]) =>
  Math.max(...asked.map(({ ackMs }) => ackMs ?? Number.POSITIVE_INFINITY));

/** The bot, its Discord and this test share one thread of a machine that may be busy: the best of three bursts counts. */
async function bestOfThree(burst: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best >= ACK_MS; attempt += 1) best = Math.min(best, await burst());
  return best;
}

it("answers 200 questions at once, and none of them waits for its acknowledgement", async () => {
  running.services.answerMs = 20;
  const best = await bestOfThree(async () => {
    const asked = Array.from({ length: BURST }, () => running.double.slash("ask", QUESTION, member()));
    const answers = await Promise.all(asked.map((each) => each.message(ALL_MS)));
    expect(answers.every((answer) => textOf(answer).includes(QUOTE))).toBe(true);
    return slowestAck(asked);
  });
  expect(best).toBeLessThan(ACK_MS);
  expect(running.services.mostAnswering).toBe(3);
});

it("tells whoever waits how many are before, once, and then answers in its place", async () => {
  running.services.answerMs = 100;
  const asked = Array.from({ length: BURST }, () => running.double.slash("ask", QUESTION, member()));
  await Promise.all(asked.map((each) => each.message(ALL_MS)));
  const told = asked.map(({ written }) => written.slice(0, -1).map(({ message }) => textOf(message)));
  expect(told.every((words) => words.length <= 1)).toBe(true);
  const places = told.flat().map((words) => Number(/^(\d+) questions are before yours\.$/.exec(words)?.[1]));
  expect(places.length).toBeGreaterThan(BURST / 4);
  expect(places.every((before) => before >= 3 && before < BURST)).toBe(true);
  expect(asked.every(({ visible }) => visible.length === 1)).toBe(true);
});

it("puts the answer last, even where the word about waiting is held up on its way", async () => {
  running.services.answerMs = 600;
  const asked = Array.from({ length: 15 }, () => running.double.slash("ask", QUESTION, member()));
  await until(() => asked.every(({ ackMs }) => ackMs !== null));
  await new Promise((resolve) => setTimeout(resolve, 1300));
  running.double.fail({ on: "edit", status: 429, retryAfterS: 1, times: 6 });
  await Promise.all(asked.map((each) => each.message(ALL_MS)));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(asked.some(({ writes }) => writes === 2)).toBe(true);
  expect(asked.every(({ visible }) => visible.length === 1)).toBe(true);
  expect(asked.every(({ replies }) => replies.length === 1)).toBe(true);
});

it("says the place in the reader's language", async () => {
  running.services.answerMs = 150;
  for (let i = 0; i < 60; i += 1) running.double.slash("ask", QUESTION, member());
  const asked = running.double.slash("ask", { ...QUESTION, private: true }, { ...member(), locale: "de" });
  await asked.message(ALL_MS);
  const words = asked.written.map(({ message }) => textOf(message));
  expect(words).toContainEqual(expect.stringMatching(/^\d+ Fragen sind vor deiner an der Reihe\.$/));
  await Promise.all([...running.double.rest.exchanges.values()].map((each) => each.message(ALL_MS)));
});

it("holds all that among autocompletes and buttons", async () => {
  running.services.answerMs = 10;
  const { double } = running;
  const [first] = [...double.rest.exchanges.values()];
  const answer = await first?.message();
  if (answer === undefined) throw new Error("no first answer");
  const sources = buttonsOf(answer)[0]?.customId ?? "";
  const doers = [
    () => double.autocomplete("summary", "article", "no", member()),
    () => double.button(sources, answer, { ...member(), channelId: answer.channelId }),
    () => double.slash("summary", { article: SUMMIT.articleId }, member()),
    () => double.slash("ask", QUESTION, member()),
  ];
  const best = await bestOfThree(async () => {
    const done = Array.from({ length: BURST / 4 }, () => doers.map((act) => act())).flat();
    const outcomes = await Promise.all(done.map((each) => each.message(ALL_MS)));
    const shown = outcomes.map((outcome) => (Array.isArray(outcome) ? "choices" : textOf(outcome)));
    expect(shown.filter((text) => text === "choices")).toHaveLength(BURST / 4);
    expect(shown.filter((text) => text.includes(QUOTE))).toHaveLength((BURST / 4) * 3);
    return slowestAck(done);
  });
  expect(best).toBeLessThan(ACK_MS);
});
