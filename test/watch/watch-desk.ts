// The real engine over a real store and the real models, with a clock of the test's own and the double of Discord to tell.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REST } from "discord.js";
import { createAnswering, PriorityAnswerer } from "../../src/app/answer-pipeline.js";
import { SettingsService } from "../../src/app/guild-settings.js";
import { PrivacyService } from "../../src/app/privacy.js";
import { AnswerService } from "../../src/app/stored-answers.js";
import { createWatcher } from "../../src/app/watch-news.js";
import { WatchService } from "../../src/app/watches.js";
import { createNotifier } from "../../src/bot/notify.js";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { createIngest, type Ingest } from "../../src/ingest/ingest.js";
import type { Place } from "../../src/model/article.js";
import { DatelineError } from "../../src/model/errors.js";
import type { Notifier } from "../../src/model/watch.js";
import type { Stores } from "../../src/store/ports.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import type { Round, Watcher } from "../../src/watch/watcher.js";
import { DiscordDouble } from "../discord/double.js";
import { madeArticle } from "../made-articles.js";

export const ANN: Place = {
  guildId: "900000000000000001",
  channelId: "900000000000000002",
  userId: "900000000000000003",
};

export interface Given {
  readonly title: string;
  readonly text: string;
  readonly source: string;
  readonly publishedAt: string | null;
  readonly url?: string;
  readonly updatedAt?: string;
}

/** Everything of one Dateline but the commands; reopened as often as a test wants. */
export class WatchDesk {
  readonly double: DiscordDouble;
  readonly faults: unknown[] = [];
  /** What the log says of channels. */
  readonly channels: string[] = [];
  readonly #worker: ModelWorker | null;
  readonly #folder: string;
  now = "2025-05-13T09:00:00.000Z";
  stores!: Stores;
  service!: WatchService;
  #ingest!: Ingest;
  #watcher!: Watcher;
  #notifier: Notifier;
  #failing = 0;

  static async open(worker: ModelWorker | null): Promise<WatchDesk> {
    const folder = await mkdtemp(join(tmpdir(), "dateline-watch-desk-"));
    const desk = new WatchDesk(folder, await DiscordDouble.open(), worker);
    await desk.start();
    return desk;
  }

  private constructor(folder: string, double: DiscordDouble, worker: ModelWorker | null) {
    this.#folder = folder;
    this.#worker = worker;
    this.double = double;
    const rest = new REST({ api: double.apiUrl, retries: 0 }).setToken(double.token);
    this.#notifier = createNotifier({ rest, now: () => this.now });
  }

  async start(notifier: Notifier = this.#notifier): Promise<void> {
    const stores = await openSqliteStores(this.#folder);
    this.stores = stores;
    const { articles } = stores;
    const embedder = this.#worker?.embedder ?? null;
    const reranker = this.#worker?.reranker ?? null;
    if (embedder !== null) await articles.useFingerprint(embedder.fingerprint, embedder.dimensions);
    const index = embedder === null ? null : await stores.openIndex(embedder.dimensions);
    const tokens = embedder ?? {
      countTokens: async (texts: readonly string[]) => texts.map((text) => Math.ceil(text.length / 5)),
    };
    const now = () => this.now;
    this.#ingest = createIngest({ store: articles, index, embedder, tokens, now });
    const answering = createAnswering({ stores, index, embedder, reranker, rerankLimit: 12 });
    const answer: typeof answering = async (request) => {
      this.#failing -= 1;
      if (this.#failing >= 0) throw new DatelineError("worker-busy", "Questions: 32 wait already");
      return answering(request);
    };
    const settings = new SettingsService({ store: stores.guilds, now });
    const models = { embedder, reranker };
    const answerer = new PriorityAnswerer({ stores, answer });
    const kept = { retentionDays: null, countsQuestions: false, contact: null };
    const { signals, forgets } = stores;
    const privacy = new PrivacyService({ forgetters: [], signals, forgets, settings, ...kept });
    const answers = new AnswerService({ stores, settings, privacy, answerer, now });
    this.service = new WatchService({ stores, settings, answerer, answers, privacy, now });
    this.#watcher = createWatcher(
      { stores, shards: null, index, models, settings, answerer, privacy, now },
      notifier,
      {
        pace: { quietMs: 0, pauseMs: 60_000 },
        onFault: (error) => void this.faults.push(error),
        onChannel: ({ refused }) => void this.channels.push(refused ?? "back"),
      },
    );
    await this.round(); // the first look sets the cursor, or goes on where it stood
  }

  /** As after a kill -9: nothing is finished first. */
  async restart(notifier?: Notifier): Promise<void> {
    await this.stores.close();
    await this.start(notifier);
  }

  async close(): Promise<void> {
    await this.stores.close();
    await this.double.close();
    await rm(this.#folder, { recursive: true });
  }

  /** Stores an article that is fetched now. */
  async read({ url, ...given }: Given): Promise<void> {
    const address =
      url ??
      `https://${given.source.toLowerCase().replaceAll(" ", "-")}.example/${given.title.length}-${this.now}`;
    const { revision: _none, ...article } = madeArticle({ ...given, url: address, fetchedAt: this.now });
    await this.#ingest.ingestArticles([article]);
  }

  /** Rounds until nothing more happens. */
  async round(): Promise<Round> {
    let sum = await this.#watcher.round();
    for (let last = sum; last.arrivals > 0 || last.asked > 0 || last.sent > 0; ) {
      last = await this.#watcher.round();
      const add = (key: keyof Round) => sum[key] + last[key];
      sum = { arrivals: add("arrivals"), asked: add("asked"), changes: add("changes"), sent: add("sent") };
    }
    return sum;
  }

  /** Lets the next questions meet a model that has too much to do. */
  failNext(count: number): void {
    this.#failing = count;
  }

  get notifier(): Notifier {
    return this.#notifier;
  }

  /** Messages in a channel or a person's DM so far. */
  messages(id: string = ANN.userId) {
    return this.double.rest.messages.in(id);
  }
}
