// Connects to Discord, registers the commands, passes interactions to dispatch, and disconnects in order.
import { once } from "node:events";
import { Client, Events, Options, type RateLimitData, Routes, type WebSocketOptions } from "discord.js";
import type { Services } from "../app/services.js";
import type { Shards, UseCounter } from "../model/processes.js";
import type { BotCounter } from "../model/status.js";
import type { Notifier } from "../model/watch.js";
import { ChannelPermissions } from "./channel-permissions.js";
import { closeFailure, discordFailure, withRetries } from "./discord-errors.js";
import { Dispatch } from "./dispatch.js";
import { attachmentFetcher } from "./download-attachment.js";
import type { Log } from "./log.js";
import { createNotifier } from "./notify.js";
import { applicationIdOf, describeBot, inviteUrl } from "./profile.js";
import { type DeployOptions, deployCommands } from "./register.js";
import type { AskLimits } from "./request-gate.js";
import { addServerEvent } from "./server-events.js";

/** Long enough for an answer in progress, short enough for the 10 s that containers allow for everything. */
const STOP_TIMEOUT_MS = 5_000;
/** Discord answers within a second or not at all; the token of an interaction is valid for 15 minutes. */
const REST_TIMEOUT_MS = 15_000;
/** Discord: rate limits, interaction endpoints are not bound to the global limit of 50, which discord.js would keep for them too. */
const REQUESTS_PER_SECOND = 500;

/** Pauses between attempts to reach Discord at start. */
const START_DELAYS_MS = [500, 1500, 4000];
const RATE_LIMIT_LOG_INTERVAL_MS = 1000;

/** Discord: gateway, rate limiting; a session may be opened every 5 seconds per bucket. */
const IDENTIFY_PAUSE_MS = 5_000;

/** Lets one process at a time open sessions of a bucket; resolves with what ends its turn. */
export type IdentifyTurn = (bucket: number, signal: AbortSignal) => Promise<() => void>;

interface BotOptions extends DeployOptions {
  /** Which shards are connected; default "auto": all that Discord recommends. */
  readonly shards?: "auto" | Shards;
  /** Default: no other process opens sessions. */
  readonly identifyTurn?: IdentifyTurn | undefined;
  readonly services: Services;
  readonly log: Log;
  /** Called for every interaction and connection change; absent if nothing is counted. */
  readonly counter?: BotCounter | undefined;
  /** Default: no limits. */
  readonly limits?: AskLimits | undefined;
  /** See DispatchOptions. */
  readonly sharedUses?: UseCounter | null;
  /** Maximum time that `stop` waits for answers in progress; default 5,000. */
  readonly stopTimeoutMs?: number;
  /** See DispatchOptions. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

export interface Bot {
  readonly applicationId: string;
  /** The shards that are connected. */
  readonly shards: Shards;
  /** Name and discriminator of the bot's user. */
  readonly userName: string;
  /** Sends news to people and channels that did not just ask. */
  readonly notifier: Notifier;
  /** Rejects with a DatelineError if Discord ends the session for good; never resolves. */
  readonly ended: Promise<never>;
  /** Refuses new questions, finishes the open ones or says that the bot is restarting, and disconnects; a second call waits for the first. */
  readonly stop: () => Promise<void>;
}

/** Starts the bot; resolves when it is ready for questions. @throws DatelineError discord-token, discord-api */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { log, counter, token, stopTimeoutMs = STOP_TIMEOUT_MS } = options;
  const applicationId = await introduce(options);
  const client = createClient(options);
  const permissions = new ChannelPermissions(client);
  const dispatch = new Dispatch({
    ...options,
    permissions,
    fetchAttachment: attachmentFetcher(options.apiUrl),
    addEvent: (guildId, event) => addServerEvent(client.rest, guildId, event),
  });
  client.on(Events.InteractionCreate, (interaction) => void dispatch.handle(interaction));
  logConnection(client, log);
  if (counter !== undefined) countConnection(client, counter);
  const ended = watchEnd(client);
  await connect(client, token, ended);
  const shards = shardsOf(client);
  log.info({ event: "ready", user: client.user?.tag, shards });
  const notifier = createNotifier({ rest: client.rest, now: () => options.services.now() });
  const remember = options.services.privacy.onForget((userId) => {
    dispatch.forget(userId);
    notifier.forget(userId);
    if (userId === null) client.users.cache.sweep(({ id }) => id !== client.user?.id);
    else client.users.cache.delete(userId);
  });
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    log.info({ event: "stopping" });
    remember();
    counter?.connected(0, client.ws.shards.size);
    await dispatch.stop(stopTimeoutMs);
    await client.destroy();
    log.info({ event: "stopped" });
  };
  return {
    applicationId,
    shards,
    userName: client.user?.tag ?? "",
    notifier,
    ended,
    stop: () => (stopped ??= stop()),
  };
}

/** Registers the commands and describes the bot, which is done by the process with the first shard; returns the application's id. */
async function introduce(options: BotOptions): Promise<string> {
  const { log, token, apiUrl, shards = "auto" } = options;
  if (shards !== "auto" && !shards.ids.includes(0))
    return options.applicationId ?? applicationIdOf(token, apiUrl);
  const deployment = await deployCommands(options);
  log.info({ event: "commands", ...deployment });
  log.info({ event: "invite", url: inviteUrl(deployment.applicationId) });
  await describe(options, log);
  return deployment.applicationId;
}

/** Without the description the bot does everything else, so that a failure is only logged. */
async function describe({ token, apiUrl }: DeployOptions, log: Log): Promise<void> {
  try {
    if (await describeBot(token, apiUrl)) log.info({ event: "described" });
  } catch (err) {
    log.warn({ event: "not-described", err });
  }
}

function createClient({ apiUrl, log, shards = "auto", identifyTurn }: BotOptions): Client {
  return new Client({
    ...(shards === "auto" ? { shards } : { shards: shards.ids, shardCount: shards.total }),
    ...(identifyTurn === undefined ? {} : { ws: { buildIdentifyThrottler: throttlerBy(identifyTurn) } }),
    // Interactions need no intent, and without intents Discord sends nothing else.
    intents: [],
    allowedMentions: { parse: [] },
    // Repeating is up to callers, who know what a second request would do: see withRetries.
    rest: {
      api: apiUrl,
      timeout: REST_TIMEOUT_MS,
      globalRequestsPerSecond: REQUESTS_PER_SECOND,
      retries: 0,
      // Never rejects; it is the only way to learn about every wait.
      rejectOnRateLimit: rateLimitLog(log),
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildMemberManager: 0,
      ThreadManager: 0,
      UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
}

/** Keeps to Discord's pace of new sessions among all processes. */
function throttlerBy(turn: IdentifyTurn): NonNullable<WebSocketOptions["buildIdentifyThrottler"]> {
  return async (manager) => {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation();
    return {
      waitForIdentify: async (shardId, signal) => {
        const end = await turn(shardId % limit.max_concurrency, signal);
        setTimeout(end, IDENTIFY_PAUSE_MS).unref();
      },
    };
  };
}

/** Once the client is connected, its options name its shards. */
function shardsOf({ options: { shards, shardCount = 1 } }: Client): Shards {
  const ids = typeof shards === "object" ? [...shards] : [typeof shards === "number" ? shards : 0];
  return { ids, total: shardCount };
}

/** Logs waits for a rate limit, at most one line per second: a burst has hundreds. */
function rateLimitLog(log: Log): (limit: RateLimitData) => boolean {
  let quietUntil = 0;
  return ({ retryAfter, global, method }) => {
    if (performance.now() >= quietUntil) {
      log.warn({ event: "rate-limited", retryAfterMs: retryAfter, global, method });
      quietUntil = performance.now() + RATE_LIMIT_LOG_INTERVAL_MS;
    }
    return false;
  };
}

async function connect(client: Client, token: string, ended: Promise<never>): Promise<void> {
  try {
    // discord.js asks this again itself and gives up for good if it fails.
    client.rest.setToken(token);
    await withRetries(() => client.rest.get(Routes.gatewayBot()), START_DELAYS_MS);
    const ready = once(client, Events.ClientReady);
    await Promise.race([Promise.all([client.login(token), ready]), ended]);
  } catch (error) {
    await client.destroy();
    throw discordFailure(error, "connect to the gateway");
  }
}

/** Rejects when Discord closes the session with a code that forbids another. */
function watchEnd(client: Client): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    client.on(Events.ShardDisconnect, ({ code }) => reject(closeFailure(code)));
    client.on(Events.Invalidated, () => reject(closeFailure(null)));
  });
  // Nobody has to wait for it: an unobserved rejection must not end the process.
  ended.catch(() => undefined);
  return ended;
}

function logConnection(client: Client, log: Log): void {
  client.on(Events.ShardReconnecting, (shard) => log.warn({ event: "gateway-lost", shard }));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ event: "gateway-resumed", shard, replayed }));
  client.on(Events.ShardReady, (shard) => log.info({ event: "gateway-ready", shard }));
  client.on(Events.ShardError, (error, shard) => log.warn({ event: "gateway-error", shard, err: error }));
  client.on(Events.Error, (error) => log.error({ event: "client-error", err: error }));
  client.on(Events.Warn, (message) => log.warn({ event: "client-warning", message }));
}

/** A shard counts as connected from ready or resumed until it reconnects or closes. */
function countConnection(client: Client, counter: BotCounter): void {
  const connected = new Set<number>();
  const count = (change: () => void) => {
    change();
    counter.connected(connected.size, Math.max(1, client.ws.shards.size));
  };
  client.on(Events.ShardReady, (shard) => count(() => connected.add(shard)));
  client.on(Events.ShardResume, (shard) => count(() => connected.add(shard)));
  client.on(Events.ShardReconnecting, (shard) => count(() => connected.delete(shard)));
  client.on(Events.ShardDisconnect, (_event, shard) => count(() => connected.delete(shard)));
  client.on(Events.Invalidated, () => count(() => connected.clear()));
}
