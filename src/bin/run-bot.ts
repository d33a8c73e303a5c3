// Runs the bot until Discord ends it or a signal asks for the end. Writes the log to stderr; holds no catch of its own.
import { startBot } from "../bot/client.js";
import { createLog, type Log } from "../bot/log.js";
import type { Config } from "../config.js";
import { DatelineError } from "../errors.js";
import { commandList } from "./command-list.js";
import type { ProgressEvent } from "./progress.js";
import { type Dateline, openDateline } from "./wire.js";

const signals = ["SIGTERM", "SIGINT"] as const;

/** Returns the token. @throws DatelineError config-invalid, one sentence on what to set and how to try Dateline without it */
export function requireToken({ token }: Config["discord"]): string {
  if (token !== null) return token;
  throw new DatelineError(
    "config-invalid",
    'Set DISCORD_TOKEN in .env to run the bot, or try Dateline without Discord: npm run ask -- "Is a Trump–Putin summit scheduled?"',
  );
}

/**
 * Starts the bot and resolves after SIGTERM or SIGINT, when answers in flight are finished or told; a second signal ends at once.
 * @throws DatelineError config-invalid without a token, discord-token, discord-api, and what opening the store and models throws
 */
export async function runBot(
  config: Config,
  { lexicalOnly }: { readonly lexicalOnly: boolean },
): Promise<void> {
  const token = requireToken(config.discord);
  const log = createLog({
    level: config.logLevel,
    write: (line) => void process.stderr.write(line),
    secrets: [token],
  });
  const stopping = firstSignal();
  const startedMs = performance.now();
  const dateline = await openDateline(config, {
    models: "needed",
    lexicalOnly,
    onProgress: logProgress(log),
  });
  try {
    await logOpened(dateline, startedMs, log);
    const { services } = dateline;
    const bot = await startBot({ ...config.discord, token, services, log, commands: commandList });
    try {
      await Promise.race([stopping, bot.ended]);
    } finally {
      await bot.stop();
    }
  } finally {
    await dateline.close();
  }
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

async function logOpened({ services, storePath }: Dateline, startedMs: number, log: Log): Promise<void> {
  const { articles, passages, lexicalOnly, notice } = await services.status();
  const openedMs = Math.round(performance.now() - startedMs);
  log.info({ event: "opened", store: storePath, articles, passages, lexicalOnly, openedMs });
  if (notice !== null) log.warn({ event: "models", notice });
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
