// How feeds and pages that are fetched again stand at one moment, as metrics. Made anew for each look; counts nothing itself.
import { Gauge, type Registry } from "prom-client";
import type { FeedSummary, RefetchSummary } from "../reports-feeds.js";

/** Adds the gauges of this moment; a time is left out where nothing has one. */
export function addFeedMetrics(registry: Registry, feeds: FeedSummary, refetches: RefetchSummary): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers }).set(value);
  const moment = (name: string, help: string, at: string | null) => {
    if (at !== null) gauge(name, help, Date.parse(at) / 1000);
  };
  byState(registry, "dateline_feeds", "Feeds by state", { active: feeds.active, gone: feeds.gone });
  gauge("dateline_feeds_failing", "Active feeds whose last attempt failed", feeds.failing);
  gauge("dateline_feeds_due", "Active feeds whose next read should have begun", feeds.due);
  moment(
    "dateline_feed_oldest_success_timestamp_seconds",
    "Of the active feeds, the last success, else the adding, that is longest ago",
    feeds.oldestSuccessAt,
  );
  moment("dateline_feed_last_read_timestamp_seconds", "The last attempt at any feed", feeds.checkedAt);
  const { waiting, gone, refused } = refetches;
  byState(registry, "dateline_refetch_pages", "Pages of articles by whether they are fetched again", {
    ...{ waiting, gone, refused },
  });
  gauge("dateline_refetch_pages_due", "Pages whose next fetch should have begun", refetches.due);
}

function byState(
  registry: Registry,
  name: string,
  help: string,
  counts: Readonly<Record<string, number>>,
): void {
  const gauge = new Gauge({ name, help, labelNames: ["state"] as const, registers: [registry] });
  for (const [state, count] of Object.entries(counts)) gauge.set({ state }, count);
}
