// The terminal without a model: usage, exit codes, pipes, settings, one store from ingesting to removing.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { readVersion } from "../../src/main/environment.js";
import { answerSchema } from "../../src/model/answer.js";
import { articleCount, writeSampleArticles } from "../app/sample-articles.js";
import { inTemporaryFolder, runBin, runCli } from "./run-cli.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape character is what must not be there
const escapes = /\u001b/;

vi.setConfig({ testTimeout: 180_000 }); // some tests start a dozen processes

describe("dateline", () => {
  it("prints its version", async () => {
    expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${readVersion()}\n`, stderr: "" });
  });

  it.each([
    ["an unknown command", ["aks", "x"]],
    ["an unknown option", ["ask", "--aso-f", "2025-01-01", "x"]],
    ["no question", ["ask"]],
    ["no command", []],
  ])("exits with 1 and shows the usage: %s", async (_name, args) => {
    const run = await runCli(args);
    expect(run.code).toBe(1);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(/Usage:|--help/);
  });

  it.each([
    "ask",
    "timeline",
    "latest",
    "check",
    "summary",
    "sources",
    "read",
    "ingest",
    "articles",
    "models",
    "status",
    "doctor",
    "deploy",
    "bot",
    "eval",
    "bench",
  ])("explains %s with an example and the global options", async (name) => {
    const run = await runCli([name, "--help"]);
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/--store <folder>/);
    if (name !== "articles") expect(run.stdout).toMatch(/^Example: .*dateline /m);
  });

  it("names every invalid setting but none of the values", async () => {
    const env = { DATELINE_RERANK_LIMIT: "fifty-secret", DISCORD_APPLICATION_ID: "oops-secret" };
    const run = await runCli(["status"], { env });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/DATELINE_RERANK_LIMIT/);
    expect(run.stderr).toMatch(/DISCORD_APPLICATION_ID/);
    expect(run.stderr).not.toMatch(/secret/);
  });

  it("reads .env in the current folder; the environment takes precedence", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, ".env"), "DATELINE_DATA=from-file\n");
      const fromFile = await runCli(["status", "--json"], { cwd: folder });
      expect(JSON.parse(fromFile.stdout)).toMatchObject({ store: "from-file" });
      const env = { DATELINE_DATA: "from-environment" };
      const fromEnvironment = await runCli(["status", "--json"], { cwd: folder, env });
      expect(JSON.parse(fromEnvironment.stdout)).toMatchObject({ store: "from-environment" });
    });
  });

  it("says, for a bot without a token, what to set and how to try Dateline; exits with 1", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const run of [
        await runBin("bot.js", [], { cwd: folder }),
        await runCli(["bot"], { cwd: folder }),
      ]) {
        expect(run.code).toBe(1);
        expect(run.stdout).toBe("");
        expect(run.stderr.trim().split("\n")).toHaveLength(1);
        expect(run.stderr).toMatch(/DISCORD_TOKEN/);
        expect(run.stderr).toMatch(/npm run ask/);
      }
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});

describe("a store from ingesting to removing, words only", () => {
  it("ingests, answers, shows sources, summarizes, lists and removes", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = join(folder, "store");
      const dateline = (...args: string[]) => runCli([...args, "--store", store, "--lexical"]);
      const articles = writeSampleArticles(folder);

      const empty = await dateline("ask", "Is the Veldmark bridge closed?");
      expect(empty.code).toBe(3);
      expect(empty.stdout).toMatch(/dateline feeds start/);

      const ingest = await dateline("ingest", articles, "--json");
      expect(ingest.code).toBe(0);
      const { rows } = JSON.parse(ingest.stdout) as { rows: { outcome: string; articleId: string }[] };
      expect(rows.map(({ outcome }) => outcome)).toEqual(Array(articleCount).fill("added"));

      const ask = await dateline("ask", "When will the Veldmark bridge reopen to cars?", "--json");
      const answer = answerSchema.parse(JSON.parse(ask.stdout));
      expect(answer).toMatchObject({ kind: "answered", lexicalOnly: true, asOfChosen: false });
      expect(answer.kind === "answered" && answer.quotes[0]?.text).toMatch(
        /^The Veldmark bridge will reopen/,
      );
      expect(ask.code).toBe(0);

      const sources = await dateline("sources", "--json");
      expect(JSON.parse(sources.stdout)).toMatchObject({ answer: { answerId: answer.answerId } });

      const summary = await dateline("summary", "frost", "--json");
      expect(JSON.parse(summary.stdout)).toMatchObject({
        kind: "summary",
        summary: { citation: { title: expect.stringMatching(/^Frost/) }, entryCount: null },
      });

      const timeline = await dateline("timeline", "Veldmark", "bridge", "--json");
      const { developments } = JSON.parse(timeline.stdout) as { developments: { at: string }[] };
      expect([timeline.code, developments.length > 0]).toEqual([0, true]);
      expect((await dateline("timeline", "cricket", "final")).code).toBe(3);
      const latest = await dateline("latest");
      expect(latest.stdout).toMatch(/Latest reports/);
      const check = await dateline("check", "The Veldmark bridge will reopen to cars.", "--json");
      expect(JSON.parse(check.stdout)).toMatchObject({
        claims: [{ claim: "The Veldmark bridge will reopen to cars." }],
      });

      const list = await dateline("articles", "list", "--json");
      const page = JSON.parse(list.stdout) as { total: number; items: { articleId: string }[] };
      expect(page.total).toBe(articleCount);
      const removed = await dateline("articles", "remove", page.items[0]?.articleId ?? "");
      expect(removed.code).toBe(0);
      const status = await dateline("status", "--json");
      expect(JSON.parse(status.stdout)).toMatchObject({ articles: articleCount - 1 });
    });
  });

  it("shows nothing published after --as-of, and refuses future days and unknown outlets", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = join(folder, "store");
      const dateline = (...args: string[]) => runCli([...args, "--store", store, "--lexical"]);
      await dateline("ingest", writeSampleArticles(folder));

      const before = await dateline("ask", "Veldmark bridge closed", "--as-of", "2025-05-11", "--json");
      const { citations } = answerSchema.parse(JSON.parse(before.stdout));
      expect(citations.length).toBeGreaterThan(0);
      for (const { publishedAt } of citations) expect(publishedAt ?? "").toMatch(/^2025-0[34]/);

      const future = await dateline("ask", "Veldmark bridge", "--as-of", "2999-01-01");
      expect(future).toMatchObject({ code: 1, stdout: "" });
      expect(future.stderr).toMatch(/future/);

      const unknown = await dateline("ask", "Veldmark bridge", "--source", "Harbor Courier");
      expect(unknown).toMatchObject({ code: 1, stdout: "" });
      expect(unknown.stderr).toMatch(/"Harbour Courier"/);

      const known = await dateline("ask", "Veldmark bridge cracks", "--source", "lowland post", "--json");
      const fromOne = answerSchema.parse(JSON.parse(known.stdout));
      expect(fromOne.source).toBe("Lowland Post");
      expect(new Set(fromOne.citations.map(({ source }) => source))).toEqual(new Set(["Lowland Post"]));
    });
  });
});

describe("ingesting", () => {
  it("prints a plain row per input, keeps what is readable, and stores unchanged articles once", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = join(folder, "store");
      const articles = writeSampleArticles(folder);
      writeFileSync(join(articles, "picture.txt"), Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3, 0, 255, 254]));
      writeFileSync(join(articles, "empty.txt"), "");
      const first = await runCli(["ingest", articles, "--store", store, "--lexical"]);
      expect(first.code).toBe(0);
      expect(first.stdout).not.toMatch(escapes);
      expect(first.stderr).not.toMatch(escapes);
      expect(first.stdout.match(/^added/gm)).toHaveLength(articleCount);
      expect(first.stdout.match(/^rejected/gm)).toHaveLength(2);
      const second = await runCli(["ingest", articles, "--store", store, "--lexical"]);
      expect(second.stdout.match(/^unchanged/gm)).toHaveLength(articleCount);
    });
  });

  it("exits with 1 if nothing could be read", async () => {
    await inTemporaryFolder(async (folder) => {
      const bad = join(folder, "bad");
      mkdirSync(bad);
      writeFileSync(join(bad, "wrong.json"), "{");
      for (const path of [bad, join(folder, "nowhere")]) {
        const run = await runCli(["ingest", path, "--store", join(folder, "store"), "--lexical"]);
        expect(run.code).toBe(1);
      }
    });
  });

  it("reads without storing, and says where the dates come from", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = join(folder, "store");
      const articles = writeSampleArticles(folder);
      const run = await runCli([
        "read",
        join(articles, "bridge-closed.md"),
        "--agency",
        "AFP",
        "--json",
        "--store",
        store,
      ]);
      expect(run.code).toBe(0);
      const { articles: read } = JSON.parse(run.stdout);
      expect(read).toHaveLength(1);
      expect(read[0].article).toMatchObject({
        title: "Veldmark bridge closed after inspection",
        source: "Harbour Courier",
        agency: "AFP",
        publishedAt: expect.stringMatching(/^2025-03-04/),
        dates: [expect.objectContaining({ field: "publishedAt", from: "front-matter" })],
      });
      expect(read[0].passages[0].tokenCount).toBeGreaterThan(10);
      expect(readdirSync(folder)).toEqual(["articles"]);
    });
  });
});
