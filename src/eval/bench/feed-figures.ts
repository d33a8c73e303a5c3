// Figures of a feed soak beside their aims. Measures nothing.
import { mean, quantile } from "../statistics.js";
import type { FeedSoak, SoakRound } from "./feed-soak.js";
import type { Figure } from "./parts.js";

/** Longest that the thread which answers Discord may stand still, in ms (issue 5). */
const MAX_STALL_MS = 100;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** The figures of both rounds; an article that is lost or doubled is a figure not met. */
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

/** Means a feed in ms, and the part of the round in which some feed was storing (one at a time does). */
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
