// All that brings articles in: the way to the web, ingest, feeds and second fetches, joined. Starts none of it.

import type { Config } from "../config.js";
import { approximateTokenCounter } from "../embed/approximate-tokens.js";
import { readInputWith } from "../feeds/document-reader.js";
import { createWorkerReader } from "../feeds/document-worker.js";
import { rememberPage } from "../feeds/remember-page.js";
import type { OnPage } from "../ingest/fetch-page.js";
import { createIngest, type Ingest } from "../ingest/ingest.js";
import { readInput } from "../ingest/read-article.js";
import type { Instant } from "../schema.js";
import { openFeeds } from "./open-feeds.js";
import { openFetcher } from "./open-fetcher.js";
import { openRefetching } from "./open-refetch.js";
import type { LiveParts } from "./services-live.js";
import type { OpenOptions, OpenParts } from "./wire.js";

/** Joins them; `close` ends what begins reads before what these need. */
export function openIntake(
  config: Config,
  options: OpenOptions,
  { store, feedStore, refetchStore, models, index }: OpenParts,
  now: () => Instant,
) {
  const { embedder } = models;
  const tokens = embedder ?? approximateTokenCounter;
  const skipFolders = [config.storePath, config.models.path];
  const fetcher = openFetcher(config, now);
  const reader = createWorkerReader();
  const read = options.threads ? readInputWith(reader) : readInput;
  const onPage: OnPage = (...page) =>
    rememberPage(...page, { articles: store, refetches: refetchStore, now });
  const ingest = createIngest({ store, index, embedder, tokens, now, fetcher, read, onPage, skipFolders });
  const feedParts = { articles: store, fetcher, reader, ingest, onPage, now };
  const feeds = openFeeds(feedStore, feedParts, config, options.feedEvents);
  const refetchParts = { articles: store, fetcher, read, ingest, now };
  const refetching = openRefetching(refetchStore, refetchParts, config.refetch, options.refetchEvents);
  const close = async () => {
    await feeds.close();
    await refetching.close();
    await reader.close();
    await fetcher.close();
  };
  return { ingest, fetcher, feeds, refetching, close };
}

/** Takes in what a person hands in. */
export function additions(ingest: Ingest): Pick<LiveParts, "addUpload" | "addPage"> {
  return {
    addUpload: ({ name, bytes, ...overrides }) => ingest.ingestInput({ name, bytes }, overrides),
    addPage: async ({ url, ...overrides }) => [...(await ingest.ingestFiles([url], { overrides })).rows],
  };
}
