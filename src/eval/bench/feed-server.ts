// A separate process that serves made-up feeds on loopback, so that it does not count in the bench's thread time and memory.
// It is idle otherwise, so that /stall reports how long this machine keeps any process waiting: in ms, since the last time it was asked.
// usage: node feed-server.js FEEDS ITEMS HOSTS; prints its ports as one line of JSON and serves feed N at /feed/N until its stdin ends.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { MINUTE_MS } from "../../model/time.js";
import { seededRandom } from "../statistics.js";

const [feeds = 0, items = 0, hosts = 1] = process.argv.slice(2).map(Number);

/** Enough different words that no two items are alike. */
const WORDS =
  `council harbour bridge minister market engine winter report island ferry river school talks price grain copper
  storm border village union court budget health station signal forest museum camera doctor farmer editor writer tower valley`
    .split(/\s+/)
    .filter(Boolean);
const WORDS_PER_ITEM = 45; // a teaser of two or three sentences

function itemOf(feed: number, item: number): string {
  const n = feed * items + item;
  const random = seededRandom(n + 1);
  const words = Array.from({ length: WORDS_PER_ITEM }, () => WORDS[Math.floor(random() * WORDS.length)]);
  const text = `The ${words.slice(0, 15).join(" ")} number ${n} was told on Monday. A ${words.slice(15, 30).join(" ")} followed, officials said. The ${words.slice(30).join(" ")} goes on.`;
  const date = new Date(Date.UTC(2025, 9, 20) + n * MINUTE_MS).toUTCString();
  return `<item><guid isPermaLink="false">item-${n}</guid><title>Report ${n}: ${words.slice(0, 6).join(" ")}</title><link>/story/${n}</link><pubDate>${date}</pubDate><description>&lt;p&gt;${text}&lt;/p&gt;</description></item>`;
}

function feedOf(feed: number): string {
  const all = Array.from({ length: items }, (_, item) => itemOf(feed, item)).join("\n");
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Made-up paper ${feed}</title><link>/</link>${all}</channel></rss>`;
}

const RESOLUTION_MS = 10;
const waiting = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
waiting.enable();

function takeStall(): string {
  const [p99, max] = [waiting.percentile(99), waiting.max].map((ns) => Math.max(0, ns / 1e6 - RESOLUTION_MS));
  waiting.reset();
  return JSON.stringify({ p99, max });
}

const servers = Array.from({ length: hosts }, () =>
  createServer((request, reply) => {
    const feed = Number(/^\/feed\/(\d+)$/.exec(request.url ?? "")?.[1] ?? feeds);
    const etag = `"feed-${feed}"`;
    if (request.url === "/stall") reply.end(takeStall());
    else if (feed >= feeds) reply.writeHead(404).end();
    else if (request.headers["if-none-match"] === etag) reply.writeHead(304, { etag }).end();
    else
      reply.writeHead(200, { "content-type": "application/rss+xml; charset=utf-8", etag }).end(feedOf(feed));
  }),
);
await Promise.all(
  servers.map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
);
process.stdout.write(`${JSON.stringify(servers.map((server) => (server.address() as AddressInfo).port))}\n`);
process.stdin.resume().on("end", () => process.exit(0));
