// /settings against the double: what each subcommand changes and says, who may, and that guilds never touch each other.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { member as anyMember, dm, RunningBot } from "../bot/running-bot.js";
import { MANAGE_GUILD } from "../discord/double.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import type { OptionValue, Person } from "../discord/payloads.js";
import { snowflake } from "../discord/snowflake.js";

/** Of a guild of its own for each test. */
let guildId: string;
let manager: Person;
const member = () => ({ ...anyMember(), guildId });
const otherManager: Person = {
  userId: snowflake(),
  guildId: snowflake(),
  channelId: snowflake(),
  permissions: MANAGE_GUILD,
};
const [REPORTER, EDITOR] = [snowflake(), snowflake()];
const QUESTION = { question: "Is a summit planned?" };

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
beforeEach(() => {
  guildId = snowflake();
  manager = { ...anyMember({ manager: true }), guildId };
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

const say = async (path: string, values: Record<string, OptionValue> = {}, person = manager) => {
  const message = await running.double.slash(`settings ${path}`, values, person).message();
  expect(message.ephemeral).toBe(true);
  return { message, text: textOf(message) };
};
const stored = () => running.services.settings.of(guildId);

describe("/settings", () => {
  it.each([
    ["a member", anyMember()],
    ["somebody in a DM", dm()],
    ["whoever made a guild that Dateline is a guest of", { ...otherManager, isGuest: true }],
  ])("is refused to %s, and suggests nothing", async (_who, person) => {
    for (const [path, values] of [
      ["show", {}],
      ["audit", {}],
      ["set", { quotes: 1 }],
      ["outlets", { outlet: "Example Post", rule: "deny" }],
      ["rights", { right: "add", who: "everyone" }],
    ] as const) {
      expect((await say(path, values, person)).text).toMatch(
        /can manage this server|where Dateline is|not in this server/,
      );
    }
    expect(await running.double.autocomplete("settings outlets", "outlet", "", person).choices()).toEqual([]);
    expect(await running.stores.guilds.guilds()).toEqual([]);
  });

  it("is registered for guilds and guild installs only, with Manage Server", () => {
    const command = running.double.rest.commands.find("settings", null) as unknown as Record<string, unknown>;
    expect(command).toMatchObject({
      contexts: [0],
      integration_types: [0],
      default_member_permissions: MANAGE_GUILD,
    });
  });

  it("shows what holds, and after a change what holds then", async () => {
    const { text } = await say("show");
    for (const line of [
      "**Language of public replies**: the server’s language in Discord",
      "**Allowed outlets**: all",
      "**Blocked outlets**: none",
      "**Who may ask**: everyone",
      "**Who may add and remove articles and feeds**: members who can manage the server",
      "**Who sees answers by default**: everyone",
      "**Daily digest at**: 08:00",
      "**Time zone**: UTC",
      "**Maximum quotes per answer**: 3",
      "**Keep questions and answers for**: as long as this Dateline keeps them",
    ]) {
      expect(text.replaceAll("\\", "")).toContain(line);
    }
    const changed = await say("set", {
      ...{ language: "de", visibility: "private", quotes: 1, retention: 30 },
      ...{ digest_hour: 7, time_zone: "Europe/Berlin" },
    });
    expect(changed.text).toContain("everyone → only the person who asked");
    expect(await stored()).toMatchObject({
      ...{ language: "de", visibility: "private", quotesPerAnswer: 1, retentionDays: 30 },
      ...{ digestHour: 7, timeZone: "Europe/Berlin" },
    });
    expect((await say("show")).text).toContain("07");
    await say("set", { language: "own", retention: 0 });
    expect(await stored()).toMatchObject({ language: null, retentionDays: null });
  });

  it("says so where nothing is named, and where nothing is changed by it", async () => {
    expect((await say("set")).text).toContain("Choose at least one setting");
    expect((await say("rights", { right: "ask", who: "roles" })).text).toContain("Choose at least one role");
    expect((await say("set", { quotes: 3 })).text).toContain("already set that way");
    expect((await running.services.settings.audit(guildId, 0, 9)).items).toEqual([]);
  });

  it("suggests outlets and time zones, by words and cities", async () => {
    const typed = (path: string, option: string, text: string) =>
      running.double.autocomplete(`settings ${path}`, option, text, manager).choices();
    expect(await typed("outlets", "outlet", "exa")).toEqual([
      { name: "Example Post", value: "Example Post" },
    ]);
    expect((await typed("set", "time_zone", "berlin"))[0]).toMatchObject({ value: "Europe/Berlin" });
    expect((await typed("set", "time_zone", "new york"))[0]).toMatchObject({ value: "America/New_York" });
    expect((await typed("set", "time_zone", "utc"))[0]).toMatchObject({ value: "UTC" });
    expect(await typed("set", "time_zone", "")).toHaveLength(25);
    expect(await typed("set", "time_zone", "nowhere at all")).toEqual([]);
  });

  it("puts an outlet under one rule at a time, and says where no article is from it", async () => {
    expect((await say("outlets", { outlet: "example post", rule: "deny" })).text).not.toContain(
      "no articles from",
    );
    expect(await stored()).toMatchObject({ allowedSources: [], deniedSources: ["example post"] });
    await say("outlets", { outlet: "Example Post", rule: "allow" });
    expect(await stored()).toMatchObject({ allowedSources: ["Example Post"], deniedSources: [] });
    const { text } = await say("outlets", { outlet: "**Nobody** @everyone <@&1>", rule: "deny" });
    expect(text).toContain("There are no articles from");
    expect(text).not.toContain("**Nobody**");
    expect(text).toContain("+ \\*\\*Nobody\\*\\*");
    await say("outlets", { outlet: "EXAMPLE POST", rule: "neutral" });
    expect((await stored()).allowedSources).toEqual([]);
  });

  it("shows a long list in part, and in the audit what came and what went, within Discord's limits", async () => {
    const outlets = Array.from({ length: 100 }, (_, n) => `${n} ${"Ostby_*Post* ".repeat(7)}`.trim());
    const values = { allowedSources: outlets, deniedSources: outlets.map((name) => `Not ${name}`) };
    await running.set(guildId, values);
    const { text } = await say("show");
    expect(text).toContain("and 85 more");
    expect(text).toContain("Maximum quotes per answer");
    await say("outlets", { outlet: "1 Ostby", rule: "deny" });
    expect((await stored()).deniedSources).toHaveLength(100);
    for (let n = 0; n < 10; n += 1) await say("outlets", { outlet: outlets[n] ?? "", rule: "neutral" });
    const audit = (await say("audit")).text;
    expect(audit.match(/− /g)).toHaveLength(10);
    expect(audit).not.toContain("do not fit");
  });

  it("gives rights to roles, to everyone and back, and refusals name who has them", async () => {
    const reporter = { ...member(), roles: [REPORTER] };
    const ask = async (person: Person) => {
      const message = await running.double.slash("ask", QUESTION, person).message();
      return { text: textOf(message), isPrivate: message.ephemeral };
    };
    await say("rights", { right: "ask", who: "roles", role: REPORTER, role_2: EDITOR });
    expect((await stored()).mayAsk).toEqual([REPORTER, EDITOR]);
    const refused = await ask(member());
    expect(refused.isPrivate).toBe(true);
    expect(refused.text).toBe(`Only members with the role <@&${REPORTER}> or <@&${EDITOR}> may ask here.`);
    expect((await ask(reporter)).text).toContain("There are no plans");
    expect((await ask(manager)).text).toContain("There are no plans");
    expect((await ask(otherManager)).text).toContain("There are no plans");
    expect((await ask(dm())).text).toContain("There are no plans");
    await say("rights", { right: "ask", who: "managers" });
    expect((await ask(reporter)).text).toContain("Only members who can manage this server may ask here.");
    await say("rights", { right: "ask", who: "roles", role: guildId });
    expect((await stored()).mayAsk).toBe("everyone");
    const url = { url: "https://example.org/news/7" };
    const add = async (person: Person) =>
      textOf(await running.double.slash("articles add", url, person).message());
    expect(await add(reporter)).toContain("may add and remove articles and feeds here");
    await say("rights", { right: "add", who: "roles", role: REPORTER });
    expect(await add(reporter)).toContain("example.org");
    expect(textOf(await running.double.slash("feeds list", {}, reporter).message())).toContain(
      "No feeds yet",
    );
    expect(await add(member())).toContain(`<@&${REPORTER}>`);
  });

  it("makes answers private where the person does not say, at once, in this guild only", async () => {
    const [person, elsewhere] = [member(), { ...otherManager, permissions: "0" }];
    await say("set", { visibility: "private" });
    const isPrivate = async (who: Person, values: Record<string, OptionValue> = {}) =>
      (await running.double.slash("ask", { ...QUESTION, ...values }, who).message()).ephemeral;
    expect(await isPrivate(person)).toBe(true);
    expect(await isPrivate(person, { private: false })).toBe(false);
    expect(await isPrivate(elsewhere)).toBe(false);
    expect(await isPrivate(dm())).toBe(false);
    const guest = { ...elsewhere, isGuest: true };
    const external = { ...guest, permissions: String(1n << 50n) };
    expect(await isPrivate(guest)).toBe(true);
    expect(await isPrivate(guest, { private: false })).toBe(true);
    expect(await isPrivate(external)).toBe(true);
    expect(await isPrivate(external, { private: false })).toBe(false);
    const message = await running.double.slash("ask", QUESTION, guest).message();
    const post = buttonsOf(message).find(({ label }) => label === "Post here")?.customId ?? "";
    const refused = await running.double.button(post, message, guest).message();
    expect([refused.ephemeral, textOf(refused)]).toEqual([
      true,
      expect.stringContaining("cannot post for everyone"),
    ]);
    await say("set", { visibility: "public" });
    expect(await isPrivate(person)).toBe(false);
  });

  it("lists who changed what, newest first, in pages that outlive a restart, and only of this guild", async () => {
    expect((await say("audit")).text).toContain("Nothing has been changed here yet");
    for (let n = 0; n < 11; n += 1) await say("set", { quotes: 1 + (n % 2) });
    await say("set", { quotes: 3 }, { ...otherManager, guildId: snowflake() });
    const { message, text } = await say("audit");
    expect(text).toContain("11 changes");
    expect(text).toContain(`<@${manager.userId}>`);
    expect(text).toMatch(/2 → 1/);
    expect(buttonsOf(message).map(({ label }) => label)).toEqual(["Older"]);
    await running.restart();
    const [older] = buttonsOf(message);
    const second = await running.double.button(older?.customId ?? "", message, manager).message();
    expect(textOf(second)).toContain("3 → 1");
    expect(buttonsOf(second).map(({ label }) => label)).toEqual(["Newer"]);
    const pressed = await running.double.button(older?.customId ?? "", message, member()).message();
    expect(textOf(pressed)).toContain("can manage this server");
  });
});
