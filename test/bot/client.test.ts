// Start, registration, stop and restart of the whole bot.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deployCommands } from "../../src/bot/register.js";
import { commandList } from "../../src/main/command-list.js";
import { textOf } from "../discord/exchange.js";
import { snowflake } from "../discord/snowflake.js";
import { member, RunningBot, until } from "./running-bot.js";

let running: RunningBot;
beforeEach(async () => {
  running = await RunningBot.open();
});
afterEach(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

describe("start", () => {
  it("requests no intents and becomes ready", async () => {
    const bot = await running.start();
    expect(bot.applicationId).toBe(running.double.applicationId);
    expect(bot.userName).toContain("dateline");
    expect(running.double.gateway.connected).toBe(true);
    expect(running.log.map(({ event }) => event)).toContain("ready");
  });

  it("logs the address that invites it, with what it uses and nothing else", async () => {
    await running.start();
    const url = running.log.find(({ event }) => event === "invite")?.["url"];
    const { origin, pathname, searchParams } = new URL(String(url));
    expect(`${origin}${pathname}`).toBe("https://discord.com/oauth2/authorize");
    expect(searchParams.get("client_id")).toBe(running.double.applicationId);
    expect(searchParams.get("scope")).toBe("bot applications.commands");
    const [see, write, inThreads, events] = [1n << 10n, 1n << 11n, 1n << 38n, 1n << 44n];
    expect(BigInt(searchParams.get("permissions") ?? "")).toBe(see | write | inThreads | events);
  });

  it("connects the shards it is told to, and only the first one registers commands", async () => {
    const { gateway, rest } = running.double;
    rest.maxConcurrency = 4;
    const second = await running.start({ shards: { ids: [1], total: 2 } });
    expect([gateway.shards, second.shards]).toEqual([[1], { ids: [1], total: 2 }]);
    expect(rest.requests.map(({ method }) => method)).not.toContain("PUT");
    expect(second.applicationId).toBe(running.double.applicationId);
    await running.start({ shards: { ids: [0, 1], total: 2 } });
    expect([...gateway.shards].sort()).toEqual([0, 1]);
    expect(rest.requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
    const guilds = ["900000000000000001", String(900000000000000001n + (1n << 22n))];
    expect(new Set(guilds.map((guildId) => gateway.shardOf(guildId))).size).toBe(2);
    for (const guildId of guilds) {
      const asked = running.double.slash("status", {}, { ...member(), guildId });
      expect(textOf(await asked.message())).toContain("1 article");
    }
    const asked = running.double.slash("status", {}, { userId: snowflake(), channelId: snowflake() });
    expect(textOf(await asked.message())).toContain("1 article");
  });

  it("says in its profile how to begin, and leaves what somebody wrote there", async () => {
    const { application } = running.double.rest;
    await running.start();
    await until(() => running.log.some(({ event }) => event === "described"));
    expect(application.description).toMatchObject({
      default: expect.stringContaining("/help"),
      localizations: { de: expect.stringContaining("/hilfe"), "es-419": expect.stringContaining("/ayuda") },
    });
    Object.assign(application, { description: "Our own words" });
    await running.restart();
    await until(
      () => running.double.rest.requests.filter(({ path }) => path === "/applications/@me").length >= 5,
    );
    expect(application.description).toBe("Our own words");
  });

  it("registers the commands when they differ, and only then", async () => {
    const { commands } = running.double.rest;
    await running.start();
    expect(commands.writes).toBe(1);
    await running.restart();
    expect(commands.writes).toBe(1);
    commands.replace(null, [{ name: "old", description: "old", type: 1 }]);
    await running.restart();
    expect(commands.writes).toBe(3);
    expect(commands.find("ask", null).name).toBe("ask");
  });

  it("registers in one guild if that is set", async () => {
    const guildId = snowflake();
    await running.start({ guildId });
    await running.start({ guildId });
    expect(running.double.rest.commands.writes).toBe(1);
    expect(running.double.rest.commands.list(null, true)).toEqual([]);
    expect(running.double.rest.commands.list(guildId, true)).toHaveLength(commandList.length);
  });

  it("deploys alone, without a gateway", async () => {
    const { token, apiUrl, applicationId } = running.double;
    const options = { token, apiUrl, applicationId: null, guildId: null, commands: commandList };
    expect(await deployCommands(options)).toEqual({
      applicationId,
      changed: true,
      count: commandList.length,
    });
    expect(await deployCommands(options)).toMatchObject({ changed: false });
    expect(running.double.gateway.received).toEqual([]);
  });

  it("says what to do about a refused token", async () => {
    const failure = await running.start({ token: "wrong.token.here" }).catch((error) => error);
    expect(failure).toMatchObject({ code: "discord-token", hint: expect.stringContaining("DISCORD_TOKEN") });
    expect(JSON.stringify(running.lines)).not.toContain("wrong.token.here");
  });

  it("says what to check if Discord cannot be reached", async () => {
    const { token } = running.double;
    const nobody = {
      token,
      apiUrl: "http://127.0.0.1:1/api",
      applicationId: null,
      guildId: null,
      commands: commandList,
    };
    await expect(deployCommands(nobody)).rejects.toMatchObject({
      code: "discord-api",
      message: expect.stringContaining("cannot register the commands"),
      hint: expect.stringContaining("DISCORD_API_URL"),
    });
  });

  it("rejects when Discord ends the session for good", async () => {
    const bot = await running.start();
    running.double.gateway.closeWith(4004);
    await expect(bot.ended).rejects.toMatchObject({ code: "discord-token" });
  });
});

describe("stop", () => {
  it("finishes an answer in flight, then disconnects", async () => {
    const bot = await running.start({ stopTimeoutMs: 5000 });
    const release = running.holdAnswers();
    const asked = running.double.slash("ask", { question: "Is a summit planned?" }, member());
    await until(() => asked.ackMs !== null);
    const stopping = bot.stop();
    const late = running.double.slash("ask", { question: "Is a summit planned?" }, member());
    expect(textOf(await late.message())).toContain("restarting");
    expect((await late.message()).ephemeral).toBe(true);
    release();
    await stopping;
    expect(textOf(await asked.message())).toContain("no plans for a summit");
    expect(asked.writes).toBe(1);
    expect(running.double.gateway.connected).toBe(false);
  });

  it("turns away at once whoever has no turn yet", async () => {
    const bot = await running.start({ stopTimeoutMs: 5000 });
    const release = running.holdAnswers();
    const all = Array.from({ length: 40 }, () =>
      running.double.slash("ask", { question: "Is a summit planned?" }, member()),
    );
    await until(() => all.every(({ ackMs }) => ackMs !== null));
    const stopping = bot.stop();
    for (const asked of all.slice(3)) expect(textOf(await asked.message())).toContain("restarting");
    release();
    await stopping;
    for (const asked of all.slice(0, 3)) expect(textOf(await asked.message())).toContain("no plans for");
  });

  it("tells those still waiting when the time is up, and sends nothing afterwards", async () => {
    const bot = await running.start({ stopTimeoutMs: 200 });
    const release = running.holdAnswers();
    const asked = running.double.slash("ask", { question: "Is a summit planned?" }, member());
    await until(() => asked.ackMs !== null);
    await bot.stop();
    const told = await asked.message();
    expect(textOf(told)).toContain("restarting");
    expect(told.ephemeral).toBe(true);
    release();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked.writes).toBe(1);
  });
});
