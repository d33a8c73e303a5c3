// Adding, finding and looking after feeds, over a site on loopback; lists of feeds in and out.
import { describe, expect, it } from "vitest";
import { typedAddress } from "../../src/ingest/feeds/find-feed.js";
import { readOpml, writeOpml } from "../../src/read/feeds/opml.js";
import { openFeeds, START } from "../ingest/feeds/open-feeds.js";
import { openSite, page, rss } from "../ingest/feeds/site.js";

const items = [1, 2, 3].map((n) => ({
  guid: `g${n}`,
  link: `/story-${n}`,
  title: `Story number ${n}`,
  date: `Mon, 20 Oct 2025 0${n}:00:00 GMT`,
  text: `Story ${n} tells at some length what the town council said on Monday about the market hall number ${n}.`,
}));
const links = (...all: string[]) => all.map((link) => `<link rel="alternate" ${link}>`).join("");

describe("adding a feed", () => {
  it("reads it at once and tells how it stands", async () => {
    const [site, { service, store }] = [await openSite(), await openFeeds()];
    site.serveFeed("/feed", rss("Town Paper", site.url("/"), items));
    const { isNew, feed, refresh } = await service.add(
      { url: site.url("/feed"), source: "The Paper", fullText: "never" },
      5_000,
    );
    expect({ isNew, refresh }).toMatchObject({
      isNew: true,
      refresh: { outcome: "read", items: 3, added: 3 },
    });
    expect(feed).toMatchObject({
      title: "Town Paper",
      siteUrl: site.url("/"),
      succeededAt: START,
      counts: { seen: 3, added: 3 },
    });
    expect((await store.listArticles(0, 9)).map(({ source }) => source)).toEqual(Array(3).fill("The Paper"));
    expect(await service.add({ url: site.url("/feed") }, 5_000)).toMatchObject({
      isNew: false,
      refresh: null,
    });
    expect(await service.list(0, 10)).toMatchObject({ total: 1, items: [{ feedId: feed.feedId }] });
    expect(await service.suggest("town", 5)).toMatchObject([{ feedId: feed.feedId }]);
    expect(await service.suggest("village", 5)).toEqual([]);
  });

  it("finds the feed of a page, its main feed before the one of comments, past one that is broken", async () => {
    const [site, { service }] = [await openSite(), await openFeeds()];
    const head = links(
      'type="application/rss+xml" title="Comments" href="/comments/feed"',
      'type="application/rss+xml" href="/broken"',
      'type="text/css" href="/style.css"',
      'type="application/json" href="/wp-json/oembed"',
      'type="application/atom+xml; charset=utf-8" href="feed?utm_source=page"',
    );
    site.serve("/news/", {
      headers: { "content-type": "text/html" },
      body: page("Town", ["Hello."], `<base href="/x/">${head}`),
    });
    site.serve("/broken", { body: "<html></html>" });
    site.serveFeed("/comments/feed", rss("Comments", site.url("/"), []));
    site.serveFeed("/x/feed?utm_source=page", rss("Main", site.url("/"), items));
    const { feed } = await service.add({ url: site.url("/news/"), fullText: "never" }, 5_000);
    expect(feed).toMatchObject({ title: "Main", url: site.url("/x/feed?utm_source=page") });
    expect(await service.add({ url: site.url("/news/") }, 5_000), "through the page again").toMatchObject({
      isNew: false,
    });
  });

  it("keeps the address after a permanent redirect", async () => {
    const [site, { service }] = [await openSite(), await openFeeds()];
    site.serve("/old", { status: 301, headers: { location: "/new" } });
    site.serveFeed("/new", rss("Moved", site.url("/"), items));
    expect((await service.add({ url: site.url("/old"), fullText: "never" }, 5_000)).feed.url).toBe(
      site.url("/new"),
    );
  });

  it.each([
    ["a page without a feed", { body: page("P", ["x"]) }, /not a feed/],
    ["an error", { status: 404 }, /404/],
    ["a picture", { body: new Uint8Array([0x89, 0x50, 0, 0]) }, /neither text nor a feed|not a feed/],
    [
      "a page whose feed cannot be read",
      { body: page("P", ["x"], links('type="application/rss+xml" href="/nothing"')) },
      /links to 1 feeds?, none/,
    ],
  ])("says why there is none: %s", async (_name, served, reason) => {
    const [site, { service, feeds }] = [await openSite(), await openFeeds()];
    site.serve("/here", served);
    await expect(service.add({ url: site.url("/here") }, 5_000)).rejects.toMatchObject({
      code: "feed-unusable",
      message: expect.stringMatching(reason),
      hint: expect.any(String),
    });
    expect(await feeds.count()).toBe(0);
  });

  it("takes addresses as people type them", () => {
    expect(typedAddress(" example.org/feed ")).toBe("https://example.org/feed");
    expect(typedAddress("example.org:8080/feed")).toBe("https://example.org:8080/feed");
    expect(typedAddress("feed:https://example.org/")).toBe("https://example.org/");
    expect(typedAddress("feed://example.org/")).toBe("http://example.org/");
    for (const typed of [
      "",
      "ftp://example.org/",
      "javascript:alert(1)",
      "file:///etc/passwd",
      "not an address",
    ]) {
      expect(() => typedAddress(typed), typed).toThrow(/Not an address/);
    }
  });
});

describe("looking after feeds", () => {
  it("reads all that are asked for, and does not wait longer than asked", async () => {
    const [site, { service, follow, feeds }] = [await openSite(), await openFeeds()];
    for (const n of [1, 2, 3]) {
      site.serveFeed(`/feed${n}`, rss(`Paper ${n}`, site.url("/"), items));
      await follow(site.url(`/feed${n}`), { fullText: "never" });
    }
    expect(await service.refresh(null, 0)).toEqual({ finished: [], waiting: 3 });
    const { finished, waiting } = await service.refresh(null, 10_000);
    expect([finished.length, waiting]).toEqual([3, 0]);
    expect(await feeds.count()).toBe(3);
    await expect(service.refresh("f".repeat(12), 0)).rejects.toMatchObject({ code: "feed-unknown" });
  });

  it("removes a feed and leaves its articles", async () => {
    const [site, { service, store }] = [await openSite(), await openFeeds()];
    site.serveFeed("/feed", rss("Town Paper", site.url("/"), items));
    const { feed } = await service.add({ url: site.url("/feed"), fullText: "never" }, 5_000);
    expect(await service.remove(feed.feedId)).toMatchObject({ title: "Town Paper" });
    await expect(service.health(feed.feedId)).rejects.toMatchObject({
      code: "feed-unknown",
      hint: expect.any(String),
    });
    expect((await store.counts()).articles).toBe(3);
  });
});

describe("OPML", () => {
  it("gives back what it was given, whatever the titles hold", () => {
    const feeds = [
      { url: "https://a.example/feed?x=1&y=2", title: 'A & "B" <c> \u0007', siteUrl: null },
      { url: "https://b.example/feed", title: null, siteUrl: "https://b.example/" },
    ];
    const { feeds: read, notes } = readOpml("a.opml", writeOpml(feeds, START));
    expect(notes).toEqual([]);
    expect(read).toEqual([
      { ...feeds[0], title: 'A & "B" <c>' },
      { ...feeds[1], title: "https://b.example/feed" },
    ]);
  });

  it("reads folders, each address once, and what is broken as far as it goes", () => {
    const text = `<opml version="1.0"><head><title>x</title></head><body>
      <outline text="News"><outline text="One" type="rss" xmlUrl="https://one.example/feed" htmlUrl="https://one.example/"/>
      <outline title="Deep"><outline text="Two" xmlURL=" https://two.example/feed "/></outline></outline>
      <outline text="One again" xmlUrl="https://one.example/feed"/><outline text="no feed"/><outline xmlUrl="javascript:alert(1)"/>
      <outline text="Three" xmlUrl="https://three.example/feed">`;
    const { feeds, notes } = readOpml("a.opml", text);
    expect(feeds.map(({ url }) => url)).toEqual([
      "https://one.example/feed",
      "https://two.example/feed",
      "https://three.example/feed",
    ]);
    expect(notes).toHaveLength(4);
    expect(() => readOpml("a.opml", "<rss/>")).toThrow(/not a list of feeds/);
  });
});
