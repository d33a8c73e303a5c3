// Starts the whole bot against the double of Discord, over the real services in a temporary folder, words only.

import { type Bot, startBot } from "../../src/bot/client.js";
import { createLog } from "../../src/bot/log.js";
import type { AskLimits } from "../../src/bot/request-gate.js";
import { commandList } from "../../src/main/command-list.js";
import { logWatches } from "../../src/main/run-bot.js";
import type { Instant } from "../../src/model/article.js";
import { DEFAULT_SETTINGS, type GuildSettings } from "../../src/model/guild.js";
import type { Shards } from "../../src/model/processes.js";
import type { Monitoring } from "../../src/operate/monitoring.js";
import type { Watcher } from "../../src/watch/watcher.js";
import { DiscordDouble, MANAGE_GUILD } from "../discord/double.js";
import type { Person } from "../discord/payloads.js";
import { snowflake } from "../discord/snowflake.js";
import { Site } from "../ingest/feeds/site.js";
import { TEST_NOW } from "../made-articles.js";
import { type TestArticle, TestDateline } from "../open-test-dateline.js";

export interface LogLine {
  readonly event: string;
  readonly level: string;
  readonly [key: string]: unknown;
}

export const SUMMIT = {
  title: "No summit for now, official says",
  text: "There are no plans for a summit in the immediate future. The official spoke on Tuesday. Both sides agreed to talk again.",
  source: "Example Post",
  url: "https://example.org/news/1",
  publishedAt: "2025-10-21T15:00:00.000Z",
} satisfies TestArticle;

export interface StartOptions {
  readonly guildId?: string;
  readonly token?: string;
  readonly stopTimeoutMs?: number;
  readonly retryDelaysMs?: readonly number[];
  readonly monitoring?: Monitoring;
  readonly limits?: AskLimits;
  readonly shards?: Shards;
}

/** The bot, its Discord, what it wrote to its log, and a site on loopback that it may read. */
export class RunningBot {
  readonly double: DiscordDouble;
  readonly site: Site;
  readonly lines: string[] = [];
  /** The moment it is, for everything but the log. */
  now: Instant = TEST_NOW;
  #test!: TestDateline;
  #monitoring: Monitoring | undefined;
  #bot: Bot | null = null;

  /** Opens a bot that has read these articles; `settings` may name what its site serves. */
  static async open(
    articles: readonly TestArticle[] = [SUMMIT],
    settings: (site: Site) => Readonly<Record<string, string>> = () => ({}),
  ): Promise<RunningBot> {
    const running = new RunningBot(await DiscordDouble.open(), await Site.open());
    running.#test = await TestDateline.open({
      articles,
      environment: { DATELINE_ALLOW_HOSTS: running.site.host, ...settings(running.site) },
      now: () => running.now,
      onQuestion: (outcome, ms) => running.#monitoring?.counter.question(outcome, ms),
    });
    return running;
  }

  private constructor(double: DiscordDouble, site: Site) {
    this.double = double;
    this.site = site;
  }

  get services() {
    return this.#test.services;
  }

  get stores() {
    return this.#test.stores;
  }

  /** Takes articles in; returns their ids. */
  add(articles: readonly TestArticle[]): Promise<string[]> {
    return this.#test.add(articles);
  }

  /** Returns the id of the article with this title. @throws Error where there is none */
  async articleId(title: string): Promise<string> {
    const { items } = await this.services.articles.list(0, 1000);
    const found = items.find((item) => item.title === title);
    if (found === undefined) throw new Error(`No article: ${title}`);
    return found.articleId;
  }

  /** Sets a guild's settings to the defaults with these over them. */
  async set(guildId: string | undefined, over: Partial<GuildSettings> = {}): Promise<void> {
    await this.services.settings.change(guildId ?? "", "1", () => ({ ...DEFAULT_SETTINGS, ...over }));
  }

  /** Makes the watcher that tells channels and people, without its pauses; a test makes its rounds. */
  watcher(): Watcher {
    const write = (line: string) => void this.lines.push(line);
    const events = logWatches(createLog({ level: "debug", write, secrets: [] }));
    return this.#test.dateline.watcher(this.bot.notifier, null, {
      ...events,
      pace: { quietMs: 0, pauseMs: 0 },
    });
  }

  async answerCount(): Promise<number> {
    return (await this.stores.articles.counts()).answers;
  }

  /** Runs something before each answer is stored, until the next start. */
  beforeStoring(before: (question: string) => Promise<void>): void {
    const { answers } = this.stores;
    const putAnswer = answers.putAnswer.bind(answers);
    answers.putAnswer = async (record) => {
      await before(record.answer.question);
      await putAnswer(record);
    };
  }

  /** Holds every answer back until the returned function is called. */
  holdAnswers(): () => void {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.beforeStoring(() => released);
    return () => release();
  }

  /** Lets a question fail as a bug would, until the next start. */
  breakOn(question: string): void {
    this.beforeStoring(async (asked) => {
      if (asked === question) throw new TypeError("a bug at /secret/path");
    });
  }

  get log(): LogLine[] {
    return this.lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** The bot that was started last. @throws Error where none was */
  get bot(): Bot {
    if (this.#bot === null) throw new Error("No bot was started");
    return this.#bot;
  }

  /** Starts the bot over the same store as before, as a new process would. */
  async start(options: StartOptions = {}): Promise<Bot> {
    const {
      guildId = null,
      token = this.double.token,
      stopTimeoutMs = 300,
      monitoring,
      retryDelaysMs,
      limits,
      shards,
    } = options;
    if (this.#bot !== null) {
      await this.#bot.stop();
      await this.#test.reopen();
    }
    this.#monitoring = monitoring;
    const write = (line: string) => void this.lines.push(line);
    this.#bot = await startBot({
      token,
      applicationId: null,
      guildId,
      apiUrl: this.double.apiUrl,
      services: this.services,
      counter: monitoring?.counter,
      commands: commandList,
      log: createLog({ level: "debug", write, secrets: [token] }),
      stopTimeoutMs,
      limits,
      retryDelaysMs,
      ...(shards === undefined ? {} : { shards }),
    });
    return this.#bot;
  }

  /** Stops the bot and starts a new one. */
  async restart(): Promise<Bot> {
    return this.start();
  }

  async stop(): Promise<void> {
    await this.#bot?.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#test.close();
    await this.double.close();
    await this.site.close();
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
  timeoutMs = 30_000,
  what: () => string = () => "It",
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what()} did not come to hold in time`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
