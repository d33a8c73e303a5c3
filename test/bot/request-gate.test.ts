// Rate limits on the running bot: a person and a guild are told when to ask again; only questions that use models count.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { TEST_NOW } from "../made-articles.js";
import { dm, member, RunningBot } from "./running-bot.js";

const START_S = Date.parse(TEST_NOW) / 1000;

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start({ limits: { personPerMinute: 2, guildPerMinute: 5 } });
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

/** Sets the clock to so many seconds after the start. */
const passTo = (seconds: number) => {
  running.now = new Date((START_S + seconds) * 1000).toISOString();
};

async function ask(person: Person) {
  const message = await running.double.slash("ask", { question: "Is a summit planned?" }, person).message();
  return { text: textOf(message), isPrivate: message.ephemeral };
}

describe("the request gate", () => {
  it("limits a person per minute, with one private sentence, and nobody else", async () => {
    const person = dm();
    await ask(person);
    passTo(20);
    await ask(person);
    const refused = await ask(person);
    expect(refused).toEqual({
      text: `You have asked 2 questions in the last minute. You can ask again <t:${START_S + 60}:R>.`,
      isPrivate: true,
    });
    for (const [path, values] of [
      ["status", {}],
      ["sources", {}],
      ["help", {}],
      ["privacy", {}],
    ] as const) {
      expect(textOf(await running.double.slash(path, values, person).message())).not.toContain(
        "in the last minute",
      );
    }
    expect((await ask(dm())).text).toContain("There are no plans");
    passTo(60);
    expect((await ask(person)).text).toContain("There are no plans");
  });

  it("limits a guild, whoever asks, and no other guild", async () => {
    passTo(3660);
    for (let n = 0; n < 5; n += 1) expect((await ask(member())).text).toContain("There are no plans");
    const refused = await ask(member());
    expect(refused.isPrivate).toBe(true);
    expect(refused.text).toBe(
      `This server has asked 5 questions in the last minute, which is the limit. You can ask again <t:${START_S + 3720}:R>.`,
    );
    const elsewhere = { ...member(), guildId: "123456789012345678" };
    expect((await ask(elsewhere)).text).toContain("There are no plans");
  });

  it("counts nothing for people who may not ask", async () => {
    passTo(7260);
    const person = member();
    await running.set(person.guildId, { mayAsk: "managers" });
    for (let n = 0; n < 6; n += 1) expect((await ask(person)).text).toContain("may ask here");
    await running.set(person.guildId);
    expect((await ask(person)).text).toContain("There are no plans");
  });
});
