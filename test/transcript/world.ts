// Runs the whole bot with real models, its own store, a double of Discord, and a clock that conversations set.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { type Bot, startBot } from "../../src/bot/client.js";
import { createLog } from "../../src/bot/log.js";
import { commandList } from "../../src/main/command-list.js";
import { parseConfig } from "../../src/main/config.js";
import { type Dateline, openDateline } from "../../src/main/open-dateline.js";
import { inSchema } from "../../src/store/postgres/schema.js";
import type { Watcher } from "../../src/watch/watcher.js";
import { DiscordDouble } from "../discord/double.js";
import { Site } from "../ingest/feeds/site.js";
import { ROOT } from "../repository-root.js";
import { writeStarterPacks } from "../starter-packs.js";

/** The article that the project began with; not part of the repository. */
export const SEED = join(ROOT, "../shared/seed");
export const SAMPLES = join(ROOT, "data/articles");

export class World {
  /** The moment it is, UTC. */
  now: string;
  readonly double: DiscordDouble;
  /** Folder of what it has read. */
  readonly articles: string;
  /** What went wrong in the rounds of the watches. */
  readonly faults: unknown[] = [];
  /** A site on loopback that it may read; null in a world that reads only files. */
  site: Site | null = null;
  /** Address of a database for its stores; null: they are in folders. */
  readonly #postgres: string | null;
  readonly #folder = mkdtempSync(join(tmpdir(), "dateline-transcript-"));
  #dateline: Dateline | null = null;
  #bot: Bot | null = null;
  #watcher: Watcher | null = null;

  /** Opens a world whose bot has read the articles of a folder. @throws Error where one of them is rejected */
  static async open(articles: string, now: string, postgres: string | null = null): Promise<World> {
    const world = new World(await DiscordDouble.open(), articles, now, postgres);
    await world.start();
    const { rows = [] } = (await world.#dateline?.ingest.ingestFiles([articles])) ?? {};
    const rejected = rows.find(({ outcome }) => outcome === "rejected");
    if (rows.length === 0 || rejected) throw new Error(`${articles}: ${rejected?.notes.join("; ")}`);
    return world;
  }

  /** Opens a world whose bot has read nothing, with packs of feeds that a site on loopback serves. */
  static async openEmpty(now: string, postgres: string | null = null): Promise<World> {
    const world = new World(await DiscordDouble.open(), "", now, postgres);
    world.site = await Site.open();
    await world.start();
    return world;
  }

  /** The settings for a store of this world: in a folder, or in a schema of its database. */
  async settings(store: string): Promise<Record<string, string>> {
    const packs = this.site === null ? null : writeStarterPacks(this.#folder, this.site);
    const schema = `${basename(this.#folder)}_${store}`.toLowerCase().replaceAll("-", "_");
    const database = this.#postgres === null ? null : await inSchema(this.#postgres, schema);
    return {
      DATELINE_DATA: join(this.#folder, store),
      DATELINE_MODELS: join(ROOT, "data/models"),
      ...(database === null ? {} : { DATELINE_STORE: database }),
      ...(packs === null ? {} : { DATELINE_STARTER_FEEDS: packs }),
      ...(this.site === null ? {} : { DATELINE_ALLOW_HOSTS: this.site.host }),
    };
  }

  private constructor(double: DiscordDouble, articles: string, now: string, postgres: string | null) {
    this.#postgres = postgres;
    this.articles = articles;
    this.double = double;
    this.now = now;
  }

  /** Starts the bot as `npm start` does. */
  async start(): Promise<void> {
    const config = parseConfig(await this.settings("store"));
    const { token, apiUrl } = this.double;
    this.#dateline = await openDateline(config, {
      models: "needed",
      lexicalOnly: this.site !== null, // what the site serves is found by its words
      now: () => this.now,
    });
    this.#bot = await startBot({
      token,
      apiUrl,
      applicationId: null,
      guildId: null,
      services: this.#dateline.services,
      commands: commandList,
      log: createLog({
        level: "error",
        write: (line) => void process.stderr.write(line),
        secrets: [token],
      }),
    });
    this.#watcher = this.#dateline.watcher(this.#bot.notifier, null, {
      pace: { quietMs: 0 },
      onFault: (error) => void this.faults.push(error),
    });
  }

  /** Lets the watches go round by hand until nothing more comes of it; a real one waits until it is quiet. */
  async goRound(): Promise<void> {
    let isOver = false;
    while (!isOver) {
      const round = await this.#watcher?.round();
      isOver = (round?.arrivals ?? 0) + (round?.asked ?? 0) + (round?.sent ?? 0) === 0;
    }
  }

  /** Ends the bot, its store and its models. */
  async stop(): Promise<void> {
    await this.#bot?.stop();
    await this.#dateline?.close();
    [this.#bot, this.#dateline, this.#watcher] = [null, null, null];
  }

  /** Stops it and removes what it kept. */
  async close(): Promise<void> {
    await this.stop();
    await this.double.close();
    await this.site?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
