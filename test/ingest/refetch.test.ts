// Pages fetched again over real parts: SQLite, ingest by words, HTTP on loopback; the clock stands still until it is moved.
import { describe, expect, it, onTestFinished } from "vitest";
import { approximateTokenCounter } from "../../src/embed/embedder.js";
import { createIngest } from "../../src/ingest/ingest.js";
import { readInput } from "../../src/ingest/read-input.js";
import { Refetcher, rememberPage } from "../../src/ingest/refetch.js";
import { openFeeds, START } from "./feeds/open-feeds.js";
import { openSite, page, rss, type Served, type Site } from "./feeds/site.js";

const HEAD = `<meta property="article:published_time" content="${START}">`;
const BODY = [
  "The ferry to Ravn will run at night again from Monday, the harbour office said on Wednesday.",
  "It had been taken off in spring, when two of its engines failed within a week, and buses ran in its place.",
  "A night crossing takes fifty minutes, and a ticket costs twelve crowns for an adult.",
];
const story = (paragraphs: readonly string[] = BODY, head = HEAD): Served => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: page("Night ferry to Ravn is back", paragraphs, head),
});

async function open() {
  const setup = await openFeeds();
  const { store, refetches, processes, fetcher, now } = setup;
  const faults: unknown[] = [];
  const memory = { articles: store, refetches, now };
  const ingest = createIngest({
    ...{ store, embedder: null, tokens: approximateTokenCounter, index: null, now, fetcher },
    onPage: (...told) => rememberPage(...told, memory),
  });
  const options = { ...memory, processes, fetcher, ingest, read: readInput, lookEveryMs: 5 };
  const refetcher = new Refetcher({ ...options, onFault: (error) => void faults.push(error) });
  const site = await openSite();
  onTestFinished(async () => {
    await refetcher.stop();
    expect(faults).toEqual([]);
  });
  const add = async (path: string) => {
    const [row] = (await ingest.ingestFiles([site.url(path)])).rows;
    site.take();
    return row?.articleId ?? "";
  };
  /** Moves the clock and fetches what is due. */
  const later = async (minutes: number) => {
    setup.pass(minutes);
    return (await refetcher.runDue()).map(({ outcome }) => outcome);
  };
  const text = async (articleId: string) => (await store.article(articleId))?.text.split("\n\n");
  return { ...setup, refetcher, options, ingest, site, add, later, text };
}

/** Serves a story with an ETag and answers 304 to it. */
function serveTagged(site: Site, path: string, etag: string): void {
  site.serve(path, ({ headers }) =>
    headers["if-none-match"] === etag
      ? { status: 304, headers: { etag } }
      : { ...story(), headers: { ...story().headers, etag } },
  );
}

describe("a page", () => {
  it("that changed becomes a revision at the next fetch, and is asked more often again", async () => {
    const { site, add, later, store, text, refetches } = await open();
    site.serve("/a", story());
    const articleId = await add("/a");
    expect(await later(19)).toEqual([]);
    expect(await later(2)).toEqual(["unchanged"]);
    const changed = [BODY[0] ?? "", BODY[1] ?? "", "A ticket costs fourteen crowns for an adult."];
    site.serve("/a", story(changed));
    expect(await later(20)).toEqual(["revised"]);
    expect(await text(articleId)).toEqual(changed);
    expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2 });
    expect((await refetches.record(articleId))?.history.map(({ changed: is }) => is)).toEqual([false, true]);
    expect(site.take()).toEqual(["/a", "/a"]);
  });

  it("is asked on condition, and 304 changes nothing", async () => {
    const { site, add, later, store } = await open();
    serveTagged(site, "/a", '"one"');
    await add("/a");
    expect(await later(20)).toEqual(["unchanged"]);
    expect(await later(20)).toEqual(["unchanged"]);
    expect(site.asked.map(({ headers }) => headers["if-none-match"])).toEqual(['"one"', '"one"']);
    expect(await store.counts()).toMatchObject({ revisions: 1 });
  });

  it("of an article of 14 days or more is never asked", async () => {
    const { site, add, later, refetches, now } = await open();
    const old = new Date(Date.parse(START) - 14 * 86_400_000).toISOString();
    site.serve("/old", story(BODY, `<meta property="article:published_time" content="${old}">`));
    site.serve("/young", story());
    await add("/old");
    await add("/young");
    expect((await refetches.summary(now())).waiting).toBe(1);
    for (let hours = 0; hours < 24 * 15; hours += 1) await later(60);
    expect(site.take().every((path) => path === "/young")).toBe(true);
    expect((await refetches.summary(now())).waiting).toBe(0);
  });

  it.each([404, 410])("that answers %d is recorded as gone and left alone", async (status) => {
    const { site, add, later, store, refetches, now } = await open();
    site.serve("/a", story());
    const articleId = await add("/a");
    site.serve("/a", { status });
    expect(await later(20)).toEqual(["gone"]);
    expect(await later(600)).toEqual([]);
    expect(await refetches.record(articleId)).toMatchObject({
      state: "gone",
      problem: expect.stringMatching(`${status}`),
    });
    expect(await refetches.summary(now())).toMatchObject({ waiting: 0, gone: 1 });
    expect(await store.article(articleId)).not.toBeNull();
  });

  it("that asks for patience gets it", async () => {
    const { site, add, later } = await open();
    site.serve("/a", story());
    await add("/a");
    site.serve("/a", { status: 503, headers: { "retry-after": "7200" } });
    expect(await later(20)).toEqual(["later"]);
    expect(await later(119)).toEqual([]);
    site.serve("/a", story());
    expect(await later(2)).toEqual(["unchanged"]);
  });

  it.each([
    ["an error page", { ...story(["Page not found."], ""), status: 200 }],
    ["a stub", story(["The ferry to Ravn will run at night again from Monday."])],
    ["a list", story([], "")],
  ])("that became %s leaves the article as it was", async (_, served) => {
    const { site, add, later, store, text } = await open();
    site.serve("/a", story());
    const articleId = await add("/a");
    site.serve("/a", served);
    expect(await later(20)).toEqual(["unread"]);
    expect(await text(articleId)).toEqual(BODY);
    expect(await store.counts()).toMatchObject({ revisions: 1 });
  });

  it("that was withdrawn with a word of correction is a revision, however short", async () => {
    const { site, add, later, text } = await open();
    const more = Array.from(
      { length: 8 },
      (_, n) => `Voice ${n} of the harbour had long asked for it. ${BODY[1]}`,
    );
    site.serve("/a", story([...BODY, ...more]));
    const articleId = await add("/a");
    const notes = [
      "Correction: An earlier version of this article said that the night ferry to Ravn is back, which it is not.",
      "The harbour office says that buses go on running until further notice, and that tickets are refunded.",
    ];
    site.serve("/a", story(notes));
    expect(await later(20)).toEqual(["revised"]);
    expect(await text(articleId)).toEqual(notes);
  });

  it("whose stamp of updating moves without another text is unchanged", async () => {
    const { site, add, later, store } = await open();
    const stamped = (minute: string) =>
      story(BODY, `${HEAD}<meta property="article:modified_time" content="2025-10-22T12:${minute}:00Z">`);
    site.serve("/a", stamped("01"));
    await add("/a");
    site.serve("/a", stamped("25"));
    expect(await later(30)).toEqual(["unchanged"]);
    expect(await store.counts()).toMatchObject({ revisions: 1 });
  });

  it("is forgotten with its article", async () => {
    const { site, add, later, store, refetches, now } = await open();
    site.serve("/a", story());
    await store.remove(await add("/a"));
    expect(await later(20)).toEqual(["forgotten"]);
    expect((await refetches.summary(now())).waiting).toBe(0);
  });
});

describe("many pages", () => {
  it("are asked six a minute of one host, and the rest in the next minutes", async () => {
    const { site, add, later } = await open();
    for (let n = 0; n < 10; n += 1) {
      site.serve(`/${n}`, { ...story([...BODY, `This is report number ${n} of the day.`]) });
      await add(`/${n}`);
    }
    expect(await later(20)).toHaveLength(6);
    expect(await later(0.5)).toHaveLength(0);
    expect(await later(0.5)).toHaveLength(4);
  });

  it("are fetched by themselves once started, and stopping ends that", async () => {
    const { site, add, pass, refetcher, store } = await open();
    site.serve("/a", story());
    await add("/a");
    refetcher.start();
    site.serve("/a", story([...BODY, "The mayor was the first on board."]));
    pass(20);
    await expect.poll(async () => (await store.counts()).revisions, { timeout: 30_000 }).toBe(2);
    await refetcher.stop();
    pass(60);
    site.take();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(site.take()).toEqual([]);
  });

  it("that meet a fault are put off, and the others go on", async () => {
    const { site, add, pass, options, refetches } = await open();
    for (const path of ["/a", "/b"]) site.serve(path, story([...BODY, `Filed under ${path}, as ever.`]));
    const [broken, fine] = [await add("/a"), await add("/b")];
    const failing = (id: string) =>
      id === broken ? Promise.reject(new Error("away")) : options.articles.article(id);
    const faults: unknown[] = [];
    const refetcher = new Refetcher({
      ...{ ...options, articles: { article: failing } },
      onFault: (error) => void faults.push(error),
    });
    pass(20);
    const done = await refetcher.runDue();
    expect(done.map(({ articleId, outcome }) => [articleId, outcome]).sort()).toEqual(
      [
        [broken, "failed"],
        [fine, "unchanged"],
      ].sort(),
    );
    expect(faults).toHaveLength(1);
    expect((await refetches.record(broken))?.nextAt).toBe("2025-10-22T12:30:00.000Z");
  });
});

describe("a page behind the item of a feed", () => {
  it("is fetched by its own age, and what the feed made us fetch counts", async () => {
    const setup = await open();
    const { site, feeds, processes, store, fetcher, reader, ingest, now, refetches, later } = setup;
    const { FeedPoller } = await import("../../src/ingest/feeds/poller.js");
    const { DEFAULT_PACE } = await import("../../src/ingest/feeds/schedule.js");
    const parts = {
      feeds,
      processes,
      articles: store,
      fetcher,
      reader,
      ingest,
      now,
      random: () => 0.5,
      pace: DEFAULT_PACE,
    };
    const poller = new FeedPoller({
      ...parts,
      onPage: (...told) => rememberPage(...told, { articles: store, refetches, now }),
    });
    const item = {
      guid: "g1",
      link: site.url("/a"),
      title: "Night ferry to Ravn is back",
      text: BODY[0] ?? "",
    };
    site.serve("/a", story());
    site.serve("/feed", {
      body: rss("Paper", site.url("/"), [{ ...item, date: "Wed, 22 Oct 2025 12:00:00 GMT" }]),
    });
    const feed = await setup.follow(site.url("/feed"));
    expect(await poller.refresh(feed)).toMatchObject({ added: 1 });
    const [heading] = await store.listArticles(0, 1);
    const articleId = heading?.articleId ?? "";
    expect(await refetches.record(articleId)).toMatchObject({
      history: [],
      nextAt: "2025-10-22T12:20:00.000Z",
    });
    expect(await later(20)).toEqual(["unchanged"]);
    // The feed tells of a change ten minutes later: its read counts as a fetch, and the next is 20 minutes after it.
    setup.pass(10);
    site.serve("/a", story([...BODY, "The mayor was the first on board."]));
    site.serve("/feed", {
      body: rss("Paper", site.url("/"), [{ ...item, date: "Wed, 22 Oct 2025 12:25:00 GMT" }]),
    });
    expect(await poller.refresh(feed)).toMatchObject({ revised: 1 });
    expect(await refetches.record(articleId)).toMatchObject({ nextAt: "2025-10-22T12:50:00.000Z" });
    site.take();
    expect(await later(19)).toEqual([]);
    expect(await later(1)).toEqual(["unchanged"]);
    expect(site.take()).toEqual(["/a"]);
    expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2 });
  });
});
