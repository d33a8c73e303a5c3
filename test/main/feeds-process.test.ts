// A feed of the sample storylines on loopback, added with /feeds add in the double, and a question answered from it within one read.
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { readSamples } from "../../src/cli/read.js";
import { member } from "../bot/running-bot.js";
import { inTemporaryFolder, repositoryFolder, runCli, startBot } from "../cli/run-cli.js";
import type { DiscordDouble } from "../discord/double.js";
import { textOf } from "../discord/exchange.js";
import { openSite, page, rss, type Site } from "../ingest/feeds/site.js";
import { modelsPath } from "../models.js";
import { doubleForEach } from "./bot-process.js";

vi.setConfig({ testTimeout: 240_000 }); // a start with both models and some 200 passages, on a machine that may be busy

const REPLY_MS = 90_000;
let discord: DiscordDouble;
doubleForEach((double) => {
  discord = double;
});

/** The samples as a paper would give them: a feed of one-line descriptions, the stories on pages of their own. */
async function serveSamples(site: Site): Promise<number> {
  const samples = await readSamples(join(repositoryFolder, "data/articles"), new Date().toISOString());
  const items = samples.map(({ articleId, title, text, publishedAt }) => {
    const head = `<meta property="article:published_time" content="${publishedAt}"><meta property="og:site_name" content="Dateline Samples">`;
    const body = page(title, text.split("\n\n"), head);
    site.serve(`/story/${articleId}`, { headers: { "content-type": "text/html; charset=utf-8" }, body });
    const date = publishedAt === null ? null : new Date(publishedAt).toUTCString();
    return {
      guid: articleId,
      link: `/story/${articleId}`,
      title: title.replaceAll("&", "&amp;"),
      date,
      text: `${title.replaceAll("&", "&amp;")}. Read more`,
    };
  });
  site.serveFeed("/feed.xml", rss("Dateline Samples", site.url("/"), items));
  const link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">';
  site.serve("/", {
    headers: { "content-type": "text/html" },
    body: page("Dateline Samples", ["News that is not new."], link),
  });
  return samples.length;
}

it("answers from a feed within one read of it, and reads nothing twice after a restart", async () => {
  const site = await openSite();
  const count = await serveSamples(site);
  await inTemporaryFolder(async (folder) => {
    const env = {
      ...{
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        DATELINE_DATA: join(folder, "store"),
      },
      ...{ DATELINE_MODELS: modelsPath, DATELINE_OFFLINE: "1", DATELINE_ALLOW_HOSTS: site.host },
    };
    const manager = member({ manager: true });
    const bot = await startBot(env);
    const added = textOf(await discord.slash("feeds add", { url: site.url("/") }, manager).message(REPLY_MS));
    expect(added).toContain("**Added**\\: Dateline Samples");
    let health = "";
    for (let n = 0; n < 60 && !health.includes(`${count} items seen`); n += 1) {
      health = textOf(await discord.slash("feeds health", { feed: "samples" }, manager).message(REPLY_MS));
      if (!health.includes(`${count} items seen`)) await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    expect(health).toContain(`${count} items seen\\: ${count} new`);
    const asked = discord.slash("ask", { question: "Is a Trump–Putin summit scheduled?" }, member());
    const answer = await asked.message(REPLY_MS);
    expect(textOf(answer)).toMatch(
      /> (?:\*\*)?No summit between Donald Trump and Vladimir Putin is scheduled/,
    );
    expect(textOf(answer)).toContain("**Dateline Samples**");
    expect(JSON.stringify(answer.components)).toContain(`${site.url("/story/")}`);
    const status = textOf(await discord.slash("status", {}, manager).message(REPLY_MS));
    expect(status).toMatch(/([1-9]\d*) embeddings, \1 of them in the index/);
    const pages = site.asked.map(({ path }) => path).filter((path) => path.startsWith("/story/"));
    expect(pages.length, "each page once").toBe(count);
    expect((await bot.stop()).code).toBe(0);
    site.take();
    const refreshed = await runCli(["feeds", "refresh", "--json"], { env });
    expect(JSON.parse(refreshed.stdout)).toMatchObject({ finished: [{ outcome: "not-modified", added: 0 }] });
    expect(site.take()).toEqual(["/feed.xml"]);
  });
});
