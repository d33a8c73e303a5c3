// Opens the stores of one folder: read on this thread, and written on this one or on a thread of their own.
import type { FeedStore, GuildStore, RefetchStore, Store } from "../store/ports.js";
import { openSqliteFeedStore } from "../store/sqlite/feeds.js";
import { openSqliteGuildStore } from "../store/sqlite/guilds.js";
import { openSqliteRefetchStore } from "../store/sqlite/pages.js";
import { openSqliteStore } from "../store/sqlite/store.js";
import { openSqliteWatchStore, type WatchStores } from "../store/sqlite/watches.js";
import {
  StoreWriter,
  threadedFeedStore,
  threadedRefetchStore,
  threadedStore,
} from "../store/sqlite/writer.js";

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
