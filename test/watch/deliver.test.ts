// The way out against the double of Discord: refusals, fallbacks, limits, digests, patience; each message once.
import { REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNotifier } from "../../src/bot/notify.js";
import { type Shards, shardOf } from "../../src/model/processes.js";
import type { Notice, Watch } from "../../src/model/watch.js";
import type { WatchStore } from "../../src/store/ports.js";
import { OnlyProcess } from "../../src/store/sqlite/processes.js";
import { SqliteWatchStore } from "../../src/store/sqlite/watches.js";
import { deliverDue } from "../../src/watch/deliver.js";
import { DiscordDouble } from "../discord/double.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { REFUSALS } from "../discord/messages.js";
import { TEST_NOW } from "../made-articles.js";
import { connectInMemory } from "../store/temp-folder.js";
import { madeChange, madeNotice, madeWatch } from "./watches.js";

let double: DiscordDouble;
let watches: WatchStore;
let now: string;
let faults: unknown[];
beforeEach(async () => {
  double = await DiscordDouble.open();
  watches = new SqliteWatchStore(connectInMemory());
  now = TEST_NOW;
  faults = [];
});
afterEach(async () => {
  await double.close();
  expect(double.violations).toEqual([]);
});

const PERSON = "900000000000000100";
const CHANNEL = "900000000000000200";
const inDm = { kind: "dm", id: PERSON } as const;
const inChannel = { kind: "channel", id: CHANNEL } as const;

/** Queues news of a watch. */
async function queue(notices: readonly Partial<Notice>[], watch: Partial<Watch> = {}): Promise<void> {
  const made = madeWatch(1, { userId: PERSON, target: inDm, channelId: CHANNEL, ...watch });
  await watches.add(made);
  for (const [number, given] of notices.entries())
    await watches.settle(made.watchId, 1, {}, madeNotice(number, { userId: PERSON, target: inDm, ...given }));
}

/** Sends what is due, as a bot that is started anew each time. */
function deliver(shards: Shards | null = null): Promise<number> {
  const rest = new REST({ api: double.apiUrl, retries: 0 }).setToken(double.token);
  const onFault = (error: unknown) => void faults.push(error);
  const notifier = createNotifier({ rest, now: () => now });
  return deliverDue({
    watches,
    processes: new OnlyProcess(),
    shards,
    notifier,
    news: { verify: async (news) => news },
    now: () => now,
    onFault,
  });
}

const later = (minutes: number) => new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString();

describe("a person's DM", () => {
  it("gets the news once, without a ping, with its buttons", async () => {
    await queue([{}]);
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    const [message] = double.rest.messages.in(PERSON);
    expect(textOf(message ?? { components: [] })).toContain("> The Veldmark bridge will reopen on 14 June.");
    expect(buttonsOf(message ?? { components: [] }).map(({ customId }) => customId)).toEqual([
      "dl:sources:0123456789abcdef",
      "dl:watch-stop:000000000001",
      "dl:watch-keep:000000000001",
    ]);
    const sent = double.rest.requests.at(-1)?.body;
    expect(sent).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true });
    expect((sent as { nonce: string }).nonce).toMatch(/^[0-9a-f]{24}$/);
  });

  it("that is closed is followed by the channel that could read the question", async () => {
    await queue([{}], { isPublic: true });
    double.rest.messages.refuseFrom(PERSON, REFUSALS.closedDm);
    expect(await deliver()).toBe(0);
    expect(await deliver()).toBe(1);
    expect(double.rest.messages.in(CHANNEL)).toHaveLength(1);
  });

  it("that is closed keeps what was asked in private for the list, and pauses the watch", async () => {
    await queue([{}]);
    double.rest.messages.refuseFrom(PERSON, REFUSALS.closedDm);
    expect(await deliver()).toBe(0);
    expect(double.rest.messages.in(CHANNEL)).toEqual([]);
    expect(await watches.held(PERSON)).toHaveLength(1);
    expect(await watches.watch("000000000001")).toMatchObject({ paused: "no-dm" });
  });

  it("gets what a digest gathered in one message, a few changes each, numbered", async () => {
    const news = (n: number) =>
      madeChange({
        question: `Question ${n}?`,
        answer: { ...madeChange().answer, answerId: `a${n}` } as never,
      });
    await queue([1, 2, 3, 4].map((n) => ({ isDigest: true, news: news(n) })));
    expect(await deliver()).toBe(2);
    const [first, second] = double.rest.messages.in(PERSON);
    const text = textOf(first ?? { components: [] });
    expect([1, 2, 3].map((n) => text.indexOf(`Question ${n}`)).every((at) => at >= 0)).toBe(true);
    expect(text).toContain("**3 · There is a newer report**");
    expect(buttonsOf(first ?? { components: [] }).map(({ label }) => label)).toEqual([
      "Sources 1",
      "Sources 2",
      "Sources 3",
    ]);
    expect(textOf(second ?? { components: [] })).toContain("Question 4");
  });

  it("gets the news from the process whose shards have the server, or DMs", async () => {
    const guildId = "900000000000000001";
    await queue([{ guildId }, { guildId: null }]);
    const own = shardOf(guildId, 4);
    expect([own, shardOf(null, 4)]).toEqual([Number((900000000000000001n >> 22n) % 4n), 0]);
    const others = { ids: [0, 1, 2, 3].filter((id) => id !== own && id !== 0), total: 4 };
    expect(await deliver(others)).toBe(0);
    expect(await deliver({ ids: [0], total: 4 })).toBe(1);
    expect(await deliver({ ids: [0], total: 4 })).toBe(0);
    expect(await deliver({ ids: [own], total: 4 })).toBe(1);
  });

  it("waits for its hour", async () => {
    await queue([{ sendAt: later(5) }]);
    expect(await deliver()).toBe(0);
    now = later(5);
    expect(await deliver()).toBe(1);
  });
});

describe("a channel", () => {
  it.each([
    ["noAccess", "no-access"],
    ["noPermission", "no-access"],
    ["unknown", "no-channel"],
  ] as const)("that answers %s pauses the watch with the reason", async (refusal, paused) => {
    await queue([{ target: inChannel }], { target: inChannel });
    double.rest.messages.refuseFrom(CHANNEL, REFUSALS[refusal]);
    expect(await deliver()).toBe(0);
    expect(await watches.watch("000000000001")).toMatchObject({ paused });
    expect(await deliver()).toBe(0);
  });

  it("has four messages an hour; what is more waits and goes together", async () => {
    await queue([{ target: inChannel }], { target: inChannel });
    for (let n = 0; n < 4; n += 1) {
      now = later(n);
      expect(await deliver()).toBe(1);
      await watches.settle("000000000001", 1, {}, madeNotice(n + 10, { target: inChannel, sendAt: now }));
    }
    now = later(4);
    await watches.settle("000000000001", 1, {}, madeNotice(20, { target: inChannel, sendAt: now }));
    expect(await deliver()).toBe(0);
    now = later(59);
    expect(await deliver()).toBe(0);
    now = later(61);
    expect(await deliver()).toBe(1);
    expect(double.rest.messages.in(CHANNEL)).toHaveLength(5);
    expect(await watches.due(later(1_000), 9, null)).toEqual([]);
  });
});

describe("what fails", () => {
  it("on Discord's side is tried again with growing patience, with the same nonce, and taken once", async () => {
    await queue([{}]);
    double.fail({ on: "message", status: 500, times: 1, applied: true });
    expect(await deliver()).toBe(0);
    expect(double.rest.messages.in(PERSON)).toHaveLength(1);
    expect(await deliver()).toBe(0);
    now = later(1);
    expect(await deliver()).toBe(1);
    expect(double.rest.messages.in(PERSON)).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it("with 429 is waited out by the client", async () => {
    await queue([{}]);
    double.fail({ on: "message", status: 429, retryAfterS: 0.1, times: 1 });
    expect(await deliver()).toBe(1);
    expect(double.rest.messages.in(PERSON)).toHaveLength(1);
  });

  it("for a day is held", async () => {
    await queue([{ tries: 19 }]);
    double.fail({ on: "message", status: 500, times: 1 });
    await deliver();
    expect(await watches.held(PERSON)).toHaveLength(1);
  });

  it("in itself does not stop the others", async () => {
    const hostile = madeChange({
      now: {
        quote: { ...madeChange().now?.quote, citation: 7 } as never,
        citation: madeChange().now?.citation as never,
      },
    });
    await queue([{ news: hostile }, { target: inChannel }]);
    expect(await deliver()).toBe(1);
    expect(faults).toHaveLength(1);
    expect(await watches.due(later(10), 9, null)).toMatchObject([{ tries: 1 }]);
  });
});
