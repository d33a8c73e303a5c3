// Reads many made-up feeds from loopback with the bot’s own parts, twice: first all new, then all unchanged.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { newFeed } from "../../app/feeds.js";
import { DatelineError } from "../../model/errors.js";
import type { FeedRefresh } from "../../model/feed.js";
import { HOUR_MS, MINUTE_MS } from "../../model/time.js";
import type { EvalProgress } from "../pipeline.js";
import { mean, quantile } from "../statistics.js";
import type { BenchParts, FeedBench, Figure } from "./parts.js";
import {
  memoryWhile,
  type PeakMemory,
  type Responsiveness,
  untilNotReset,
  watchWhile,
} from "./process-watch.js";

/** Servers that the feeds are spread over, since each host has one connection. */
const HOSTS = 50;
/** A round that takes longer is stuck. */
const MAX_ROUND_MS = HOUR_MS;

export interface SoakSize {
  readonly feeds: number;
  readonly itemsPerFeed: number;
  readonly lexicalOnly: boolean;
}

/** One round over all feeds. */
interface SoakRound {
  readonly seconds: number;
  readonly refreshes: readonly FeedRefresh[];
  readonly responsiveness: Responsiveness;
  readonly peak: PeakMemory;
  /** How long the machine delayed an idle process meanwhile, in ms. */
  readonly idleStall: { readonly p99: number; readonly max: number };
  /** Resident bytes of this process when the round began. */
  readonly restingBytes: number;
}

export interface FeedSoak extends SoakSize {
  readonly articles: number;
  readonly revisions: number;
  readonly fresh: SoakRound;
  readonly unchanged: SoakRound;
}

/** Runs both rounds over an empty store that is thrown away, or over that of `storeFolder`, from which all is removed again. @throws DatelineError bench-invalid if a feed cannot be read */
export async function measureFeeds(
  size: SoakSize,
  openFeeds: NonNullable<BenchParts["openFeeds"]>,
  onProgress: (event: EvalProgress) => void,
  storeFolder: string | null = null,
): Promise<FeedSoak> {
  const folder = storeFolder ?? (await mkdtemp(join(tmpdir(), "dateline-feeds-")));
  const server = await serveFeeds(size);
  const watching = new Watch(size, onProgress);
  const hosts = server.ports.map((port) => `127.0.0.1:${port}`);
  const { lexicalOnly } = size;
  const bench = await openFeeds({
    folder,
    hosts,
    lexicalOnly,
    onRefresh: (refresh) => watching.take(refresh),
  });
  const before = { ...(await bench.articles.counts()), arrival: await bench.arrivals.newest() };
  try {
    const now = new Date(0).toISOString();
    for (let n = 0; n < size.feeds; n += 1) {
      await bench.feeds.add(newFeed(`http://${hosts[n % HOSTS]}/feed/${n}`, now, { fullText: "never" }));
    }
    const fresh = await runRound(bench, watching, server, "Reading new feeds");
    for (const { feedId } of await bench.feeds.feeds(0, size.feeds))
      await bench.feeds.change(feedId, { nextAt: now });
    const unchanged = await runRound(bench, watching, server, "Reading unchanged feeds");
    const { articles, revisions } = await bench.articles.counts();
    const stored = { articles: articles - before.articles, revisions: revisions - before.revisions };
    return { ...size, ...stored, fresh, unchanged };
  } finally {
    if (storeFolder !== null) await removeSince(bench, before.arrival);
    await bench.close();
    server.end();
    if (storeFolder === null) await rm(folder, { recursive: true, force: true });
  }
}

async function removeSince({ articles, arrivals, feeds }: FeedBench, arrival: number): Promise<void> {
  for (const { feedId } of await feeds.feeds(0, await feeds.count())) await feeds.remove(feedId);
  for (const { articleId } of await arrivals.after(arrival, Number.MAX_SAFE_INTEGER))
    if ((await articles.article(articleId)) !== null) await articles.remove(articleId);
}

async function runRound(
  { poller }: FeedBench,
  watching: Watch,
  { stall }: FeedServer,
  label: string,
): Promise<SoakRound> {
  const done = watching.begin(label);
  const restingBytes = process.memoryUsage.rss();
  await stall();
  const started = performance.now();
  const { result, peak } = await memoryWhile(() =>
    watchWhile(async () => {
      poller.start();
      poller.wake();
      return done;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const { result: refreshes, responsiveness } = result;
  return { seconds, refreshes, responsiveness, peak, restingBytes, idleStall: await stall() };
}

/** Collects the reads of a round until every feed was read once. */
class Watch {
  readonly #size: SoakSize;
  readonly #onProgress: (event: EvalProgress) => void;
  #label = "";
  #refreshes: FeedRefresh[] = [];
  #resolve: (refreshes: readonly FeedRefresh[]) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(size: SoakSize, onProgress: (event: EvalProgress) => void) {
    this.#size = size;
    this.#onProgress = onProgress;
  }

  begin(label: string): Promise<readonly FeedRefresh[]> {
    this.#label = label;
    this.#refreshes = [];
    const done = new Promise<readonly FeedRefresh[]>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      const late = `Feeds: a round of ${this.#size.feeds} takes longer than ${MAX_ROUND_MS / MINUTE_MS} minutes`;
      setTimeout(() => reject(new DatelineError("bench-invalid", late)), MAX_ROUND_MS).unref();
    });
    done.catch(() => undefined); // a feed may fail before anyone waits for the round
    return done;
  }

  take(refresh: FeedRefresh): void {
    if (refresh.outcome !== "read" && refresh.outcome !== "not-modified") {
      this.#reject(
        new DatelineError("bench-invalid", `Feed: ${refresh.url}: ${refresh.outcome}: ${refresh.problem}`),
      );
    }
    this.#refreshes.push(refresh);
    const [done, total] = [this.#refreshes.length, this.#size.feeds];
    this.#onProgress({ label: this.#label, done, total, unit: "feeds" });
    if (done === total) this.#resolve(this.#refreshes);
  }
}

interface FeedServer {
  readonly ports: readonly number[];
  /** How long the machine delayed the server, which is nearly idle, since the last call. */
  readonly stall: () => Promise<SoakRound["idleStall"]>;
  readonly end: () => void;
}

async function serveFeeds({ feeds, itemsPerFeed }: SoakSize): Promise<FeedServer> {
  const script = import.meta.url.endsWith(".ts")
    ? "../../../dist/src/eval/bench/feed-server.js"
    : "./feed-server.js";
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...[feeds, itemsPerFeed, HOSTS].map(String)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const ports = JSON.parse(line) as number[];
    const stall = () =>
      untilNotReset(async () => {
        const headers = { connection: "close" };
        const reply = await fetch(`http://127.0.0.1:${ports[0]}/stall`, { headers });
        return (await reply.json()) as SoakRound["idleStall"];
      });
    child.stdin.on("error", () => undefined); // the server may have ended already
    return { ports, stall, end: () => void child.stdin.end() };
  }
  throw new DatelineError("bench-invalid", "Feeds: the server of made-up feeds ended before it began", {
    hint: "Run `npm run build`.",
  });
}

/** Longest time that the thread which answers Discord may stall, in ms. */
const MAX_STALL_MS = 100;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** The figures of both rounds; a lost or doubled article counts as a missed target. */
export function feedFigures(soak: FeedSoak): Figure[] {
  const { feeds, itemsPerFeed, lexicalOnly, articles, revisions, fresh, unchanged } = soak;
  const items = feeds * itemsPerFeed;
  const way = lexicalOnly ? "words only" : "with the embedder";
  const plain = (name: string, value: string): Figure => ({
    name: `${name}, ${way}`,
    value,
    aim: "",
    met: null,
  });
  const { storing, ...parts } = timesOf(fresh);
  return [
    plain(
      `feeds: ${feeds} feeds, ${items} new items, end to end`,
      `${(items / fresh.seconds).toFixed(0)} items/s`,
    ),
    plain(
      "feeds: a feed: fetch, read (p50), store (mean)",
      `${parts.fetch.toFixed(0)} / ${parts.read.toFixed(0)} / ${parts.store.toFixed(0)} ms`,
    ),
    plain("feeds: part of the time in which articles were stored", `${(100 * storing).toFixed(0)} %`),
    plain(`feeds: ${feeds} unchanged feeds (304)`, `${(feeds / unchanged.seconds).toFixed(0)} feeds/s`),
    plain(
      "feeds: memory of the process, at rest / peak",
      `${megabytes(fresh.restingBytes)} / ${megabytes(peakOf(soak))}`,
    ),
    stallFigure(`feeds: event-loop stall while reading new items, p99 / max, ${way}`, fresh),
    stallFigure(`feeds: event-loop stall while nothing is new, p99 / max, ${way}`, unchanged),
    plain(
      "feeds: the same of an idle process beside it, p99 / max",
      `${fresh.idleStall.p99.toFixed(1)} / ${fresh.idleStall.max.toFixed(1)} ms`,
    ),
    {
      name: `feeds: articles stored of ${items} items, revisions, ${way}`,
      value: `${articles}, ${revisions}`,
      aim: `${items}, ${items}`,
      met: articles === items && revisions === items,
    },
  ];
}

function stallFigure(name: string, { responsiveness: { eventLoop } }: SoakRound): Figure {
  const value = `${eventLoop.p99.toFixed(1)} / ${eventLoop.max.toFixed(1)} ms`;
  return { name, value, aim: `max ≤ ${MAX_STALL_MS} ms`, met: eventLoop.max <= MAX_STALL_MS };
}

function peakOf({ fresh, unchanged }: FeedSoak): number {
  return Math.max(fresh.peak.own, unchanged.peak.own);
}

/** Milliseconds per feed, and the part of the round in which some feed was storing (one at a time does). */
function timesOf({ refreshes, seconds }: SoakRound) {
  const of = (part: "fetch" | "read" | "store") => refreshes.map(({ timesMs }) => timesMs[part]);
  const stored = of("store").reduce((sum, ms) => sum + ms, 0);
  return {
    fetch: quantile(of("fetch"), 0.5),
    read: quantile(of("read"), 0.5),
    store: mean(of("store")) ?? 0,
    storing: stored / 1000 / seconds,
  };
}
