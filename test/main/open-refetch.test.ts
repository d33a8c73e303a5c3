// A page that changes after it was quoted, through the services that a command has: store, threads, fetcher and clock of the bot.
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../src/main/config.js";
import { type Dateline, openDateline } from "../../src/main/open-dateline.js";
import { renderStatusText } from "../../src/render/terminal.js";
import { inTemporaryFolder } from "../cli/run-cli.js";
import { openSite } from "../ingest/feeds/site.js";

const START = Date.parse("2025-06-14T09:00:00.000Z");
const story = (
  toll: string,
) => `<!DOCTYPE html><html lang="en"><head><title>Veldmark bridge reopens</title></head><body><article>
<h1>Veldmark bridge reopens</h1><time datetime="2025-06-14T08:00:00Z">14 June</time>
<p>The Veldmark bridge reopened to cars on Saturday, the city council of Veldmark said, three months after cracks were found in its cables.</p>
<p>The toll for a car on the Veldmark bridge is ${toll} crowns, the council said.</p>
<p>The first car over it was driven by the inspector who had closed it in March.</p></article></body></html>`;
const OLD = story("eleven").replaceAll("2025-06-14", "2025-05-31");

it("becomes revision 2, /sources says which sentence changed, and a restart keeps the schedule", {
  timeout: 60_000,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    let [nowMs, toll] = [START, "twelve"];
    const site = await openSite();
    const html = (body: string) => ({ headers: { "content-type": "text/html; charset=utf-8" }, body });
    site.serve("/bridge", () => html(story(toll)));
    site.serve("/old", html(OLD));
    const config = parseConfig({ DATELINE_DATA: join(folder, "store"), DATELINE_ALLOW_HOSTS: site.host });
    const now = () => new Date(nowMs).toISOString();
    const open = () => openDateline(config, { models: "needed", lexicalOnly: true, threads: true, now });
    const after = async ({ refetcher }: Dateline, minutes: number) => {
      nowMs += minutes * 60_000;
      return (await refetcher?.runDue())?.map(({ outcome }) => outcome);
    };
    const place = { guildId: null, channelId: "c", userId: "u" };

    const first = await open();
    await first.services.articles.addPage({ url: site.url("/bridge"), source: "Harbour Courier" });
    await first.services.articles.addPage({ url: site.url("/old") });
    const answer = await first.services.questions.ask({
      ...{ question: "What is the toll for a car on the Veldmark bridge?", source: "Harbour Courier" },
      ...{ place, visibility: "public" },
    });
    expect(answer).toMatchObject({ kind: "answered" });
    const status = await first.services.status.read();
    expect(status.refetches).toEqual({ waiting: 1, nextAt: "2025-06-14T09:20:00.000Z" });
    const shown = renderStatusText(status, { color: false, width: 80, now: now() });
    expect(shown).toContain("1 recent article to be checked again, the next in 20 minutes");
    await first.close();

    site.take();
    const second = await open();
    onTestFinished(() => second.close());
    expect((await second.services.status.read()).refetches).toEqual(status.refetches);
    expect(await after(second, 19)).toEqual([]);
    toll = "fourteen";
    expect(await after(second, 11)).toEqual(["revised"]);
    const [entry] = (await second.services.answers.sources(place))?.entries ?? [];
    expect(entry).toMatchObject({ state: "changed", newestRevision: 2 });
    expect(entry?.citation).toMatchObject({ source: "Harbour Courier" });
    const tolls = {
      kind: "changed",
      revision: 2,
      now: "The toll for a car on the Veldmark bridge is fourteen crowns, the council said.",
    };
    expect(entry?.changes).toContainEqual(expect.objectContaining(tolls));
    const history = await second.services.articles.history(entry?.citation.articleId ?? "", null);
    expect(history.revisions.map(({ fields }) => fields)).toEqual([[], []]);
    expect(site.take()).toEqual(["/robots.txt", "/bridge"]);
    for (let days = 0; days < 15; days += 1) await after(second, 24 * 60);
    expect(site.take()).not.toContain("/old");
    expect((await second.services.status.read()).refetches).toEqual({ waiting: 0, nextAt: null });
  });
});
