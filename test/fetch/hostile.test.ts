// The hostile list: every case comes to the outcome it should, nothing inside is reached, and nothing stays behind.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FetchOutcome, HttpFetcher } from "../../src/fetch/http-fetcher.js";
import { createWebFetcher } from "../../src/fetch/web-fetcher.js";
import { hostileBehaviours, hostileCases } from "./hostile-cases.js";
import { HostileServer, page } from "./hostile-server.js";

const NOW = "2025-11-24T14:05:00.000Z";
const TIMEOUT_MS = 800;
const ROUNDS = 10;

/** Names that the tests know; nothing else is resolved. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  localhost: ["127.0.0.1", "::1"],
  "inner.test": ["127.0.0.1"],
  "xn--mnchen-3ya.test": ["127.0.0.1"],
  "mixed.test": ["93.184.216.34", "127.0.0.1"],
  "mapped.test": ["::ffff:127.0.0.1"],
  "mail.test": ["93.184.216.34"],
  "nowhere.test": [],
};

async function resolve(hostname: string) {
  if (hostname === "silent.test") return new Promise<never>(() => undefined);
  const known = addresses[hostname];
  if (known === undefined) throw Object.assign(new Error("unknown name"), { code: "ENOTFOUND" });
  return known.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
}

let inner: HostileServer;
let hostile: HostileServer;
let closedPort: number;
let fetcher: HttpFetcher;

const openFetcher = () =>
  createWebFetcher({
    userAgent: "Dateline/test",
    allowHosts: [hostile.host, `127.0.0.1:${closedPort}`],
    now: () => NOW,
    resolve,
    limits: { timeoutMs: TIMEOUT_MS },
  });

beforeAll(async () => {
  inner = await HostileServer.open({ "/": page("The secret.") });
  hostile = await HostileServer.open(hostileBehaviours(inner.port));
  const closed = await HostileServer.open();
  closedPort = closed.port;
  await closed.close();
  fetcher = openFetcher();
});
afterAll(async () => {
  await fetcher.close();
  await Promise.all([inner.close(), hostile.close()]);
});

const addressOf = (url: string): string =>
  url.startsWith("/")
    ? hostile.url(url)
    : url
        .replace("INNER", `${inner.port}`)
        .replace("HOSTILE", `${hostile.port}`)
        .replace("CLOSED", `${closedPort}`);

function inWords(outcome: FetchOutcome): string {
  if (outcome.kind === "refused") return `refused ${outcome.code}`;
  if (outcome.kind !== "later" || outcome.status === null) return outcome.kind;
  const { status, retryAfterMs } = outcome;
  return `later ${status}${retryAfterMs === null ? "" : ` after ${retryAfterMs / 1000} s`}`;
}

describe("the hostile list", () => {
  it("is long enough", () => {
    expect(hostileCases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(hostileCases)("$name: $outcome", async ({ url, outcome }) => {
    const startedMs = performance.now();
    const got = await fetcher.fetch({ url: addressOf(url), purpose: "page" });
    expect(inWords(got), JSON.stringify(got).slice(0, 300)).toBe(outcome);
    if ("reason" in got) expect(got.reason.length).toBeLessThan(500);
    expect(performance.now() - startedMs).toBeLessThan(TIMEOUT_MS + 15_000);
  });

  it("reached nothing inside", () => {
    expect(inner.seen).toEqual([]);
  });
});

describe("after the hostile list", () => {
  it("holds no more memory from round to round, and no socket once it is closed", {
    timeout: 240_000,
  }, async () => {
    const swift = hostileCases.filter(({ name }) => !/drip|silence|silent|https|continue/.test(name));
    const before = process.getActiveResourcesInfo();
    const own = openFetcher();
    const heldMb: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { url } of swift) await own.fetch({ url: addressOf(url), purpose: "page" });
      heldMb.push(await heldMemoryMb());
    }
    await own.close();
    await settled(() => hostile.sockets.size <= 1); // the other fetcher's, kept alive
    const [early, late] = [heldMb.slice(0, ROUNDS / 2), heldMb.slice(ROUNDS / 2)];
    const grown = Math.min(...late) - Math.min(...early);
    expect(grown, `MB held after each round: ${heldMb.map(Math.round).join(" ")}`).toBeLessThan(4);
    await settled(
      () => count(process.getActiveResourcesInfo(), "TCPSocketWrap") <= count(before, "TCPSocketWrap"),
    );
  });
});

/** Passes of a collection: what lies outside the heap is given back some turns after the object that held it. */
const PASSES = 8;

/** Memory in use after collections: the heap and what lies outside it, in MB; the least of several passes. */
async function heldMemoryMb(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let least = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    collect();
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, (heapUsed + external) / 1e6);
  }
  return least;
}

const count = (names: readonly string[], name: string) => names.filter((each) => each === name).length;

/** Waits until something holds. @throws Error where it never does */
async function settled(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries === 3_000) throw new Error(`It did not settle: ${process.getActiveResourcesInfo().join(" ")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
