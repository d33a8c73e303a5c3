// 500 feeds, 200 questions at once, and 52 kills among two bots and two readers over a real PostgreSQL server, which restarts in the middle.
import { expect, it } from "vitest";
import { runFleet } from "../processes/fleet.js";
import { NO_SERVER, startServer } from "../store/postgres/servers.js";

it("loses nothing and doubles nothing", { timeout: 3_600_000 }, async () => {
  const server = await startServer();
  if (server === null) throw new Error(NO_SERVER);
  try {
    const figures = await runFleet(server, { feeds: 500, hosts: 50, items: 4, questions: 200, kills: 52 });
    process.stdout.write(`\n${JSON.stringify(figures, null, 2)}\n`);
    expect(figures).toMatchObject({
      ...{ lost: 0, doubled: 0, untold: 0, toldTwice: 0, repliesDoubled: 0, requestsAtOnce: 1 },
      ...{ kills: { bot: 26, reader: 26 }, faults: [], violations: [] },
    });
  } finally {
    await server.stop();
  }
});
