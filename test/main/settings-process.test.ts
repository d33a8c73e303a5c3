// Settings across processes: the built bot against the double, the built terminal beside it, one store.
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { member, until } from "../bot/running-bot.js";
import { inTemporaryFolder, runBin, runCli } from "../cli/run-cli.js";
import { answer } from "../conformance/samples.js";
import { DiscordDouble } from "../discord/double.js";
import { textOf } from "../discord/exchange.js";

vi.setConfig({ testTimeout: 300_000 });

it("are seen at once by the bot and by the terminal, audited in both and logged; old answers go at the start", async () => {
  await inTemporaryFolder(async (folder) => {
    const store = join(folder, "store");
    const discord = await DiscordDouble.open();
    const manager = member({ manager: true });
    const guild = manager.guildId ?? "";
    const env = {
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, DATELINE_DATA: store },
      ...{ DATELINE_MODELS: join(folder, "none"), DATELINE_OFFLINE: "1", DATELINE_QUESTIONS_A_MINUTE: "2" },
    };
    const cli = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(["settings", guild, ...args], { env });
      return { code, text: stdout + stderr };
    };
    const [old, young] = [100, 10].map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
    const opened = await openSqliteStores(store);
    for (const [id, at] of [
      ["old", old],
      ["young", young],
    ] as const) {
      const place = { guildId: guild, channelId: manager.channelId, userId: manager.userId };
      await opened.answers.putAnswer({ answer: answer(id, at ?? ""), place, visibility: "public" });
    }
    expect(await cli("set", "quotesPerAnswer", "2")).toMatchObject({ code: 0 });
    let log = "";
    let stop = (): void => undefined;
    const ended = runBin("bot.js", [], {
      env,
      onOutput: (text, kill) => {
        log = text;
        stop = () => kill("SIGTERM");
      },
    });
    try {
      await until(() => log.includes('"event":"swept"'), 200_000);
      expect(log).toMatch(/"event":"swept","answers":1\b/);
      expect([
        await opened.answers.answer("old"),
        (await opened.answers.answer("young"))?.answer.answerId,
      ]).toEqual([null, "young"]);

      const ask = () => discord.slash("ask", { question: "Is it closed?" }, manager).message(60_000);
      expect((await ask()).ephemeral).toBe(false);
      expect(await cli("set", "visibility", "private")).toMatchObject({ code: 0 });
      expect((await ask()).ephemeral).toBe(true);
      expect(textOf(await ask())).toContain("You have asked 2 questions in the last minute");
      const set = await discord
        .slash("settings set", { visibility: "public", retention: 5 }, manager)
        .message(60_000);
      expect(textOf(set)).toContain("5 days");
      const shown = await cli("show");
      expect(shown.text).toContain("everyone");
      expect(shown.text).toContain("Maximum quotes per answer: 2");
      const audit = await cli("audit");
      expect(audit.text).toContain(`person ${manager.userId}`);
      expect(audit.text.match(/whoever runs Dateline/g)).toHaveLength(2);
      expect(audit.text).toContain("4 changes");
      expect(log).toContain(
        `"event":"setting","guild":"${guild}","setting":"visibility","from":"private","to":"public"`,
      );
      expect(log).not.toContain(manager.userId);

      expect(await cli("set", "digestHour", "25")).toMatchObject({
        code: 1,
        text: expect.stringContaining("digestHour"),
      });
      expect(await cli("set", "timeZone", "Mars/Base")).toMatchObject({ code: 1 });
      expect(await cli("set", "deniedSources", "Harbour Courier", "Ostby Post")).toMatchObject({ code: 0 });
      expect(JSON.parse((await cli("show", "--json")).text)).toMatchObject({
        deniedSources: ["Harbour Courier", "Ostby Post"],
      });
    } finally {
      stop();
      await ended;
      await opened.close();
      await discord.close();
    }
    expect(discord.violations).toEqual([]);
  });
});
