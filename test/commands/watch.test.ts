// /watch and /follow in the double: who may, what each says, limits, buttons after a restart and for other people.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WATCH_LIMITS } from "../../src/model/watch.js";
import { dm, member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { type OptionValues, type Person, RIGHTS } from "../discord/payloads.js";
import { TEST_NOW } from "../made-articles.js";
import { madeNotice, madeWatch } from "../watch/watches.js";

const QUESTION = "Are there plans for a summit?";
const KEPT = Date.parse("2026-02-22T14:05:00.000Z") / 1000;

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
beforeEach(async () => {
  for (const { watchId } of await all()) await running.stores.watches.remove(watchId);
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

const say = async (path: string, values: OptionValues, person: Person) => {
  const message = await running.double.slash(path, values, person).message();
  expect(message.ephemeral).toBe(true);
  return { message, text: textOf(message) };
};
const all = () => running.stores.watches.list({}, 0, 999);

describe("/watch add", () => {
  it("says what is known now, where news goes and until when; in private, at once, by default", async () => {
    const person = member();
    const { text, message } = await say("watch add", { question: QUESTION }, person);
    expect(text).toContain("**I will tell you when this changes**");
    expect(text).toContain("> There are no plans for a summit in the immediate future.");
    expect(text).toContain(`In a direct message · right away · kept until <t:${KEPT}:D>`);
    expect(buttonsOf(message).map(({ label }) => label)).toEqual(["Stop"]);
    const { userId } = person;
    expect(await all()).toMatchObject([
      { text: QUESTION, target: { kind: "dm", id: userId }, userId, isPublic: false, language: "en" },
    ]);
  });

  it("takes place, time, quiet hours and zone; in a DM there is no other place", async () => {
    const person = member();
    const wishes = { where: "channel", when: "daily", quiet: "22-07", time_zone: "Europe/Berlin" };
    const { text } = await say("watch add", { question: QUESTION, ...wishes }, person);
    expect(text).toContain(`In <#${person.channelId}> · once a day · quiet from 22 to 7 o’clock`);
    const target = { kind: "channel", id: person.channelId };
    expect((await all())[0]).toMatchObject({
      target,
      isPublic: true,
      quiet: { from: 22, to: 7 },
      delivery: "daily",
    });
    const alone = dm();
    await say("watch add", { question: QUESTION, where: "channel" }, alone);
    expect((await all())[0]).toMatchObject({ target: { kind: "dm", id: alone.userId }, isPublic: false });
  });

  it("keeps a question that is watched already for longer instead of twice", async () => {
    const person = member();
    await say("watch add", { question: QUESTION }, person);
    const { text } = await say("watch add", { question: "are there plans for a summit" }, person);
    expect(text).toContain("You are already watching this");
    expect(await all()).toHaveLength(1);
    await say("watch add", { question: QUESTION }, member());
    expect(await all()).toHaveLength(2);
  });

  it("promises an answer where there is none yet", async () => {
    const { text } = await say("watch add", { question: "Who won the regatta?" }, member());
    expect(text).toContain("My articles do not answer this yet. I will tell you when they do.");
  });

  it.each([
    [{ quiet: "late" }, "expected two full hours"],
    [{ time_zone: "Mars/Olympus" }, "Unknown time zone"],
    [{ question: " " }, "No question"],
  ])("refuses %j with a sentence", async (values, sentence) => {
    const { text } = await say("watch add", { question: QUESTION, ...values }, member());
    expect(text).toContain(sentence);
    expect(await all()).toEqual([]);
  });

  it("has a limit a person and a guild", async () => {
    const person = member();
    const { userId, guildId = null } = person;
    for (let n = 0; n < WATCH_LIMITS.person; n += 1)
      await running.stores.watches.add(madeWatch(n, { userId, guildId, text: `Question ${n}` }));
    expect((await say("watch add", { question: QUESTION }, person)).text).toContain(
      "A person can have 20 watches, and has them",
    );
    for (let n = WATCH_LIMITS.person; n < WATCH_LIMITS.guild; n += 1)
      await running.stores.watches.add(madeWatch(n, { userId: String(n), guildId }));
    expect((await say("watch add", { question: QUESTION }, member())).text).toContain(
      "A server can have 200",
    );
  });

  it("suggests time zones", async () => {
    const choices = await running.double.autocomplete("watch add", "time_zone", "berl", member()).choices();
    expect(choices).toEqual([{ name: "Europe/Berlin", value: "Europe/Berlin" }]);
  });
});

describe("the button on an answer", () => {
  it("watches its question, also after a restart and for another reader, and falls back to a public channel", async () => {
    const [answerer, reader] = [member(), member()];
    const answer = await running.double.slash("ask", { question: QUESTION }, answerer).message();
    const [{ customId } = { customId: "" }] = buttonsOf(answer);
    await running.restart();
    const watch = customId.replace("dl:sources:", "dl:watch:");
    const own = { ...reader, channelId: answerer.channelId };
    const told = await running.double.button(watch, answer, own).message();
    expect(told.ephemeral).toBe(true);
    expect(textOf(told)).toContain("I will tell you when this changes");
    expect(await all()).toMatchObject([{ userId: reader.userId, target: { kind: "dm" }, isPublic: true }]);
  });

  it("says so politely where the answer is not for this person, or gone", async () => {
    const answer = await running.double
      .slash("ask", { question: QUESTION, private: true }, member())
      .message();
    const [{ customId } = { customId: "" }] = buttonsOf(answer);
    const told = await running.double
      .button(customId.replace("sources", "watch"), answer, member())
      .message();
    expect(textOf(told)).toContain("I no longer have that answer, or it is not yours");
    expect(await all()).toEqual([]);
  });
});

describe("/watch list and remove", () => {
  it("shows what is watched, ended or paused, ten a page", async () => {
    const person = member();
    const { userId } = person;
    expect((await say("watch list", {}, person)).text).toContain("You are not watching any questions");
    for (let n = 0; n < 12; n += 1)
      await running.stores.watches.add(
        madeWatch(n, { userId, text: `Question ${n}?`, expiresAt: "2026-02-01T00:00:00.000Z" }),
      );
    await running.stores.watches.change(madeWatch(11).watchId, { paused: "no-access" });
    await running.stores.watches.change(madeWatch(10).watchId, { expiresAt: "2025-11-01T00:00:00.000Z" });
    const { message, text } = await say("watch list", {}, person);
    expect(text).toContain("You are watching 12 questions");
    expect(text).toContain("Paused\\: I am not allowed to write in the channel.");
    expect(text).toContain("ended <t:");
    expect(text).not.toContain("Question 1?");
    await running.restart();
    const [more] = buttonsOf(message);
    const second = await running.double.button(more?.customId ?? "", message, person).message();
    expect(textOf(second)).toContain("Question 1?");
  });

  it("shows once what could not be told, and goes on where a DM was closed", async () => {
    const person = member();
    const { userId } = person;
    await running.stores.watches.add(madeWatch(1, { userId, paused: "no-dm" }));
    await running.stores.watches.settle(
      madeWatch(1).watchId,
      1,
      {},
      madeNotice(1, { userId, state: "held" }),
    );
    const { text } = await say("watch list", {}, person);
    expect(text).toContain("What I could not deliver to you");
    expect(text).toContain("> The Veldmark bridge will reopen on 14 June.");
    expect((await all())[0]?.paused).toBeNull();
    expect((await say("watch list", {}, person)).text).not.toContain("What I could not deliver to you");
  });

  it("removes what is chosen from the person's own, and nobody else's", async () => {
    const [person, other] = [member(), member()];
    await say("watch add", { question: QUESTION }, person);
    await say("watch add", { question: QUESTION }, other);
    const [choice, ...rest] = await running.double
      .autocomplete("watch remove", "watch", "summit", person)
      .choices();
    expect(choice?.name).toBe(QUESTION);
    expect(rest).toEqual([]);
    expect((await say("watch remove", { watch: choice?.value ?? "" }, other)).text).toContain(
      "You are not watching that",
    );
    expect((await say("watch remove", { watch: "summit" }, person)).text).toContain("No longer watching");
    expect(await all()).toMatchObject([{ userId: other.userId }]);
  });

  it("ends and keeps by the buttons, for the person alone", async () => {
    const [person, other] = [member(), member()];
    const { message } = await say("watch add", { question: QUESTION }, person);
    const [stop] = buttonsOf(message);
    const keep = stop?.customId.replace("stop", "keep") ?? "";
    const press = async (id: string, by: Person) =>
      textOf(await running.double.button(id, message, by).message());
    expect(await press(keep, other)).toContain("You are not watching that");
    expect(await press(keep, person)).toContain(`Still watching, until <t:${KEPT}:D>`);
    expect(await press(stop?.customId ?? "", person)).toContain("No longer watching");
    expect(await press(stop?.customId ?? "", person)).toContain("You are not watching that");
  });

  it("forgets all of a person at once", async () => {
    const person = member();
    await say("watch add", { question: QUESTION }, person);
    await say("watch add", { question: QUESTION }, member());
    expect(await running.services.watches.removeOf(person.userId)).toBe(1);
    expect(await all()).toHaveLength(1);
    expect(await running.services.watches.counts()).toMatchObject([{ questions: 1, topics: 0 }]);
  });
});

describe("/follow", () => {
  const manager = member({ manager: true });

  it("is for those who may add articles, in a guild", async () => {
    expect((await say("follow add", { topic: "bridges" }, member())).text).toContain(
      "Only people who may add articles",
    );
    expect((await say("follow list", {}, dm())).text).toContain("Topics are for channels in a server");
    const { guildId = "" } = manager;
    await running.set(guildId, { mayAdd: "everyone" });
    expect((await say("follow list", {}, member())).text).toContain("follows no topic");
    await running.set(guildId);
  });

  it("follows a topic in a channel, lists and ends it", async () => {
    const channel = "900000000000000777";
    const { text } = await say("follow add", { topic: "Veldmark bridge", channel, when: "daily" }, manager);
    expect(text).toContain(`<#${channel}> will be told about every story on **Veldmark bridge**`);
    expect(text).toContain("Once a day, grouped by story, without pinging anyone");
    expect(await all()).toMatchObject([{ kind: "topic", target: { kind: "channel", id: channel }, guildId }]);
    expect((await say("follow add", { topic: "veldmark BRIDGE", channel }, manager)).text).toContain(
      "already follows **Veldmark bridge**",
    );
    const list = await say("follow list", {}, manager);
    expect(list.text).toContain("This server follows 1 topic");
    expect(list.text).toContain(`**Veldmark bridge** → <#${channel}>`);
    const [choice] = await running.double.autocomplete("follow remove", "topic", "veld", manager).choices();
    expect(choice?.name).toBe("Veldmark bridge");
    expect(await running.double.autocomplete("follow remove", "topic", "veld", member()).choices()).toEqual(
      [],
    );
    expect((await say("follow remove", { topic: choice?.value ?? "" }, manager)).text).toContain(
      "no longer follows",
    );
    expect(await all()).toEqual([]);
  });

  const { ViewChannel, SendMessages, SendMessagesInThreads } = RIGHTS;
  const { guildId } = manager;
  const parent_id = "900000000000000701";
  const locked = { archived: true, locked: true };
  it.each<[string, Parameters<typeof running.double.rest.guilds.make>[1], string | null]>([
    ["a channel where everyone may write", {}, null],
    ["a hidden channel", { deny: ViewChannel }, "View Channel"],
    ["a channel to read only", { deny: SendMessages }, "Send Messages"],
    [
      "one that lets Dateline in by name",
      { deny: ViewChannel | SendMessages, allow: ViewChannel | SendMessages },
      null,
    ],
    ["a post in a forum", { type: 11, parent_id, deny: SendMessages }, null],
    [
      "a thread in a closed channel",
      { type: 11, parent_id: "900000000000000702" },
      "Send Messages in Threads",
    ],
    [
      "a thread that is archived and locked",
      { type: 11, parent_id, thread_metadata: locked },
      "Manage Threads",
    ],
    [
      "a thread that is only archived",
      { type: 11, parent_id, thread_metadata: { archived: true, locked: false } },
      null,
    ],
  ])("checks the rights in %s before it promises anything", async (_name, made, lacks) => {
    const { guilds } = running.double.rest;
    const channel = "900000000000000778";
    const guild = guildId === undefined ? {} : { guildId };
    guilds.make(parent_id, { type: 15 });
    guilds.make("900000000000000702", { ...guild, deny: SendMessagesInThreads });
    guilds.make(channel, { ...guild, ...made });
    const { text } = await say("follow add", { topic: "storms", channel }, manager);
    expect(text).toContain(`<#${channel}>`);
    if (lacks === null) expect(await all()).toHaveLength(1);
    else {
      expect(text).toContain(`lacks these permissions\\: ${lacks}. Nothing was set up.`);
      expect(await all()).toEqual([]);
    }
  });

  it("checks them where it is typed, too, and goes on where Discord gives no answer", async () => {
    const mute = { ...manager, appPermissions: String(ViewChannel) };
    expect((await say("follow add", { topic: "storms" }, mute)).text).toContain("Send Messages");
    expect((await say("watch add", { question: QUESTION, where: "channel" }, mute)).text).toContain(
      `cannot post in <#${mute.channelId}>`,
    );
    const guest = { ...member(), isGuest: true };
    expect((await say("watch add", { question: QUESTION, where: "channel" }, guest)).text).toContain(
      "installed only in your account",
    );
    expect(await all()).toEqual([]);
    running.double.fail({ on: "channel", status: 503, times: 9 });
    await say("follow add", { topic: "storms", channel: "900000000000000779" }, manager);
    running.double.rest.faults.clear();
    expect(await all()).toHaveLength(1);
  });

  it("tells the same topic in two channels apart, and looks again at a paused one", async () => {
    const [one, two] = ["900000000000000781", "900000000000000782"];
    for (const channel of [one, two]) await say("follow add", { topic: "storms", channel }, manager);
    const names = (await running.double.autocomplete("follow remove", "topic", "", manager).choices()).map(
      ({ name }) => name,
    );
    expect(names).toEqual([`storms · #${two}`, `storms · #${one}`]);
    const retry = { since: TEST_NOW, at: "2026-02-22T14:05:00.000Z", tries: 3, told: true };
    for (const id of [one, two])
      await running.stores.watches.pause({ kind: "channel", id }, { paused: "no-access", retry });
    running.double.rest.guilds.make(two, {
      deny: ViewChannel,
      ...(guildId === undefined ? {} : { guildId }),
    });
    const { text } = await say("follow list", {}, manager);
    expect(text.match(/Paused/g)).toHaveLength(1);
    expect(text).toMatch(
      /storms\*\* → <#900000000000000782>[\s\S]*Paused.*It has been so since <t:.*try again <t:/,
    );
    expect((await all()).map(({ paused }) => paused)).toEqual(["no-access", null]);
  });

  it("has a limit a channel", async () => {
    for (let n = 0; n < WATCH_LIMITS.channel; n += 1)
      await say("follow add", { topic: `topic ${n}` }, manager);
    expect((await say("follow add", { topic: "one more" }, manager)).text).toContain("A channel can have 10");
  });
});
