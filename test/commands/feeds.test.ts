// /feeds against the double: who may, what each subcommand says, the limits with many and hostile feeds, buttons after a restart.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dm, member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { fakeFeed } from "../fakes-feeds.js";

const URL = "https://harbour.example/feed.xml";
const manager = member({ manager: true });

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
beforeEach(() => running.store.feeds.clear());
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

describe("/feeds without Manage Server", () => {
  it.each([
    ["a member", member()],
    ["somebody in a DM", dm()],
  ])("is refused to %s, and suggests nothing", async (_who, person) => {
    running.store.feeds.set("0".repeat(12), fakeFeed(URL, { feedId: "0".repeat(12) }));
    for (const [path, values] of [
      ["add", { url: URL }],
      ["list", {}],
      ["remove", { feed: "0".repeat(12) }],
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
    expect(running.store.feeds.size).toBe(1);
  });
});

describe("/feeds for a manager", () => {
  it("adds a feed with what its first read came to, and knows it the second time", async () => {
    const { text } = await say("add", { url: URL, source: "Harbour Courier", full_text: true });
    expect(text).toContain("**Added**\\: Feed of harbour.example");
    expect(text).toContain("20 items, 17 new, 2 already known, 1 rejected · next <t:1763994000:R>");
    expect([...running.store.feeds.values()]).toMatchObject([
      { source: "Harbour Courier", fullText: "always" },
    ]);
    expect((await say("add", { url: URL })).text).toContain("**Already followed**");
    expect((await say("add", { url: "https://slow.example/" })).text).toContain("It is being read");
  });

  it("says why there is no feed, with what to give instead", async () => {
    const { text } = await say("add", { url: "https://none.example/" });
    expect(text).toContain("No feed at");
    expect(text).toContain("Give a feed.");
  });

  it("lists, pages, and finds its page again after a restart", async () => {
    expect((await say("list")).text).toContain("No feeds yet");
    for (let n = 10; n < 31; n += 1) {
      const feed = fakeFeed(`https://paper${n}.example/feed`);
      running.store.feeds.set(feed.feedId, feed);
    }
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
    await say("add", { url: URL });
    const [choice] = await running.double.autocomplete("feeds health", "feed", "harbour", manager).choices();
    expect(choice).toEqual({
      name: "Feed of harbour.example · harbour.example",
      value: fakeFeed(URL).feedId,
    });
    const { text } = await say("health", { feed: choice?.value ?? "" });
    expect(text).toContain("Last read <t:1763993100:f>");
    expect(text).toContain("Next attempt <t:1763994000:f>");
    expect(text).toContain("20 items seen\\: 17 new, 2 already known, 3 undated, 1 rejected");
    expect(text).toContain("1 × no text beside its title");
    expect((await say("health", { feed: "harbour" })).text).toBe(text);
    expect((await say("health", { feed: "nothing like it" })).text).toContain(
      "expected one feed, found no feed",
    );
  });

  it("shows those with a problem where no feed is named, on as many pages as it takes", async () => {
    await say("add", { url: URL });
    expect((await say("health")).text).toContain("All feeds are healthy");
    for (let n = 10; n < 40; n += 1) {
      const feed = fakeFeed(`https://sick${n}.example/feed`, {
        title: `**bold** @everyone [x](https://evil.example) ${"long ".repeat(60)}`,
        problem: `<@1> answered 503 ${"and again ".repeat(80)}`,
        failures: n,
        ...(n % 2 === 0 ? { state: "gone" as const } : {}),
      });
      running.store.feeds.set(feed.feedId, feed);
    }
    const { message, text } = await say("health");
    expect(text).toContain("30 feeds with a problem");
    expect(text).toContain("\\@everyone");
    const next = buttonsOf(message).find(({ label }) => label.startsWith("Page 2 of"));
    expect(next).toBeDefined();
    const second = await running.double.button(next?.customId ?? "", message, manager).message();
    expect(textOf(second)).not.toBe(text);
    expect((await say("refresh")).text).toContain("and 19 more feeds");
  });

  it("reads one feed or all, and removes one", async () => {
    await say("add", { url: URL });
    await say("add", { url: "https://other.example/" });
    expect((await say("refresh", { feed: fakeFeed(URL).feedId })).text).toContain(
      "1 feed read, 17 new articles",
    );
    expect((await say("refresh")).text).toContain("2 feeds read, 34 new articles");
    expect((await say("remove", { feed: fakeFeed(URL).feedId })).text).toContain(
      "Articles already read from it stay",
    );
    expect(running.store.feeds.size).toBe(1);
    expect((await say("remove", { feed: fakeFeed(URL).feedId })).text).toContain("No such feed");
  });
});
