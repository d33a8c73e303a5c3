// /feeds against the double: who may, what each subcommand says, the limits with many and hostile feeds, buttons after a restart.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newFeed } from "../../src/app/feeds.js";
import type { FeedChange, FeedRecord } from "../../src/store/ports.js";
import { dm, member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { rss } from "../ingest/feeds/site.js";
import { TEST_NOW } from "../made-articles.js";

const manager = member({ manager: true });

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
beforeEach(async () => {
  for (const { feedId } of await allFeeds()) await running.stores.feeds.remove(feedId);
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

const say = async (
  path: string,
  values: Record<string, string | number | boolean> = {},
  person = manager,
) => {
  const message = await running.double.slash(`feeds ${path}`, values, person).message();
  expect(message.ephemeral).toBe(true);
  return { message, text: textOf(message) };
};

const allFeeds = () => running.stores.feeds.feeds(0, 99);

/** Follows a feed without reading it. */
async function follow(url: string, change: FeedChange = {}): Promise<FeedRecord> {
  const feed = newFeed(url, TEST_NOW, { title: `Feed of ${new URL(url).host}` });
  await running.stores.feeds.add(feed);
  await running.stores.feeds.change(feed.feedId, change);
  return feed;
}

/** Serves a feed at a path: two reports, one without a day, one without a text. Returns its address. */
function serveFeed(path: string): string {
  const about = (what: string) =>
    `The ${what} of ${path} was opened by the harbour master on Monday morning, in heavy rain.`;
  const date = "Mon, 24 Nov 2025 08:00:00 GMT";
  const items = [
    { guid: "1", title: `Quay at ${path}`, date, text: about("quay") },
    { guid: "2", title: `Lock at ${path}`, date, text: about("lock") },
    { guid: "3", title: `Pier at ${path}`, date: null, text: about("pier") },
    { guid: "4", title: `Nothing at ${path}`, date, text: null },
  ];
  running.site.serveFeed(path, rss(`Harbour news ${path}`, running.site.url("/"), items));
  return running.site.url(path);
}

describe("/feeds without Manage Server", () => {
  it.each([
    ["a member", member()],
    ["somebody in a DM", dm()],
  ])("is refused to %s, and suggests nothing", async (_who, person) => {
    const { feedId } = await follow("https://harbour.example/feed.xml");
    for (const [path, values] of [
      ["add", { url: "https://harbour.example/feed.xml" }],
      ["list", {}],
      ["remove", { feed: feedId }],
      ["health", {}],
      ["refresh", {}],
    ] as const) {
      expect((await say(path, values, person)).text).toMatch(
        /Only members who can manage this server may add|Use this in a server that you manage/,
      );
    }
    expect(await running.double.autocomplete("feeds remove", "feed", "harbour", person).choices()).toEqual(
      [],
    );
    expect(await allFeeds()).toHaveLength(1);
  });
});

describe("/feeds for a manager", () => {
  it("adds a feed with what its first read came to, and knows it the second time", async () => {
    const url = serveFeed("/added.xml");
    const { text } = await say("add", { url, source: "Harbour Courier", full_text: true });
    expect(text).toContain("**Added**\\: Harbour news /added.xml");
    expect(text).toMatch(/4 items, 3 new, 1 rejected · next <t:\d+:R>/);
    expect(await allFeeds()).toMatchObject([{ source: "Harbour Courier", fullText: "always" }]);
    expect((await say("add", { url })).text).toContain("**Already followed**");
  });

  it("says that a feed is being read where that takes longer than anybody waits", async () => {
    const { feeds } = running.services;
    const add = feeds.add.bind(feeds);
    feeds.add = (input) => add(input, 0);
    const { text } = await say("add", { url: serveFeed("/slow.xml") });
    feeds.add = add;
    expect(text).toContain("It is being read");
  });

  it("says why there is no feed, with what to give instead", async () => {
    running.site.serve("/page", { headers: { "content-type": "text/html" }, body: "<p>No feed.</p>" });
    const { text } = await say("add", { url: running.site.url("/page") });
    expect(text).toContain("No feed at");
    expect(text).toContain("Give the address");
  });

  it("lists, pages, and finds its page again after a restart", async () => {
    expect((await say("list")).text).toContain("No feeds yet");
    for (let n = 10; n < 31; n += 1) await follow(`https://paper${n}.example/feed`);
    const { message, text } = await say("list");
    expect(text).toContain("21 feeds");
    expect(text).toContain("Page 1 of 3");
    await running.restart();
    const [more] = buttonsOf(message);
    const second = await running.double.button(more?.customId ?? "", message, manager).message();
    expect(second.id).toBe(message.id);
    expect(textOf(second)).toContain("Page 2 of 3");
    expect(buttonsOf(second).map(({ label }) => label)).toEqual(["Back", "More"]);
  });

  it("tells how a feed stands, chosen from the list or by words that fit one", async () => {
    await say("add", { url: serveFeed("/health.xml") });
    const [feed] = await allFeeds();
    const [choice] = await running.double.autocomplete("feeds health", "feed", "harbour", manager).choices();
    expect(choice).toEqual({ name: `Harbour news /health.xml · ${running.site.host}`, value: feed?.feedId });
    const { text } = await say("health", { feed: choice?.value ?? "" });
    expect(text).toContain("Last read <t:1763993100:f>");
    expect(text).toContain(`Next attempt <t:${Math.floor(Date.parse(feed?.nextAt ?? "") / 1000)}:f>`);
    expect(text).toContain("4 items seen\\: 3 new, 0 already known, 1 undated, 1 rejected");
    expect(text).toMatch(/1 × .*text/);
    expect((await say("health", { feed: "harbour" })).text).toBe(text);
    expect((await say("health", { feed: "nothing like it" })).text).toContain(
      "expected one feed, found no feed",
    );
  });

  it("shows those with a problem where no feed is named, on as many pages as it takes", async () => {
    await say("add", { url: serveFeed("/well.xml") });
    expect((await say("health")).text).toContain("All feeds are healthy");
    for (let n = 10; n < 40; n += 1)
      await follow(`https://sick${n}.example/feed`, {
        title: `**bold** @everyone [x](https://evil.example) ${"long ".repeat(60)}`,
        problem: `<@1> answered 503 ${"and again ".repeat(80)}`,
        failures: n,
        state: n % 2 === 0 ? "gone" : "active",
      });
    const { message, text } = await say("health");
    expect(text).toContain("30 feeds with a problem");
    expect(text).toContain("\\@everyone");
    const next = buttonsOf(message).find(({ label }) => label.startsWith("Page 2 of"));
    expect(next).toBeDefined();
    const second = await running.double.button(next?.customId ?? "", message, manager).message();
    expect(textOf(second)).not.toBe(text);
  });

  it("reads one feed or all, and removes one", async () => {
    const { feedId } = await follow(serveFeed("/one.xml"));
    await follow(serveFeed("/two.xml"));
    expect((await say("refresh", { feed: feedId })).text).toContain("1 feed read, 3 new articles");
    expect((await say("refresh")).text).toContain("2 feeds read, 3 new articles");
    expect((await say("remove", { feed: feedId })).text).toContain("Articles already read from it stay");
    expect(await allFeeds()).toHaveLength(1);
    expect((await say("remove", { feed: feedId })).text).toContain("No such feed");
  });
});
