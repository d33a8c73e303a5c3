// A bot over a store that it may only read: questions are answered, nothing is kept, and the log says so.
import { chmod, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeSampleArticles } from "../app/sample-articles.js";
import { member } from "../bot/running-bot.js";
import { inTemporaryFolder, runCli } from "../cli/run-cli.js";
import type { DiscordDouble } from "../discord/double.js";
import { textOf } from "../discord/exchange.js";
import { doubleForEach, startBotProcess } from "./bot-process.js";

vi.setConfig({ testTimeout: 180_000 }); // starts of processes, on a machine that may be busy

/** The user and group without rights of most systems; root may write everywhere. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let discord: DiscordDouble;
doubleForEach((double) => {
  discord = double;
});

it("answers, and fetches and deletes nothing", async () => {
  await inTemporaryFolder(async (folder) => {
    const store = join(folder, "store");
    const models = join(folder, "no-models");
    await mkdir(models);
    const env = { DATELINE_DATA: store, DATELINE_MODELS: models, DATELINE_OFFLINE: "1" };
    await runCli(["ingest", "--lexical", writeSampleArticles(folder)], { env });
    const files = await readdir(store);
    await Promise.all(files.map((name) => chmod(join(store, name), 0o444)));
    for (const place of [store, models, folder]) await chmod(place, 0o555);
    const access = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    const bot = await startBotProcess({ ...env, ...access }, isRoot ? { uid: NOBODY } : {});
    const answer = discord.slash(
      "ask",
      { question: "When will the Veldmark bridge reopen to cars?" },
      member(),
    );
    expect(textOf(await answer.message(60_000))).toContain("14 June");
    const { code, stderr } = await bot.stop();
    await chmod(folder, 0o755);
    expect(code).toBe(0);
    expect(stderr).toMatch(/"event":"unsaved".*Store may only be read/);
    expect(stderr).not.toMatch(/fault|crashed/);
    expect(await readdir(store)).toEqual(files);
  });
});
