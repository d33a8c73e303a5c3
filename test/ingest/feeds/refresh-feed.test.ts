// Reads of feeds from a site on loopback into a real store: what is new, known, changed, moved, gone; and when to come again.
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { FeedPoller } from "../../../src/ingest/feeds/poller.js";
import { DEFAULT_PACE } from "../../../src/ingest/feeds/schedule.js";
import { DatelineError } from "../../../src/model/errors.js";
import { openFeeds, START } from "./open-feeds.js";
import { openSite, page, rss } from "./site.js";

const text = (n: number) =>
  `Report ${n} tells that the ferry to island number ${n} was late on Monday, as the harbour office said in its log.`;
const item = (n: number, over: object = {}) => ({
  guid: `g${n}`,
  link: `/story-${n}`,
  title: `Ferry number ${n} is late`,
  date: `Mon, 20 Oct 2025 ${String(n % 24).padStart(2, "0")}:00:00 GMT`,
  text: text(n),
  ...over,
});
const minutesFromStart = (instant: string | undefined) =>
  (Date.parse(instant ?? "") - Date.parse(START)) / 60_000;

it("reads a feed once and asks on condition from then on", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serveFeed("/feed", rss("Harbour Courier", site.url("/"), [item(2), item(1)]));
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  expect(await setup.read(feed)).toMatchObject({
    outcome: "read",
    items: 2,
    added: 2,
    title: "Harbour Courier",
  });
  expect(await setup.read(feed)).toMatchObject({ outcome: "not-modified", items: 0, added: 0 });
  expect(site.asked.map(({ headers }) => headers["if-none-match"] !== undefined)).toEqual([false, true]);
  const [newest] = await setup.store.listArticles(0, 9);
  expect(newest).toMatchObject({
    title: "Ferry number 2 is late",
    source: "Harbour Courier",
    publishedAt: "2025-10-20T02:00:00.000Z",
  });
  expect(await setup.store.article(newest?.articleId ?? "")).toMatchObject({
    url: site.url("/story-2"),
    text: text(2),
    dates: [{ field: "publishedAt", from: "feed", raw: "Mon, 20 Oct 2025 02:00:00 GMT" }],
  });
});

it("follows a feed that its server sends as a compressed file", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const body = gzipSync(rss("Harbour Courier", site.url("/"), [item(2), item(1)]));
  site.serve("/feed.xml.gz", { headers: { "content-type": "application/gzip" }, body });
  const feed = await setup.follow(site.url("/feed.xml.gz"), { fullText: "never" });
  expect(await setup.read(feed)).toMatchObject({ outcome: "read", added: 2, title: "Harbour Courier" });
});

it("knows items again by guid, URL and content, never by date, and leaves out what it has", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const serve = (...items: object[]) => site.serve("/feed", { body: rss("H", site.url("/"), items) });
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  serve(item(1), item(2));
  expect(await setup.read(feed)).toMatchObject({ added: 2 });
  serve(item(3, { date: "Sat, 04 Jan 2020 10:00:00 GMT" }), item(1), item(2));
  expect(await setup.read(feed), "an old date is no reason").toMatchObject({ added: 1, same: 0 });
  serve(item(1, { guid: "other" }), item(2, { link: "/story-2?utm_source=rss" }));
  expect(await setup.read(feed), "the same URL under another guid").toMatchObject({
    added: 0,
    revised: 0,
    same: 1,
  });
  serve(item(4, { link: undefined, guid: undefined }), item(1, { link: "/elsewhere", guid: "moved" }));
  expect(await setup.read(feed), "the same text under another URL").toMatchObject({ added: 1, same: 1 });
  expect((await setup.store.counts()).articles).toBe(4);
  expect(await setup.feeds.counts(feed.feedId)).toMatchObject({ seen: 6, added: 4, same: 2, rejected: 0 });
});

it("stores an item of two feeds once, although nobody recorded that the first was read", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serveFeed("/feed", rss("Harbour Courier", site.url("/"), [item(1)]));
  site.serveFeed("/other", rss("Island Post", site.url("/"), [item(1), item(2)]));
  const first = await setup.follow(site.url("/feed"), { fullText: "never" });
  expect(await setup.read(first)).toMatchObject({ added: 1 });
  await setup.feeds.remove(first.feedId); // its items go; the article stays, as after a kill in between
  const other = await setup.follow(site.url("/other"), { fullText: "never" });
  expect(await setup.read(other)).toMatchObject({ added: 1, revised: 0, same: 1 });
  expect(await setup.store.counts()).toMatchObject({ articles: 2, revisions: 2 });
  const sources = (await setup.store.listArticles(0, 9)).map(({ title, source }) => [title, source]);
  expect(sources).toContainEqual(["Ferry number 1 is late", "Harbour Courier"]);
});

it("stores an item of two feeds once, also when they are read at the same time", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const items = Array.from({ length: 30 }, (_, n) => item(n));
  site.serveFeed("/one", rss("One", site.url("/"), items));
  site.serveFeed("/two", rss("Two", site.url("/"), items));
  const [one, two] = [
    await setup.follow(site.url("/one"), { fullText: "never" }),
    await setup.follow(site.url("/two"), { fullText: "never" }),
  ];
  const reads = await Promise.all([setup.read(one), setup.read(two)]);
  expect(reads.reduce((sum, { added }) => sum + added, 0)).toBe(30);
  expect(reads.reduce((sum, { same }) => sum + same, 0)).toBe(30);
  expect(await setup.store.counts()).toMatchObject({ articles: 30, revisions: 30 });
});

it("takes an address that a feed gives again, with another guid and text, for the next state of its article", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const newer = item(1, { guid: "newer", text: `${text(1)} It came at noon.` });
  site.serve("/feed", { body: rss("H", site.url("/"), [newer, item(1)]) });
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  expect(await setup.read(feed), "both at once").toMatchObject({ added: 1, revised: 1 });
  site.serve("/feed", {
    body: rss("H", site.url("/"), [item(1, { guid: "newest", text: `${text(1)} It sank.` }), newer, item(1)]),
  });
  expect(await setup.read(feed), "one later").toMatchObject({ added: 0, revised: 1 });
  expect(await setup.read(feed), "and no more after that").toMatchObject({ added: 0, revised: 0, same: 0 });
  const other = await setup.follow(site.url("/other"), { fullText: "never" });
  site.serve("/other", {
    body: rss("O", site.url("/"), [item(1, { text: `${text(1)} Says another paper.` })]),
  });
  expect(await setup.read(other), "another feed has its own words for it").toMatchObject({
    added: 0,
    revised: 0,
    same: 1,
  });
  expect(await setup.store.counts()).toMatchObject({ articles: 1, revisions: 3 });
});

it("makes a revision of a changed item, and an item stays its article although its URL changes", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  site.serve("/feed", { body: rss("H", site.url("/"), [item(1)]) });
  await setup.read(feed);
  const [first] = await setup.store.listArticles(0, 1);
  site.serve("/feed", {
    body: rss("H", site.url("/"), [item(1, { text: `${text(1)} It came at noon.`, link: "/story-one" })]),
  });
  expect(await setup.read(feed)).toMatchObject({ added: 0, revised: 1 });
  expect(await setup.store.article(first?.articleId ?? "")).toMatchObject({
    revision: 2,
    url: site.url("/story-one"),
  });
  expect((await setup.store.counts()).articles).toBe(1);
  expect(await setup.read(feed)).toMatchObject({ added: 0, revised: 0, same: 0 });
});

it("reads the page behind a short item, completes it from the feed, and asks for it once", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const paragraphs = [1, 2, 3].map(
    (n) => `${text(n)} It was the ${n}th time in this month, which nobody at the pier could explain.`,
  );
  site.serve("/story-1", {
    headers: { "content-type": "text/html" },
    body: page("Ferry number 1 is late again", paragraphs),
  });
  site.serve("/feed", { body: rss("Harbour Courier", site.url("/"), [item(1)]) });
  const feed = await setup.follow(site.url("/feed"));
  expect(await setup.read(feed)).toMatchObject({ added: 1, undated: 0 });
  const [heading] = await setup.store.listArticles(0, 1);
  expect(await setup.store.article(heading?.articleId ?? "")).toMatchObject({
    title: "Ferry number 1 is late again",
    text: paragraphs.join("\n\n"),
    source: "Harbour Courier",
    publishedAt: "2025-10-20T01:00:00.000Z",
    url: site.url("/story-1"),
  });
  await setup.read(feed);
  expect(site.take().filter((path) => path === "/story-1")).toHaveLength(1);
});

it("keeps the brief where the page cannot be had, tries the page at three reads, and revises once it comes", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serveFeed("/feed", rss("H", site.url("/"), [item(1), item(2, { text: null })]));
  site.serve("/story-1", { status: 503 });
  site.serve("/story-2", { status: 404 });
  const feed = await setup.follow(site.url("/feed"));
  expect(await setup.read(feed)).toMatchObject({ outcome: "read", added: 1, rejected: 1 });
  expect((await setup.feeds.counts(feed.feedId)).reasons[0]?.reason).toMatch(
    /^no text besides its title; its page was not read: .*404/,
  );
  site.serve("/story-1", {
    headers: { "content-type": "text/html" },
    body: page("Ferry number 1 is late", [text(1), text(5), text(6)]),
  });
  expect(await setup.read(feed), "read whole again, for the page").toMatchObject({
    outcome: "read",
    added: 0,
    revised: 1,
  });
  expect(await setup.read(feed)).toMatchObject({ outcome: "not-modified" });
  expect((await setup.store.counts()).articles).toBe(1);
  site.take();
});

it("stops trying a page after three reads", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serveFeed("/feed", rss("H", site.url("/"), [item(1)]));
  site.serve("/story-1", { status: 500 });
  const feed = await setup.follow(site.url("/feed"));
  const outcomes = [];
  for (let n = 0; n < 5; n += 1) outcomes.push((await setup.read(feed)).outcome);
  expect(outcomes).toEqual(["read", "read", "read", "not-modified", "not-modified"]);
  expect(site.take().filter((path) => path === "/story-1")).toHaveLength(3);
});

it("never lets a brief take the place of the article that was read whole", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const whole = JSON.stringify({
    title: "Ferry",
    url: site.url("/story-1"),
    text: [1, 2, 3, 4].map(text).join("\n\n"),
  });
  await setup.ingest.ingestInput({ name: "a.json", bytes: new TextEncoder().encode(whole) });
  site.serve("/feed", { body: rss("H", site.url("/"), [item(1)]) });
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  expect(await setup.read(feed)).toMatchObject({ added: 0, revised: 0, same: 1 });
  expect((await setup.store.counts()).revisions).toBe(1);
});

it("keeps a permanent redirect, not a temporary one, and never takes another feed's address", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serveFeed("/new", rss("H", site.url("/"), [item(1)]));
  site.serve("/for-good", { status: 301, headers: { location: "/new" } });
  site.serve("/for-now", { status: 302, headers: { location: "/new" } });
  const [moved, passing] = [
    await setup.follow(site.url("/for-good")),
    await setup.follow(site.url("/for-now")),
  ];
  await setup.read(moved);
  await setup.read(passing);
  expect((await setup.feeds.feed(moved.feedId))?.url).toBe(site.url("/new"));
  expect((await setup.feeds.feed(passing.feedId))?.url).toBe(site.url("/for-now"));
  const late = await setup.follow(site.url("/late"));
  site.serve("/late", { status: 308, headers: { location: "/new" } });
  expect((await setup.read(late)).outcome).toBe("read");
  expect((await setup.feeds.feed(late.feedId))?.url).toBe(site.url("/late"));
});

it("leaves a feed alone that is gone, until someone asks for it", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serve("/feed", { status: 410 });
  const feed = await setup.follow(site.url("/feed"));
  expect(await setup.read(feed)).toMatchObject({ outcome: "gone", problem: expect.stringContaining("410") });
  setup.pass(100_000);
  expect(await setup.feeds.takeDue(setup.now(), 9)).toEqual([]);
  site.serveFeed("/feed", rss("H", site.url("/"), [item(1)]));
  expect(await setup.read(feed)).toMatchObject({ outcome: "read", added: 1 });
  expect(await setup.feeds.feed(feed.feedId)).toMatchObject({ state: "active", problem: null });
});

it("waits as long as the server asks, else longer with each failure, and forgets it with the first success", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const feed = await setup.follow(site.url("/feed"));
  site.serve("/feed", { status: 429, headers: { "retry-after": "7200" } });
  expect(minutesFromStart((await setup.read(feed)).nextAt)).toBe(120);
  site.serve("/feed", { status: 503 });
  const waits = [];
  for (let n = 0; n < 9; n += 1) waits.push(minutesFromStart((await setup.read(feed)).nextAt));
  expect(waits).toEqual([7.5, 15, 30, 60, 120, 240, 480, 540, 540]);
  site.serve("/feed", { body: "<html>not a feed</html>" });
  expect(await setup.read(feed)).toMatchObject({
    outcome: "failed",
    problem: expect.stringContaining("not a feed"),
  });
  expect((await setup.feeds.feed(feed.feedId))?.failures).toBe(11);
  site.serveFeed("/feed", rss("H", site.url("/"), [item(1)]));
  await setup.read(feed);
  expect(await setup.feeds.feed(feed.feedId)).toMatchObject({
    failures: 0,
    problem: null,
    succeededAt: START,
  });
});

it("tells what is broken in a feed that could be read", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  site.serve("/feed", { body: rss("H", site.url("/"), [item(1), item(2)]).slice(0, -120) });
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  expect(await setup.read(feed)).toMatchObject({
    outcome: "read",
    added: 1,
    problem: expect.stringContaining("broken XML"),
  });
});

it("takes date and author from the feed where an item is a title only and its page does not say", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const paragraphs = [1, 2, 3].map(text);
  site.serve("/story-1", {
    headers: { "content-type": "text/html" },
    body: page("Ferry number 1 is late", paragraphs, '<meta property="og:site_name" content="Another Name">'),
  });
  site.serve("/feed", { body: rss("H", site.url("/"), [item(1, { text: null })]) });
  const feed = await setup.follow(site.url("/feed"), { source: "The Paper" });
  expect(await setup.read(feed)).toMatchObject({ added: 1, undated: 0, rejected: 0 });
  const [heading] = await setup.store.listArticles(0, 1);
  expect(await setup.store.article(heading?.articleId ?? "")).toMatchObject({
    text: paragraphs.join("\n\n"),
    publishedAt: "2025-10-20T01:00:00.000Z",
    source: "The Paper",
  });
});

it("keeps the brief where the page kills its reader, and reads the rest of the feed", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  for (const n of [1, 2]) {
    site.serve(`/story-${n}`, {
      headers: { "content-type": "text/html" },
      body: page("Ferry", [1, 2, 3].map(text)),
    });
  }
  site.serve("/feed", { body: rss("H", site.url("/"), [item(1), item(2)]) });
  const { feeds, processes, store, fetcher, reader, ingest, now } = setup;
  const dying: typeof reader.page = (document) =>
    document.address.endsWith("1")
      ? Promise.reject(new DatelineError("read-unreadable", "Cannot read it: its reader failed"))
      : reader.page(document);
  const parts = {
    feeds,
    processes,
    articles: store,
    fetcher,
    ingest,
    now,
    random: () => 0.5,
    pace: DEFAULT_PACE,
  };
  const poller = new FeedPoller({ ...parts, reader: { ...reader, page: dying } });
  const feed = await setup.follow(site.url("/feed"));
  expect(await poller.refresh(feed)).toMatchObject({ outcome: "read", added: 2, rejected: 0 });
  const texts = (await store.listArticles(0, 9)).map(({ articleId }) => store.article(articleId));
  expect(
    (await Promise.all(texts)).map((article) => article?.text.length).sort((a = 0, b = 0) => a - b),
  ).toEqual([text(1).length, [1, 2, 3].map(text).join("\n\n").length]);
});

it("stores every article of a page that holds several, and the new ones when the item changes", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const entry = (n: number) => ({
    title: `Entry ${n}`,
    url: site.url(`/live/${n}`),
    text: text(n),
    publishedAt: "2025-10-20",
  });
  const serve = (...entries: object[]) =>
    site.serve("/story-1", {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(entries),
    });
  const feed = await setup.follow(site.url("/feed"));
  serve(entry(2), entry(1));
  site.serve("/feed", { body: rss("H", site.url("/"), [item(1)]) });
  expect(await setup.read(feed)).toMatchObject({ items: 1, added: 2, rejected: 0 });
  serve(entry(3), entry(2), entry(1));
  site.serve("/feed", {
    body: rss("H", site.url("/"), [item(1, { date: "Mon, 20 Oct 2025 20:00:00 GMT" })]),
  });
  expect(await setup.read(feed)).toMatchObject({ added: 1, revised: 0 });
  expect(await setup.store.counts()).toMatchObject({ articles: 3, revisions: 3 });
});

it("forgets items that left the feed 90 days ago, and doubles none that comes back", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const serve = (...items: object[]) => site.serve("/feed", { body: rss("H", site.url("/"), items) });
  const feed = await setup.follow(site.url("/feed"), { fullText: "never" });
  const kept = async () => {
    const keys = ["g1", "g2", "g3"];
    const found = await setup.feeds.findItems(feed.feedId, { keys, urls: [], contents: [] });
    return found.map(({ key }) => key).sort();
  };
  serve(item(1), item(2, { link: undefined }));
  await setup.read(feed);
  setup.pass(89 * 24 * 60);
  serve(item(3));
  await setup.read(feed);
  expect(await kept()).toEqual(["g1", "g2", "g3"]);
  setup.pass(2 * 24 * 60);
  site.serve("/feed", { body: rss("H", site.url("/"), [item(3)]).slice(0, -20) });
  await setup.read(feed);
  expect(await kept(), "a broken feed says nothing of what it holds").toHaveLength(3);
  serve(item(3));
  await setup.read(feed);
  expect(await kept()).toEqual(["g3"]);
  expect(await setup.feeds.counts(feed.feedId)).toMatchObject({ seen: 3, added: 3 });
  serve(item(3), item(1), item(2, { link: undefined }));
  expect(await setup.read(feed)).toMatchObject({ added: 0, revised: 0, same: 2 });
  expect(await setup.store.counts()).toMatchObject({ articles: 3, revisions: 3 });
});
