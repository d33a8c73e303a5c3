// Opens the stores of one folder: read on this thread, and written on this one or on a separate thread.
import { DatelineError } from "../../model/errors.js";
import { checkHnswIndex, openHnswIndex } from "../hnsw-index.js";
import { LiveScopes } from "../live-scopes.js";
import type { ArticleStore, Stores } from "../ports.js";
import { SqliteAnswerStore } from "./answers.js";
import { SqliteArticleStore } from "./articles.js";
import { openConnection, type StoreConnection } from "./database.js";
import { SqliteFeedStore } from "./feeds.js";
import { SqliteIndexSource } from "./index-source.js";
import { SqliteRefetchStore } from "./refetches.js";
import { SqliteSearchStore } from "./search.js";
import { SqliteGuildStore, SqliteSettingStore } from "./settings.js";
import { SqliteArrivals, SqliteWatchStore } from "./watches.js";
import {
  StoreWriter,
  ThreadedAnswerStore,
  ThreadedArticleStore,
  ThreadedFeedStore,
  ThreadedRefetchStore,
} from "./writer.js";

interface OpenStoresOptions {
  /** How long a write waits for another process before store-busy, in ms; default 5,000. The thread is blocked while it waits. */
  readonly busyTimeoutMs?: number;
  /** True: articles, answers, feeds and pages are written on a separate thread; default false. */
  readonly threaded?: boolean;
}

/**
 * Opens the stores in folder `path`, creating folder and file if missing; an older file is migrated after a backup into the same folder.
 * Another process may have the same folder open: reading never waits for it, a write waits up to the busy timeout.
 * @throws DatelineError store-newer, store-busy, or store-broken for a file that is damaged or another program's (left untouched)
 */
export async function openSqliteStores(
  path: string,
  { busyTimeoutMs = 5_000, threaded = false }: OpenStoresOptions = {},
): Promise<Stores> {
  const connection = await openConnection(path, { busyTimeoutMs, tendsLog: !threaded });
  try {
    return connection.read(() => (threaded ? onThread(connection, path) : onConnection(connection, path)));
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Compares every vector of the index saved in folder `path` with the store's; null while the store has no embedder.
 * @throws DatelineError store-newer, store-busy, store-broken
 */
export async function checkSavedIndex(path: string, dimensions: number) {
  const connection = await openConnection(path, { busyTimeoutMs: 5_000, tendsLog: true });
  try {
    const { fingerprint } = new SqliteArticleStore(connection);
    const source = new SqliteIndexSource(connection);
    const parts = { source, scopes: new LiveScopes(source), folder: path };
    return fingerprint === null ? null : await checkHnswIndex(parts, { dimensions, fingerprint });
  } finally {
    connection.close();
  }
}

function onConnection(connection: StoreConnection, path: string): Stores {
  const articles = new SqliteArticleStore(connection);
  return {
    ...alwaysHere(connection, articles, path),
    articles,
    answers: new SqliteAnswerStore(connection),
    feeds: new SqliteFeedStore(connection),
    refetches: new SqliteRefetchStore(connection),
    close: async () => connection.close(),
  };
}

function onThread(connection: StoreConnection, path: string): Stores {
  const writer = new StoreWriter(path);
  const articles = new ThreadedArticleStore(connection, writer);
  return {
    ...alwaysHere(connection, articles, path),
    articles,
    answers: new ThreadedAnswerStore(connection, writer),
    feeds: new ThreadedFeedStore(connection, writer),
    refetches: new ThreadedRefetchStore(connection, writer),
    close: async () => {
      connection.close();
      await writer.close(); // last, since it writes the log into the file
    },
  };
}

/** The stores that are never written on the thread: they are only read, or change seldom. */
function alwaysHere(connection: StoreConnection, articles: ArticleStore, folder: string) {
  const source = new SqliteIndexSource(connection);
  const scopes = new LiveScopes(source);
  const openIndex: Stores["openIndex"] = async (dimensions, onProgress) => {
    const { fingerprint } = articles;
    if (fingerprint === null) throw withoutEmbedder(folder);
    const { index } = await openHnswIndex(
      { source, scopes, folder },
      { dimensions, fingerprint },
      onProgress,
    );
    return index;
  };
  return {
    search: new SqliteSearchStore(connection, scopes),
    settings: new SqliteSettingStore(connection),
    guilds: new SqliteGuildStore(connection),
    watches: new SqliteWatchStore(connection),
    arrivals: new SqliteArrivals(connection),
    openIndex,
  };
}

function withoutEmbedder(folder: string): DatelineError {
  return new DatelineError(
    "store-fingerprint",
    `Index without an embedder: ${folder}: no fingerprint is set`,
    {
      hint: "Set one with useFingerprint before the index is opened.",
    },
  );
}
