// The one composition root: chooses store, models, index and ingest, and joins them into the services.
import { articleHistory } from "../answer/article-history.js";
import { reportSources } from "../answer/report-sources.js";
import type { Config } from "../config.js";
import { approximateTokenCounter } from "../embed/approximate-tokens.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { createIngest, type Ingest } from "../ingest/ingest.js";
import type { ArticleHistory } from "../reports.js";
import type { Article, Instant } from "../schema.js";
import type { Services } from "../services.js";
import type { FeedStore } from "../store/feed-store.js";
import type { HnswIndex } from "../store/hnsw-index.js";
import { openSqliteFeedStore } from "../store/sqlite-feed-store.js";
import { openSqliteStore } from "../store/sqlite-store.js";
import type { Store } from "../store/store.js";
import { createAnswering } from "./answering.js";
import { copiesInStore } from "./copies-in-store.js";
import { fillSketches } from "./fill-sketches.js";
import { type FeedEvents, type Feeds, openFeeds } from "./open-feeds.js";
import { openFetcher } from "./open-fetcher.js";
import { chosenLexical, type Models, openModels, standingOnDisk, withoutModels } from "./open-models.js";
import { createFollower, openVectors, savedIndexSize } from "./open-vectors.js";
import type { ProgressEvent } from "./progress.js";
import { openReading } from "./reading.js";
import { LiveServices, type Standing } from "./services-live.js";
import { splitRevisions } from "./split-revisions.js";
import { StoredSettings } from "./stored-settings.js";
import { readVersion } from "./version.js";

export interface OpenOptions {
  /** "none" starts no worker and opens no index: for reading what is stored. */
  readonly models: "needed" | "none";
  /** True: match words only, although models could be had. */
  readonly lexicalOnly?: boolean;
  readonly onProgress?: (event: ProgressEvent) => void;
  readonly feedEvents?: FeedEvents;
}

export interface Dateline {
  readonly storePath: string;
  readonly services: Services;
  readonly store: Store;
  /** Null while lexical only. */
  readonly index: HnswIndex | null;
  readonly models: Models;
  readonly ingest: Ingest;
  /** The one way out to the web for articles and feeds. */
  readonly fetcher: HttpFetcher;
  readonly feeds: Feeds;
  /** Ends reads of feeds and what is being fetched, saves the index, ends the worker and closes the store. */
  close(): Promise<void>;
}

/**
 * Opens everything over `config.storePath`, creating the store where it is missing.
 * @throws DatelineError store-busy, store-broken, store-newer, model-broken, worker-failed
 */
export async function openDateline(config: Config, options: OpenOptions): Promise<Dateline> {
  const { storePath } = config;
  const onProgress = options.onProgress ?? (() => undefined);
  const store = await openSqliteStore(storePath);
  let models: Models | null = null;
  let feedStore: FeedStore | null = null;
  try {
    await fillSketches(store, onProgress);
    feedStore = await openSqliteFeedStore(storePath);
    models = await chooseModels(config, options, onProgress);
    const index = await openVectors(store, models.embedder, storePath, onProgress);
    return join(config, options, { store, feedStore, models, index });
  } catch (error) {
    await models?.worker?.close();
    await feedStore?.close();
    await store.close();
    throw error;
  }
}

function chooseModels(
  config: Config,
  { models, lexicalOnly }: OpenOptions,
  onProgress: (event: ProgressEvent) => void,
): Promise<Models> | Models {
  if (models === "none") return withoutModels(() => standingOnDisk(config.models));
  return lexicalOnly ? withoutModels(chosenLexical) : openModels(config, onProgress);
}

interface OpenParts {
  readonly store: Store;
  readonly feedStore: FeedStore;
  readonly models: Models;
  readonly index: HnswIndex | null;
}

function createStanding(models: Models, index: HnswIndex | null, storePath: string): () => Promise<Standing> {
  const startedAt = new Date().toISOString();
  return async () => ({
    ...(await models.standing()),
    indexed: index === null ? await savedIndexSize(storePath) : await index.size(),
    startedAt,
    version: readVersion(),
  });
}

function join(
  config: Config,
  options: OpenOptions,
  { store, feedStore, models, index }: OpenParts,
): Dateline {
  const { storePath, rerankLimit } = config;
  const now = () => new Date().toISOString();
  const { embedder, reranker } = models;
  const tokens = embedder ?? approximateTokenCounter;
  const skipFolders = [storePath, config.models.path];
  const fetcher = openFetcher(config);
  const ingest = createIngest({ store, index, embedder, tokens, now, fetcher, skipFolders });
  const feeds = openFeeds(feedStore, { articles: store, fetcher, ingest, now }, config, options.feedEvents);
  const parts = { store, index, embedder, reranker, rerankLimit };
  const answer = createAnswering(parts);
  const follow = createFollower(store, index);
  const services = new LiveServices({
    store,
    feeds: feeds.services,
    settings: new StoredSettings(store),
    index,
    answer: async (request) => {
      await follow();
      return answer(request);
    },
    reading: (own) =>
      openReading(
        parts,
        { addPage: (page) => own.addPage(page), answer: (place, id) => own.answer(place, id), now },
        follow,
      ),
    reportSources: (given) =>
      reportSources(given, {
        newest: (articleId) => store.article(articleId),
        revisions: (articleId, from, to) => splitRevisions(store, articleId, from, to),
      }),
    history: (article) => readHistory(store, article, now()),
    addUpload: ({ name, bytes, ...overrides }) => ingest.ingestInput({ name, bytes }, overrides),
    addPage: async ({ url, ...overrides }) => [...(await ingest.ingestFiles([url], { overrides })).rows],
    standing: createStanding(models, index, storePath),
    now,
  });
  const close = async () => {
    await feeds.close();
    await fetcher.close();
    await index?.save();
    await models.worker?.close();
    await store.close();
  };
  return { storePath, services, store, index, models, ingest, fetcher, feeds, close };
}

async function readHistory(store: Store, article: Article, now: Instant): Promise<ArticleHistory> {
  const revisions = await splitRevisions(store, article.articleId, 1, article.revision);
  const copies = await copiesInStore(store, article, { asOf: now, source: null });
  return articleHistory(revisions, copies);
}
