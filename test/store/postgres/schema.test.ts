// Stores beside each other in one database of a real server.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
