// The one composition root: chooses store, models, index and ingest, and joins them into the services.

import { articleHistory } from "../answer/article-history.js";
import { reportSources } from "../answer/report-sources.js";
import { summarize } from "../answer/summarize.js";
import { withholdAnswer } from "../answer/withhold.js";
import type { AnswerRequest } from "../answer/working.js";
import type { Config } from "../config.js";
import { approximateTokenCounter } from "../embed/approximate-tokens.js";
import { readInputWith } from "../feeds/document-reader.js";
import { createWorkerReader } from "../feeds/document-worker.js";
import { rememberPage } from "../feeds/remember-page.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { SettingChange } from "../guild-settings.js";
import type { OnPage } from "../ingest/fetch-page.js";
import { createIngest, type Ingest } from "../ingest/ingest.js";
import { readInput } from "../ingest/read-article.js";
import type { ArticleHistory } from "../reports.js";
import type { Answer, Article, Instant, Place } from "../schema.js";
import type { Services, SettingsServices } from "../services.js";
import type { HnswIndex } from "../store/hnsw-index.js";
import type { Scope, Store } from "../store/store.js";
import { createAnswering } from "./answering.js";
import { copiesInStore } from "./copies-in-store.js";
import { fillSketches } from "./fill-sketches.js";
import { outletsAt, quotable } from "./guild-outlets.js";
import { type FeedEvents, type Feeds, openFeeds } from "./open-feeds.js";
import { openFetcher } from "./open-fetcher.js";
import { openKeeping } from "./open-keeping.js";
import { chosenLexical, type Models, openModels, standingOnDisk, withoutModels } from "./open-models.js";
import { OpenQuestions } from "./open-questions.js";
import { openRefetching, type RefetchEvents, type Refetching } from "./open-refetch.js";
import { type OpenStores, openStores } from "./open-stores.js";
import { createFollower, openVectors, savedIndexSize } from "./open-vectors.js";
import { openWatches, type Watching } from "./open-watches.js";
import { PeopleFirst } from "./people-first.js";
import type { ProgressEvent } from "./progress.js";
import type { Retention } from "./retention.js";
import { LiveServices, type Standing } from "./services-live.js";
import { splitRevisions } from "./split-revisions.js";
import { readVersion } from "./version.js";

export interface OpenOptions {
  /** "none" starts no worker and opens no index: for reading what is stored. */
  readonly models: "needed" | "none";
  /** True: match words only, although models could be had. */
  readonly lexicalOnly?: boolean;
  readonly onProgress?: (event: ProgressEvent) => void;
  readonly feedEvents?: FeedEvents;
  readonly refetchEvents?: RefetchEvents;
  /** The clock of everything that is dated but the lines of the log; default: the machine's. */
  readonly now?: () => Instant;
  /** True: documents are read and the store is written on threads of their own, since nothing may hold up what answers Discord. */
  readonly threads?: boolean;
  /** Called once a change of a guild's settings that is committed. */
  readonly onSettingChange?: (guildId: string, change: SettingChange) => void;
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
  readonly refetching: Refetching;
  readonly retention: Retention;
  /** Tells nobody before it is started with somebody to tell through. */
  readonly watching: Watching;
  /** Ends reads of feeds and pages and what is being fetched, saves the index, ends the worker and closes the store. */
  close(): Promise<void>;
}

/**
 * Opens everything over `config.storePath`, creating the store where it is missing.
 * @throws DatelineError store-busy, store-broken, store-newer, model-broken, worker-failed
 */
export async function openDateline(config: Config, options: OpenOptions): Promise<Dateline> {
  const { storePath } = config;
  const onProgress = options.onProgress ?? (() => undefined);
  const stores = await openStores(storePath, options.threads ?? false);
  const { store } = stores;
  let models: Models | null = null;
  try {
    await fillSketches(store, onProgress);
    models = await chooseModels(config, options, onProgress);
    const index = await openVectors(store, models.embedder, storePath, onProgress);
    return join(config, options, { ...stores, models, index });
  } catch (error) {
    await models?.worker?.close();
    await stores.close();
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

interface OpenParts extends OpenStores {
  readonly models: Models;
  readonly index: HnswIndex | null;
}

function createStanding(
  models: Models,
  index: HnswIndex | null,
  storePath: string,
  refetching: Refetching,
  startedAt: Instant,
): () => Promise<Standing> {
  return async () => ({
    ...(await models.standing()),
    indexed: index === null ? await savedIndexSize(storePath) : await index.size(),
    startedAt,
    version: readVersion(),
    refetches: await refetching.standing(),
  });
}

function join(config: Config, options: OpenOptions, parts: OpenParts): Dateline {
  const { store, guildStore, watchStore, models, index } = parts;
  const { storePath } = config;
  const { now = () => new Date().toISOString() } = options;
  const reading = openReading(config, options, parts, now);
  const { ingest, feeds, refetching } = reading;
  const { settings, privacy, retention } = openKeeping({
    ...{ store, guildStore, watchStore, now, config },
    onSettingChange: options.onSettingChange,
  });
  const asking = joinAsking(config, parts);
  const watching = openWatches({
    ...{ ...watchStore, store, index, models, settings, now, ...asking.unhurried },
    answerAtOnce: asking.atOnce.answer,
    storedAnswer: (place, answerId) => services.answer(place, answerId),
  });
  const openQuestions = new OpenQuestions(store, now, answersIn(settings));
  const services = new LiveServices({
    ...{
      store,
      feeds: feeds.services,
      settings,
      privacy,
      openQuestions,
      watches: watching.services,
      index,
      now,
    },
    ...asking.atOnce,
    summarize: async (article) =>
      summarize(article, await store.passagesOf(article.articleId, article.revision)),
    history: (article, outlets) => readHistory(store, article, { asOf: now(), source: null, outlets }),
    addUpload: ({ name, bytes, ...overrides }) => ingest.ingestInput({ name, bytes }, overrides),
    addPage: async ({ url, ...overrides }) => [...(await ingest.ingestFiles([url], { overrides })).rows],
    standing: createStanding(models, index, storePath, refetching, now()),
  });
  const close = async () => {
    await watching.stop();
    await retention.close();
    await reading.close();
    await index?.save();
    await models.worker?.close();
    await openQuestions.close();
    await parts.close();
  };
  return { storePath, services, store, index, models, ...reading, retention, watching, close };
}

/** Takes out of an answer what is not quoted at a place. */
function answersIn(settings: SettingsServices) {
  return async (given: Answer, place: Place) =>
    withholdAnswer(given, quotable(await outletsAt(place, settings)));
}

/** The one answerer, for people who wait and for watches, which wait for people. */
function joinAsking({ rerankLimit }: Config, { store, index, models }: OpenParts) {
  const { embedder, reranker } = models;
  const answerer = createAnswering({ store, index, embedder, reranker, rerankLimit });
  const follow = createFollower(store, index);
  const people = new PeopleFirst();
  const answer: typeof answerer = async (request) => {
    await follow();
    return answerer(request);
  };
  const sources = (given: Answer) =>
    reportSources(given, {
      newest: (articleId) => store.article(articleId),
      revision: (articleId, revision) => store.article(articleId, revision),
      copies: (article) => copiesInStore(store, article, { asOf: given.asOf, source: null }),
      revisions: (articleId, from, to) => splitRevisions(store, articleId, from, to),
    });
  return {
    atOnce: {
      answer: (request: AnswerRequest) => people.ask(() => answer(request)),
      reportSources: sources,
    },
    unhurried: { answer, reportSources: sources, peopleFirst: () => people.turn() },
  };
}

/** All that brings articles in. Ends what begins reads before what these need. */
function openReading(
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

async function readHistory(store: Store, article: Article, scope: Scope): Promise<ArticleHistory> {
  const revisions = await splitRevisions(store, article.articleId, 1, article.revision);
  const copies = await copiesInStore(store, article, scope);
  return articleHistory(revisions, copies);
}
