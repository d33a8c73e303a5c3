// Stores beside each other in one database of a real server, and tables of older programs.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/store/postgres/migrations.js";
import { openPostgresStores } from "../../../src/store/postgres/open-stores.js";
import { inSchema } from "../../../src/store/postgres/schema.js";
import { NO_SERVER, startServer, type TestServer } from "./servers.js";

let server: TestServer | null = null;
beforeAll(async () => {
  server = await startServer();
  if (server === null) process.stderr.write(`${NO_SERVER}\n`);
});
afterAll(async () => {
  await server?.stop();
});

describe("inSchema", () => {
  it("gives each name a store of its own, the same each time", async ({ skip }) => {
    if (server === null) return skip();
    const { address } = await server.fresh();
    const [one, other] = [await inSchema(address, "bench_one"), await inSchema(address, "bench_other")];
    const stores = await openPostgresStores(one);
    await stores.settings.setSetting("which", "one");
    await stores.close();
    const others = await openPostgresStores(other);
    expect(await others.settings.setting("which")).toBeNull();
    await others.close();
    const again = await openPostgresStores(await inSchema(address, "bench_one"));
    expect(await again.settings.setting("which")).toBe("one");
    await again.close();
  });
});

/** Connects to an empty database in which a program of that version of the schema has made its tables. */
async function databaseOf(address: string, version: number): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  for (const migration of MIGRATIONS.slice(0, version)) await client.query(migration);
  await client.query(`CREATE TABLE dateline_schema ("only" integer PRIMARY KEY, version integer NOT NULL, oldest integer NOT NULL);
    INSERT INTO dateline_schema VALUES (1, ${version}, 1)`);
  return client;
}

describe("migrations", () => {
  it("list the words of passages that an older program stored", async ({ skip }) => {
    if (server === null) return skip();
    const { address } = await server.fresh();
    const client = await databaseOf(address, 3);
    await client.query(`INSERT INTO articles (number, article_id, revision, title, order_key, words) VALUES (1, '000000000001', 1, 'A', 0, '');
      INSERT INTO revisions (number, article, article_id, revision, title, text, fetched_at, dates, sample, visible_from, visible_to)
        VALUES (1, 1, '000000000001', 1, 'A', 'B', '2025-10-22T12:00:00.000Z', '[]', 0, 0, 1);
      INSERT INTO passages (passage_id, revision, ordinal, "start", "end", token_count, sentences, embedded, words, word_count,
        visible_from, visible_to)
        VALUES ('000000000001.1.0', 1, 0, 0, 1, 1, '{0,1}', false, 'budapest:1 bridg:2A', 2, 0, 1)`);
    await client.end();
    const stores = await openPostgresStores(address);
    expect(await stores.search.indexedTerms("b")).toEqual(["bridg", "budapest"]);
    expect(await stores.search.indexedTerms("bu")).toEqual(["budapest"]);
    await stores.close();
  });

  it("count the articles of outlets that an older program stored", async ({ skip }) => {
    if (server === null) return skip();
    const { address } = await server.fresh();
    const client = await databaseOf(address, 4);
    const insert = (number: number, source: string | null) =>
      client.query(
        `INSERT INTO articles (number, article_id, revision, title, source, source_key, order_key, words)
         VALUES ($1, $2, 1, 'A', $3, lower($3), $1, '')`,
        [number, String(number).padStart(12, "0"), source],
      );
    for (const [n, source] of ["Reuters", "AP", null, "AP"].entries()) await insert(n + 1, source);
    const stores = await openPostgresStores(address);
    expect(await stores.search.suggestSources("", 9)).toEqual(["AP", "Reuters"]);
    for (const n of [5, 6]) await insert(n, "Reuters"); // the older program is still running
    expect(await stores.search.suggestSources("", 9)).toEqual(["Reuters", "AP"]);
    await client.end();
    await stores.close();
  });
});
