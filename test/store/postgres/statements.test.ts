// How many statements the work of a feed takes over a real server: each is a way there and back.
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openPostgresStores } from "../../../src/store/postgres/open-stores.js";
import { article, revisionOf } from "../../conformance/samples.js";
import { NO_SERVER, startServer, type TestServer } from "./servers.js";

let server: TestServer | null = null;
beforeAll(async () => {
  server = await startServer();
  if (server === null) process.stderr.write(`${NO_SERVER}\n`);
});
afterAll(async () => {
  await server?.stop();
});

it("reads and writes many articles with as many statements as one", async ({ skip }) => {
  if (server === null) return skip();
  const { address } = await server.fresh();
  const stores = await openPostgresStores(address);
  const query = vi.spyOn(pg.Client.prototype, "query");
  const statementsOf = async (work: () => Promise<unknown>) => {
    query.mockClear();
    await work();
    return query.mock.calls.length;
  };
  try {
    const put = (ids: readonly number[]) => () =>
      stores.articles.putAll(ids.map((id) => revisionOf(article(id))));
    const newest = (ids: readonly number[]) => () =>
      stores.articles.newest(ids.map((id) => article(id).articleId));
    const many = Array.from({ length: 20 }, (_, n) => n + 2);
    await put([100])(); // opens the connection
    expect(await statementsOf(put(many))).toBe(await statementsOf(put([1])));
    expect(await statementsOf(newest(many))).toBe(1);
    await stores.processes.take(["a"]); // enters this process in the list
    expect(await statementsOf(() => stores.processes.take(["a", "b"]))).toBe(1);
    expect(await statementsOf(() => stores.processes.giveBack(["a", "b"]))).toBe(1);
  } finally {
    query.mockRestore();
    await stores.close();
  }
});
