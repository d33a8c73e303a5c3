// Several processes over one database on a real server: each piece of work has one holder, and a killed process holds nothing for long.
import pg from "pg";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { newFeed } from "../../../src/app/feeds.js";
import { embedMissing } from "../../../src/ingest/embed-missing.js";
import { WORK } from "../../../src/model/processes.js";
import type { Stores } from "../../../src/store/ports.js";
import { openPostgresStores } from "../../../src/store/postgres/open-stores.js";
import { until } from "../../bot/running-bot.js";
import { article, revisionOf } from "../../conformance/samples.js";
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
});
