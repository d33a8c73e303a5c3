// /privacy and /forget against the double: what is told, that nothing goes before the second word, and what is gone after it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dm, member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, textOf } from "../discord/exchange.js";

const QUESTION = { question: "Is a summit planned?" };

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

describe.each([
  ["in a guild", member],
  ["in a DM", dm],
])("%s", (_where, someone) => {
  it("/privacy tells what is kept, how long as it is set here, where, and how it goes", async () => {
    const person = someone();
    const read = async () => textOf(await running.double.slash("privacy", {}, person).message());
    expect(await read()).toContain("They are deleted after 90 days");
    expect(await read()).toContain("**/forget me** deletes all of it");
    expect(await read()).toContain("you watch");
    if (person.guildId === undefined) return;
    await running.set(person.guildId, { retentionDays: 7 });
    expect(await read()).toContain("They are deleted after 7 days");
    await running.set(person.guildId);
  });

  it("/forget me deletes after a second word, also after a restart, and says how much", async () => {
    const [person, other] = [someone(), someone()];
    const asked = await running.double.slash("ask", QUESTION, person).message();
    await running.double.slash("ask", { ...QUESTION, private: true }, person).message();
    const kept = await running.double.slash("ask", QUESTION, other).message();
    const before = await running.answerCount();
    const message = await running.double.slash("forget me", {}, person).message();
    expect(message.ephemeral).toBe(true);
    expect(textOf(message)).toContain("public ones too");
    expect(await running.answerCount()).toBe(before);
    await running.restart();
    const [button] = buttonsOf(message);
    expect(button?.label).toBe("Delete everything");
    const done = await running.double.button(button?.customId ?? "", message, person).message();
    expect(textOf(done)).toContain("2 questions and their answers");
    expect(buttonsOf(done)).toEqual([]);
    expect(await running.answerCount()).toBe(before - 2);
    const again = await running.double.button(button?.customId ?? "", message, person).message();
    expect(textOf(again)).toContain("Nothing was stored about you");
    const sources = (from: typeof asked) =>
      buttonsOf(from).find(({ label }) => label === "Sources")?.customId ?? "";
    const old = await running.double.button(sources(asked), asked, person).message();
    expect(old.ephemeral).toBe(true);
    expect(textOf(old)).toContain("This answer is no longer stored");
    expect(textOf(await running.double.button(sources(kept), kept, other).message())).toContain(
      "unchanged since",
    );
  });

  it("posting an answer that is not kept any more says so to the person alone", async () => {
    const person = someone();
    const message = await running.double.slash("ask", { ...QUESTION, private: true }, person).message();
    await running.stores.answers.removeAnswersOf(person.userId);
    const post = buttonsOf(message).find(({ label }) => label === "Post here");
    const refused = await running.double.button(post?.customId ?? "", message, person).message();
    expect(refused.ephemeral).toBe(true);
  });
});
