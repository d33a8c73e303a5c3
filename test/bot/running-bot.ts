// Starts the whole bot against the double, with services in memory that outlive a restart.

import { type Bot, startBot } from "../../src/bot/client.js";
import { createLog } from "../../src/bot/log.js";
import type { AskLimits } from "../../src/bot/request-gate.js";
import { commandList } from "../../src/main/command-list.js";
import type { Monitoring } from "../../src/operate/monitoring.js";
import { DiscordDouble, MANAGE_GUILD } from "../discord/double.js";
import type { Person } from "../discord/payloads.js";
import { snowflake } from "../discord/snowflake.js";
import { asServices, FakeServices, fakeArticle, fakeStore } from "../fakes.js";

export interface LogLine {
  readonly event: string;
  readonly level: string;
  readonly [key: string]: unknown;
}

export const SUMMIT = fakeArticle({
  title: "No summit for now, official says",
  text: "There are no plans for a summit in the immediate future. The official spoke on Tuesday. Both sides agreed to talk again.",
});

export interface StartOptions {
  readonly guildId?: string;
  readonly token?: string;
  readonly stopTimeoutMs?: number;
  readonly retryDelaysMs?: readonly number[];
  readonly monitoring?: Monitoring;
  readonly limits?: AskLimits;
}

/** The bot, its Discord, and what it wrote to its log. */
export class RunningBot {
  readonly double: DiscordDouble;
  readonly lines: string[] = [];
  readonly store = fakeStore();
  services = new FakeServices(this.store);
  #bot: Bot | null = null;

  static async open(): Promise<RunningBot> {
    const running = new RunningBot(await DiscordDouble.open());
    running.store.articles.set(SUMMIT.articleId, SUMMIT);
    return running;
  }

  private constructor(double: DiscordDouble) {
    this.double = double;
  }

  get log(): LogLine[] {
    return this.lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** The bot that was started last. @throws Error where none was */
  get bot(): Bot {
    if (this.#bot === null) throw new Error("No bot was started");
    return this.#bot;
  }

  /** Starts the bot; the same store as before. */
  async start(options: StartOptions = {}): Promise<Bot> {
    const {
      guildId = null,
      token = this.double.token,
      stopTimeoutMs = 300,
      monitoring,
      retryDelaysMs,
      limits,
    } = options;
    this.services = new FakeServices(this.store);
    this.services.onQuestion = (outcome, ms) => monitoring?.counter.question(outcome, ms);
    const write = (line: string) => void this.lines.push(line);
    this.#bot = await startBot({
      token,
      applicationId: null,
      guildId,
      apiUrl: this.double.apiUrl,
      services: asServices(this.services),
      counter: monitoring?.counter,
      commands: commandList,
      log: createLog({ level: "debug", write, secrets: [token] }),
      stopTimeoutMs,
      limits,
      retryDelaysMs,
    });
    return this.#bot;
  }

  /** Stops the bot and starts a new one. */
  async restart(): Promise<Bot> {
    await this.#bot?.stop();
    return this.start();
  }

  async stop(): Promise<void> {
    await this.#bot?.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.double.close();
  }
}

const GUILD_ID = snowflake();

/** A member of the one guild in a channel of their own; with `permissions` of a manager where asked. */
export function member({ manager = false } = {}): Person {
  return {
    userId: snowflake(),
    guildId: GUILD_ID,
    channelId: snowflake(),
    permissions: manager ? MANAGE_GUILD : "0",
  };
}

/** Somebody in the bot's DM. */
export function dm(): Person {
  return { userId: snowflake(), channelId: snowflake() };
}

/** Waits until something holds. @throws Error where it never does */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 5000,
  what: () => string = () => "It",
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what()} did not come to hold in time`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
