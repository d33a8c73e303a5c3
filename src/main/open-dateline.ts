// The one composition root: chooses store, models, index and ingest, and joins them into the services.
import { setImmediate } from "node:timers/promises";
import type { AnswerRequest } from "../answer/answer.js";
import { reportSources } from "../answer/sources.js";
import { copiesInStore, createAnswering, splitRevisions } from "../app/answering.js";
import { AnswerService } from "../app/answers.js";
import { ArticleService } from "../app/articles.js";
import { FeedService } from "../app/feeds.js";
import { OpenQuestionService } from "../app/open-questions.js";
import { PrivacyService, Retention } from "../app/privacy.js";
import { type QuestionListener, QuestionService } from "../app/questions.js";
import type { Services } from "../app/services.js";
import { SettingsService } from "../app/settings.js";
import { StatusService } from "../app/status.js";
import { openTopics } from "../app/topics.js";
import { approximateTokenCounter } from "../embed/embedder.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { createWebFetcher } from "../fetch/web-fetcher.js";
import { createWorkerReader, type DocumentReader, readInputWith } from "../ingest/document-reader.js";
import { FeedPoller, type PollerOptions } from "../ingest/feeds/poller.js";
import type { OnPage } from "../ingest/fetch-page.js";
import { createIngest, type Ingest } from "../ingest/ingest.js";
import { readInput } from "../ingest/read-input.js";
import {
  type Refetch,
  Refetcher,
  type RefetcherOptions,
  type RefetchParts,
  rememberPage,
} from "../ingest/refetch.js";
import type { Answer } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import type { SettingChange } from "../model/guild.js";
import type { ProgressEvent, Status } from "../model/status.js";
import type { HnswIndex } from "../store/hnsw-index.js";
import type { ArticleStore, FeedStore, RefetchStore, Stores } from "../store/ports.js";
import { openSqliteStores } from "../store/sqlite/open-stores.js";
import type { Config } from "./config.js";
import { readVersion } from "./environment.js";
import { chosenLexical, type Models, openModels, standingOnDisk, withoutModels } from "./open-models.js";
import { createFollower, openVectors, savedIndexSize } from "./open-vectors.js";
import { openWatches, type Watching } from "./open-watches.js";

/** Some 20 ms of work, committed together: an interruption loses no more, and the event loop waits no longer. */
const REVISIONS_AT_ONCE = 16;

/**
 * Returns when every revision has a sketch; at once where none is missing.
 * @throws DatelineError store-busy, store-broken
 */
export async function fillSketches(
  articles: Pick<ArticleStore, "sketchMissing">,
  onProgress: (event: ProgressEvent) => void,
): Promise<void> {
  const total = await articles.sketchMissing(0);
  let left = total;
  while (left > 0) {
    left = await articles.sketchMissing(REVISIONS_AT_ONCE);
    onProgress({
      label: "Sketching articles, to find copies",
      done: Math.max(0, total - left),
      total,
      unit: "articles",
    });
    await setImmediate();
  }
}

/** Told of reads and of what was not foreseen. */
export type FeedEvents = Pick<PollerOptions, "onRefresh" | "onFault">;

export interface Feeds {
  readonly store: FeedStore;
  /** Reads when it is asked to; reads what is due once it is started. */
  readonly poller: FeedPoller;
  readonly services: FeedService;
  /** Ends reads under way, after what is being stored. */
  close(): Promise<void>;
}

/** Joins the parts. */
export function openFeeds(
  store: FeedStore,
  parts: Pick<PollerOptions, "articles" | "fetcher" | "ingest" | "onPage" | "now"> & {
    readonly reader: DocumentReader;
  },
  { feedPace: pace }: Pick<Config, "feedPace">,
  events: FeedEvents = {},
): Feeds {
  const { fetcher, reader, now } = parts;
  const poller = new FeedPoller({ ...parts, ...events, feeds: store, random: Math.random, pace });
  const services = new FeedService({ feeds: store, poller, fetcher, reader, now });
  return { store, poller, services, close: () => poller.stop() };
}

/** Makes the fetcher by the settings; it connects nowhere until it is asked, and wants to be closed. */
export function openFetcher(
  { fetch: { contact, allowHosts } }: Config,
  now: () => Instant = () => new Date().toISOString(),
): HttpFetcher {
  const userAgent = `Dateline/${readVersion()}${contact === null ? "" : ` (+${contact})`}`;
  return createWebFetcher({ userAgent, allowHosts, now });
}

/** Told of fetches and of what was not foreseen. */
export interface RefetchEvents {
  readonly onRefetch?: (refetch: Refetch) => void;
  readonly onFault?: NonNullable<RefetcherOptions["onFault"]>;
}

export interface Refetching {
  readonly store: RefetchStore;
  /** Null where the settings turn it off; fetches when it is asked to, and by itself once it is started. */
  readonly refetcher: Refetcher | null;
  /** What `/status` says; null where it is turned off. */
  standing(): Promise<NonNullable<Status["refetches"]> | null>;
  /** Ends fetches under way, after what is being stored. */
  close(): Promise<void>;
}

/** Joins the parts. */
export function openRefetching(
  store: RefetchStore,
  parts: Omit<RefetchParts, "refetches">,
  isOn: boolean,
  events: RefetchEvents = {},
): Refetching {
  const refetcher = isOn ? new Refetcher({ ...parts, ...events, refetches: store }) : null;
  const standing = async () => {
    if (!isOn) return null;
    const { waiting, nextAt } = await store.summary(parts.now());
    return { waiting, nextAt };
  };
  const close = async () => refetcher?.stop();
  return { store, refetcher, standing, close };
}

/** Joins them; `close` ends what begins reads before what these need. */
export function openIntake(
  config: Config,
  options: OpenOptions,
  { stores: { articles, ...stores }, models, index }: OpenParts,
  now: () => Instant,
) {
  const { embedder } = models;
  const tokens = embedder ?? approximateTokenCounter;
  const skipFolders = [config.storePath, config.models.path];
  const fetcher = openFetcher(config, now);
  const reader = createWorkerReader();
  const read = options.threads ? readInputWith(reader) : readInput;
  const onPage: OnPage = (...page) => rememberPage(...page, { articles, refetches: stores.refetches, now });
  const ingest = createIngest({
    store: articles,
    index,
    embedder,
    tokens,
    now,
    fetcher,
    read,
    onPage,
    skipFolders,
  });
  const feedParts = { articles, fetcher, reader, ingest, onPage, now };
  const feeds = openFeeds(stores.feeds, feedParts, config, options.feedEvents);
  const refetchParts = { articles, fetcher, read, ingest, now };
  const refetching = openRefetching(stores.refetches, refetchParts, config.refetch, options.refetchEvents);
  const close = async () => {
    await feeds.close();
    await refetching.close();
    await reader.close();
    await fetcher.close();
  };
  return { ingest, fetcher, feeds, refetching, close };
}

export interface KeepingParts {
  readonly stores: Pick<Stores, "answers" | "guilds" | "watches">;
  readonly now: () => Instant;
  readonly config: Config;
  readonly onSettingChange?: ((guildId: string, change: SettingChange) => void) | undefined;
}

export interface Keeping {
  readonly settings: SettingsService;
  readonly privacy: PrivacyService;
  readonly retention: Retention;
}

/** Makes the services about settings and privacy, and what deletes by age. */
export function openKeeping(parts: KeepingParts): Keeping {
  const { stores, now, config, onSettingChange: onChange } = parts;
  const { answers, guilds, watches } = stores;
  const { limits, retentionDays, fetch } = config;
  const settings = new SettingsService({ store: guilds, now, ...(onChange ? { onChange } : {}) });
  const privacy = new PrivacyService({
    forgetters: [
      { kind: "answers", forget: (userId) => answers.removeAnswersOf(userId) },
      { kind: "watches", forget: (userId) => watches.removeOf(userId) },
      { kind: "lines", forget: (userId) => guilds.forgetPerson(userId) },
    ],
    settings,
    retentionDays,
    countsQuestions: limits.personPerMinute > 0,
    contact: fetch.contact,
  });
  const retention = new Retention({ answers, guilds, settings, days: retentionDays, now });
  return { settings, privacy, retention };
}

/** Work that waits gets its turn after so long, however busy it is. */
const LONGEST_WAIT_MS = 60_000;

export class PeopleFirst {
  #open = 0;
  #waiting: (() => void)[] = [];

  /** Runs the work of somebody who waits for it. */
  async ask<T>(work: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await work();
    } finally {
      this.#open -= 1;
      if (this.#open === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Resolves when nobody waits for an answer, after a minute at the latest. */
  async turn(): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_WAIT_MS);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

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
  readonly onQuestion?: QuestionListener;
  /** Called once a change of a guild's settings that is committed. */
  readonly onSettingChange?: (guildId: string, change: SettingChange) => void;
}

export interface Dateline {
  readonly storePath: string;
  readonly services: Services;
  readonly stores: Stores;
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
  const stores = await openSqliteStores(storePath, { threaded: options.threads ?? false });
  const { articles } = stores;
  let models: Models | null = null;
  try {
    await fillSketches(articles, onProgress);
    models = await chooseModels(config, options, onProgress);
    const index = await openVectors(articles, models.embedder, storePath, onProgress);
    return join(config, options, { stores, models, index });
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

export interface OpenParts {
  readonly stores: Stores;
  readonly models: Models;
  readonly index: HnswIndex | null;
}

function join(config: Config, options: OpenOptions, parts: OpenParts): Dateline {
  const { stores, models, index } = parts;
  const { storePath } = config;
  const { now = () => new Date().toISOString() } = options;
  const intake = openIntake(config, options, parts, now);
  const { settings, privacy, retention } = openKeeping({
    ...{ stores, now, config },
    onSettingChange: options.onSettingChange,
  });
  const asking = joinAsking(config, parts);
  const { reportSources } = asking;
  const answers = new AnswerService({ stores, settings, reportSources });
  const openQuestions = new OpenQuestionService({ store: stores.answers, answers, now });
  const questions = new QuestionService({
    ...{ stores, settings, answers, openQuestions, now },
    answer: asking.answerAtOnce,
    onQuestion: options.onQuestion,
  });
  const articles = new ArticleService({ stores, index, settings, ingest: intake.ingest, now });
  const topics = openTopics(
    { ...answeringParts(config, parts), settings },
    { articles, answers, now },
    asking.follow,
  );
  const watching = openWatches({
    ...{ stores, index, models, settings, answers, now, ...asking },
  });
  const status = new StatusService({
    articles: stores.articles,
    models: models.standing,
    indexed: async () => (index === null ? savedIndexSize(storePath) : index.size()),
    refetches: intake.refetching.standing,
    startedAt: now(),
    version: readVersion(),
  });
  const services: Services = {
    ...{ questions, answers, articles, topics, settings, privacy, openQuestions, status, now },
    feeds: intake.feeds.services,
    watches: watching.services,
  };
  const close = async () => {
    await watching.stop();
    await retention.close();
    await intake.close();
    await index?.save();
    await models.worker?.close();
    await openQuestions.close();
    await stores.close();
  };
  return { storePath, services, stores, index, models, ...intake, retention, watching, close };
}

function answeringParts({ rerankLimit }: Config, { stores, index, models }: OpenParts) {
  const { embedder, reranker } = models;
  return { stores, index, embedder, reranker, rerankLimit };
}

/** The one answerer, for people who wait and for watches, which wait for people. */
function joinAsking(config: Config, parts: OpenParts) {
  const { stores, index } = parts;
  const { articles, search } = stores;
  const answerer = createAnswering(answeringParts(config, parts));
  const follow = createFollower(articles, index);
  const people = new PeopleFirst();
  const answer: typeof answerer = async (request) => {
    await follow();
    return answerer(request);
  };
  const sources = (given: Answer) =>
    reportSources(given, {
      newest: (articleId) => articles.article(articleId),
      revision: (articleId, revision) => articles.article(articleId, revision),
      copies: (article) => copiesInStore(search, article, { asOf: given.asOf, source: null }),
      revisions: (articleId, from, to) => splitRevisions(articles, articleId, from, to),
    });
  return {
    follow,
    answer,
    answerAtOnce: (request: AnswerRequest) => people.ask(() => answer(request)),
    reportSources: sources,
    peopleFirst: () => people.turn(),
  };
}
