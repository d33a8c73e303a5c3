// `npm start` as a process: real models, real store, the double of Discord; a restart between /ask and /sources.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { commandList } from "../../src/main/command-list.js";
import { writeSampleArticles } from "../app/sample-articles.js";
import { member } from "../bot/running-bot.js";
import { inTemporaryFolder, runBin, runCli } from "../cli/run-cli.js";
import type { DiscordDouble } from "../discord/double.js";
import { textOf } from "../discord/exchange.js";
import { modelsPath } from "../models.js";
import { doubleForEach, startBotProcess } from "./bot-process.js";

vi.setConfig({ testTimeout: 180_000 }); // two starts with both models, on a machine that may be busy

const REPLY_MS = 60_000;
let discord: DiscordDouble;
doubleForEach((double) => {
  discord = double;
});

function environment(folder: string): Record<string, string> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATELINE_DATA: join(folder, "store"),
    DATELINE_MODELS: modelsPath,
    DATELINE_OFFLINE: "1",
  };
}

const startProcess = (folder: string) => startBotProcess(environment(folder));

describe("the bot as a process", () => {
  it("answers, takes in what the terminal ingests meanwhile, stops in order, and knows its sources after a restart", async () => {
    await inTemporaryFolder(async (folder) => {
      const env = environment(folder);
      await runCli(["ingest", writeSampleArticles(folder)], { env });
      const person = member();

      const first = await startProcess(folder);
      const asked = discord.slash(
        "ask",
        { question: "When will the Veldmark bridge reopen to cars?" },
        person,
      );
      expect(textOf(await asked.message(REPLY_MS))).toMatch(/14 June/);

      const file = join(folder, "lighthouse.json");
      const text =
        "Storm waves swept away the lamp of the Quillon lighthouse on Friday night, the coast guard said.";
      writeFileSync(
        file,
        JSON.stringify({ title: "Quillon lighthouse goes dark", text, publishedAt: "2025-06-07" }),
      );
      expect((await runCli(["ingest", file], { env })).stdout).toMatch(/^added/m);
      const later = discord.slash(
        "ask",
        { question: "What happened to the lamp of the Quillon lighthouse?" },
        person,
      );
      expect(textOf(await later.message(REPLY_MS))).toMatch(/swept away the lamp/);
      const status = discord.slash("status", {}, person);
      const told = textOf(await status.message(REPLY_MS));
      expect(told).toMatch(/4 articles/);
      expect(told).toMatch(/(\d+) embeddings, \1 of them in the index/);

      const stopped = await first.stop();
      expect(stopped.code).toBe(0);
      expect(stopped.stderr).toMatch(/"event":"stopped"/);
      expect(stopped.stdout + stopped.stderr).not.toContain(discord.token);

      const second = await startProcess(folder);
      const sources = textOf(await discord.slash("sources", {}, person).message(REPLY_MS));
      expect(sources).toMatch(/Quillon lighthouse goes dark/);
      expect((await second.stop()).code).toBe(0);
    });
  });

  it("leaves with 1 and a remedy where Discord refuses the token, without repeating it", async () => {
    await inTemporaryFolder(async (folder) => {
      const token = "MTE0.wrong.token";
      const env = { ...environment(folder), DISCORD_TOKEN: token, DATELINE_MODELS: join(folder, "none") };
      const run = await runBin("bot.js", [], { env });
      expect(run.code).toBe(1);
      expect(run.stderr).toMatch(/^dateline: .*\n {2}\S/m);
      expect(run.stderr).not.toContain(token);
    });
  });
});

describe("dateline deploy", () => {
  it("registers the commands, and the second time finds them there", async () => {
    await inTemporaryFolder(async (folder) => {
      const env = environment(folder);
      expect(await runCli(["deploy"], { env })).toMatchObject({
        code: 0,
        stdout: `Registered ${commandList.length} commands in all servers.\n`,
      });
      const again = await runCli(["deploy", "--json"], { env });
      expect(JSON.parse(again.stdout)).toMatchObject({ changed: false, count: commandList.length });
    });
  });
});
