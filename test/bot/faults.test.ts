// What Discord's faults do to the bot: nothing is lost without a word, nothing is said twice, nothing stops it.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textOf } from "../discord/exchange.js";
import { member, RunningBot, until } from "./running-bot.js";

const QUESTION = { question: "Is a summit planned?" };
const QUOTE = "There are no plans for a summit in the immediate future.";

let running: RunningBot;
beforeEach(async () => {
  running = await RunningBot.open();
  await running.start();
});
afterEach(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

describe("the gateway", () => {
  it("is resumed after a cut, and the question asked meanwhile is answered once", async () => {
    running.double.gateway.cut();
    const asked = running.double.slash("ask", QUESTION, member());
    expect(textOf(await asked.message())).toContain(QUOTE);
    expect(running.double.gateway.received).toContain(6);
    expect(asked.writes).toBe(1);
  });

  it("is joined anew where the session cannot be resumed", async () => {
    running.double.gateway.cut({ resumable: false });
    await until(() => running.double.gateway.received.filter((op) => op === 2).length === 2, 20_000);
    await until(() => running.double.gateway.connected);
    const asked = running.double.slash("ask", QUESTION, member());
    expect(textOf(await asked.message())).toContain(QUOTE);
  });
});

describe("requests", () => {
  it.each([
    ["429 on the first response", { on: "callback", status: 429, retryAfterS: 0.2 }],
    ["429 on the edit", { on: "edit", status: 429, retryAfterS: 0.2 }],
    ["500 on the first response", { on: "callback", status: 500 }],
    ["500 on the first response that took effect", { on: "callback", status: 500, applied: true }],
    ["500 on the edit", { on: "edit", status: 500 }],
    ["500 on the edit, more often than discord.js repeats it", { on: "edit", status: 502, times: 6 }],
  ] as const)("survive %s", async (_name, fault) => {
    running.double.fail(fault);
    const asked = running.double.slash("ask", QUESTION, member());
    expect(textOf(await asked.message())).toContain(QUOTE);
    expect(asked.writes).toBe(1);
    expect(running.log.map(({ level }) => level)).not.toContain("error");
  });

  it("are not repeated where the interaction has expired: a line in the log, and the bot goes on", async () => {
    const release = running.services.holdAnswers();
    const asked = running.double.slash("ask", QUESTION, member());
    await until(() => asked.ackMs !== null);
    asked.expired = true;
    release();
    await until(() => running.log.some(({ event }) => event === "expired"));
    const next = running.double.slash("ask", QUESTION, member());
    expect(textOf(await next.message())).toContain(QUOTE);
    expect(JSON.stringify(running.lines)).not.toContain(asked.token);
  });

  it("are not made for an interaction that is too old to acknowledge", async () => {
    const person = member();
    running.double.fail({ on: "callback", status: 404, code: 10_062 });
    const asked = running.double.slash("ask", QUESTION, person);
    await until(() => running.log.some(({ event }) => event === "expired"));
    expect(asked.writes).toBe(0);
    expect(running.store.answers.size).toBe(0);
  });
});

describe("interactions", () => {
  it("that come twice are answered once", async () => {
    const asked = running.double.slash("ask", QUESTION, member());
    running.double.repeat();
    await asked.message();
    running.double.repeat();
    await until(() => running.log.filter(({ event }) => event === "duplicate").length === 2);
    expect(asked.writes).toBe(1);
    expect(running.store.answers.size).toBe(1);
  });

  it("that fail with an expected failure show its message and hint to the person alone", async () => {
    const asked = running.double.slash("summary", { article: "no such words" }, member());
    const message = await asked.message();
    expect(message.ephemeral).toBe(true);
    expect(textOf(message)).toContain("Choose it from the list");
    expect(asked.originalId).toBeNull();
  });

  it("that meet a bug show an id that the log has, and no inner word", async () => {
    const asked = running.double.slash("ask", { question: "bug" }, member());
    const message = await asked.message();
    expect(message.ephemeral).toBe(true);
    const [, id = ""] = /under ([0-9a-f]{8})/.exec(textOf(message)) ?? [];
    expect(textOf(message)).not.toContain("secret");
    expect(running.log.find(({ event }) => event === "failed")).toMatchObject({ id, level: "error" });
    const next = running.double.slash("ask", QUESTION, member());
    expect(textOf(await next.message())).toContain(QUOTE);
  });

  it("of an older Dateline are told so", async () => {
    const person = member();
    const message = await running.double.slash("ask", QUESTION, person).message();
    const pressed = running.double.button("dl:gone:abc", message, person);
    expect(textOf(await pressed.message())).toContain("another version");
  });
});
