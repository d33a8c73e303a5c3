// Connects to Discord, registers the commands, passes interactions to dispatch, and disconnects in order.
import { once } from "node:events";
import { Client, Events, Options, type RateLimitData, Routes } from "discord.js";
import type { Services } from "../app/services.js";
import type { BotCounter } from "../model/status.js";
import type { Notifier } from "../model/watch.js";
import { ChannelPermissions } from "./channel-permissions.js";
import { closeFailure, discordFailure, withRetries } from "./discord-errors.js";
import { Dispatch } from "./dispatch.js";
import { attachmentFetcher } from "./download-attachment.js";
import type { Log } from "./log.js";
import { createNotifier } from "./notify.js";
import { describeBot, inviteUrl } from "./profile.js";
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

interface BotOptions extends DeployOptions {
  readonly services: Services;
  readonly log: Log;
  /** Called for every interaction and connection change; absent if nothing is counted. */
  readonly counter?: BotCounter | undefined;
  /** Default: no limits. */
  readonly limits?: AskLimits | undefined;
  /** Maximum time that `stop` waits for answers in progress; default 5,000. */
  readonly stopTimeoutMs?: number;
  /** See DispatchOptions. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

export interface Bot {
  readonly applicationId: string;
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
  const { log, counter, token, apiUrl, stopTimeoutMs = STOP_TIMEOUT_MS } = options;
  const deployment = await deployCommands(options);
  log.info({ event: "commands", ...deployment });
  log.info({ event: "invite", url: inviteUrl(deployment.applicationId) });
  await describe(options, log);
  const client = createClient(apiUrl, log);
  const permissions = new ChannelPermissions(client);
  const dispatch = new Dispatch({
    ...options,
    permissions,
    fetchAttachment: attachmentFetcher(apiUrl),
    addEvent: (guildId, event) => addServerEvent(client.rest, guildId, event),
  });
  client.on(Events.InteractionCreate, (interaction) => void dispatch.handle(interaction));
  logConnection(client, log);
  if (counter !== undefined) countConnection(client, counter);
  const ended = watchEnd(client);
  await connect(client, token, ended);
  log.info({ event: "ready", user: client.user?.tag });
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    log.info({ event: "stopping" });
    counter?.connected(false);
    await dispatch.stop(stopTimeoutMs);
    await client.destroy();
    log.info({ event: "stopped" });
  };
  return {
    applicationId: deployment.applicationId,
    userName: client.user?.tag ?? "",
    notifier: createNotifier({ rest: client.rest, now: () => options.services.now() }),
    ended,
    stop: () => (stopped ??= stop()),
  };
}

/** Without the description the bot does everything else, so that a failure is only logged. */
async function describe({ token, apiUrl }: DeployOptions, log: Log): Promise<void> {
  try {
    if (await describeBot(token, apiUrl)) log.info({ event: "described" });
  } catch (err) {
    log.warn({ event: "not-described", err });
  }
}

function createClient(apiUrl: string, log: Log): Client {
  return new Client({
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
  client.on(Events.ShardReconnecting, () => log.warn({ event: "gateway-lost" }));
  client.on(Events.ShardResume, (_id, replayed) => log.info({ event: "gateway-resumed", replayed }));
  client.on(Events.ShardReady, () => log.info({ event: "gateway-ready" }));
  client.on(Events.ShardError, (error) => log.warn({ event: "gateway-error", err: error }));
  client.on(Events.Error, (error) => log.error({ event: "client-error", err: error }));
  client.on(Events.Warn, (message) => log.warn({ event: "client-warning", message }));
}

/** A shard counts as connected from ready or resumed until it reconnects or closes. */
function countConnection(client: Client, counter: BotCounter): void {
  for (const event of [Events.ShardReady, Events.ShardResume] as const)
    client.on(event, () => counter.connected(true));
  for (const event of [Events.ShardReconnecting, Events.ShardDisconnect, Events.Invalidated] as const)
    client.on(event, () => counter.connected(false));
}
