// A channel that refuses for a while: its follows and watches are paused, tried ever more rarely, and told everything at once.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { translatorFor } from "../../src/render/translator.js";
import { renderFollows } from "../../src/render/watch.js";
import { textOf } from "../discord/exchange.js";
import { REFUSALS } from "../discord/messages.js";
import { ANN, WatchDesk } from "./watch-desk.js";

const CHANNEL = "900000000000000555";
const START = "2025-06-02T12:00:00.000Z";
let desk: WatchDesk;
let stories: number;
beforeEach(async () => {
  desk = await WatchDesk.open(null);
  desk.now = START;
  stories = 0;
});
afterEach(async () => {
  expect(desk.double.violations).toEqual([]);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

const follow = (topic = "storm", userId = ANN.userId) =>
  desk.service.follow({ ...ANN, userId }, { topic, channelId: CHANNEL, delivery: "at-once", language: "en" });
const TOWNS = ["Veldmark", "Ostmark", "Brennholm", "Tiel", "Marnhaven", "Lund", "Oster", "Quaal", "Roos"];
const later = (minutes: number) => {
  desk.now = new Date(Date.parse(desk.now) + minutes * 60_000).toISOString();
};
/** A story of its own about a storm, published now. */
async function storm(): Promise<string> {
  const town = TOWNS[stories] ?? "Nowhere";
  stories += 1;
  const text = `A storm hit ${town}: ${stories * 7} roofs were lost there, the ${town} council said.`;
  await desk.read({ source: `${town} Post`, title: `${town} after the storm`, text, publishedAt: desk.now });
  return town;
}
const refuse = (refusal: keyof typeof REFUSALS | null) =>
  desk.double.rest.messages.refuseFrom(CHANNEL, refusal === null ? null : REFUSALS[refusal]);
const attempts = () =>
  desk.double.rest.requests.filter(({ path }) => path === `/channels/${CHANNEL}/messages`).length;
const texts = (id = CHANNEL) => desk.messages(id).map(textOf);
const listed = async () =>
  textOf(
    renderFollows(await desk.service.follows(ANN.guildId ?? ""), desk.now, translatorFor("en")) as never,
  );

describe("a channel that refuses", () => {
  it.each([
    ["noAccess", "no-access", "I am not allowed to write in the channel"],
    ["noPermission", "no-access", "I am not allowed to write in the channel"],
    ["unknown", "no-channel", "the channel no longer exists"],
    ["unknownGuild", "no-channel", "the channel no longer exists"],
    ["archived", "archived", "the thread is archived and locked"],
  ] as const)("with %s is tried again, and told all in one message", async (refusal, reason, says) => {
    await follow();
    refuse(refusal);
    const missed = [await storm()];
    await desk.round();
    expect(await desk.service.follows(ANN.guildId ?? "")).toMatchObject([{ paused: reason, toldAt: null }]);
    const list = await listed();
    expect(list).toContain(`<#${CHANNEL}>`);
    expect(list).toContain(`Paused\\: ${says}`);
    expect(list).toContain("I will try again <t:");
    for (let hours = 0; hours < 24; hours += 6) {
      later(360);
      missed.push(await storm());
      await desk.round();
    }
    expect(texts()).toEqual([]);
    refuse(null);
    later(24 * 60);
    await desk.restart();
    await desk.round();
    expect(texts()).toHaveLength(1);
    for (const town of missed) expect(texts()[0]).toContain(town);
    expect(await desk.service.follows(ANN.guildId ?? "")).toMatchObject([
      { paused: null, retry: null, toldAt: desk.now },
    ]);
    expect(desk.channels).toEqual([reason, "back"]);
    later(60);
    await desk.round();
    expect(texts()).toHaveLength(1);
    const next = await storm();
    await desk.round();
    expect(texts()[1]).toContain(next);
    expect(texts()[1]).not.toContain(missed[0]);
  });

  it("is tried after ten minutes, twenty, forty, and then once a day", async () => {
    await follow();
    refuse("noAccess");
    const moments: number[] = [];
    const start = Date.parse(desk.now);
    await storm();
    for (let tried = 0; moments.length < 12; later(5)) {
      await desk.round();
      if (attempts() > tried) moments.push((Date.parse(desk.now) - start) / 60_000);
      tried = attempts();
    }
    const waits = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0));
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440]);
    expect(desk.channels).toEqual(["no-access"]);
  });

  it("is reported once, in private, to whoever set it up", async () => {
    const bob = "900000000000000009";
    await follow();
    await follow("flood");
    await follow("fire", bob);
    refuse("noPermission");
    await storm();
    await desk.round();
    later(10);
    await desk.round();
    later(60);
    await storm();
    await desk.round();
    expect(attempts()).toBeGreaterThan(1);
    const [told, ...more] = texts(ANN.userId);
    expect(more).toEqual([]);
    expect(told).toContain(`I cannot post in <#${CHANNEL}>`);
    expect(told).toMatch(/· \*\*flood\*\*\n· \*\*storm\*\*/);
    expect(told).toContain("/follow list shows when I will try again");
    expect(texts(bob)).toHaveLength(1);
    expect(await desk.service.follows(ANN.guildId ?? "")).toMatchObject(
      Array.from({ length: 3 }, () => ({ paused: "no-access" })),
    );
  });

  it("is not reported to somebody who was forgotten, nor again and again to a closed DM", async () => {
    await follow();
    desk.double.rest.messages.refuseFrom(ANN.userId, REFUSALS.closedDm);
    refuse("noAccess");
    await storm();
    for (let days = 0; days < 3; days += 1) {
      await desk.round();
      later(24 * 60);
    }
    expect(
      desk.double.rest.requests.filter(({ path, status }) => /messages$/.test(path) && status === 403)
        .length - attempts(),
    ).toBe(1);
  });

  it("takes all its topics again as soon as one message arrives", async () => {
    await follow();
    await follow("flood");
    refuse("noAccess");
    await storm();
    await desk.round();
    refuse(null);
    later(10);
    await desk.round();
    expect(texts()).toHaveLength(1);
    expect((await desk.service.follows(ANN.guildId ?? "")).map(({ paused }) => paused)).toEqual([null, null]);
  });

  it("of a watched question gets one message with what is true by then", async () => {
    const place = { ...ANN, channelId: CHANNEL };
    const wishes = { delivery: "at-once", quiet: null, timeZone: null, language: "en" } as const;
    const say = async (day: string, hour: string) => {
      const text = `The Veldmark ferry will sail again on ${day}, its owner said.`;
      await desk.read({
        source: `Post ${hour}`,
        title: `Ferry to sail on ${day}`,
        text,
        publishedAt: desk.now,
      });
      await desk.round();
    };
    await say("3 July", "one");
    await desk.service.add(place, "When will the Veldmark ferry sail again?", {
      ...wishes,
      where: "channel",
      isPublic: true,
    });
    refuse("noAccess");
    later(24 * 60);
    await say("9 July", "two");
    later(24 * 60);
    await say("20 July", "three");
    refuse(null);
    later(24 * 60);
    await desk.round();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatch(/> .*20 July[\s\S]*> .*3 July/);
    expect(texts()[0]).not.toContain("9 July");
    expect(texts(ANN.userId)).toHaveLength(1);
  });
});

it("an outage of Discord for hours pauses nothing and loses nothing", async () => {
  await follow();
  await storm();
  desk.double.fail({ on: "message", status: 503, times: 9 });
  for (let minutes = 0; minutes < 600; minutes += 60) {
    await desk.round();
    later(60);
  }
  expect(texts()).toHaveLength(1);
  expect(desk.channels).toEqual([]);
  expect(await desk.service.follows(ANN.guildId ?? "")).toMatchObject([{ paused: null }]);
});
