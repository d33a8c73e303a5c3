// How the fetcher behaves towards servers that mean well, and that a name is resolved once for each connection.
import { afterEach, describe, expect, it } from "vitest";
import { refuseAddress } from "../../src/fetch/addresses.js";
import type { HttpFetcher } from "../../src/fetch/http-fetcher.js";
import { createWebFetcher, type WebFetcherOptions } from "../../src/fetch/web-fetcher.js";
import { type Behaviour, HostileServer, page, raw, redirect, reply } from "./hostile-server.js";

const NOW = "2025-11-24T14:05:00.000Z";

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function serve(
  behaviours: Readonly<Record<string, Behaviour>>,
  at?: { address?: string; port?: number },
) {
  const server = await HostileServer.open(behaviours, at);
  opened.push(server);
  return server;
}

function openFetcher(server: HostileServer, options: Partial<WebFetcherOptions> = {}): HttpFetcher {
  const fetcher = createWebFetcher({
    userAgent: "Dateline/1.2.3 (+https://example.org/bot)",
    allowHosts: [server.host],
    now: () => NOW,
    ...options,
  });
  opened.push(fetcher);
  return fetcher;
}

/** Takes 127.0.0.1 for an address of the public internet, and only that. */
const asPublic = (address: string) => (address === "127.0.0.1" ? null : refuseAddress(address));

describe("names", () => {
  it("are resolved once a connection, and the connection goes to what was checked", async () => {
    const answers = ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.2"];
    const asked: string[] = [];
    const closing: Behaviour = raw("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nOutside.", true);
    const outside = await serve({ "/": closing });
    const inside = await serve({ "/": page("Inside.") }, { address: "127.0.0.2", port: outside.port });
    const fetcher = openFetcher(outside, {
      allowHosts: [],
      refuseAddress: asPublic,
      limits: { hostPauseMs: 0 },
      resolve: async (hostname) => {
        asked.push(hostname);
        return [{ address: answers[asked.length - 1] ?? "127.0.0.2", family: 4 }];
      },
    });
    const url = `http://rebind.test:${outside.port}/`;
    expect(await fetcher.fetch({ url, purpose: "feed" })).toMatchObject({ kind: "fetched" });
    expect(asked).toHaveLength(1);
    expect(await fetcher.fetch({ url, purpose: "feed" })).toMatchObject({ kind: "refused", code: "address" });
    expect(inside.seen).toEqual([]);
  });
});

describe("what is sent", () => {
  it("names the program and its contact, and neither cookies nor where it comes from", async () => {
    const server = await serve({
      "/from": reply(302, { location: "/to", "set-cookie": "id=1" }),
      "/to": page(),
    });
    const fetcher = openFetcher(server);
    await fetcher.fetch({ url: server.url("/from#part"), purpose: "page" });
    const sent = server.seen.filter(({ path }) => path !== "/robots.txt");
    expect(sent.map(({ path }) => path)).toEqual(["/from", "/to"]);
    for (const { headers } of server.seen) {
      expect(headers.get("user-agent")).toBe("Dateline/1.2.3 (+https://example.org/bot)");
      expect(headers.get("accept-encoding")).toBe("gzip, deflate, br");
      for (const name of ["cookie", "referer", "authorization", "origin"])
        expect(headers.has(name)).toBe(false);
    }
  });

  it("asks conditionally, with validators that can be sent", async () => {
    const server = await serve({ "/feed": raw("HTTP/1.1 304 Not Modified\r\n\r\n") });
    const fetcher = openFetcher(server);
    const request = { url: server.url("/feed"), purpose: "feed" } as const;
    const lastModified = "Mon, 24 Nov 2025 10:00:00 GMT";
    const held = await fetcher.fetch({ ...request, etag: 'W/"a1"', lastModified });
    expect(held).toEqual({ kind: "not-modified", keepUrl: request.url, fetchedAt: NOW });
    expect(server.seen[0]?.headers.get("if-none-match")).toBe('W/"a1"');
    expect(server.seen[0]?.headers.get("if-modified-since")).toBe(lastModified);
    const odd = await fetcher.fetch({ ...request, etag: 'a"\r\nx: y', lastModified: "über" });
    expect(odd).toMatchObject({ kind: "refused", code: "status", status: 304 });
    expect(server.seen[1]?.headers.has("if-none-match")).toBe(false);
  });
});

describe("what comes back", () => {
  it("tells bytes, type, charset, validators and the moment", async () => {
    const headers = {
      "content-type": 'Text/HTML; Charset="ISO-8859-9"',
      etag: '"v2"',
      "last-modified": "yesterday",
    };
    const server = await serve({ "/page": reply(200, headers, "Merhaba") });
    const outcome = await openFetcher(server).fetch({ url: server.url("/page?a=1#b"), purpose: "page" });
    expect(outcome).toEqual({
      kind: "fetched",
      finalUrl: server.url("/page?a=1"),
      keepUrl: server.url("/page?a=1"),
      bytes: Buffer.from("Merhaba"),
      contentType: "text/html",
      charset: "iso-8859-9",
      etag: '"v2"',
      lastModified: "yesterday",
      fetchedAt: NOW,
    });
  });

  it("keeps the address after permanent redirects only", async () => {
    const server = await serve({
      "/old": redirect("/moved", 301),
      "/moved": redirect("/today", 308),
      "/today": redirect("/here", 307),
      "/here": redirect("/there", 301),
      "/there": page(),
    });
    const outcome = await openFetcher(server).fetch({ url: server.url("/old"), purpose: "page" });
    expect(outcome).toMatchObject({ finalUrl: server.url("/there"), keepUrl: server.url("/today") });
  });

  it("sees a circle of redirects before it goes round", async () => {
    const server = await serve({ "/a": redirect("/b#x"), "/b": redirect("/a") });
    const outcome = await openFetcher(server).fetch({ url: server.url("/a"), purpose: "feed" });
    expect(outcome).toMatchObject({
      kind: "refused",
      code: "redirects",
      reason: expect.stringMatching(/form a loop/),
    });
    expect(server.seen.map(({ path }) => path)).toEqual(["/a", "/b"]);
  });

  it("takes feeds under any text type, and no picture for one", async () => {
    const server = await serve({
      "/feed": reply(200, { "content-type": "application/octet-stream" }, "<rss/>"),
      "/feed.gz": reply(200, { "content-type": "application/gzip" }, "packed"),
      "/picture": reply(200, { "content-type": "image/png" }, "PNG"),
    });
    const fetcher = openFetcher(server);
    expect(await fetcher.fetch({ url: server.url("/feed"), purpose: "feed" })).toMatchObject({
      kind: "fetched",
    });
    expect(await fetcher.fetch({ url: server.url("/feed.gz"), purpose: "feed" })).toMatchObject({
      kind: "fetched",
    });
    expect(await fetcher.fetch({ url: server.url("/picture"), purpose: "feed" })).toMatchObject({
      code: "type",
    });
    expect(server.seen.map(({ path }) => path)).toEqual(["/feed", "/feed.gz", "/picture"]); // no robots.txt for feeds
  });

  it("gives up in the middle of redirects when the time is up", async () => {
    const slow =
      (to: string): Behaviour =>
      (socket, seen) =>
        void setTimeout(() => redirect(to)(socket, seen), 150);
    const server = await serve({ "/a": slow("/b"), "/b": slow("/c"), "/c": slow("/d"), "/d": page() });
    const fetcher = openFetcher(server, { limits: { timeoutMs: 350 } });
    const outcome = await fetcher.fetch({ url: server.url("/a"), purpose: "feed" });
    expect(outcome).toMatchObject({
      kind: "later",
      reason: expect.stringContaining("took longer than 0.35 s"),
    });
  });
});

describe("a connection that fails", () => {
  it("is told in words", async () => {
    const server = await serve({});
    const fetcher = openFetcher(server);
    const [url, host] = [server.url("/page"), server.host];
    await server.close();
    const outcome = await fetcher.fetch({ url, purpose: "feed" });
    expect(outcome).toMatchObject({ kind: "later", reason: `${host}: the connection was refused` });
  });
});

describe("politeness", () => {
  it("asks again where the server has closed the kept connection meanwhile, once", async () => {
    let count = 0;
    const server = await serve({
      "/page": (socket, seen) => {
        count += 1;
        if (count % 2 === 0) socket.destroy();
        else page()(socket, seen);
      },
      "/never": (socket) => {
        count += 1;
        socket.destroy();
      },
    });
    const fetcher = openFetcher(server);
    const fetch = async (path: string) =>
      (await fetcher.fetch({ url: server.url(path), purpose: "feed" })).kind;
    expect([await fetch("/page"), await fetch("/page"), count]).toEqual(["fetched", "fetched", 3]);
    expect([await fetch("/never"), count]).toEqual(["later", 5]);
  });

  it("keeps to one connection and one request at a time a host, other hosts beside it", async () => {
    let [now, most] = [0, 0];
    const busy: Behaviour = (socket, seen) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        page()(socket, seen);
      }, 20);
    };
    const server = await serve({ "/busy": busy });
    const silent = await serve({ "/silent": () => undefined });
    const fetcher = openFetcher(server, {
      allowHosts: [server.host, silent.host],
      limits: { timeoutMs: 3000 },
    });
    const held = fetcher.fetch({ url: silent.url("/silent"), purpose: "feed" });
    const urls = Array.from({ length: 10 }, (_, i) => server.url(`/busy?${i}`));
    const outcomes = await Promise.all(urls.map((url) => fetcher.fetch({ url, purpose: "feed" })));
    expect(outcomes.every(({ kind }) => kind === "fetched")).toBe(true);
    expect([most, server.connections]).toEqual([1, 1]);
    await fetcher.close();
    expect(await held).toMatchObject({ kind: "later", reason: expect.stringContaining("was closed") });
  });

  it("keeps to one connection a host among several processes, and lets each have its turn", async () => {
    let [now, most, open] = [0, 0, 0];
    const served: string[] = [];
    const server = await serve({
      "/busy": (socket, seen) => {
        now += 1;
        most = Math.max(most, now);
        open = Math.max(open, server.sockets.size);
        served.push(seen.path.split("?")[1] ?? "");
        setTimeout(() => {
          now -= 1;
          page()(socket, seen);
        }, 10);
      },
    });
    let holder: string | null = null;
    const turnsOf = (process: string) => ({
      take: async () => {
        holder ??= process;
        return holder === process;
      },
      giveBack: async () => {
        if (holder === process) holder = null;
      },
    });
    const fetchers = ["a", "b", "c"].map((name) => openFetcher(server, { turns: turnsOf(name) }));
    const asked = fetchers.flatMap((fetcher, n) =>
      [1, 2, 3, 4].map((i) => fetcher.fetch({ url: server.url(`/busy?${n}.${i}`), purpose: "feed" })),
    );
    expect((await Promise.all(asked)).every(({ kind }) => kind === "fetched")).toBe(true);
    expect(served).toHaveLength(12);
    expect([most, open]).toEqual([1, 1]);
    for (const fetcher of fetchers) await fetcher.close();
    expect(holder).toBeNull();
  });

  it("gives up waiting for its turn at a host where it is told to", async () => {
    const server = await serve({ "/page": page() });
    const turns = { take: async () => false, giveBack: async () => undefined };
    const fetcher = openFetcher(server, { turns });
    const stop = new AbortController();
    const fetched = fetcher.fetch({ url: server.url("/page"), purpose: "feed", signal: stop.signal });
    setTimeout(() => stop.abort(new Error("stopped")), 50);
    await expect(fetched).rejects.toThrow("stopped");
    expect(server.seen).toEqual([]);
  });

  it("pauses between two fetches from a host, not inside one", async () => {
    const times: number[] = [];
    const noted =
      (next: Behaviour): Behaviour =>
      (socket, seen) => {
        times.push(performance.now());
        next(socket, seen);
      };
    const server = await serve({ "/a": noted(redirect("/b")), "/b": noted(page()), "/c": noted(page()) });
    const fetcher = openFetcher(server, {
      allowHosts: [],
      refuseAddress: asPublic,
      limits: { hostPauseMs: 2_000, timeoutMs: 1_900 },
    });
    await Promise.all(["/a", "/c"].map((path) => fetcher.fetch({ url: server.url(path), purpose: "page" })));
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeLessThan(1_900);
    expect(third - second).toBeGreaterThanOrEqual(1_990);
  });

  it("ends at once when it is told to, at work and while waiting for its turn", async () => {
    const server = await serve({ "/silent": () => undefined, "/page": page() });
    const fetcher = openFetcher(server);
    const stop = new AbortController();
    const working = fetcher.fetch({ url: server.url("/silent"), purpose: "feed", signal: stop.signal });
    const waiting = fetcher.fetch({ url: server.url("/page"), purpose: "feed", signal: stop.signal });
    const after = fetcher.fetch({ url: server.url("/page"), purpose: "feed" });
    setTimeout(() => stop.abort(new Error("enough")), 50);
    await expect(working).rejects.toThrow("enough");
    await expect(waiting).rejects.toThrow("enough");
    expect(await after).toMatchObject({ kind: "fetched" });
    const late = fetcher.fetch({ url: server.url("/page"), purpose: "feed", signal: stop.signal });
    await expect(late).rejects.toThrow("enough");
  });
});

describe("robots.txt", () => {
  const rules = (text: string) => reply(200, { "content-type": "text/plain" }, text);

  it("is asked once an origin, and kept to, also where a redirect leads", async () => {
    const server = await serve({
      "/robots.txt": rules("User-agent: *\nDisallow: /private\n"),
      "/open": page(),
      "/away": redirect("/private/page"),
      "/private/page": page(),
    });
    const fetcher = openFetcher(server);
    const outcomes = await Promise.all(
      ["/open", "/away", "/private/page"].map((path) =>
        fetcher.fetch({ url: server.url(path), purpose: "page" }),
      ),
    );
    expect(outcomes.map((outcome) => ("code" in outcome ? outcome.code : outcome.kind))).toEqual([
      "fetched",
      "robots",
      "robots",
    ]);
    expect(server.seen.map(({ path }) => path)).toEqual(["/robots.txt", "/open", "/away"]);
  });

  it.each<[string, Behaviour, object]>([
    ["it is missing", reply(404), { kind: "fetched" }],
    ["it is forbidden", reply(403), { kind: "fetched" }],
    ["it redirects without end", redirect("/robots.txt?"), { kind: "fetched" }],
    ["it is a page", page("<html>Welcome: here</html>"), { kind: "fetched" }],
    ["it redirects to its place", redirect("/rules"), { kind: "refused", code: "robots" }],
    [
      "the server fails",
      reply(503, { "retry-after": "60" }),
      { kind: "later", status: 503, retryAfterMs: 60_000 },
    ],
    ["it says nothing", () => undefined, { kind: "later", status: null }],
    ["it has no end", reply(200, { "content-length": "99999999999" }), { kind: "refused", code: "robots" }],
  ])("where %s", async (_name, behaviour, expected) => {
    const server = await serve({
      "/robots.txt": behaviour,
      "/rules": rules("User-agent: dateline\nDisallow: /"),
      "/page": page(),
    });
    const fetcher = openFetcher(server, { limits: { timeoutMs: 400 } });
    expect(await fetcher.fetch({ url: server.url("/page"), purpose: "page" })).toMatchObject(expected);
  });

  it("is asked again after a day, and five minutes after it failed", async () => {
    let now = Date.parse(NOW);
    let fails = true;
    const server = await serve({
      "/robots.txt": (socket, seen) => (fails ? reply(500) : rules(""))(socket, seen),
      "/page": page(),
    });
    const fetcher = openFetcher(server, { now: () => new Date(now).toISOString() });
    const fetch = async () => (await fetcher.fetch({ url: server.url("/page"), purpose: "page" })).kind;
    expect([await fetch(), await fetch()]).toEqual(["later", "later"]);
    fails = false;
    now += 300_001;
    expect([await fetch(), await fetch()]).toEqual(["fetched", "fetched"]);
    now += 86_400_001;
    await fetch();
    expect(server.seen.filter(({ path }) => path === "/robots.txt")).toHaveLength(3);
  });
});
