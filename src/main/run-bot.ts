// Runs the bot, or what else the role of the process is, until Discord ends the session or a signal arrives; logs what happens to stderr.

import { setTimeout as wait } from "node:timers/promises";
import type { RetentionEvents } from "../app/privacy.js";
import { type Bot, type IdentifyTurn, startBot } from "../bot/client.js";
import { createLog, type Log } from "../bot/log.js";
import { embedMissing } from "../ingest/embed-missing.js";
import { type Role, type Shards, WORK } from "../model/processes.js";
import type { ProgressEvent } from "../model/status.js";
import { MINUTE_MS } from "../model/time.js";
import type { BrowserPage } from "../operate/browser-page.js";
import type { Monitoring } from "../operate/monitoring.js";
import type { Processes } from "../store/process-ports.js";
import type { WatcherEvents } from "../watch/watcher.js";
import { commandList } from "./command-list.js";
import type { Config } from "./config.js";
import { environmentSecrets, requireToken } from "./environment.js";
import { type Dateline, openDateline } from "./open-dateline.js";
import type { FeedEvents, RefetchEvents } from "./open-intake.js";

const signals = ["SIGTERM", "SIGINT"] as const;
/** Containers kill what has not ended 10 s after SIGTERM. */
const STOP_LIMIT_MS = 9_000;
/** How often it is looked for passages without a vector: those of a process that has no model, or that was killed. */
const EMBED_EVERY_MS = MINUTE_MS;
/** How often it is looked whether this process may open a session, on average, in ms. */
const IDENTIFY_LOOK_MS = 300;

/**
 * Starts the bot, or a reader, and resolves after SIGTERM or SIGINT, when answers in flight are finished or their askers are told. A second
 * signal ends the process at once, and so does the first one before the bot takes questions.
 * @throws DatelineError config-invalid without a token, discord-token, discord-api, and what opening the store and models throws
 */
export async function runBot(config: Config, options: { readonly lexicalOnly: boolean }): Promise<void> {
  const token = config.role === "reader" ? null : requireToken(config.discord);
  const log = createLog({
    level: config.logLevel,
    write: (line) => void process.stderr.write(line),
    secrets: [...(token === null ? [] : [token]), ...environmentSecrets()],
  });
  logCrash(log);
  const stopping = firstSignal();
  const { monitoring, page } = await openMonitoring(config.http, log);
  try {
    await serve(config, { ...options, token, log, stopping, monitoring, page });
  } finally {
    await monitoring?.close();
  }
}

interface Serving {
  readonly lexicalOnly: boolean;
  /** Null: it does not connect to Discord. */
  readonly token: string | null;
  readonly log: Log;
  readonly stopping: Promise<void>;
  readonly monitoring: Monitoring | null;
  readonly page: BrowserPage | null;
}

async function serve(
  config: Config,
  { lexicalOnly, token, log, stopping, monitoring, page }: Serving,
): Promise<void> {
  const opening = openLogged(config, lexicalOnly, log, monitoring);
  const dateline = await Promise.race([opening, stopping]);
  if (dateline === undefined) leaveUnstarted(log);
  if (monitoring !== null) monitor(monitoring, config.role, dateline);
  page?.open(dateline.services);
  try {
    const { role } = config;
    await dateline.stores.processes.join({ role, shards: null });
    await dateline.stores.signals.start();
    const bot =
      token === null ? null : await connectBot(config, dateline, { token, log, stopping, monitoring });
    const keeps = dateline.stores.isReadOnly !== true;
    const watcher =
      bot === null || !keeps ? null : dateline.watcher(bot.notifier, bot.shards, logWatches(log));
    const endReading = role === "bot" || !keeps ? null : startReading(dateline, log);
    if (keeps) dateline.retention.start(logRetention(log));
    watcher?.start();
    if (bot === null) log.info({ event: "ready", role });
    try {
      await Promise.race([stopping.then(() => endInTime(log)), ...(bot === null ? [] : [bot.ended])]);
    } finally {
      await Promise.all([watcher?.stop(), bot?.stop(), endReading?.()]);
    }
  } finally {
    await dateline.close();
  }
}

/** Resolves when the bot takes questions. */
async function connectBot(
  { discord, limits, role, database, leaseSeconds }: Config,
  { services, stores: { processes, uses: sharedUses } }: Dateline,
  {
    token,
    log,
    stopping,
    monitoring,
  }: Pick<Serving, "log" | "stopping" | "monitoring"> & { readonly token: string },
): Promise<Bot> {
  const counter = monitoring?.counter;
  const identifyTurn = database === null ? undefined : identifyingBy(processes);
  const parts = { token, services, log, counter, limits, sharedUses, identifyTurn, commands: commandList };
  const bot = await Promise.race([startBot({ ...discord, ...parts }), stopping]);
  if (bot === undefined) leaveUnstarted(log);
  const { shards } = bot;
  await processes.join({ role, shards });
  // A process that was killed stays in the list until its lease runs out; this one may be its successor.
  const look = () => tellDoubled(shards, processes, log).catch(() => undefined); // a warning is worth no crash
  setTimeout(look, leaseSeconds * 1_000).unref();
  return bot;
}

/** Warns if another process has some of these shards, too. */
async function tellDoubled(shards: Shards, processes: Processes, log: Log): Promise<void> {
  const others = (await processes.list()).filter((one) => one.processId !== processes.processId);
  const doubled = others.filter((one) => one.shards !== null && overlap(one.shards, shards));
  if (doubled.length > 0)
    log.warn({ event: "shards-doubled", shards, hosts: doubled.map(({ host }) => host) });
}

/** Shards of different totals always overlap: the same server is in one of each. */
function overlap(one: Shards, other: Shards): boolean {
  return one.total !== other.total || one.ids.some((id) => other.ids.includes(id));
}

/** Opens sessions at Discord in turn with the other processes. */
function identifyingBy(processes: Processes): IdentifyTurn {
  return async (bucket, signal) => {
    const work = [WORK.identify(bucket)];
    while ((await processes.take(work)).length === 0)
      await wait(IDENTIFY_LOOK_MS * (0.5 + Math.random()), undefined, { signal });
    return () => void processes.giveBack(work).catch(() => undefined); // without a store, the lease runs out
  };
}

/** Reads feeds and pages, and embeds what other processes stored without vectors; returns what ends the latter. */
function startReading({ poller, refetcher, stores, models }: Dateline, log: Log): () => Promise<void> {
  poller.start();
  stores.signals.on(({ kind }) => {
    if (kind === "feeds") poller.wake();
  });
  refetcher?.start();
  const { embedder } = models;
  const stop = new AbortController();
  let embedding: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    if (embedder === null) return;
    embedding = embedding
      .then(() => embedMissing(stores.articles, embedder, undefined, { signal: stop.signal }))
      .catch((err) => log.error({ event: "embedding-fault", err }));
  }, EMBED_EVERY_MS);
  return async () => {
    clearInterval(timer);
    stop.abort();
    await embedding;
  };
}

/** Opens the port of the settings, on loopback with the page; nulls if none is set. @throws DatelineError config-invalid if the port cannot be opened */
async function openMonitoring(
  { port, host }: Config["http"],
  log: Log,
): Promise<Pick<Serving, "monitoring" | "page">> {
  if (port === null) return { monitoring: null, page: null };
  const { Monitoring } = await import("../operate/monitoring.js");
  const { makePage } = await import("./open-page.js");
  const page = await makePage({ host });
  const onFault = (err: unknown) => log.error({ event: "page-failed", err });
  const pages = page?.pages ?? {};
  const monitoring = await Monitoring.open({ port, host, now: Date.now, onFault, pages });
  log.info({ event: "http", url: monitoring.url, page: page !== null });
  return { monitoring, page };
}

/** Lets the monitoring report on this store, index and worker. */
function monitor(monitoring: Monitoring, role: Role, { services, index, models, stores }: Dateline): void {
  const { worker } = models;
  monitoring.watch({
    state: async () => ({
      status: await services.status.read(),
      waiting: worker?.waiting ?? 0,
      restarts: worker?.restarts ?? 0,
      feeds: await stores.feeds.summary(services.now()),
      refetches: await stores.refetches.summary(services.now()),
    }),
    modelsLoaded: () => (worker === null ? null : worker.isLoaded),
    indexed: async () => (index === null ? null : index.size()),
    connects: role !== "reader",
  });
}

/** Ends the process at once: nobody waits for an answer yet, and the store is whole at any moment. */
function leaveUnstarted(log: Log): never {
  log.info({ event: "stopped-before-start" });
  process.exit(0);
}

/** Writes what nothing caught as one line without secrets, instead of Node's own report, and ends with 1. */
function logCrash(log: Log): void {
  process.on("uncaughtException", (err, origin) => {
    log.fatal({ event: "crashed", origin, err });
    process.exit(1);
  });
}

/** Ends the process if stopping takes too long, as with a large index on a slow disk: what is unfinished then is made up for at the next start. */
function endInTime(log: Log): void {
  const end = () => {
    log.warn({ event: "stopped-early", afterMs: STOP_LIMIT_MS });
    process.exit(0);
  };
  setTimeout(end, STOP_LIMIT_MS).unref();
}

/** Resolves at the first SIGTERM or SIGINT; from then on a signal has its default effect again. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => {
      for (const name of signals) process.off(name, heard);
      resolve();
    };
    for (const name of signals) process.on(name, heard);
  });
}

async function openLogged(
  config: Config,
  lexicalOnly: boolean,
  log: Log,
  monitoring: Monitoring | null,
): Promise<Dateline> {
  const startedMs = performance.now();
  const dateline = await openDateline(config, {
    models: "needed",
    lexicalOnly,
    threads: true,
    onProgress: logProgress(log),
    onUnsaved: (err) => log.warn({ event: "unsaved", err }),
    feedEvents: logFeeds(log, monitoring),
    refetchEvents: logRefetches(log, monitoring),
    onQuestion: (outcome, ms) => monitoring?.counter.question(outcome, ms),
    // Who changed it is recorded in the store, where it can be forgotten.
    onSettingChange: (guild, { setting, from, to }) =>
      log.info({ event: "setting", guild, setting, from, to }),
  });
  const { articles, passages, notice } = await dateline.services.status.read();
  const openedMs = Math.round(performance.now() - startedMs);
  log.info({ event: "opened", store: dateline.storeName, articles, passages, openedMs });
  if (notice !== null) log.warn({ event: "models", notice });
  return dateline;
}

/** Logs each step once, when it begins. */
function logProgress(log: Log): (event: ProgressEvent) => void {
  const seen = new Set<string>();
  return ({ label, total, unit }) => {
    if (seen.has(label)) return;
    seen.add(label);
    log.info({ event: "preparing", step: label, total, unit });
  };
}

/** Most pages are as they were: worth a line only to who looks closely. */
function logRefetches(log: Log, monitoring: Monitoring | null): RefetchEvents {
  return {
    onRefetch: (refetch) => {
      monitoring?.ingest.refetched(refetch);
      const level = refetch.outcome === "unchanged" ? "debug" : "info";
      log[level]({ event: "refetch", ...refetch });
    },
    onFault: (error, record) =>
      log.error({ event: "refetch-fault", articleId: record?.articleId, url: record?.url, err: error }),
  };
}

/** One line a day with what went. */
function logRetention(log: Log): RetentionEvents {
  return {
    onSwept: (answers) => log.info({ event: "swept", answers }),
    onFault: (error) => log.error({ event: "sweep-fault", err: error }),
  };
}

/** One line a read; what was not foreseen is an error, since the feed's own trouble is in its health. */
function logFeeds(log: Log, monitoring: Monitoring | null): FeedEvents {
  return {
    onRefresh: (read) => {
      monitoring?.ingest.read(read);
      const { timesMs: _timesMs, ...refresh } = read;
      if (refresh.outcome === "failed" || refresh.outcome === "gone") log.warn({ event: "feed", ...refresh });
      else log.info({ event: "feed", ...refresh });
    },
    onFault: (error, feed) =>
      log.error({ event: "feed-fault", feedId: feed?.feedId, url: feed?.url, err: error }),
  };
}

/** One line a round that did something; neither questions nor people are named. */
export function logWatches(log: Log): WatcherEvents {
  return {
    onRound: (round) => log.info({ event: "watches", ...round }),
    onChannel: ({ channelId: channel, guildId: guild, refused }) =>
      refused === null
        ? log.info({ event: "channel-back", channel, guild })
        : log.warn({ event: "channel-refused", channel, guild, reason: refused }),
    onFault: (error, watchId) => log.error({ event: "watch-fault", watchId, err: error }),
  };
}
