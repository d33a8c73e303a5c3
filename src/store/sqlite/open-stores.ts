// Opens the stores of one folder: read on this thread, and written on this one or on a separate thread.
import { DatelineError } from "../../model/errors.js";
import { checkHnswIndex, type HnswIndex, openHnswIndex } from "../hnsw-index.js";
import { LiveScopes } from "../live-scopes.js";
import type { ArticleStore, Stores } from "../ports.js";
import { SqliteAnswerStore } from "./answers.js";
import { SqliteArticleStore } from "./articles.js";
import { openConnection, type StoreConnection } from "./database.js";
import { SqliteFeedStore } from "./feeds.js";
import { SqliteIndexSource } from "./index-source.js";
import { OnlyProcess, OwnForgets, OwnSignals } from "./processes.js";
import { SqliteRefetchStore } from "./refetches.js";
import { SqliteSearchStore } from "./search.js";
import { createSearchThread, ThreadedIndex, ThreadedSearchStore } from "./searched-stores.js";
import { SqliteGuildStore, SqliteSettingStore } from "./settings.js";
import { SqliteArrivals, SqliteWatchStore } from "./watches.js";
import {
  createWriteThread,
  ThreadedAnswerStore,
  ThreadedArticleStore,
  ThreadedFeedStore,
  ThreadedRefetchStore,
} from "./written-stores.js";

/** The stores with the index in this process. */
export interface SqliteStores extends Stores {
  openIndex(dimensions: number, onProgress?: (done: number, total: number) => void): Promise<HnswIndex>;
}

interface OpenStoresOptions {
  /** How long a write waits for another process before store-busy, in ms; default 5,000. The thread is blocked while it waits. */
  readonly busyTimeoutMs?: number;
  /** Folder of the store that this one is a copy of, named in errors: changes are refused. */
  readonly readOnly?: string;
}

/**
 * Opens the stores in folder `path`, creating folder and file if missing; an older file is migrated after a backup into the same folder.
 * Another process may have the same folder open: reading never waits for it, a write waits up to the busy timeout.
 * @throws DatelineError store-newer, store-busy, or store-broken for a file that is damaged or another program's (left untouched)
 */
export function openSqliteStores(
  path: string,
  { busyTimeoutMs = 5_000, readOnly }: OpenStoresOptions = {},
): Promise<SqliteStores> {
  const open = (connection: StoreConnection) => {
    const stores = onConnection(connection, path); // may make temporary tables
    if (readOnly !== undefined) connection.refuseChanges(readOnly);
    return stores;
  };
  return openWith(path, { busyTimeoutMs, tendsLog: true }, open);
}

/**
 * The same, but on threads: one searches by words, one holds the vector index, and one writes articles, answers, feeds and pages.
 */
export function openThreadedStores(
  path: string,
  { busyTimeoutMs = 5_000 }: Pick<OpenStoresOptions, "busyTimeoutMs"> = {},
): Promise<Stores> {
  return openWith(path, { busyTimeoutMs, tendsLog: false }, onThreads);
}

async function openWith<Opened>(
  path: string,
  options: Parameters<typeof openConnection>[1],
  open: (connection: StoreConnection, path: string) => Opened,
): Promise<Opened> {
  const connection = await openConnection(path, options);
  try {
    return connection.read(() => open(connection, path));
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

function onConnection(connection: StoreConnection, path: string): SqliteStores {
  const articles = new SqliteArticleStore(connection);
  const source = new SqliteIndexSource(connection);
  const scopes = new LiveScopes(source);
  return {
    ...alwaysHere(connection),
    articles,
    search: new SqliteSearchStore(connection, source, scopes),
    answers: new SqliteAnswerStore(connection),
    feeds: new SqliteFeedStore(connection),
    refetches: new SqliteRefetchStore(connection),
    openIndex: async (dimensions, onProgress) => {
      const fingerprint = fingerprintOf(articles, path);
      const { index } = await openHnswIndex(
        { source, scopes, folder: path },
        { dimensions, fingerprint },
        onProgress,
      );
      return index;
    },
    close: async () => connection.close(),
  };
}

function onThreads(connection: StoreConnection, path: string): Stores {
  const writing = createWriteThread(path);
  const words = createSearchThread(path);
  const vectors = createSearchThread(path);
  const articles = new ThreadedArticleStore(connection, writing);
  return {
    ...alwaysHere(connection),
    articles,
    search: new ThreadedSearchStore(words),
    answers: new ThreadedAnswerStore(connection, writing),
    feeds: new ThreadedFeedStore(connection, writing),
    refetches: new ThreadedRefetchStore(connection, writing),
    openIndex: async (dimensions, onProgress) => {
      const index = new ThreadedIndex(vectors, fingerprintOf(articles, path), dimensions);
      await index.open(onProgress);
      return index;
    },
    close: async () => {
      await words.close();
      await vectors.close();
      connection.close();
      await writing.close(); // last, since it writes the log into the file
    },
  };
}

/** The stores that are never on a thread of their own: they are small, and change seldom. */
function alwaysHere(connection: StoreConnection) {
  return {
    settings: new SqliteSettingStore(connection),
    guilds: new SqliteGuildStore(connection),
    watches: new SqliteWatchStore(connection),
    arrivals: new SqliteArrivals(connection),
    processes: new OnlyProcess(),
    signals: new OwnSignals(),
    forgets: new OwnForgets(),
    uses: null,
  };
}

function fingerprintOf({ fingerprint }: Pick<ArticleStore, "fingerprint">, folder: string): string {
  if (fingerprint !== null) return fingerprint;
  throw new DatelineError(
    "store-fingerprint",
    `Index without an embedder: ${folder}: no fingerprint is set`,
    {
      hint: "Set one with useFingerprint before the index is opened.",
    },
  );
}
