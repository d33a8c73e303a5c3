// An announced event: its day in the reply, the offer to those who may, the event in the server, and what is said after the day.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, type SeenMessage, textOf } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { TEST_NOW } from "../made-articles.js";

const FAIR = {
  title: "Veldmark fair opens in December",
  text: "The Veldmark fair will open on 15 December, the mayor said. Stalls can be rented until Friday.",
  source: "Harbour Courier",
  url: "https://courier.example/fair",
  publishedAt: "2025-11-20T08:00:00.000Z",
};
const QUESTION = { question: "When will the Veldmark fair open?" };
const CREATE_EVENTS = 1n << 44n;
const BOT = String(CREATE_EVENTS | (1n << 10n) | (1n << 11n));

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open([FAIR]);
  await running.start();
});
beforeEach(() => {
  running.now = TEST_NOW;
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

const organizer = (): Person => ({ ...member(), permissions: String(CREATE_EVENTS), appPermissions: BOT });
const ask = (person: Person, more = {}) =>
  running.double.slash("ask", { ...QUESTION, ...more }, person).message();
const labels = (message: SeenMessage) => buttonsOf(message).map(({ label }) => label);
const press = async (message: SeenMessage, by: Person) => {
  const id = buttonsOf(message).find(({ customId }) => customId.startsWith("dl:event:"))?.customId ?? "";
  return textOf(await running.double.button(id, message, by).message());
};
const events = () => running.double.rest.guilds.events;

it("is named with its day, and added once, by a click of somebody who may", async () => {
  const person = organizer();
  const answer = await ask(person);
  expect(textOf(answer)).toContain("Planned for **15 Dec 2025**.");
  expect(labels(answer)).toContain("Add to server events");
  expect(events()).toEqual([]);
  expect(await press(answer, person)).toMatch(
    /^Added\\: \[the event in this server\]\(https:\/\/discord\.com\/events\/\d+\/\d+\)/,
  );
  expect(events()).toMatchObject([
    {
      guild_id: person.guildId,
      name: FAIR.title,
      scheduled_start_time: "2025-12-15T00:00:00.000Z",
      scheduled_end_time: "2025-12-15T23:59:00.000Z",
      entity_metadata: { location: FAIR.url },
    },
  ]);
  expect(events()[0]?.description).toMatch(
    /^“The Veldmark fair will open on 15 December.*Harbour Courier, 20 Nov 2025\n/,
  );
  expect(await press(answer, person)).toContain("already there");
  expect(events()).toHaveLength(1);
});

it("begins at midnight in the time zone of the server", async () => {
  const person = { ...organizer(), guildId: "900000000000000301" };
  await running.set(person.guildId, { timeZone: "America/New_York" });
  await press(await ask(person, { private: true }), person);
  expect(events().at(-1)).toMatchObject({
    scheduled_start_time: "2025-12-15T05:00:00.000Z",
    scheduled_end_time: "2025-12-16T04:59:00.000Z",
  });
});

it("is offered only to who may, where Dateline may, and refused to others", async () => {
  const person = organizer();
  const without = [
    member(),
    { ...person, permissions: "0" },
    { ...person, appPermissions: String(1n << 11n) },
  ];
  for (const one of [...without, { ...person, isGuest: true }]) {
    const answer = await ask(one);
    expect(textOf(answer)).toContain("15 Dec 2025");
    expect(labels(answer)).not.toContain("Add to server events");
  }
  const answer = await ask(person);
  const count = events().length;
  const neighbor = { ...member(), channelId: person.channelId };
  expect(await press(answer, neighbor)).toContain("You may not create events");
  expect(await press(answer, { ...organizer(), channelId: person.channelId, appPermissions: "0" })).toContain(
    "Dateline may not create events",
  );
  running.double.fail({ on: "event", status: 403, code: 50_013 });
  expect(await press(answer, person)).toContain("Dateline may not create events");
  expect(events()).toHaveLength(count);
});

it("that has come was due: in the same answer, asked again, and at a late click", async () => {
  const person = organizer();
  const answer = await ask(person);
  running.now = "2025-12-16T09:00:00.000Z";
  const due = "It was due on 15 Dec 2025; this report is from before that day.";
  const sources = await running.double.slash("sources", {}, person).message();
  expect(textOf(sources)).toContain(due);
  expect(await press(answer, person)).toContain("It was due on 15 Dec 2025");
  const again = await ask(person);
  expect(textOf(again)).toContain(due);
  expect(labels(again)).not.toContain("Add to server events");
});
