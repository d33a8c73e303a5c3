// A small fleet on a real server: whichever process is killed, no article is lost, no news told twice, no question answered twice.
import { afterAll, expect, it } from "vitest";
import { NO_SERVER, startServer } from "../store/postgres/servers.js";
import { runFleet } from "./fleet.js";

const server = await startServer();
if (server === null) process.stderr.write(`${NO_SERVER}\n`);
afterAll(() => server?.stop());

it.skipIf(server === null)(
  "loses nothing and doubles nothing while its processes are killed",
  { timeout: 900_000 },
  async () => {
    if (server === null) return;
    const figures = await runFleet(server, { feeds: 30, hosts: 6, items: 4, questions: 20, kills: 4 });
    expect(figures).toMatchObject({
      ...{ kills: { bot: 2, reader: 2 }, lost: 0, doubled: 0, untold: 0, toldTwice: 0, repliesDoubled: 0 },
      ...{ requestsAtOnce: 1, faults: [], violations: [] },
    });
    expect(figures.replies).toBeGreaterThanOrEqual(8);
  },
);
