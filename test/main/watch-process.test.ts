// A watch in the bot as a process: real models, real store, the double of Discord; articles come from another process, once while it is down.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeSampleArticles } from "../app/sample-articles.js";
import { member, until } from "../bot/running-bot.js";
import { inTemporaryFolder, runCli, startBot } from "../cli/run-cli.js";
import type { DiscordDouble } from "../discord/double.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { modelsPath } from "../models.js";
import { doubleForEach } from "./bot-process.js";

vi.setConfig({ testTimeout: 600_000 }); // two starts with both models, and twice the 20 s after which it is quiet

const REPLY_MS = 90_000;
let discord: DiscordDouble;
doubleForEach((double) => {
  discord = double;
});

const june = (text: string) =>
  `${text}\n\nRepairs cost 12 million crowns, the city council of Veldmark said on Monday.`;

it("tells once of a change, not of a copy, and of what came while it was down", async () => {
  await inTemporaryFolder(async (folder) => {
    const env = {
      ...{
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        DATELINE_DATA: join(folder, "store"),
      },
      ...{ DATELINE_MODELS: modelsPath, DATELINE_OFFLINE: "1" },
    };
    const ingest = async (name: string, article: object) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(article));
      const { stdout } = await runCli(["ingest", file], { env });
      expect(stdout).toMatch(/^(added|revised)/m);
    };
    await runCli(["ingest", writeSampleArticles(folder)], { env });
    const bot = await startBot(env);
    const person = member();
    const asked = discord.slash("ask", { question: "When will the Veldmark bridge reopen to cars?" }, person);
    const answer = await asked.message(REPLY_MS);
    expect(textOf(answer)).toMatch(/14 June/);
    const sources = buttonsOf(answer).find(({ customId }) => customId.startsWith("dl:sources:"));
    const watch = sources?.customId.replace("dl:sources:", "dl:watch:") ?? "";
    const watched = await discord.button(watch, answer, person).message(REPLY_MS);
    expect(textOf(watched)).toContain("I will tell you when this changes");

    const reopening =
      "The Veldmark bridge will reopen to cars on 14 June, three months after cracks were found in its cables.";
    const copy = {
      title: "Bridge back in a month",
      text: june(reopening),
      source: "Delta Mail",
      publishedAt: "2025-05-13",
    };
    await ingest("copy", copy);
    const change =
      "The reopening of the Veldmark bridge to cars has been postponed to 28 June, the city council said.";
    await ingest("change", {
      title: "Bridge stays closed",
      text: `${change}\n\nThe ferries go on running.`,
      source: "Harbour Courier",
      publishedAt: "2025-06-02",
    });
    const messages = () => discord.rest.messages.in(person.userId);
    await until(() => messages().length > 0, 240_000);
    const told = textOf(messages()[0] ?? { components: [] });
    expect(told).toContain("There is a newer report");
    expect(told).toMatch(/> .*postponed to 28 June/);
    expect(told).toMatch(/What I told you before[\s\S]*14 June/);
    const [first] = buttonsOf(messages()[0] ?? { components: [] });
    const shown = await discord
      .button(first?.customId ?? "", messages()[0] ?? answer, person)
      .message(REPLY_MS);
    expect(textOf(shown)).toContain("Bridge stays closed");
    const listed = await runCli(["watches", "list", "--json"], { env });
    expect(JSON.parse(listed.stdout)).toMatchObject({
      servers: [{ questions: 1, topics: 0 }],
      watches: [{ kind: "question" }],
    });
    expect(listed.stdout).not.toContain("Veldmark");
    expect((await bot.stop()).code).toBe(0);

    const off =
      "The reopening of the Veldmark bridge to cars on 28 June has been called off, the mayor said on Friday.";
    await ingest("off", {
      title: "Bridge closed until further notice",
      text: `${off}\n\nA second cable broke.`,
      source: "Lowland Post",
      publishedAt: "2025-06-20",
    });
    const again = await startBot(env);
    await until(() => messages().length > 1, 240_000);
    expect(textOf(messages()[1] ?? { components: [] })).toMatch(/> .*called off/);
    const run = await again.stop();
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/"event":"watches","arrivals":\d+,"asked":1,"changes":1/);
    expect(run.stderr).not.toContain("Veldmark");
    expect(messages()).toHaveLength(2);
    const ids = JSON.parse(listed.stdout).watches.map(({ watchId }: { watchId: string }) => watchId);
    expect((await runCli(["watches", "list", "--questions"], { env })).stdout).toMatch(
      /until .*last sent .*When will the Veldmark bridge/,
    );
    expect((await runCli(["watches", "remove", ...ids], { env })).stdout).toBe(`removed ${ids[0]}\n`);
    expect((await runCli(["watches", "remove", ...ids], { env })).code).toBe(1);
    expect((await runCli(["watches", "list"], { env })).stdout).toBe("There are no watches.\n");
  });
});
