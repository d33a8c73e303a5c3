// The composition root: opens store, models and index, and builds every service from them.

import { createAnswering, PriorityAnswerer } from "../app/answer-pipeline.js";
import { ArticleService } from "../app/articles.js";
import { type QuestionListener, QuestionService } from "../app/ask.js";
import { FeedService } from "../app/feeds.js";
import { SettingsService } from "../app/guild-settings.js";
import { PrivacyService, Retention } from "../app/privacy.js";
import type { Services } from "../app/services.js";
import { StarterFeedService } from "../app/starter-feeds.js";
import { StatusService } from "../app/status.js";
import { AnswerService } from "../app/stored-answers.js";
import { TopicService } from "../app/topics.js";
import { OpenQuestionService } from "../app/undelivered-replies.js";
import { createWatcher } from "../app/watch-news.js";
import { WatchService } from "../app/watches.js";
import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { SettingChange } from "../model/guild.js";
import { countProcesses, type Shards } from "../model/processes.js";
import type { ProgressEvent } from "../model/status.js";
import type { Notifier } from "../model/watch.js";
import { savedIndexSize } from "../store/index-files.js";
import type { RefetchStore, Stores, VectorIndex } from "../store/ports.js";
import type { Processes } from "../store/process-ports.js";
import type { Watcher, WatcherEvents } from "../watch/watcher.js";
import type { Config } from "./config.js";
import { readVersion } from "./environment.js";
import {
  type FeedEvents,
  type Intake,
  openIntake,
  type RefetchEvents,
  readStarterFeeds,
} from "./open-intake.js";
import { chosenLexical, type Models, openModels, statusOnDisk, withoutModels } from "./open-models.js";
import { openStore, storeName } from "./open-store.js";
import { fillSketches, openVectors } from "./open-vectors.js";

export interface OpenOptions {
  /** "none" starts no worker and opens no index: for reading what is stored. */
  readonly models: "needed" | "none";
  /** True: match words only, although models could be had. */
  readonly lexicalOnly?: boolean;
  /** True: documents are read and the store is written on separate threads, so that nothing delays replies to Discord. */
  readonly threads?: boolean;
  /** The clock of everything that is dated but the lines of the log; default: the machine's. */
  readonly now?: () => Instant;
  readonly onProgress?: (event: ProgressEvent) => void;
  readonly feedEvents?: FeedEvents;
  readonly refetchEvents?: RefetchEvents;
  readonly onQuestion?: QuestionListener;
  /** Told why something could not be kept: an answer that was given all the same, or the index, which the next start builds again. */
  readonly onUnsaved?: (error: DatelineError) => void;
  /** Called once for each committed change of a guild's settings. */
  readonly onSettingChange?: (guildId: string, change: SettingChange) => void;
}

export interface Dateline extends Pick<Intake, "fetcher" | "ingest" | "poller" | "refetcher"> {
  /** Names the store as it may be shown. */
  readonly storeName: string;
  readonly services: Services;
  readonly stores: Stores;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly models: Models;
  readonly retention: Retention;
  /** Makes a watcher that sends news of these shards (null: of all) through the notifier; stopped by whoever starts it. */
  watcher(notifier: Notifier, shards: Shards | null, events?: WatcherEvents): Watcher;
  /** Ends reads of feeds and pages and what is being fetched, saves the index, ends the worker and closes the store. */
  close(): Promise<void>;
}

/**
 * Opens everything over the store of the settings, creating it if it is missing.
 * @throws DatelineError store-busy, store-broken, store-newer, store-unreachable, model-broken, worker-failed
 */
export async function openDateline(config: Config, options: OpenOptions): Promise<Dateline> {
  const onProgress = options.onProgress ?? (() => undefined);
  const stores = await openStore(config, options.threads ?? false, options.onUnsaved);
  let models: Models | null = null;
  try {
    await fillSketches(stores.articles, onProgress);
    models = await chooseModels(config, options, onProgress);
    const index = await openVectors(stores, models.embedder, onProgress, { embeds: config.role !== "bot" });
    return compose(config, options, { stores, models, index });
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
  if (models === "none") return withoutModels(() => statusOnDisk(config.models));
  return lexicalOnly ? withoutModels(chosenLexical) : openModels(config, onProgress);
}

function compose(
  config: Config,
  options: OpenOptions,
  { stores, models, index }: Pick<Dateline, "stores" | "models" | "index">,
): Dateline {
  const { now = () => new Date().toISOString(), onQuestion, onUnsaved, onSettingChange } = options;
  const { embedder, reranker, worker } = models;
  const { answers: answerStore, guilds } = stores;

  const settings = new SettingsService({ store: guilds, now, onChange: onSettingChange });
  const forgetOpen = (userId: string) => openQuestions.forget(userId);
  const privacy = openPrivacy(config, stores, { settings, forgetOpen, onUnsaved });
  const retention = new Retention({ ...stores, settings, days: config.retentionDays, now });

  const { close: closeIntake, ...intake } = openIntake(config, { ...options, stores, index, embedder, now });
  const { fetcher, reader, ingest, poller } = intake;
  const feeds = new FeedService({ feeds: stores.feeds, poller, fetcher, reader, now });
  const articles = new ArticleService({ stores, settings, ingest, now });

  const answering = { stores, index, embedder, reranker, rerankLimit: config.rerankLimit };
  const answerer = new PriorityAnswerer({ stores, answer: createAnswering(answering) });
  const answers = new AnswerService({ stores, settings, privacy, answerer, now });
  const openQuestions = new OpenQuestionService({
    ...{ store: answerStore, forgets: stores.forgets, answers, now },
  });
  const questions = new QuestionService({
    stores,
    settings,
    privacy,
    answers,
    openQuestions,
    answerer,
    onQuestion,
    onUnsaved,
    now,
  });
  const starterFeeds = new StarterFeedService({
    ...{ feeds: stores.feeds, articles: stores.articles, search: stores.search },
    ...{ poller, questions, settings, now },
    readPacks: () => readStarterFeeds(config),
  });
  const topics = new TopicService({ answering, settings, articles, answers, now });
  const watches = new WatchService({ stores, settings, answerer, answers, privacy, now });

  const status = openStatus(config, { stores, models, index }, now);
  const services: Services = {
    ...{ questions, answers, openQuestions, articles, topics, feeds, starterFeeds, watches },
    ...{ settings, privacy, status, now },
  };
  const close = async () => {
    // First what people wait for, last what can be made again.
    await openQuestions.close();
    await retention.close();
    await closeIntake();
    await index?.save().catch(tellUnsaved(options.onUnsaved));
    await worker?.close();
    await stores.close();
  };
  const watcher: Dateline["watcher"] = (notifier, shards, events) =>
    createWatcher({ stores, shards, index, models, settings, answerer, privacy, now }, notifier, events);
  return {
    storeName: storeName(config),
    services,
    stores,
    index,
    models,
    ...intake,
    retention,
    watcher,
    close,
  };
}

function openStatus(
  config: Config,
  { stores, models, index }: Pick<Dateline, "stores" | "models" | "index">,
  now: () => Instant,
): StatusService {
  return new StatusService({
    ...{ articles: stores.articles, answers: stores.answers, now },
    models: models.status,
    indexed: async () => (index === null ? indexedOnDisk(config, stores) : index.size()),
    refetches: async () => (config.refetch ? waitingPages(stores.refetches, now()) : null),
    processes: async () => (config.database === null ? null : processesNow(stores.processes)),
    startedAt: now(),
    version: readVersion(),
  });
}

function tellUnsaved(tell: OpenOptions["onUnsaved"]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof DatelineError)) throw error;
    tell?.(error);
  };
}

interface PrivacyOptions {
  readonly settings: SettingsService;
  readonly forgetOpen: (userId: string) => Promise<void>;
  readonly onUnsaved: OpenOptions["onUnsaved"] | undefined;
}

function openPrivacy(
  { limits, retentionDays, fetch }: Config,
  { answers, watches, guilds, signals, forgets, uses }: Stores,
  { settings, forgetOpen, onUnsaved }: PrivacyOptions,
): PrivacyService {
  return new PrivacyService({
    forgetters: [
      { kind: "answers", forget: (userId) => forgetOpen(userId).then(() => 0) }, // before their rows are deleted
      { kind: "answers", forget: (userId) => answers.removeAnswersOf(userId) },
      { kind: "watches", forget: (userId) => watches.removeOf(userId) },
      { kind: "lines", forget: (userId) => guilds.forgetPerson(userId) },
      { kind: "answers", forget: (userId) => forgetUses(uses, userId) },
    ],
    signals,
    forgets,
    settings,
    retentionDays,
    countsQuestions: limits.personPerMinute > 0,
    contact: fetch.contact,
    onFault: tellUnsaved(onUnsaved),
  });
}

/** How often somebody asked within the last minute is nothing that is counted to them. */
async function forgetUses(uses: Stores["uses"], userId: string): Promise<number> {
  await uses?.forget(`person:${userId}`);
  return 0;
}

/** Entries of the index while no models are loaded; a database has its index in itself. */
async function indexedOnDisk({ storePath, database }: Config, { articles }: Stores): Promise<number> {
  return database === null ? savedIndexSize(storePath) : (await articles.counts()).embeddings;
}

async function processesNow(processes: Processes) {
  const all = await processes.list();
  const own = all.find(({ processId }) => processId === processes.processId);
  return { ...countProcesses(all), shards: own?.shards ?? null };
}

async function waitingPages(refetches: RefetchStore, now: Instant) {
  const { waiting, nextAt } = await refetches.summary(now);
  return { waiting, nextAt };
}
