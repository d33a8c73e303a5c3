// Several processes over one database on a real server: each piece of work has one holder, and a killed process holds nothing for long.
import pg from "pg";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { newFeed } from "../../../src/app/feeds.js";
import { PrivacyService } from "../../../src/app/privacy.js";
import { embedMissing } from "../../../src/ingest/embed-missing.js";
import { DEFAULT_SETTINGS } from "../../../src/model/guild.js";
import { WORK } from "../../../src/model/processes.js";
import type { Stores } from "../../../src/store/ports.js";
import { openPostgresStores } from "../../../src/store/postgres/open-stores.js";
import { until } from "../../bot/running-bot.js";
import { answer, article, revisionOf } from "../../conformance/samples.js";
import { wordEmbedder } from "../../word-embedder.js";
import { NO_SERVER, startServer } from "./servers.js";

const server = await startServer();
if (server === null) process.stderr.write(`${NO_SERVER}\n`);
afterAll(() => server?.stop());

const NOW = "2025-10-22T12:00:00.000Z";
/** Long enough for any of these tests; a process is taken for dead only where a test says so. */
const LONG_MS = 600_000;
const SHORT_MS = 300;

async function open(address: string, leaseMs = LONG_MS): Promise<Stores> {
  const stores = await openPostgresStores(address, { leaseMs });
  onTestFinished(() => stores.close());
  return stores;
}

async function administer(address: string, statement: string, values: string[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

const place = { guildId: "1", channelId: "a" };

/** What one process forgets: answers are enough here. */
function privacyOf({ answers, signals, forgets }: Stores): PrivacyService {
  return new PrivacyService({
    forgetters: [{ kind: "answers", forget: (userId) => answers.removeAnswersOf(userId) }],
    ...{ signals, forgets, settings: { of: async () => DEFAULT_SETTINGS } },
    ...{ retentionDays: null, countsQuestions: false, contact: null },
  });
}

/** Lets the server think that a process was last heard of an hour before its lease ran out. */
const LET_DIE = "UPDATE processes SET seen_at = seen_at - lease - interval '1 hour' WHERE process_id = $1";

describe.skipIf(server === null)("processes over one database", () => {
  const fresh = async () => (await server?.fresh())?.address ?? "";

  it("hold each piece of work alone, however many ask at once", async () => {
    const address = await fresh();
    const all = await Promise.all(Array.from({ length: 4 }, () => open(address)));
    const names = Array.from({ length: 200 }, (_, n) => `piece ${n}`);
    const taken = await Promise.all(all.map(({ processes }) => processes.take(names)));
    expect(taken.flat().sort()).toEqual([...names].sort());
    const [first, second] = all as [Stores, Stores];
    const own = taken[0] ?? [];
    await second.processes.giveBack(own);
    expect(await second.processes.take(own)).toEqual([]);
    await first.processes.giveBack(own);
    expect(await second.processes.take(own)).toHaveLength(own.length);
    expect(await first.processes.list()).toHaveLength(4);
  });

  it("take over from a process that ends, and from one that is killed once its lease has run out", async () => {
    const address = await fresh();
    const [living, killed] = [await open(address, SHORT_MS), await open(address)];
    const ending = await openPostgresStores(address);
    await ending.processes.take(["ending"]);
    await killed.processes.take(["killed"]);
    expect(await living.processes.take(["ending", "killed"])).toEqual([]);
    await ending.close();
    expect(await living.processes.take(["ending", "killed"])).toEqual(["ending"]);
    await administer(address, LET_DIE, [killed.processes.processId]);
    expect((await living.processes.list()).map(({ processId }) => processId)).toEqual([
      living.processes.processId,
    ]);
    await until(async () => (await living.processes.take(["killed"])).length === 1, 20_000);
  });

  it("let nobody think them dead while their leases are renewed, nor after the server was away", async (test) => {
    if (server?.restart === undefined) return test.skip();
    const address = await fresh();
    const [one, two] = [await open(address, 3_000), await open(address, 3_000)];
    expect(await one.processes.take(["kept"])).toEqual(["kept"]);
    await two.processes.take(["other"]);
    await server.restart();
    const end = Date.now() + 5_000;
    while (Date.now() < end) expect(await two.processes.take(["kept"])).toEqual([]);
  });

  it("read each due feed in one of them", async () => {
    const address = await fresh();
    const readers = await Promise.all(Array.from({ length: 3 }, () => open(address)));
    const [first] = readers as [Stores];
    for (let n = 0; n < 60; n += 1) await first.feeds.add(newFeed(`https://news.example/${n}`, NOW, {}));
    const taken = await Promise.all(
      readers.flatMap(({ feeds }) => [feeds.takeDue(NOW, 5), feeds.takeDue(NOW, 5)]),
    );
    const byReader = readers.map(
      (_, n) =>
        new Set(
          taken
            .slice(2 * n, 2 * n + 2)
            .flat()
            .map(({ feedId }) => feedId),
        ),
    );
    const all = byReader.flatMap((ids) => [...ids]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(15);
    const rest = await Promise.all(readers.map(({ feeds }) => feeds.takeDue(NOW, 60)));
    expect(new Set(rest.flat().map(({ feedId }) => feedId)).size).toBe(60);
    expect(rest.flat()).toHaveLength(60);
    const [one] = rest[0] ?? [];
    await first.feeds.change(one?.feedId ?? "", { nextAt: "2025-10-23T12:00:00.000Z" });
    await first.processes.giveBack([WORK.feed(one?.feedId ?? "")]);
    expect((await readers[1]?.feeds.takeDue(NOW, 60))?.some(({ feedId }) => feedId === one?.feedId)).toBe(
      false,
    );
  });

  it("make all feeds due while others change them", async () => {
    const address = await fresh();
    const [one, two] = [await open(address), await open(address)];
    const records = Array.from({ length: 40 }, (_, n) => newFeed(`https://news.example/${n}`, NOW, {}));
    for (const feed of records) await one.feeds.add(feed);
    const later = "2025-10-23T12:00:00.000Z";
    let isOver = false;
    const changing = records.map(async ({ feedId }) => {
      while (!isOver) await two.feeds.change(feedId, { nextAt: later });
    });
    const made: number[] = [];
    for (let n = 0; n < 10; n += 1) made.push(await one.feeds.makeDue(NOW));
    isOver = true;
    await Promise.all(changing);
    expect(new Set(made)).toEqual(new Set([40]));
  });

  it("embed each passage in one of them", async () => {
    const address = await fresh();
    const { embedder } = wordEmbedder();
    const readers = [await open(address), await open(address)] as const;
    await Promise.all(
      readers.map(({ articles }) => articles.useFingerprint(embedder.fingerprint, embedder.dimensions)),
    );
    for (let n = 1; n <= 40; n += 1) await readers[0].articles.put(revisionOf(article(n)));
    const [a, b] = await Promise.all(readers.map(({ articles }) => articles.takePassagesToEmbed(20)));
    const both = [...(a ?? []), ...(b ?? [])].map(({ passageId }) => passageId);
    expect(new Set(both).size).toBe(both.length);
    const made = await Promise.all(readers.map(({ articles }) => embedMissing(articles, embedder)));
    const { passages, embeddings } = await readers[0].articles.counts();
    expect(embeddings).toBe(passages);
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(passages);
  });

  it("count what a person and a server use over all of them, per minute", async () => {
    const address = await fresh();
    const [one, two] = [await open(address), await open(address)];
    const person = { key: "person:1", limit: 3 };
    const guild = { key: "guild:1", limit: 5 };
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? one : two).uses?.take([person, guild], 1_000 + n)),
    );
    expect(all.filter((full) => full === null)).toHaveLength(3);
    expect(all.filter((full) => full?.key === "person:1")).toHaveLength(5);
    const other = { key: "person:2", limit: 3 };
    expect(await one.uses?.take([other, guild], 2_000)).toBeNull();
    expect(await two.uses?.take([other, guild], 2_000)).toBeNull();
    expect(await two.uses?.take([other, guild], 2_001)).toMatchObject({ key: "guild:1" });
    expect(await one.uses?.take([person], 61_500)).toBeNull();
    await two.uses?.take([{ key: "person:3", limit: 1 }], 61_500);
    await one.uses?.forget("person:3");
    expect(await two.uses?.take([{ key: "person:3", limit: 1 }], 61_501)).toBeNull();
  });

  it("see a setting that another has changed at once, and after their connection was lost", async () => {
    const address = await fresh();
    const [one, two] = [await open(address), await open(address)];
    await two.signals.start();
    await until(() => two.signals.isListening, 20_000);
    expect(await two.guilds.settings("1")).toBeNull();
    const change = async (value: string) => {
      await one.guilds.change("1", () => ({ value, lines: [] }));
      await until(async () => (await two.guilds.settings("1")) === value, 20_000);
    };
    await change("first");
    await change("second");
    const reads = async () => (await two.guilds.settings("1")) ?? "";
    expect([await reads(), await reads()]).toEqual(["second", "second"]);
    await two.guilds.change("1", () => ({ value: "own", lines: [] }));
    expect(await reads()).toBe("own");
    await administer(
      address,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
    );
    await change("third");
    await until(() => two.signals.isListening, 20_000);
    await change("fourth");
  });

  it("tell each other who is to be forgotten, and that a feed was added", async () => {
    const address = await fresh();
    const [one, two] = [await open(address), await open(address)];
    const heard: string[] = [];
    two.signals.on(({ kind, id }) => void heard.push(`${kind} ${id}`));
    await two.signals.start();
    await until(() => two.signals.isListening, 20_000);
    await one.signals.tell({ kind: "forget", id: "77" });
    await one.feeds.add(newFeed("https://news.example/1", NOW, {}));
    await until(
      () => heard.includes("forget 77") && heard.filter((one) => one === "feeds null").length > 1,
      20_000,
    );
    heard.length = 0;
    const [feed] = await one.feeds.feeds(0, 1);
    await one.feeds.change(feed?.feedId ?? "", { nextAt: "2025-10-23T12:00:00.000Z" });
    await one.feeds.makeDue(NOW);
    await until(() => heard.length > 0, 20_000);
    expect(heard).toEqual(["feeds null"]);
  });

  it("store nothing for a person whom another forgets meanwhile, though they hear of nothing", async () => {
    const address = await fresh();
    const [one, deaf] = [await open(address), await open(address)];
    const [here, there] = [privacyOf(one), privacyOf(deaf)];
    const kept = async (userId: string) => (await one.answers.recentAnswers({ ...place, userId }, 9)).length;
    const put = (answerId: string, userId = "ann") =>
      deaf.answers.putAnswer({
        answer: answer(answerId, NOW),
        place: { ...place, userId },
        visibility: "private",
      });
    const steps = ["before", "while", "after"] as const;
    for (const forgotten of steps) {
      await there.forPerson("ann", async (store) => {
        if (forgotten === "before") await here.forget("ann");
        await store(async () => {
          const putting = put(`${forgotten}0000000000`.slice(0, 16));
          if (forgotten === "while") await here.forget("ann");
          await putting;
          if (forgotten === "after") await here.forget("ann");
        });
      });
      expect([forgotten, await kept("ann")]).toEqual([forgotten, 0]);
    }
    await there.forPerson("bob", async (store) => {
      await here.forget("ann");
      await store(() => put("b".repeat(16), "bob"));
    });
    await there.forPerson("ann", (store) => store(() => put("c".repeat(16))));
    expect([await kept("ann"), await kept("bob")]).toEqual([1, 1]);
  });
});
