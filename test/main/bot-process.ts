// The built bot as a process, until it takes questions and until it ends.
import { afterEach, beforeEach, expect } from "vitest";
import { type Run, type RunOptions, runBin } from "../cli/run-cli.js";
import { DiscordDouble } from "../discord/double.js";

export interface BotProcess {
  readonly pid: number;
  /** Ends it in order. */
  stop(): Promise<Run>;
  /** Ends it at once, with `kill -9`. */
  kill(): Promise<Run>;
}

/** Starts bot.js and waits until its log says that it takes questions. @throws Error where it ends before */
export async function startBotProcess(
  env: Readonly<Record<string, string>>,
  options: Pick<RunOptions, "uid"> = {},
): Promise<BotProcess> {
  let send: (signal: NodeJS.Signals) => void = () => undefined;
  let pid = 0;
  let ended: Promise<Run> | null = null;
  await new Promise<void>((resolve, reject) => {
    ended = runBin("bot.js", [], {
      env,
      ...options,
      onStart: (kill, processId) => {
        send = kill;
        pid = processId;
      },
      onOutput: (text) => {
        if (text.includes('"event":"ready"')) resolve();
      },
    });
    ended.then(({ stderr }) => reject(new Error(`The bot ended: ${stderr}`)), reject);
  });
  const end = (signal: NodeJS.Signals) => {
    send(signal);
    return ended ?? Promise.reject(new TypeError("no process"));
  };
  return { pid, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

/** Opens a double of Discord for each test of a file, and closes it where nothing was sent that Discord would not take. */
export function doubleForEach(use: (discord: DiscordDouble) => void): void {
  let discord: DiscordDouble;
  beforeEach(async () => {
    discord = await DiscordDouble.open();
    use(discord);
  });
  afterEach(async () => {
    await discord.close();
    expect(discord.violations).toEqual([]);
  });
}
