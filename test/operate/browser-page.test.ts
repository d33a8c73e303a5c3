// The read-only page over HTTP: its headers, whom it serves, how often, what it stores, and what it makes of hostile articles.
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newFeed } from "../../src/app/feeds.js";
import { RateLimit } from "../../src/bot/request-gate.js";
import { servePage } from "../../src/main/open-page.js";
import { LANGUAGES } from "../../src/model/guild.js";
import { BrowserPage, isLoopback } from "../../src/operate/browser-page.js";
import { type HttpServer, openHttpServer } from "../../src/operate/http-server.js";
import { TEST_NOW } from "../made-articles.js";
import { BRIDGE, TestDateline } from "../open-test-dateline.js";
import { englishIn } from "../render/catalogue.js";

const HOSTILE = {
  title: '<script>alert(1)</script> "Quay" & <img src=x onerror=alert(2)>',
  text: "The quay of Brennholm is closed <script>alert(3)</script> until Friday. [x](javascript:alert(4)) was said.",
  source: '"><b>Courier</b>',
  url: "https://courier.example/quay?a=1&b='%22",
  publishedAt: "2025-10-21T08:00:00.000Z",
};

let test: TestDateline;
let server: HttpServer;
beforeAll(async () => {
  test = await TestDateline.open({ articles: [BRIDGE, HOSTILE] });
  server = await servePage(test.dateline, 0, (error) => {
    throw error;
  });
});
afterAll(async () => {
  await server.close();
  await test.close();
});

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function get(
  path: string,
  headers: Record<string, string> = {},
  base = server.url,
  method = "GET",
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(`${base}${path}`, { headers, method }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on("error", reject).end();
  });
}

const ask = (question: string, more = "") => get(`/?q=${encodeURIComponent(question)}${more}`);
const QUESTION = "Is the Veldmark bridge closed?";

it("says how to begin, before and after a question, while nothing has been read", async () => {
  const empty = await TestDateline.open();
  const own = await servePage(empty.dateline, 0, (error) => {
    throw error;
  });
  const path = `/?q=${encodeURIComponent("Is there a summit?")}`;
  const { body } = await get(path, {}, own.url);
  const begin = "I have not read any news yet. Choose what to follow with <code>dateline feeds start</code>";
  expect(body.split(begin)).toHaveLength(3);
  expect(body).not.toMatch(/do not answer|0 articles,/);
  expect((await get(path.replace("/?", "/reply?"), {}, own.url)).body).toContain(begin);
  await own.close();
  await empty.close();
});

describe("the page", () => {
  it("answers with the reply, its sources, and what there is beside", async () => {
    const { status, body } = await ask(QUESTION);
    expect(status).toBe(200);
    expect(body).toContain("<strong>The Veldmark bridge is closed to all traffic.</strong>");
    expect(body).toContain("The mayor spoke on Monday."); // context, in the sources
    expect(body).toMatch(/<a class="button secondary" href="[^"]*show=why#part">Why\?<\/a>/);
    expect(body).toMatch(/<button [^>]*disabled>Tell me/);
    expect(body).toContain(
      'aria-label="Articles read per day, last 30 days: 2 in all, at most 2 on one day"',
    );
    expect((body.match(/<rect /g) ?? []).length).toBe(60);
    expect(body).toContain("dateline feeds start");
  });

  it.each([
    ["why", "Why this answer"],
    ["earlier", "Veldmark bridge closed"],
  ])("shows what the button %s shows", async (part, text) => {
    expect((await ask(QUESTION, `&show=${part}`)).body).toContain(text);
    const fragment = await get(`/reply?q=${encodeURIComponent(QUESTION)}&show=${part}`);
    expect(fragment.body).toContain(text);
    expect(fragment.body).not.toContain("<html");
  });

  it("sends nothing but its own files, no cookie, and lets nobody frame it", async () => {
    for (const path of ["/", "/page.css", "/page.js", "/icon.svg"]) {
      const { status, headers } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers["content-security-policy"]).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'/,
      );
      expect(headers["content-security-policy"]).not.toContain("unsafe");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    }
    const { body } = await get("/");
    expect(body).not.toMatch(/<style|style="|<script>/);
    const loaded = [...body.matchAll(/<(?:script|link|img)[^>]*?(?:src|href)="([^"]*)"/g)].map(
      ([, url]) => url,
    );
    expect(loaded.every((url) => url?.startsWith("/"))).toBe(true);
  });

  it("escapes whatever an article or a question says", async () => {
    for (const { body } of [
      await ask("Is the quay of Brennholm closed?"),
      await ask("<script>alert(5)</script>"),
    ]) {
      expect(body).not.toMatch(/<script>|<img src=x|<b>Courier|href="javascript:/);
      expect(body).toContain("&#60;script&#62;");
    }
  });

  it("stores no question", async () => {
    await ask(QUESTION);
    expect((await test.services.status.read()).answers).toBe(0);
  });

  it("says what is wrong with a question as Discord shows it", async () => {
    const { status, body } = await ask("x".repeat(501));
    expect(status).toBe(200);
    expect(body).toContain("tone-error");
    expect((await get("/reply?q=")).status).toBe(400);
  });

  it("shows feeds with trouble first, each with its reason", async () => {
    const { feeds } = test.stores;
    for (const [n, problem] of [
      [1, null],
      [2, "answered <b>503</b>"],
    ] as const) {
      const feed = newFeed(`https://paper${n}.example/feed`, TEST_NOW, { title: `Paper ${n}` });
      await feeds.add(feed);
      await feeds.change(feed.feedId, { succeededAt: TEST_NOW, problem });
    }
    const fresh = await servePage(test.dateline, 0, () => undefined);
    const { body } = await get("/", {}, fresh.url);
    await fresh.close();
    expect(body.indexOf("Paper 2")).toBeLessThan(body.indexOf("Paper 1"));
    expect(body).toContain("answered &#60;b&#62;503");
    expect(body).toContain("2 feeds · 1 feed with a problem");
  });

  it.each(LANGUAGES)("speaks %s", async (language) => {
    const { body } = await get("/", { "accept-language": `${language}-XX,en;q=0.5` });
    expect(body).toContain(`<html lang="${language}">`);
    const main = body.slice(body.indexOf("<header>"), body.indexOf("<ol>"));
    const text = main.replace(/<[^>]*>/g, "\n");
    if (language !== "en") expect(englishIn(text, language), text).toEqual([]);
    expect((await get(`/?lang=${language}`)).body).toContain(`<html lang="${language}">`);
  });
});

describe("who is served", () => {
  it.each(["evil.example", "10.0.0.1:80", "127.0.0.1.evil.example"])(
    "not under the name %s",
    async (host) => {
      expect((await get("/", { host })).status).toBe(403);
    },
  );

  it.each(["localhost:1", "127.0.0.1", "[::1]:9464"])("under %s", async (host) => {
    expect((await get("/", { host })).status).toBe(200);
  });

  it("lets another site fill in the form, but not ask", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    const { body } = await get(`/?q=${encodeURIComponent(QUESTION)}`, headers);
    expect(body).toContain(`value="${QUESTION}"`);
    expect(body).not.toContain('class="discord"');
    expect((await get(`/reply?q=${encodeURIComponent(QUESTION)}`, headers)).status).toBe(403);
  });

  it("takes GET and HEAD only", async () => {
    expect((await get("/", {}, server.url, "POST")).status).toBe(405);
    expect((await get("/", {}, server.url, "HEAD")).body).toBe("");
  });

  it.each([
    ["127.0.0.1", true],
    ["127.8.8.8", true],
    ["::1", true],
    ["localhost", true],
    ["0.0.0.0", false],
    ["::", false],
    ["192.168.0.2", false],
    ["localhost.evil.example", false],
  ])("takes %s for this machine: %s", (host, is) => {
    expect(isLoopback(host)).toBe(is);
  });
});

describe("limits", () => {
  it("answers so many questions and requests per minute, and says when to come back", async () => {
    const page = new BrowserPage({
      limits: { questions: new RateLimit(1), requests: new RateLimit(3) },
      assets: { style: "", script: "", icon: "" },
    });
    const limited = await openHttpServer(page.pages, {
      port: 0,
      host: "127.0.0.1",
      onFault: () => undefined,
    });
    const path = `/reply?q=${encodeURIComponent(QUESTION)}`;
    expect((await get(path, {}, limited.url)).status).toBe(503); // not open yet
    page.open(test.services);
    expect((await get(path, {}, limited.url)).status).toBe(200);
    const second = await get(path, {}, limited.url);
    expect([second.status, second.body]).toEqual([429, expect.stringMatching(/ask again in \d+ seconds/)]);
    const third = await get("/", {}, limited.url);
    expect(third.status).toBe(429);
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
    await limited.close();
  });
});
