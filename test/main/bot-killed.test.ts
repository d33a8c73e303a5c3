// `kill -9` of the bot in the middle of thirty questions, with real models and a real store: whoever got no answer is told.
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeSampleArticles } from "../app/sample-articles.js";
import { member, until } from "../bot/running-bot.js";
import { inTemporaryFolder, runCli } from "../cli/run-cli.js";
import type { DiscordDouble } from "../discord/double.js";
import { textOf } from "../discord/exchange.js";
import { modelsPath } from "../models.js";
import { type BotProcess, doubleForEach, startBotProcess } from "./bot-process.js";

vi.setConfig({ testTimeout: 180_000 }); // two starts with both models, on a machine that may be busy

const REPLY_MS = 60_000;
/** From the acknowledgement until a question is written down. */
const NOTED_MS = 500;
const QUESTION = { question: "When will the Veldmark bridge reopen to cars?" };

let discord: DiscordDouble;
doubleForEach((double) => {
  discord = double;
});

function start(folder: string): Promise<BotProcess> {
  return startBotProcess({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATELINE_DATA: join(folder, "store"),
    DATELINE_MODELS: modelsPath,
    DATELINE_OFFLINE: "1",
  });
}

it("answers nobody twice, and tells everyone else with the next /sources what became of the question", async () => {
  await inTemporaryFolder(async (folder) => {
    const env = { DATELINE_DATA: join(folder, "store"), DATELINE_MODELS: modelsPath, DATELINE_OFFLINE: "1" };
    await runCli(["ingest", writeSampleArticles(folder)], { env });
    const killed = await start(folder);
    await discord.slash("ask", QUESTION, member()).message(REPLY_MS);
    // From the second answer on the edits are heard by nobody: that answer is stored and not delivered.
    const people = Array.from({ length: 30 }, () => member());
    discord.fail({ on: "edit", status: "silent", times: 60 });
    const asked = people.map((person) => discord.slash("ask", QUESTION, person));
    const isUnheard = ({ status, body }: (typeof discord.rest.requests)[number]) =>
      status === "silent" && JSON.stringify(body).includes("14 June");
    await until(
      () => asked.every(({ ackMs }) => ackMs !== null) && discord.rest.requests.some(isUnheard),
      REPLY_MS,
    );
    await new Promise((resolve) => setTimeout(resolve, NOTED_MS));
    await killed.kill();
    discord.rest.faults.clear();

    const second = await start(folder);
    const told = [];
    for (const person of people)
      told.push(textOf(await discord.slash("sources", {}, person).message(REPLY_MS)));
    expect(asked.every(({ replies }) => replies.length === 0)).toBe(true);
    const undelivered = told.filter((text) => /could not deliver your answer[\s\S]*14 June/.test(text));
    const unfinished = told.filter((text) =>
      /you asked “When will the Veldmark[^”]*”.*got no answer/.test(text),
    );
    expect(undelivered.length).toBeGreaterThan(0);
    expect(undelivered.length + unfinished.length).toBe(people.length);

    const again = discord.slash("ask", QUESTION, people[0] ?? member());
    expect(textOf(await again.message(REPLY_MS))).toMatch(/14 June/);
    expect((await second.stop()).code).toBe(0);
  });
});
