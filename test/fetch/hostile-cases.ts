// What the web may do to a fetcher, and what must come of it: data only. Run by hostile.test.ts.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { type Behaviour, endless, page, raw, redirect, reply } from "./hostile-server.js";

/** Outcome as "kind", or "refused code", or "later status". */
export interface HostileCase {
  readonly name: string;
  readonly outcome: string;
  readonly url: string;
}

/** Compressed to some kB, 64 MB unpacked. */
const zeros = Buffer.alloc(64_000_000);
const gzipBomb = gzipSync(zeros);
const html = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n";
const text = "A page that is long enough to be cut somewhere in the middle. ".repeat(50);
const big = Buffer.alloc(65_536, "x");
const chunk = Buffer.concat([Buffer.from("10000\r\n"), big, Buffer.from("\r\n")]);

/** Sends bytes, waits until they are read, and resets the connection: what comes then must find someone who listens. */
const thenReset =
  (bytes: string | Uint8Array): Behaviour =>
  (socket) => {
    socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
  };

/** Path → behaviour, outcome. `INNER` in a location is replaced by the port of a server that must not be reached. */
const bodies: Readonly<Record<string, readonly [Behaviour, string]>> = {
  "/gzip-bomb": [page(gzipBomb, { "content-encoding": "gzip" }), "refused too-large"],
  "/gzip-bomb-in-gzip": [page(gzipSync(gzipBomb), { "content-encoding": "gzip, gzip" }), "refused too-large"],
  "/gzip-five-times": [
    page(
      [1, 2, 3, 4, 5].reduce((bytes) => gzipSync(bytes), Buffer.from(text)),
      {
        "content-encoding": "gzip, gzip, gzip, gzip, gzip",
      },
    ),
    "refused encoding",
  ],
  "/brotli-bomb": [
    page(brotliCompressSync(zeros, { params: { 1: 5 } }), { "content-encoding": "br" }),
    "refused too-large",
  ],
  "/deflate-bomb": [page(deflateSync(zeros), { "content-encoding": "deflate" }), "refused too-large"],
  "/gzip-members": [
    page(Buffer.concat(Array(20_000).fill(gzipSync(""))), { "content-encoding": "gzip" }),
    "fetched",
  ],
  "/deflate-raw": [page(deflateRawSync(text), { "content-encoding": "deflate" }), "fetched"],
  "/gzip-then-garbage": [
    page(Buffer.concat([gzipSync(text), Buffer.from("garbage")]), { "content-encoding": "gzip" }),
    "refused encoding",
  ],
  "/gzip-then-zeros": [
    page(Buffer.concat([gzipSync(text), Buffer.alloc(100)]), { "content-encoding": "gzip" }),
    "fetched",
  ],
  "/gzip-torn": [page(gzipSync(text).subarray(0, -20), { "content-encoding": "gzip" }), "later 200"],
  "/brotli-torn": [page(brotliCompressSync(text).subarray(0, -5), { "content-encoding": "br" }), "later 200"],
  "/gzip-that-is-not": [page(text, { "content-encoding": "gzip" }), "refused encoding"],
  "/unknown-coding": [page(text, { "content-encoding": "zstd" }), "refused encoding"],
  "/endless-chunked": [endless(`${html}transfer-encoding: chunked\r\n\r\n`, chunk), "refused too-large"],
  "/endless-without-length": [endless(`${html}\r\n`, big), "refused too-large"],
  "/terabyte-announced": [endless(`${html}content-length: 1000000000000\r\n\r\n`, big), "refused too-large"],
  "/drip-of-headers": [endless("HTTP/1.1 200 OK\r\n", "x-drip: 1\r\n", 100), "later"],
  "/drip-of-body": [endless(`${html}content-length: 5000\r\n\r\n`, "x", 100), "later"],
  "/drip-of-chunks": [endless(`${html}transfer-encoding: chunked\r\n\r\n`, "1\r\nx\r\n", 100), "later"],
  "/drip-of-a-404": [endless("HTTP/1.1 404 No\r\ncontent-length: 90000\r\n\r\n", "x", 100), "refused status"],
  "/silence": [() => undefined, "later"],
  "/hang-up": [(socket) => socket.end(), "later"],
  "/reset": [(socket) => socket.resetAndDestroy(), "later"],
  "/reset-after-the-head": [thenReset(`${html}content-length: 500\r\n\r\n`), "later"],
  "/reset-in-the-body": [thenReset(`${html}content-length: 5000\r\n\r\n${text.slice(0, 900)}`), "later"],
  "/reset-in-a-chunk": [thenReset(`${html}transfer-encoding: chunked\r\n\r\n40\r\nhalf`), "later"],
  "/reset-in-a-refusal": [
    thenReset("HTTP/1.1 404 No\r\ncontent-length: 500\r\n\r\nhalf of it"),
    "refused status",
  ],
  "/reset-in-a-redirect": [
    thenReset("HTTP/1.1 302 Go\r\nlocation: /reset\r\ncontent-length: 500\r\n\r\nhalf"),
    "later",
  ],
  "/reset-without-a-length": [thenReset(`${html}\r\n${text.slice(0, 900)}`), "later"],
  "/reset-after-all": [thenReset(`${html}content-length: ${text.length}\r\n\r\n${text}`), "fetched"],
  "/length-too-long": [raw(`${html}content-length: 5000\r\n\r\nshort`, true), "later"],
  "/length-too-short": [raw(`${html}content-length: 5\r\n\r\nshort and more`), "fetched"],
  "/length-negative": [raw(`${html}content-length: -5\r\n\r\nshort`, true), "later"],
  "/length-twice": [raw(`${html}content-length: 5\r\ncontent-length: 9\r\n\r\nshort`, true), "later"],
  "/length-and-chunks": [
    raw(`${html}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\n\r\n`, true),
    "later",
  ],
  "/chunk-size-nonsense": [
    raw(`${html}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nx`, true),
    "later",
  ],
  "/chunks-cut-short": [raw(`${html}transfer-encoding: chunked\r\n\r\n5\r\nsho`, true), "later"],
  "/no-http": [raw("220 mail.example ESMTP\r\n", true), "later"],
  "/http-0.9": [raw("<html>A page.</html>", true), "later"],
  "/binary": [raw(Buffer.from([0, 1, 2, 255, 254, 0, 13, 10, 13, 10])), "later"],
  "/header-of-a-megabyte": [raw(`${html}x-big: ${"x".repeat(1_000_000)}\r\n\r\n`, true), "refused too-large"],
  "/10,000-headers": [raw(`${html}${"x-many: 1\r\n".repeat(10_000)}\r\n`, true), "refused too-large"],
  "/endless-headers": [endless("HTTP/1.1 200 OK\r\n", "x-many: 1\r\n".repeat(1000)), "refused too-large"],
  "/endless-100-continue": [endless("", "HTTP/1.1 100 Continue\r\n\r\n", 1), "later"],
  "/switches-protocols": [
    raw("HTTP/1.1 101 Go\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
    "later",
  ],
};

const statuses: Readonly<Record<string, readonly [Behaviour, string]>> = {
  "/204": [raw("HTTP/1.1 204 No Content\r\n\r\n"), "refused status"],
  "/206-unasked": [reply(206, { "content-type": "text/html" }, text), "refused status"],
  "/304-unasked": [raw("HTTP/1.1 304 Not Modified\r\n\r\n"), "refused status"],
  "/401": [reply(401, { "www-authenticate": "Basic" }), "refused status"],
  "/403": [reply(403, {}, text), "refused status"],
  "/404": [reply(404, {}, text), "refused status"],
  "/408": [reply(408), "later 408"],
  "/410": [reply(410), "gone"],
  "/429-seconds": [reply(429, { "retry-after": "120" }), "later 429 after 120 s"],
  "/503-date": [
    reply(503, { "retry-after": "Mon, 24 Nov 2025 14:10:00 GMT" }),
    "later 503 after 300 s", // the clock of the test stands at 14:05
  ],
  "/503-past-date": [reply(503, { "retry-after": "Mon, 24 Nov 2025 14:00:00 GMT" }), "later 503 after 0 s"],
  "/503-nonsense": [reply(503, { "retry-after": "-1e9" }), "later 503"],
  "/503-next-century": [reply(503, { "retry-after": "999999999999" }), "later 503 after 2592000 s"],
  "/500-without-end": [endless("HTTP/1.1 500 Oh\r\n\r\n", big), "later 500"],
  "/999": [reply(999), "later 999"],
  "/302-nowhere": [reply(302), "refused status"],
};

const types: Readonly<Record<string, readonly [Behaviour, string]>> = {
  "/pdf": [reply(200, { "content-type": "application/pdf" }, "%PDF-1.7"), "refused type"],
  "/picture": [reply(200, { "content-type": "image/svg+xml" }, "<svg/>"), "refused type"],
  "/script": [reply(200, { "content-type": "text/javascript" }, "alert(1)"), "refused type"],
  "/endless-radio": [endless("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\n\r\n", big), "refused type"],
  "/type-nonsense": [reply(200, { "content-type": ";;/\t" }, text), "fetched"],
  "/no-type": [reply(200, {}, text), "fetched"],
  "/refresh-to-inner": [
    page("<meta http-equiv=refresh content='0;url=http://127.0.0.1:INNER/'>", {
      refresh: "0;url=http://127.0.0.1:INNER/",
    }),
    "fetched",
  ],
};

/** Location → outcome of being redirected there. */
const locations: Readonly<Record<string, string>> = {
  "http://127.0.0.1:INNER/": "refused address",
  "//127.0.0.1:INNER/": "refused address",
  "\\\\127.0.0.1:INNER\\": "refused address",
  "http://169.254.169.254/latest/meta-data/": "refused address",
  "http://[::1]:INNER/": "refused address",
  "http://[::ffff:127.0.0.1]:INNER/": "refused address",
  "http://[::ffff:7f00:1]:INNER/": "refused address",
  "http://[64:ff9b::7f00:1]:INNER/": "refused address",
  "http://[fd00:ec2::254]/": "refused address",
  "http://2130706433:INNER/": "refused address",
  "http://0x7f000001:INNER/": "refused address",
  "http://0177.0.0.1:INNER/": "refused address",
  "http://127.1:INNER/": "refused address",
  "http://0:INNER/": "refused address",
  "http://127%2e0%2e0%2e1:INNER/": "refused address",
  "http://localhost:INNER/": "refused address",
  "http://inner.test:INNER/": "refused address",
  "http://mixed.test:INNER/": "refused address",
  "http://mapped.test:INNER/": "refused address",
  "http://user:password@inner.test:INNER/": "refused address",
  "http://mail.test:25/": "refused address",
  "file:///etc/passwd": "refused scheme",
  "ftp://inner.test/": "refused scheme",
  "data:text/html,page": "refused scheme",
  "javascript:alert(1)": "refused scheme",
  "gopher://inner.test:70/": "refused scheme",
  "http://": "refused scheme",
  "/\u0001": "later",
};

const paths: Readonly<Record<string, readonly [Behaviour, string]>> = {
  "/loop": [redirect("/loop"), "refused redirects"],
  "/loop-of-two": [redirect("/loop-of-two-b"), "refused redirects"],
  "/loop-of-two-b": [redirect("/loop-of-two"), "refused redirects"],
  "/redirects-growing": [
    (socket, { path }) =>
      redirect(`${path}${path.includes("?") ? "" : "?"}x`)(socket, { path, headers: new Map() }),
    "refused redirects",
  ],
  "/six": [redirect("/five"), "refused redirects"],
  "/five": [redirect("/four"), "fetched"],
  "/four": [redirect("/three"), "fetched"],
  "/three": [redirect("/two"), "fetched"],
  "/two": [redirect("/one"), "fetched"],
  "/one": [redirect("/page"), "fetched"],
  "/page": [page(), "fetched"],
  "/redirect-with-endless-body": [endless("HTTP/1.1 302 Go\r\nlocation: /page\r\n\r\n", big), "fetched"],
  "/two-locations": [
    raw(
      "HTTP/1.1 302 Go\r\nlocation: /page\r\nlocation: http://127.0.0.1:INNER/\r\ncontent-length: 0\r\n\r\n",
    ),
    "fetched",
  ],
};

/** Addresses as a person might type them. */
const typed: Readonly<Record<string, string>> = {
  "http://127.0.0.1:INNER/": "refused address",
  "http://localhost:INNER/": "refused address",
  "http://１２７.０.０.１:INNER/": "refused address",
  "http://127。0。0。1:INNER/": "refused address",
  "http://[0:0:0:0:0:0:0:1]:INNER/": "refused address",
  "http://[2002:7f00:1::]:INNER/": "refused address",
  "http://münchen.test:INNER/": "refused address",
  "http://user@127.0.0.1:HOSTILE/page": "refused address",
  "http://127.0.0.1:HOSTILE/page\u0000": "refused scheme",
  "http://127.0.0.1:HOSTILE/page\r\nx: y": "refused scheme",
  "http://127.0.0.1:HOSTILE/page%00": "refused status",
  "file:///etc/passwd": "refused scheme",
  "http://127.0.0.1:99999/": "refused scheme",
  "https://127.0.0.1:HOSTILE/page": "later",
  "http://unknown.test/": "later",
  "http://nowhere.test/": "later",
  "http://silent.test/": "later",
  "http://127.0.0.1:CLOSED/": "later",
};

const served = { ...bodies, ...statuses, ...types, ...paths };

/** Returns the behaviours of the hostile server by path; ports are known by then. */
export function hostileBehaviours(innerPort: number): Record<string, Behaviour> {
  const entries = Object.entries(served).map(([path, [behaviour]]) => [path, behaviour] as const);
  const redirects = Object.keys(locations).map((location, i) => {
    const to = location.replace("INNER", `${innerPort}`);
    return [`/to-${i}`, redirect(to, i % 2 === 0 ? 302 : 301)] as const;
  });
  return Object.fromEntries([...entries, ...redirects]);
}

export const hostileCases: readonly HostileCase[] = [
  ...Object.entries(served).map(([path, [, outcome]]) => ({ name: path.slice(1), url: path, outcome })),
  ...Object.entries(locations).map(([location, outcome], i) => ({
    name: `redirect to ${JSON.stringify(location)}`,
    url: `/to-${i}`,
    outcome,
  })),
  ...Object.entries(typed).map(([url, outcome]) => ({ name: JSON.stringify(url), url, outcome })),
];
