// kill -9 in the middle of reading feeds, at random moments: no article is lost, none is there twice, and the next life goes on.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { newFeed } from "../../src/app/feeds.js";
import type { FeedRefresh } from "../../src/model/feed.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { openSite, rss, type Site } from "../ingest/feeds/site.js";
import { tempFolder } from "../store/temp-folder.js";

const FEEDS = 12;
const ITEMS = 25;
/** Every item of a feed that its neighbor has, too. */
const SHARED = 5;
const ARTICLES = FEEDS * (ITEMS - SHARED) + SHARED;
const KILLS = 8;
const child = fileURLToPath(new URL("feeds-child.mjs", import.meta.url));
const built = fileURLToPath(new URL("../../dist/src/ingest/feeds/poller.js", import.meta.url));

beforeAll(() => {
  if (!existsSync(built))
    throw new Error("The crash test runs the built program: run `npm run build` first.");
});

const textOf = (n: number) =>
  `Report ${n} says that the talks of Monday went on for ${n} hours, as an envoy told the press in the evening.`;

function serveFeeds(site: Site): void {
  for (let feed = 0; feed < FEEDS; feed += 1) {
    const items = Array.from({ length: ITEMS }, (_, at) => {
      const n = feed * (ITEMS - SHARED) + at;
      return {
        guid: `g${n}`,
        link: `/report-${n}`,
        title: `Report number ${n}`,
        text: textOf(n),
        date: "Mon, 20 Oct 2025 10:00:00 GMT",
      };
    });
    site.serveFeed(`/feed${feed}`, rss(`Paper ${feed}`, site.url("/"), items));
  }
}

/** When to kill: so long after so many lines, of which the first says that it is ready and each further one that a feed was read. */
interface Kill {
  readonly lines: number;
  readonly waitMs: number;
}

/** Runs the child; kills it, or lets it end where `kill` is null. `ranMs` counts from the first line. */
async function live(
  folder: string,
  host: string,
  kill: Kill | null,
): Promise<{ lines: string[]; done: boolean; ranMs: number }> {
  const started = spawn(process.execPath, [child, folder, host], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = new Promise((resolve) => started.once("close", resolve));
  const lines: string[] = [];
  let readyAt = 0;
  for await (const line of createInterface({ input: started.stdout })) {
    lines.push(line);
    if (lines.length === 1) readyAt = performance.now();
    if (lines.length === kill?.lines) setTimeout(() => started.kill("SIGKILL"), kill.waitMs);
  }
  const ranMs = performance.now() - readyAt;
  await closed;
  return { lines, done: lines.at(-1) === "done", ranMs };
}

/** Looks at all of what a process left; returns how many articles are there. */
async function inspect(folder: string): Promise<number> {
  const stores = await openSqliteStores(folder);
  const { articles: store, feeds } = stores;
  const headings = await store.listArticles(0, ARTICLES + 1);
  const urls = new Set<string>();
  for (const { articleId, title } of headings) {
    const article = await store.article(articleId);
    expect(article).toMatchObject({
      revision: 1,
      text: textOf(Number(title.slice("Report number ".length))),
    });
    urls.add(article?.url ?? "");
  }
  expect(urls.size, "no article is there twice").toBe(headings.length);
  const kept = new Set(headings.map(({ articleId }) => articleId));
  for (const feed of await feeds.feeds(0, FEEDS)) {
    const keys = Array.from({ length: ARTICLES }, (_, n) => `g${n}`);
    const items = await feeds.findItems(feed.feedId, { keys, urls: [], contents: [] });
    const lost = items.filter(({ articleId }) => articleId === null || !kept.has(articleId));
    expect(lost, "no item is settled without its article").toEqual([]);
    if (feed.etag !== null) expect(items, "a feed with a validator is settled whole").toHaveLength(ITEMS);
  }
  await stores.close();
  return headings.length;
}

/** A store that follows every feed and has read none. */
async function followAll(site: Site): Promise<string> {
  const folder = join(await tempFolder(), "store");
  const stores = await openSqliteStores(folder);
  for (let n = 0; n < FEEDS; n += 1) {
    await stores.feeds.add(newFeed(site.url(`/feed${n}`), "2025-10-21T00:00:00.000Z", { fullText: "never" }));
  }
  await stores.close();
  return folder;
}

it("loses nothing and doubles nothing, and the next life reads the rest", { timeout: 240_000 }, async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
  process.stderr.write(`feeds-kill: CRASH_SEED=${seed}\n`);
  const site = await openSite();
  serveFeeds(site);
  // How long this machine takes for a feed. A kill waits for lines, not only for a time: on a busy machine no two lives are as fast.
  const { ranMs: wholeMs } = await live(await followAll(site), site.host, null);
  let kills = 0;
  for (let round = 0; kills < KILLS && round < KILLS; round += 1) {
    const folder = await followAll(site);
    let kept = 0;
    let isDone = false;
    for (let life = 0; !isDone; life += 1) {
      const random = (seed * 7919 + round * 104_729 + life * 1_299_709) % 1000;
      const kill = { lines: 1 + (random % (FEEDS / 3)), waitMs: ((random / 1000) * wholeMs) / FEEDS };
      const { lines, done } = await live(folder, site.host, kills < KILLS ? kill : null);
      expect(lines.filter((line) => line.startsWith("fault"))).toEqual([]);
      const now = await inspect(folder);
      expect(now).toBeGreaterThanOrEqual(kept);
      if (!done && now > 0 && now < ARTICLES) kills += 1;
      kept = now;
      isDone = done;
    }
    expect(kept).toBe(ARTICLES);
    const last = await live(folder, site.host, null);
    const reads = last.lines
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as FeedRefresh);
    expect(reads, "nothing is due any more").toEqual([]);
  }
  expect(kills, "kills that met a read under way").toBeGreaterThanOrEqual(KILLS / 2);
});
