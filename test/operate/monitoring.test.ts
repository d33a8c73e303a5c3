// Health, readiness and metrics over real HTTP on loopback, also while the gateway is lost; no label tells of anyone.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatelineError } from "../../src/model/errors.js";
import type { FeedRefresh } from "../../src/model/feed.js";
import { Monitoring } from "../../src/operate/monitoring.js";
import { dm, member, RunningBot, until } from "../bot/running-bot.js";

const QUESTION = "Are there plans for a summit?";
const NOW_MS = Date.parse("2026-11-24T14:05:00.000Z");

const FEEDS = {
  ...{ active: 12, gone: 1, failing: 3, due: 2 },
  ...{ oldestSuccessAt: "2026-11-23T14:05:00.000Z", checkedAt: "2026-11-24T14:00:00.000Z" },
};
const PAGES = { waiting: 40, due: 5, gone: 2, refused: 1, nextAt: null };

let running: RunningBot;
let monitoring: Monitoring;
const faults: unknown[] = [];
beforeEach(async () => {
  running = await RunningBot.open();
  monitoring = await open();
});
afterEach(async () => {
  await running.close();
  await monitoring.close();
  expect(running.double.violations).toEqual([]);
  expect(faults.splice(0)).toEqual([]);
});

const open = () =>
  Monitoring.open({
    port: 0,
    host: "127.0.0.1",
    now: () => NOW_MS,
    onFault: (error) => void faults.push(error),
  });

const get = async (path: string) => {
  const response = await fetch(monitoring.url + path);
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
};

const ready = async () => {
  const { status, text } = await get("/ready");
  return { status, ...(JSON.parse(text) as { ready: boolean; reasons: string[]; parts: object }) };
};

/** The value of one series; undefined where it is not there. */
const metric = async (series: string): Promise<number | undefined> => {
  const line = (await get("/metrics")).text.split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

/** Lets the monitoring report on the running bot, as src/main/run-bot.ts does. */
function watch(over: { modelsLoaded?: () => boolean | null; fails?: () => boolean } = {}): void {
  monitoring.watch({
    state: async () => {
      if (over.fails?.()) throw new DatelineError("store-busy", "Store is locked");
      return {
        status: await running.services.status.read(),
        waiting: 7,
        restarts: 2,
        feeds: FEEDS,
        refetches: PAGES,
      };
    },
    modelsLoaded: over.modelsLoaded ?? (() => true),
    indexed: async () => (over.modelsLoaded?.() === null ? null : 12),
  });
}

describe("health", () => {
  it("answers from the start, also to HEAD; other methods and paths are refused", async () => {
    expect(await get("/health")).toEqual({ status: 200, type: "text/plain; charset=utf-8", text: "ok\n" });
    expect((await fetch(`${monitoring.url}/health`, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(`${monitoring.url}/health`, { method: "POST" })).status).toBe(405);
    for (const path of ["/", "/constructor", "/../etc/passwd", "/health/"])
      expect((await get(path)).status).toBe(404);
  });

  it("says which setting to change if the port is taken", async () => {
    const taken = { port: Number(new URL(monitoring.url).port), host: "127.0.0.1" };
    const second = Monitoring.open({ ...taken, now: Date.now, onFault: () => undefined });
    await expect(second).rejects.toMatchObject({ code: "config-invalid", message: /DATELINE_HTTP_PORT/ });
  });

  it("does not wait for a client that keeps a request open", async () => {
    const held = request(`${monitoring.url}/health`, { method: "POST" });
    held.on("error", () => undefined);
    held.write("half");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await monitoring.close();
    held.destroy();
  });
});

describe("readiness", () => {
  it("says for each part what is not open yet", async () => {
    expect(await ready()).toMatchObject({
      status: 503,
      ready: false,
      reasons: [
        "store: not open yet",
        "models: not open yet",
        "index: not open yet",
        "gateway: not connected",
      ],
    });
    watch();
    await running.start({ monitoring });
    expect(await ready()).toMatchObject({ status: 200, ready: true, reasons: [] });
  });

  it("is lost when the gateway drops, returns with it, and is lost when the bot stops", async () => {
    watch();
    const bot = await running.start({ monitoring });
    running.double.gateway.isDown = true;
    running.double.gateway.cut();
    await until(() => !monitoring.counter.isConnected);
    expect(await ready()).toMatchObject({ status: 503, reasons: ["gateway: not connected"] });
    expect((await get("/health")).status).toBe(200);
    expect(await metric("dateline_gateway_connected")).toBe(0);
    running.double.gateway.isDown = false;
    await until(() => monitoring.counter.isConnected, 30_000);
    expect(await ready()).toMatchObject({ status: 200 });
    await bot.stop();
    expect(await ready()).toMatchObject({ status: 503, reasons: ["gateway: not connected"] });
  });

  it("counts words only as ready, and a worker that is down as not ready", async () => {
    await running.start({ monitoring });
    watch({ modelsLoaded: () => null });
    expect(await ready()).toMatchObject({
      status: 200,
      parts: { models: "words only", index: "none: words only" },
    });
    watch({ modelsLoaded: () => false });
    expect(await ready()).toMatchObject({ status: 503, reasons: ["models: the worker is not running"] });
  });

  it("names the code if the store fails", async () => {
    await running.start({ monitoring });
    watch({ fails: () => true });
    expect(await ready()).toMatchObject({ status: 503, reasons: ["store: failed: store-busy"] });
  });
});

describe("metrics", () => {
  it("count questions, answers, abstentions, latency and failures", async () => {
    watch();
    await running.start({ monitoring });
    running.breakOn("bug");
    const { double } = running;
    await double.slash("ask", { question: QUESTION }, member()).message();
    await double.slash("ask", { question: "Who won the cricket?" }, dm()).message();
    await double.slash("ask", { question: "bug" }, member()).message();
    await until(() => running.log.some(({ event }) => event === "failed"));
    expect(await metric('dateline_questions_total{outcome="answered"}')).toBe(1);
    expect(await metric('dateline_questions_total{outcome="unanswered"}')).toBe(1);
    expect(await metric('dateline_questions_total{outcome="failed"}')).toBe(1);
    expect(await metric('dateline_answers_total{strength="weak"}')).toBe(1);
    expect((await get("/metrics")).text).toMatch(/^dateline_abstentions_total\{reason="[a-z-]+"\} 1$/m);
    expect(await metric("dateline_question_duration_seconds_count")).toBe(3);
    expect(await metric("dateline_acknowledgement_seconds_count")).toBe(3);
    expect(await metric('dateline_interactions_total{outcome="done"}')).toBe(2);
    expect(await metric('dateline_interactions_total{outcome="fault"}')).toBe(1);
    expect(await metric("dateline_interactions_open")).toBe(0);
    expect(await metric('dateline_errors_total{code="fault"}')).toBe(1);
    expect(await metric('dateline_last_error_timestamp_seconds{code="fault"}')).toBe(NOW_MS / 1000);
  });

  it("show open interactions, the queue, and only the last error", async () => {
    watch();
    await running.start({ monitoring });
    const release = running.holdAnswers();
    const asked = running.double.slash("ask", { question: QUESTION }, member());
    await until(() => asked.ackMs !== null);
    expect(await metric("dateline_interactions_open")).toBe(1);
    expect(await metric("dateline_queue_length")).toBe(7);
    expect(await metric("dateline_worker_restarts_total")).toBe(2);
    release();
    await asked.message();
    monitoring.counter.failed("worker-busy");
    monitoring.counter.failed("store-busy");
    const { text } = await get("/metrics");
    expect(text.match(/^dateline_last_error_timestamp_seconds\{.*/gm)).toHaveLength(1);
    expect(text).toContain('dateline_last_error_timestamp_seconds{code="store-busy"}');
  });

  it("show the health of feeds, and count feed reads and repeated fetches by outcome", async () => {
    watch();
    const day = 86_400;
    expect(await metric('dateline_feeds{state="active"}')).toBe(12);
    expect(await metric('dateline_feeds{state="gone"}')).toBe(1);
    expect(await metric("dateline_feeds_failing")).toBe(3);
    expect(await metric("dateline_feeds_due")).toBe(2);
    expect(await metric("dateline_feed_oldest_success_timestamp_seconds")).toBe(NOW_MS / 1000 - day);
    expect(await metric("dateline_feed_last_read_timestamp_seconds")).toBe(NOW_MS / 1000 - 300);
    expect(await metric('dateline_refetch_pages{state="waiting"}')).toBe(40);
    expect(await metric("dateline_refetch_pages_due")).toBe(5);
    expect(await metric('dateline_feed_items_total{outcome="added"}')).toBe(0);
    const refresh: FeedRefresh = {
      ...{ feedId: "f".repeat(12), title: "Feed", url: "https://private.example/feed", outcome: "read" },
      ...{ items: 20, added: 17, revised: 4, same: 2, undated: 3, rejected: 1 },
      ...{ problem: null, nextAt: "2026-11-24T14:20:00.000Z" },
      timesMs: { fetch: 1, read: 1, pages: 1, store: 1 },
    };
    monitoring.ingest.read(refresh);
    monitoring.ingest.read({ ...refresh, outcome: "failed", added: 0, revised: 0, same: 0, rejected: 0 });
    monitoring.ingest.refetched({ outcome: "revised" });
    expect(await metric('dateline_feed_items_total{outcome="added"}')).toBe(17);
    expect(await metric('dateline_feed_items_total{outcome="revised"}')).toBe(4);
    expect(await metric('dateline_feed_items_total{outcome="rejected"}')).toBe(1);
    expect(await metric('dateline_feed_reads_total{outcome="read"}')).toBe(1);
    expect(await metric('dateline_feed_reads_total{outcome="failed"}')).toBe(1);
    expect(await metric('dateline_refetches_total{outcome="revised"}')).toBe(1);
    expect((await get("/metrics")).text).not.toContain("private.example");
  });

  it("are all in the list of docs/operating.md", async () => {
    watch();
    await running.start({ monitoring });
    await running.double.slash("ask", { question: QUESTION }, member()).message();
    const listed = readFileSync(join(import.meta.dirname, "../../docs/operating.md"), "utf8");
    const names = [...(await get("/metrics")).text.matchAll(/^# HELP (dateline_\w+)/gm)].map(
      ([, name = ""]) => name,
    );
    const table = listed.split("\n").filter((line) => line.startsWith("| `dateline_"));
    const full = table.flatMap((line) => {
      const cells = [...(line.split("|")[1] ?? "").matchAll(/`(\w+)(?:\{[\w,]+\})?`/g)].map(
        ([, name = ""]) => name,
      );
      return cells.map((name) => (name.startsWith("_") ? `dateline${name}` : name));
    });
    expect(names.filter((name) => !full.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(25);
  });

  it("are in Prometheus' text format and cover the store, the models and the process", async () => {
    watch();
    const { status, type, text } = await get("/metrics");
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of text.split("\n").filter((each) => each !== "" && !each.startsWith("#")))
      expect(line).toMatch(/^[a-z_0-9]+(\{[a-zA-Z_]+="[^"]*"(,[a-zA-Z_]+="[^"]*")*\})? [-+.\deNaInf]+$/);
    expect(await metric("dateline_articles")).toBe(1);
    expect(text).toMatch(/^dateline_index_size \d+$/m);
    expect(text).toMatch(/^dateline_passages \d+$/m);
    expect(text).toMatch(/^dateline_info\{version="[^"]+"\} 1$/m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it("stay readable if the store fails, which is then the last error", async () => {
    let isBroken = false;
    watch({ fails: () => isBroken });
    expect(await metric("dateline_articles")).toBe(1);
    isBroken = true;
    const { status, text } = await get("/metrics");
    expect(status).toBe(200);
    expect(text).not.toMatch(/^dateline_articles /m);
    expect(text).toMatch(/^dateline_last_error_timestamp_seconds\{code="store-busy"\}/m);
  });

  it("contain no word of a question, no id and no secret", async () => {
    watch();
    await running.start({ monitoring });
    const person = member();
    const { double } = running;
    running.breakOn("bug");
    await double.slash("ask", { question: "Is Zebulon of Quillon ill?" }, person).message();
    await double.slash("ask", { question: "bug" }, person).message();
    const summary = await double.slash("ask", { question: QUESTION }, person).message();
    expect(summary.ephemeral).toBe(false);
    const pages = await Promise.all(["/health", "/ready", "/metrics"].map(get));
    const all = pages.map(({ text }) => text).join("\n");
    for (const private_ of [
      "Zebulon",
      "Quillon",
      "summit",
      "secret",
      person.userId,
      person.guildId,
      person.channelId,
    ])
      expect(all).not.toContain(private_);
    expect(all).not.toContain(double.token);
    expect(all).not.toMatch(/(?<![.\d])\d{17,}/);
  });

  it("of two bots in one process stay separate", async () => {
    const other = await open();
    other.counter.failed("fault");
    expect(await metric('dateline_errors_total{code="fault"}')).toBeUndefined();
    await other.close();
  });
});
