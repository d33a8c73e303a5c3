// The poller by itself: what is due is read, new feeds are found, faults are told and postponed, an end in the middle loses nothing.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { newFeed } from "../../../src/app/feeds.js";
import { FeedPoller } from "../../../src/ingest/feeds/poller.js";
import { DEFAULT_PACE } from "../../../src/ingest/feeds/schedule.js";
import { DatelineError } from "../../../src/model/errors.js";
import { SqliteFeedStore } from "../../../src/store/sqlite/feeds.js";
import { until } from "../../bot/running-bot.js";
import { connectInMemory } from "../../store/temp-folder.js";
import { openFeeds } from "./open-feeds.js";
import { openSite, rss } from "./site.js";

const items = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const n = from + at;
    return {
      guid: `g${n}`,
      link: `/story-${n}`,
      title: `Story number ${n}`,
      date: "Mon, 20 Oct 2025 01:00:00 GMT",
      text: `Story ${n} tells at some length what the town council said on Monday about the market hall number ${n}.`,
    };
  });

it("reads what is due, what becomes due and what is added meanwhile, and nothing twice", async () => {
  const [site, setup] = [await openSite(), await openFeeds()];
  for (let n = 0; n < 20; n += 1) {
    site.serveFeed(`/feed${n}`, rss(`Paper ${n}`, site.url("/"), items(n * 10, 3)));
    if (n < 12) await setup.follow(site.url(`/feed${n}`), { fullText: "never" });
  }
  setup.poller.start();
  await until(() => setup.refreshes.length === 12);
  for (let n = 12; n < 20; n += 1) await setup.follow(site.url(`/feed${n}`), { fullText: "never" });
  await until(() => setup.refreshes.length === 20);
  await sleep(100);
  expect(site.take()).toHaveLength(20);
  expect((await setup.store.counts()).articles).toBe(60);
  setup.pass(24 * 60);
  await until(() => setup.refreshes.length === 40);
  expect(setup.refreshes.slice(20).every(({ outcome }) => outcome === "not-modified")).toBe(true);
  expect(setup.faults).toEqual([]);
});

it("ends in the middle of a feed without losing what is stored, and goes on where it was", async () => {
  const [site, setup] = [await openSite(), await openFeeds()];
  site.serveFeed("/feed", rss("Paper", site.url("/"), items(0, 200)));
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  const reading = setup.read(feed);
  await until(() => site.asked.length > 0);
  while ((await setup.store.counts()).articles === 0) await sleep(1);
  await setup.poller.stop();
  const report = await reading;
  const { articles } = await setup.store.counts();
  expect(report).toMatchObject({ outcome: "stopped", added: articles });
  expect(articles).toBeLessThan(200);
  expect(await setup.feeds.feed(feed.feedId)).toMatchObject({ nextAt: feed.nextAt, etag: null });
  const { feeds, store, parts } = setup;
  const again = await new FeedPoller(parts).refresh((await feeds.feed(feed.feedId)) ?? feed);
  expect(again).toMatchObject({ outcome: "read", added: 200 - articles, same: 0 });
  expect(await store.counts()).toMatchObject({ articles: 200, revisions: 200 });
});

it("tells a fault, makes it the feed's problem, leaves that feed alone for a while, and reads the others", async () => {
  const [site, setup] = [await openSite(), await openFeeds()];
  for (const n of [1, 2]) {
    site.serveFeed(`/feed${n}`, rss(`Paper ${n}`, site.url("/"), items(n * 10, 3)));
    await setup.follow(site.url(`/feed${n}`), { fullText: "never" });
  }
  const faults: unknown[] = [];
  const { feeds, store, fetcher, reader, ingest, now } = setup;
  let isFailing = true;
  const failing: typeof ingest.ingestArticles = async (articles) => {
    if (isFailing && articles.some(({ title }) => title.includes("number 10"))) {
      throw new DatelineError("worker-failed", "The worker failed: it is a test");
    }
    return ingest.ingestArticles(articles);
  };
  const poller = new FeedPoller({
    ...{
      feeds,
      processes: setup.processes,
      articles: store,
      fetcher,
      reader,
      now,
      random: () => 0,
      pace: DEFAULT_PACE,
      lookEveryMs: 10,
    },
    ingest: { ingestArticles: failing },
    onFault: (error) => faults.push(error),
  });
  poller.start();
  await until(() => faults.length > 0);
  await sleep(200);
  expect(faults).toHaveLength(1);
  expect((await store.counts()).articles).toBe(3);
  const [one] = await feeds.feeds(0, 1);
  expect(one).toMatchObject({ title: null, problem: "The worker failed: it is a test" });
  isFailing = false;
  setup.pass(6);
  let read = 0;
  for (let n = 0; n < 200 && read < 6; n += 1) {
    await sleep(10);
    read = (await store.counts()).articles;
  }
  await poller.stop();
  expect(read).toBe(6);
});

it("does not ask a server again and again while the store cannot note anything", async () => {
  const [site, setup] = [await openSite(), await openFeeds()];
  site.serveFeed("/feed", rss("Paper", site.url("/"), items(0, 3)));
  const feeds = new (class extends SqliteFeedStore {
    override change(): Promise<boolean> {
      return Promise.reject(new DatelineError("store-busy", "Store is locked"));
    }
  })(connectInMemory());
  await feeds.add(newFeed(site.url("/feed"), setup.now(), { fullText: "never" }));
  const faults: unknown[] = [];
  const poller = new FeedPoller({
    ...setup.parts,
    ...{ feeds, random: () => 0, lookEveryMs: 5, onFault: (error: unknown) => faults.push(error) },
  });
  poller.start();
  await until(() => faults.length === 2);
  await sleep(200);
  await poller.stop();
  expect(site.take()).toEqual(["/feed"]);
  expect(faults).toHaveLength(2);
});

it("waits twice as long after each fault of our own, an hour at most", async () => {
  const [site, setup] = [await openSite(), await openFeeds()];
  site.serveFeed("/feed", rss("Paper", site.url("/"), items(0, 3)));
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  const full = new DatelineError("store-broken", "Disk is full");
  const ingest = { ingestArticles: () => Promise.reject(full) };
  const poller = new FeedPoller({ ...setup.parts, ingest, random: () => 0, onFault: () => undefined });
  const waits: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { nextAt, problem } = await poller.refresh(feed);
    expect(problem).toContain("Disk is full");
    waits.push((Date.parse(nextAt) - Date.parse(setup.now())) / 60_000);
  }
  expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
});
