// What goes wrong between Dateline and a real PostgreSQL server: nothing is lost, nothing done twice, and the rest is one sentence.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import type { Stores } from "../../../src/store/ports.js";
import { PostgresConnection } from "../../../src/store/postgres/connection.js";
import { openPostgresStores } from "../../../src/store/postgres/open-stores.js";
import { article, revisionOf } from "../../conformance/samples.js";
import { NO_SERVER, startServer } from "./servers.js";

const server = await startServer();
if (server === null) process.stderr.write(`${NO_SERVER}\n`);
afterAll(() => server?.stop());

async function open(address: string, patienceMs = 20_000): Promise<Stores> {
  const stores = await openPostgresStores(address, { patienceMs });
  onTestFinished(() => stores.close());
  return stores;
}

/** Runs statements as an administrator would, beside Dateline. */
async function administer(address: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(statements);
  await client.end();
}

const KILL = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE application_name = 'dateline' AND pid <> pg_backend_pid()`;

async function putMany(stores: Stores, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, n) => n + 1);
  await Promise.all(ids.map((id) => stores.articles.put(revisionOf(article(id)))));
}

/** Everything arrived once, numbered without a gap. */
async function expectStored(stores: Stores, count: number): Promise<void> {
  expect(await stores.articles.counts()).toMatchObject({ articles: count, revisions: count });
  const numbers = (await stores.arrivals.after(0, 10 * count)).map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n + 1));
}

/** Hands connections on to `address`, and ends the first `cuts` of them right after their commit was handed on. */
async function cuttingProxy(address: string, cuts: number): Promise<string> {
  const target = new URL(address);
  const folder = target.searchParams.get("host");
  let left = cuts;
  const relay = createServer((client) => {
    const upstream =
      folder === null ? connect(Number(target.port), target.hostname) : connect(`${folder}/.s.PGSQL.5432`);
    const both: readonly Socket[] = [client, upstream];
    for (const socket of both) {
      socket.on("error", () => undefined);
      socket.on("close", () => both.forEach((each) => void each.destroy()));
    }
    upstream.on("data", (bytes) => client.write(bytes));
    client.on("data", (bytes) => {
      const isCommit = bytes.includes("commit\0") && left > 0;
      if (isCommit) left -= 1;
      upstream.write(bytes, () => isCommit && setTimeout(() => client.destroy(), 50));
      if (isCommit) upstream.removeAllListeners("data");
    });
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  onTestFinished(() => void relay.close());
  target.searchParams.delete("host");
  const { port } = relay.address() as AddressInfo;
  const query = target.searchParams.toString().replaceAll("+", "%20");
  return `postgres://postgres@127.0.0.1:${port}${target.pathname}?${query}`;
}

describe.skipIf(server === null)("a PostgreSQL server", () => {
  const fresh = async () => (await server?.fresh())?.address ?? "";

  it("is waited for while it restarts", async (test) => {
    if (server?.restart === undefined) return test.skip();
    const stores = await open(await fresh());
    const put = putMany(stores, 40);
    await server.restart();
    await put;
    await expectStored(stores, 40);
  });

  it("may end connections at any moment", async () => {
    const address = await fresh();
    const stores = await open(address);
    const put = putMany(stores, 60);
    for (let n = 0; n < 10; n += 1) await administer(address, KILL);
    await put;
    await expectStored(stores, 60);
  });

  it("is asked whether a commit whose answer was lost took place", async () => {
    const address = await fresh();
    await open(address);
    const stores = await open(await cuttingProxy(address, 3));
    for (let n = 1; n <= 3; n += 1) {
      await stores.guilds.change("1", (stored) => ({
        value: `${stored ?? ""}x`,
        lines: [{ at: "2025-10-20T08:00:00.000Z", userId: "3", setting: "s", from: "1", to: String(n) }],
      }));
    }
    expect(await stores.guilds.settings("1")).toBe("xxx");
    expect((await stores.guilds.audit("1", 0, 9)).lines.map(({ to }) => to)).toEqual(["3", "2", "1"]);
  });

  it("lets two processes write the same articles and settings at once", async () => {
    const address = await fresh();
    const both = await Promise.all([open(address), open(address)]);
    await Promise.all(both.map((stores) => putMany(stores, 30)));
    await expectStored(both[0], 30);
    const add = (stored: string | null) => ({ value: `${stored ?? ""}x`, lines: [] });
    await Promise.all(both.flatMap(({ guilds }) => Array.from({ length: 5 }, () => guilds.change("1", add))));
    expect(await both[0].guilds.settings("1")).toBe("x".repeat(10));
  });

  it("is prepared once when several processes start at the same time", async () => {
    const address = await fresh();
    const all = await Promise.all(Array.from({ length: 4 }, () => open(address)));
    await putMany(all[0] as Stores, 1);
    await expectStored(all[3] as Stores, 1);
  });

  it("is used while it is newer, unless its tables need a newer program", async () => {
    const address = await fresh();
    await open(address);
    await administer(address, "UPDATE dateline_schema SET version = 99");
    await open(address);
    await administer(address, "UPDATE dateline_schema SET oldest = 99");
    await expect(open(address)).rejects.toMatchObject({ code: "store-newer" });
  });
});

describe.skipIf(server === null)("a failure of PostgreSQL is one sentence without a password", () => {
  const fresh = async () => (await server?.fresh())?.address ?? "";

  it("where no server answers", async () => {
    const tried = openPostgresStores("postgres://me:s3cret@127.0.0.1:1/news", { patienceMs: 100 });
    await expect(tried).rejects.toMatchObject({
      code: "store-unreachable",
      message: "Store cannot be used: PostgreSQL database news at 127.0.0.1:1: no connection",
    });
  });

  it("where the database does not exist", async () => {
    const address = new URL(await fresh());
    address.pathname = "/missing";
    await expect(openPostgresStores(address.href, { patienceMs: 100 })).rejects.toMatchObject({
      code: "store-broken",
      message: expect.stringMatching(
        /^Store cannot be used: PostgreSQL database missing at .*: there is no such database$/,
      ),
      hint: expect.stringContaining("createdb"),
    });
  });

  it("where pgvector is too old or may not be made", async () => {
    const address = new URL(await fresh());
    await administer(address.href, "DROP DATABASE IF EXISTS old; ");
    await administer(address.href, "CREATE DATABASE old");
    await administer(address.href, "DROP ROLE IF EXISTS reader_only; ");
    await administer(address.href, "CREATE ROLE reader_only LOGIN");
    address.pathname = "/old";
    address.searchParams.delete("options");
    address.username = "reader_only";
    await expect(openPostgresStores(address.href)).rejects.toMatchObject({
      message: expect.stringContaining("pgvector is not made in this database"),
      hint: "Run in this database, as its owner: CREATE EXTENSION vector;",
    });
    address.username = "postgres";
    await administer(
      address.href,
      "CREATE EXTENSION vector; UPDATE pg_extension SET extversion = '0.5.1' WHERE extname = 'vector'",
    );
    await expect(openPostgresStores(address.href)).rejects.toMatchObject({
      message: expect.stringContaining("expected pgvector 0.8 or newer, got 0.5.1"),
      hint: "Run in this database, as its owner: ALTER EXTENSION vector UPDATE;",
    });
  });

  it("where a statement takes too long, or no connection is free", async () => {
    const pool = {
      connectionString: await fresh(),
      statement_timeout: 50,
      max: 1,
      connectionTimeoutMillis: 50,
    };
    const connection = new PostgresConnection({ pool, subject: "the database", patienceMs: 100 });
    onTestFinished(() => connection.close());
    const sleep = (seconds: number) =>
      connection.read((tables) => sql`SELECT pg_sleep(${seconds})`.execute(tables));
    await expect(sleep(5)).rejects.toMatchObject({
      code: "store-busy",
      message: "Store cannot be used: the database: a statement took too long and was stopped",
    });
    const held = connection.writeLocked(async (tables) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(tables);
      await sql`SELECT pg_sleep(4)`.execute(tables);
    });
    await expect(sleep(0)).rejects.toMatchObject({
      code: "store-busy",
      message: "Store cannot be used: the database: none of this process's connections was free in time",
    });
    await held;
  });

  it("where the schema holds another program's tables", async () => {
    const address = await fresh();
    await administer(address, "CREATE TABLE articles (x int)");
    await expect(openPostgresStores(address)).rejects.toMatchObject({
      code: "store-broken",
      message: expect.stringContaining("it holds tables of another program"),
    });
  });
});
