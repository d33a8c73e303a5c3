// A bot whose disk fills up: it answers, says what it cannot keep, waits before it reads its feeds again, and goes on once there is room.
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { writeSampleArticles } from "../app/sample-articles.js";
import { member } from "../bot/running-bot.js";
import { runCli } from "../cli/run-cli.js";
import type { DiscordDouble } from "../discord/double.js";
import { textOf } from "../discord/exchange.js";
import { openSite, rss } from "../ingest/feeds/site.js";
import { SmallDisk } from "../store/small-disk.js";
import { doubleForEach, startBotProcess } from "./bot-process.js";

vi.setConfig({ testTimeout: 300_000 }); // starts of processes, on a machine that may be busy

const disk = SmallDisk.mount(8_000_000);
afterAll(() => disk?.unmount());
const REPLY_MS = 60_000;
const TEXT =
  "The Ostmark weir was opened on Monday after two years of repairs, the water board of Ostmark said. ";

let discord: DiscordDouble;
doubleForEach((double) => {
  discord = double;
});

it.skipIf(disk === null)("answers and loses nothing", async () => {
  const site = await openSite();
  const folder = disk?.folder ?? "";
  const env = {
    ...{
      DATELINE_DATA: join(folder, "store"),
      DATELINE_MODELS: join(folder, "no-models"),
      DATELINE_OFFLINE: "1",
    },
    ...{ DATELINE_ALLOW_HOSTS: site.host, DATELINE_REFETCH: "0" },
  };
  await runCli(["ingest", "--lexical", writeSampleArticles(folder)], { env });
  const item = (n: number) => ({
    guid: `g${n}`,
    link: `/s/${n}`,
    title: `Weir ${n}`,
    date: null,
    text: TEXT.repeat(20 + n),
  });
  site.serveFeed("/feed", rss("Weir News", site.url("/"), []));
  expect(
    (await runCli(["feeds", "add", site.url("/feed"), "--full-text", "never", "--lexical"], { env })).code,
  ).toBe(0);
  const access = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const bot = await startBotProcess({ ...env, ...access });
  const ask = async (question: string) =>
    textOf(await discord.slash("ask", { question }, member()).message(REPLY_MS));
  const manager = member({ manager: true });
  const refresh = async () =>
    textOf(await discord.slash("feeds refresh", { feed: "weir" }, manager).message(REPLY_MS));

  disk?.fill();
  site.serveFeed(
    "/feed",
    rss(
      "Weir News",
      site.url("/"),
      Array.from({ length: 60 }, (_, n) => item(n)),
    ),
  );
  site.take();
  expect(await refresh()).toContain("Disk is full");
  for (let n = 0; n < 3; n += 1)
    expect(await ask("When will the Veldmark bridge reopen to cars?")).toContain("14 June");
  expect(site.take(), "read once, and not again at once").toEqual(["/feed"]);

  disk?.empty();
  expect(await refresh()).toMatch(/60 new/);
  expect(await ask("What did the water board of Ostmark say about the weir?")).toContain(
    "two years of repairs",
  );
  const { code, stderr } = await bot.stop();
  expect(code).toBe(0);
  expect(stderr).toMatch(/"event":"unsaved".*Disk is full/);
  expect(stderr).not.toMatch(/crashed/);
  const doctor = JSON.parse((await runCli(["doctor", "--json", "--lexical"], { env })).stdout);
  expect(doctor.find(({ name }: { name: string }) => name === "store").state).toBe("ok");
});
