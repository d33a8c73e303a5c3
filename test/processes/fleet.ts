// Two bots with two shards each and two readers over one database, killed again and again while feeds, questions and watches go on.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { newFeed } from "../../src/app/feeds.js";
import type { Stores } from "../../src/store/ports.js";
import { openPostgresStores } from "../../src/store/postgres/open-stores.js";
import { until } from "../bot/running-bot.js";
import { DiscordDouble } from "../discord/double.js";
import type { Exchange } from "../discord/exchange.js";
import { textOf } from "../discord/exchange.js";
import { snowflake } from "../discord/snowflake.js";
import { ROOT } from "../repository-root.js";
import type { TestServer } from "../store/postgres/servers.js";
import { madeWatch } from "../watch/watches.js";
import { NewsSite, wordOf } from "./news-site.js";

export interface FleetPlan {
  readonly feeds: number;
  readonly hosts: number;
  /** Items of each feed in the beginning; every fifth is in the next feed, too. */
  readonly items: number;
  readonly questions: number;
  /** Processes killed, each kind in turn. */
  readonly kills: number;
}

export interface FleetFigures {
  readonly kills: Readonly<Record<"bot" | "reader", number>>;
  readonly serverRestarts: number;
  readonly published: number;
  /** Published and not stored. */
  readonly lost: number;
  /** Stored more than once, or revised. */
  readonly doubled: number;
  readonly watches: number;
  readonly untold: number;
  readonly toldTwice: number;
  readonly asked: number;
  readonly replies: number;
  readonly repliesDoubled: number;
  /** The most requests that a host had at a time. */
  readonly requestsAtOnce: number;
  readonly feedReads: number;
  readonly seconds: number;
  /** Faults and crashes that the processes logged. */
  readonly faults: readonly string[];
  readonly violations: readonly string[];
}

/** A machine may be busy: whatever is waited for comes, and how soon is not what is tested. */
const PATIENCE_MS = 600_000;
const TOTAL_SHARDS = 4;
const LEASE_SECONDS = 4;
/** Feeds that get a new item with each kill. */
const FEEDS_PER_ROUND = 5;
const FAULTS = /^(?:crashed|.*-fault|shards-doubled)$/;

/** One process of the fleet, which lives many times. */
class Member {
  readonly role: "bot" | "reader";
  readonly #env: Readonly<Record<string, string>>;
  readonly #faults: string[];
  #child: ReturnType<typeof spawn> | null = null;

  constructor(role: "bot" | "reader", env: Readonly<Record<string, string>>, faults: string[]) {
    this.role = role;
    this.#env = env;
    this.#faults = faults;
  }

  /** Resolves when it says that it is ready. @throws Error if it ends before */
  async start(): Promise<void> {
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn(process.execPath, [join(ROOT, "dist/src/main/bot.js")], {
      env: { PATH, HOME, ...this.#env, DATELINE_ROLE: this.role },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stderr }).on("line", (line) => {
        const event = /"event":"([\w-]+)"/.exec(line)?.[1] ?? "";
        if (event === "ready") resolve();
        if (FAULTS.test(event) || !line.startsWith("{"))
          this.#faults.push(`${this.role}: ${line.slice(0, 600)}`);
      });
      child.once("exit", (code) =>
        reject(new Error(`The ${this.role} ended with ${code}: ${this.#faults.at(-1)}`)),
      );
    });
  }

  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Ends it in order; returns its exit code. */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill(signal);
    const [code] = await ended;
    return code;
  }
}

/** Runs everything once on a new schema of `server`. */
export async function runFleet(server: TestServer, plan: FleetPlan): Promise<FleetFigures> {
  const started = performance.now();
  const { address } = await server.fresh();
  const [discord, site] = [await DiscordDouble.open(), await NewsSite.open(plan.feeds, plan.hosts)];
  discord.rest.maxConcurrency = TOTAL_SHARDS;
  discord.rest.firstResponseMs = PATIENCE_MS;
  const stores = await openPostgresStores(address, { patienceMs: 60_000 });
  const faults: string[] = [];
  const env = {
    ...{ DATELINE_STORE: address, DATELINE_MODELS: "/nowhere", DATELINE_OFFLINE: "1", DATELINE_REFETCH: "0" },
    ...{ DATELINE_LEASE_SECONDS: String(LEASE_SECONDS), DATELINE_ALLOW_HOSTS: site.hosts.join(",") },
    ...{ DATELINE_QUESTIONS_A_MINUTE: "0", DATELINE_GUILD_QUESTIONS_A_MINUTE: "0" },
  };
  const token = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const members = [
    new Member("reader", env, faults),
    new Member("bot", { ...env, ...token, DATELINE_SHARDS: `0-1/${TOTAL_SHARDS}` }, faults),
    new Member("reader", env, faults),
    new Member("bot", { ...env, ...token, DATELINE_SHARDS: `2-3/${TOTAL_SHARDS}` }, faults),
  ];
  const fleet = new Fleet({ plan, stores, discord, site, server, members });
  try {
    await fleet.prepare();
    await Promise.all(members.map((member) => member.start()));
    await fleet.live();
    const figures = await fleet.figures();
    const codes = await Promise.all(members.map((member) => member.stop()));
    for (const code of codes) if (code !== 0) faults.push(`ended with ${code}`);
    const seconds = (performance.now() - started) / 1000;
    return { ...figures, seconds, faults, violations: discord.violations };
  } finally {
    await Promise.all(members.map((member) => member.kill()));
    await stores.close();
    await discord.close();
    await site.close();
  }
}

interface FleetParts {
  readonly plan: FleetPlan;
  readonly stores: Stores;
  readonly discord: DiscordDouble;
  readonly site: NewsSite;
  readonly server: TestServer;
  readonly members: readonly Member[];
}

class Fleet {
  readonly #parts: FleetParts;
  readonly #guilds: readonly string[];
  readonly #asked: Exchange[] = [];
  readonly #kills = { bot: 0, reader: 0 };
  #restarts = 0;

  constructor(parts: FleetParts) {
    this.#parts = parts;
    // A server of each shard, and so on around.
    this.#guilds = Array.from({ length: 2 * TOTAL_SHARDS }, (_, n) =>
      String((BigInt(1_000 + n) << 22n) + 7n),
    );
  }

  /** Publishes the first items, and follows the feeds. */
  async prepare(): Promise<void> {
    const { plan, stores, site } = this.#parts;
    for (let n = 0; n < plan.feeds * plan.items; n += 1) site.publish(n % 5 === 0 ? [n, n + 1] : [n]);
    const now = new Date().toISOString();
    await Promise.all(
      site.addresses.map((url) => stores.feeds.add(newFeed(url, now, { fullText: "never" }))),
    );
    await stores.watches.mark([], 0, now);
  }

  /** Lets a channel follow the topic of the item that is published next. */
  async #follow(kill: number): Promise<void> {
    const { stores } = this.#parts;
    const target = { kind: "channel", id: channelOf(kill) } as const;
    const text = `${wordOf(this.#topicOf(kill))} festival`;
    const given = {
      kind: "topic",
      text,
      guildId: this.#guildOf(kill),
      target,
      channelId: target.id,
    } as const;
    const since = await stores.arrivals.newest();
    const expiresAt = "2099-01-01T00:00:00.000Z";
    await stores.watches.add(madeWatch(kill + 1, { ...given, told: null, since, expiresAt }));
  }

  /** Asks, publishes and kills until all kills are done, then lets everything come to rest. */
  async live(): Promise<void> {
    const { plan, stores, discord, site, server, members } = this.#parts;
    await until(() => discord.gateway.shards.length === TOTAL_SHARDS, PATIENCE_MS);
    for (let n = 0; n < plan.questions; n += 1) this.#ask(n);
    for (let kill = 0; kill < plan.kills; kill += 1) {
      await this.#follow(kill);
      this.#publish(kill);
      const { reads } = site;
      await stores.feeds.makeDue(new Date().toISOString());
      await until(() => site.reads > reads, PATIENCE_MS);
      for (let n = 0; n < TOTAL_SHARDS; n += 1) this.#ask(n);
      const restarting = kill === Math.floor(plan.kills / 2) ? this.#restartServer(server) : null;
      await this.#killOne(members[kill % members.length] as Member);
      await restarting;
    }
    await until(() => discord.gateway.shards.length === TOTAL_SHARDS, PATIENCE_MS);
    const last = Array.from({ length: 2 * TOTAL_SHARDS }, (_, n) => this.#ask(n));
    await Promise.all(last.flatMap((exchange) => exchange?.message(PATIENCE_MS) ?? []));
    const titles = new Set(site.titles);
    await until(
      async () => (await this.#stored()).filter((title) => titles.has(title)).length >= titles.size,
      PATIENCE_MS,
    );
    const now = () => new Date().toISOString();
    await until(async () => {
      const told = (kill: number) => discord.rest.messages.in(channelOf(kill)).length > 0;
      return Array.from({ length: plan.kills }, (_, kill) => told(kill)).every(Boolean);
    }, PATIENCE_MS);
    await until(async () => (await stores.watches.due(now(), 1, null)).length === 0, PATIENCE_MS);
  }

  async figures(): Promise<Omit<FleetFigures, "seconds" | "faults" | "violations">> {
    const { plan, stores, discord, site } = this.#parts;
    const stored = await this.#stored();
    const { articles, revisions } = await stores.articles.counts();
    const told = Array.from({ length: plan.kills }, (_, kill) => {
      const messages = discord.rest.messages.in(channelOf(kill));
      return messages.filter((message) => textOf(message).includes(wordOf(this.#topicOf(kill)))).length;
    });
    const replies = this.#asked.map((exchange) => exchange.replies.length);
    return {
      ...{ kills: this.#kills, serverRestarts: this.#restarts, published: site.titles.length },
      lost: site.titles.filter((title) => !stored.includes(title)).length,
      doubled: stored.length - new Set(stored).size + (revisions - articles),
      ...{ watches: told.length, untold: told.filter((count) => count === 0).length },
      toldTwice: told.filter((count) => count > 1).length,
      ...{ asked: replies.length, replies: replies.filter((count) => count > 0).length },
      repliesDoubled: replies.filter((count) => count > 1).length,
      ...{ requestsAtOnce: site.most, feedReads: site.reads },
    };
  }

  /** Items of the beginning come first, then those of the rounds. */
  #topicOf(kill: number): number {
    const { plan } = this.#parts;
    return plan.feeds * plan.items + kill * FEEDS_PER_ROUND;
  }

  #guildOf(number: number): string {
    return this.#guilds[number % this.#guilds.length] ?? "";
  }

  #publish(round: number): void {
    for (let n = 0; n < FEEDS_PER_ROUND; n += 1) {
      const feed = 7 * (round * FEEDS_PER_ROUND + n);
      this.#parts.site.publish([feed, feed + 1]);
    }
  }

  /** Null while the bot with the shard is away: Discord tells people so, and nothing is asked. */
  #ask(number: number): Exchange | null {
    const { discord } = this.#parts;
    const guildId = this.#guildOf(number);
    if (!discord.gateway.shards.includes(discord.gateway.shardOf(guildId))) return null;
    const person = { userId: snowflake(), channelId: snowflake(), guildId, permissions: "0" };
    const exchange = discord.slash(
      "ask",
      { question: `When did the ${wordOf(number)} festival begin?` },
      person,
    );
    this.#asked.push(exchange);
    return exchange;
  }

  async #killOne(member: Member): Promise<void> {
    await member.kill();
    this.#kills[member.role] += 1;
    await member.start();
  }

  async #restartServer(server: TestServer): Promise<void> {
    if (server.restart === undefined) return;
    await server.restart();
    this.#restarts += 1;
  }

  async #stored(): Promise<string[]> {
    const { stores, site } = this.#parts;
    return (await stores.articles.listArticles(0, 2 * site.titles.length)).map(({ title }) => title);
  }
}

function channelOf(kill: number): string {
  return String(900_000_000_000_000_000n + BigInt(kill));
}
