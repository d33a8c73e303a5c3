// The one composition root: chooses store, models, index and ingest, and joins them into the services.

import { articleHistory } from "../answer/article-history.js";
import { reportSources } from "../answer/report-sources.js";
import { withholdAnswer } from "../answer/withhold.js";
import type { AnswerRequest } from "../answer/working.js";
import type { Config } from "../config.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { SettingChange } from "../guild-settings.js";
import type { Ingest } from "../ingest/ingest.js";
import type { ArticleHistory } from "../reports.js";
import type { Answer, Article, Instant, Place } from "../schema.js";
import type { Services, SettingsServices } from "../services.js";
import type { HnswIndex } from "../store/hnsw-index.js";
import type { Scope, Store } from "../store/store.js";
import { createAnswering } from "./answering.js";
import { copiesInStore } from "./copies-in-store.js";
import { fillSketches } from "./fill-sketches.js";
import { outletsAt, quotable } from "./guild-outlets.js";
import type { FeedEvents, Feeds } from "./open-feeds.js";
import { additions, openIntake } from "./open-intake.js";
import { openKeeping } from "./open-keeping.js";
import { chosenLexical, type Models, openModels, standingOnDisk, withoutModels } from "./open-models.js";
import { OpenQuestions } from "./open-questions.js";
import type { RefetchEvents, Refetching } from "./open-refetch.js";
import { type OpenStores, openStores } from "./open-stores.js";
import { createFollower, openVectors, savedIndexSize } from "./open-vectors.js";
import { openWatches, type Watching } from "./open-watches.js";
import { PeopleFirst } from "./people-first.js";
import type { ProgressEvent } from "./progress.js";
import { openReading } from "./reading.js";
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

export interface OpenParts extends OpenStores {
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
  const intake = openIntake(config, options, parts, now);
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
    ...{ store, index, now, settings, privacy, openQuestions },
    feeds: intake.feeds.services,
    watches: watching.services,
    ...asking.atOnce,
    reading: (own) =>
      openReading(
        { ...answeringParts(config, parts), settings },
        { addPage: (page) => own.addPage(page), answer: (place, id) => own.answer(place, id), now },
        asking.follow,
      ),
    history: (article, outlets) => readHistory(store, article, { asOf: now(), source: null, outlets }),
    ...additions(intake.ingest),
    standing: createStanding(models, index, storePath, intake.refetching, now()),
  });
  const close = async () => {
    await watching.stop();
    await retention.close();
    await intake.close();
    await index?.save();
    await models.worker?.close();
    await openQuestions.close();
    await parts.close();
  };
  return { storePath, services, store, index, models, ...intake, retention, watching, close };
}

/** Takes out of an answer what is not quoted at a place. */
function answersIn(settings: SettingsServices) {
  return async (given: Answer, place: Place) =>
    withholdAnswer(given, quotable(await outletsAt(place, settings)));
}

function answeringParts({ rerankLimit }: Config, { store, index, models }: OpenParts) {
  const { embedder, reranker } = models;
  return { store, index, embedder, reranker, rerankLimit };
}

/** The one answerer, for people who wait and for watches, which wait for people. */
function joinAsking(config: Config, parts: OpenParts) {
  const { store, index } = parts;
  const answerer = createAnswering(answeringParts(config, parts));
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
    follow,
    atOnce: {
      answer: (request: AnswerRequest) => people.ask(() => answer(request)),
      reportSources: sources,
    },
    unhurried: { answer, reportSources: sources, peopleFirst: () => people.turn() },
  };
}

async function readHistory(store: Store, article: Article, scope: Scope): Promise<ArticleHistory> {
  const revisions = await splitRevisions(store, article.articleId, 1, article.revision);
  const copies = await copiesInStore(store, article, scope);
  return articleHistory(revisions, copies);
}
