// Opens the stores of one folder: read on this thread, and written on this one or on a thread of their own.
import type { Stores } from "../ports.js";
import { openSqliteFeedStore } from "./feeds.js";
import { openSqliteGuildStore } from "./guilds.js";
import { openSqliteRefetchStore } from "./pages.js";
import { openSqliteStore } from "./store.js";
import { openSqliteWatchStore } from "./watches.js";
import { StoreWriter, threadedFeedStore, threadedRefetchStore, threadedStore } from "./writer.js";

export interface OpenStoresOptions {
  /** How long a write waits for another process before store-busy, in ms; default 5,000. The thread is blocked while it waits. */
  readonly busyTimeoutMs?: number;
  /** True: articles, answers, feeds and pages are written on a thread of their own; default false. */
  readonly threaded?: boolean;
}

/** Opens what is in the folder `path`, creating it where missing. @throws DatelineError store-busy, store-broken, store-newer */
export async function openSqliteStores(
  path: string,
  { busyTimeoutMs = 5_000, threaded = false }: OpenStoresOptions = {},
): Promise<Stores> {
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const one of opened.reverse()) await one.close();
  };
  const kept = <T extends (typeof opened)[number]>(one: T): T => {
    opened.push(one);
    return one;
  };
  try {
    const writer = kept(new StoreWriter(path));
    const store = kept(await openSqliteStore(path, { busyTimeoutMs, tendsLog: !threaded }));
    const feeds = kept(await openSqliteFeedStore(path));
    const refetches = kept(await openSqliteRefetchStore(path));
    const guilds = kept(await openSqliteGuildStore(path));
    const { watches, arrivals } = await openSqliteWatchStore(path);
    kept(watches);
    const written = threaded ? threadedStore(store, writer) : store;
    return {
      ...{ articles: written, search: store, answers: written, settings: written },
      feeds: threaded ? threadedFeedStore(feeds, writer) : feeds,
      refetches: threaded ? threadedRefetchStore(refetches, writer) : refetches,
      ...{ guilds, watches, arrivals, close },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
