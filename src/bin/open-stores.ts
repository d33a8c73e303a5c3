// Opens the stores of one folder: read on this thread, and written on this one or on a thread of their own.
import type { FeedStore } from "../store/feed-store.js";
import type { GuildStore } from "../store/guild-store.js";
import type { RefetchStore } from "../store/refetch-store.js";
import { openSqliteFeedStore } from "../store/sqlite-feed-store.js";
import { openSqliteGuildStore } from "../store/sqlite-guild-store.js";
import { openSqliteRefetchStore } from "../store/sqlite-refetch-store.js";
import { openSqliteStore } from "../store/sqlite-store.js";
import { threadedFeedStore, threadedRefetchStore, threadedStore } from "../store/sqlite-threaded.js";
import { openSqliteWatchStore, type WatchStores } from "../store/sqlite-watch-store.js";
import { StoreWriter } from "../store/sqlite-writer.js";
import type { Store } from "../store/store.js";

export interface OpenStores {
  readonly store: Store;
  readonly feedStore: FeedStore;
  readonly refetchStore: RefetchStore;
  /** Written where it is read: settings change a few times a year. */
  readonly guildStore: GuildStore;
  /** Written where it is read. */
  readonly watchStore: WatchStores;
  /** Closes all; the last one writes the log into the file: the thread, where there is one. */
  close(): Promise<void>;
}

/** Opens what is in the folder `path`, creating it where missing. @throws DatelineError store-busy, store-broken, store-newer */
export async function openStores(path: string, isThreaded: boolean): Promise<OpenStores> {
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
    const store = kept(await openSqliteStore(path, { tendsLog: !isThreaded }));
    const feedStore = kept(await openSqliteFeedStore(path));
    const refetchStore = kept(await openSqliteRefetchStore(path));
    const guildStore = kept(await openSqliteGuildStore(path));
    const watchStore = await openSqliteWatchStore(path);
    kept(watchStore.watches);
    if (!isThreaded) return { store, feedStore, refetchStore, guildStore, watchStore, close };
    return {
      store: threadedStore(store, writer),
      feedStore: threadedFeedStore(feedStore, writer),
      refetchStore: threadedRefetchStore(refetchStore, writer),
      guildStore,
      watchStore,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
