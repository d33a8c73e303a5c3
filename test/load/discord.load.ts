// The bot as a process, with real models and a real store, under load from the double: 200 questions at once, two a second, and
// SIGTERM after 200 questions at once.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { member, until } from "../bot/running-bot.js";
import { inTemporaryFolder, repositoryFolder, runCli } from "../cli/run-cli.js";
import { DiscordDouble } from "../discord/double.js";
import { type Exchange, textOf } from "../discord/exchange.js";
import { startBotProcess } from "../main/bot-process.js";
import { modelsPath } from "../models.js";
import { type Memory, memoryOf } from "./process-memory.js";

const BURST = 200;
const STEADY = { everyMs: 500, count: 60 } as const;
const ALL_MS = 600_000;
const REST_MS = 5000;
/** Discord takes no first response that comes later; the double does, so that each question is either answered or lost. */
const DISCORD_WAITS_MS = 3000;
/** A store to copy instead of the sample articles, for example one of data/store/bench. */
const STORE = process.env["DATELINE_LOAD_STORE"];

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const milliseconds = (value: number) =>
  value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

function figures(name: string, asked: readonly Exchange[], memory: Memory): string[] {
  const acks = asked.map(({ ackMs }) => ackMs ?? Number.POSITIVE_INFINITY);
  const answers = asked.map(({ lastWrittenMs }) => lastWrittenMs ?? Number.POSITIVE_INFINITY);
  const told = asked.filter(({ writes }) => writes > 1).length;
  const show = (values: readonly number[], shares: readonly number[]) =>
    shares.map((share) => milliseconds(quantile(values, share))).join(" / ");
  const late = acks.filter((ms) => ms > DISCORD_WAITS_MS).length;
  return [
    `${name}: acknowledged, p50 / p95 / max | ${show(acks, [0.5, 0.95, 1])}; later than Discord waits: ${late}`,
    `${name}: answered, p50 / p95 / last | ${show(answers, [0.5, 0.95, 1])}`,
    `${name}: told their place in the queue | ${told} of ${asked.length}`,
    `${name}: memory of bot and worker before / peak / after | ${[memory.before, memory.peak, memory.after].map(megabytes).join(" / ")}`,
  ];
}

async function questionsOf(env: Readonly<Record<string, string>>): Promise<string[]> {
  const { stdout } = await runCli(["articles", "list", "--json"], { env });
  const titles = [...stdout.matchAll(/"title":\s*("(?:[^"\\]|\\.)*")/g)].map(([, title = '""']) =>
    String(JSON.parse(title)),
  );
  return titles.map((title) => `What is reported: ${title.slice(0, 400)}?`);
}

it("carries the load", async () => {
  const double = await DiscordDouble.open();
  double.rest.firstResponseMs = ALL_MS;
  await inTemporaryFolder(async (folder) => {
    const env = {
      DATELINE_DATA: join(folder, "store"),
      DATELINE_MODELS: modelsPath,
      DATELINE_OFFLINE: "1",
      DATELINE_QUESTIONS_A_MINUTE: "0",
      DATELINE_GUILD_QUESTIONS_A_MINUTE: "0",
    };
    if (STORE === undefined) await runCli(["ingest", join(repositoryFolder, "data", "articles")], { env });
    else cpSync(STORE, env.DATELINE_DATA, { recursive: true });
    const questions = await questionsOf(env);
    const bot = await startBotProcess({
      ...env,
      DISCORD_TOKEN: double.token,
      DISCORD_API_URL: double.apiUrl,
    });
    const ask = (at: number) =>
      double.slash("ask", { question: questions[at % questions.length] ?? "" }, member());
    for (let warm = 0; warm < 5; warm += 1) await ask(warm).message(ALL_MS);

    const burst: Exchange[] = [];
    const burstMemory = await memoryOf(bot.pid, REST_MS, async () => {
      for (let at = 0; at < BURST; at += 1) burst.push(ask(at));
      await Promise.all(burst.map((each) => each.message(ALL_MS)));
    });
    const steady: Exchange[] = [];
    const steadyMemory = await memoryOf(bot.pid, REST_MS, async () => {
      for (let at = 0; at < STEADY.count; at += 1) {
        steady.push(ask(at));
        await new Promise((resolve) => setTimeout(resolve, STEADY.everyMs));
      }
      await Promise.all(steady.map((each) => each.message(ALL_MS)));
    });
    const status = await double.slash("status", {}, member()).message(ALL_MS);
    const lines = [
      ...figures(`${BURST} at once`, burst, burstMemory),
      ...figures("2 a second for 30 s", steady, steadyMemory),
    ];
    process.stdout.write(
      `\n${lines.join("\n")}\n\n${JSON.stringify(status.components).match(/[\d,]+ articles?[^"]*/)?.[0]}\n`,
    );
    expect([...burst, ...steady].every(({ visible }) => visible.length === 1)).toBe(true);
    const cut: Exchange[] = [];
    for (let at = 0; at < BURST; at += 1) cut.push(ask(at));
    await until(() => cut.every(({ ackMs }) => ackMs !== null), ALL_MS);
    const signalled = performance.now();
    const { code } = await bot.stop();
    const endedMs = performance.now() - signalled;
    const turnedAway = cut.filter(({ replies }) =>
      replies.some((message) => /restarting/.test(textOf(message))),
    );
    const silent = cut.filter(({ replies }) => replies.length === 0);
    process.stdout.write(
      `SIGTERM after ${BURST} at once: ended after | ${milliseconds(endedMs)}\n` +
        `SIGTERM after ${BURST} at once: answered / told to ask again / neither | ${cut.length - turnedAway.length - silent.length} / ${turnedAway.length} / ${silent.length}\n`,
    );
    expect(code).toBe(0);
    expect(endedMs).toBeLessThan(10_000);
  });
  await double.close();
  expect(double.violations).toEqual([]);
});
