// The terminal with the real models: answers, exit codes, pipes, Ctrl-C, and what happens without models.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { answerSchema } from "../../src/model/answer.js";
import { DATABASE_FILE } from "../../src/store/sqlite/database.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { articleCount, writeSampleArticles } from "../app/sample-articles.js";
import { modelsPath } from "../models.js";
import { inTemporaryFolder, type RunOptions, repositoryFolder, runCli } from "./run-cli.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape character is what must not be there
const escapes = /\u001b/;
const env = { DATELINE_MODELS: modelsPath, DATELINE_OFFLINE: "1" };
const question = "When will the Veldmark bridge reopen to cars?";

/** Runs with the real models and a store in `folder`. */
function inStore(folder: string, options: RunOptions = {}) {
  const store = join(folder, "store");
  return (...args: string[]) => runCli([...args, "--store", store], { env, ...options });
}

vi.setConfig({ testTimeout: 180_000 }); // each test starts several processes that load both models

describe("ask with the real models", () => {
  it("reads the articles, then answers with quotes found in the store; the second time it prints no notes", async () => {
    await inTemporaryFolder(async (folder) => {
      const dateline = inStore(folder);
      const articles = writeSampleArticles(folder);
      const first = await dateline("ask", question, "--articles", articles, "--json");
      expect(first.stderr).toBe(`Articles from ${articles}: ${articleCount} added\n`);
      expect(first.code).toBe(0);
      const answer = answerSchema.parse(JSON.parse(first.stdout));
      if (answer.kind === "unanswered") throw new Error(`unanswered: ${answer.reason}`);
      expect(answer.lexicalOnly).toBe(false);
      expect(answer.quotes[0]?.text).toMatch(/14 June/);
      const stores = await openSqliteStores(join(folder, "store"));
      for (const { articleId, revision, start, end, text } of answer.quotes) {
        expect((await stores.articles.article(articleId, revision))?.text.slice(start, end)).toBe(text);
      }
      await stores.close();

      const second = await dateline("ask", question, "--articles", articles);
      expect(second).toMatchObject({ code: 0, stderr: "" });
      expect(second.stdout).not.toMatch(escapes);
      expect(second.stdout).toMatch(/14 June/);
      expect(second.stdout).toMatch(/^As of /m);

      const other = await dateline("ask", "Who won the 2031 cricket world cup?", "--why");
      expect(other).toMatchObject({ code: 3, stderr: "" });
      expect(other.stdout).toMatch(/score +bm25 .*gate/);
      expect(other.stdout).toMatch(/^confidence 0\.\d{3}$/m);
    });
  });

  it("splits into the same passages as ingest, counted by the model's own tokenizer", async () => {
    await inTemporaryFolder(async (folder) => {
      const articles = writeSampleArticles(folder);
      const file = join(articles, "long.txt");
      const sentences = Array.from(
        { length: 60 },
        (_, n) => `The ${n}th harbour light was lit at dusk by Odo Pellerin.`,
      );
      writeFileSync(file, `Lights of the harbour\n\n${sentences.join(" ")}\n`);
      const dateline = inStore(folder);
      const read = JSON.parse((await dateline("read", file, "--json")).stdout);
      expect(read.tokenCounts).toBe("model");
      const ingested = JSON.parse((await dateline("ingest", file, "--json")).stdout);
      expect(read.articles[0].passages.length).toBeGreaterThan(2);
      expect(ingested.rows[0].passageCount).toBe(read.articles[0].passages.length);
    });
  });

  it("stops on Ctrl-C, with everything reported as added in the store", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, "many.jsonl");
      const article = (n: number) => ({
        title: `Harbour light number ${n} is lit again`,
        text: `The harbour light number ${n} was lit again on Monday.\n\nIts keeper said that ${n} ships had waited for it.`,
        url: `https://courier.example/light-${n}`,
      });
      writeFileSync(file, Array.from({ length: 1500 }, (_, n) => JSON.stringify(article(n))).join("\n"));
      let told = false;
      const onOutput: RunOptions["onOutput"] = (text, kill) => {
        if (told || !/^added/m.test(text)) return;
        told = true;
        kill("SIGINT");
      };
      const run = await inStore(folder, { env, onOutput })("ingest", file);
      expect(run.code).toBe(1);
      expect(run.stdout).toMatch(/stopped before the end/);
      const added = run.stdout.match(/^added/gm)?.length ?? 0;
      expect(added).toBeGreaterThan(0);
      expect(added).toBeLessThan(1500);
      const stores = await openSqliteStores(join(folder, "store"));
      expect((await stores.articles.counts()).articles).toBeGreaterThanOrEqual(added);
      await stores.close();
    });
  });
});

describe("without models", () => {
  it("answers by words only and says so; vectors are added once there are models", async () => {
    await inTemporaryFolder(async (folder) => {
      const articles = writeSampleArticles(folder);
      const bare = { ...env, DATELINE_MODELS: join(folder, "no-models") };
      const lexical = await inStore(folder, { env: bare })("ask", question, "--articles", articles, "--json");
      expect(lexical.stderr).toMatch(/Words only: .*bge-small-en-v1\.5/);
      expect(lexical.stderr).toMatch(/DATELINE_MODEL_HUB/);
      expect(answerSchema.parse(JSON.parse(lexical.stdout)).lexicalOnly).toBe(true);

      const dateline = inStore(folder);
      const whole = await dateline("ask", question, "--json");
      expect(whole.stderr).toMatch(/^Embedding passages/);
      expect(answerSchema.parse(JSON.parse(whole.stdout)).lexicalOnly).toBe(false);
      const status = JSON.parse((await dateline("status", "--json")).stdout);
      expect(status).toMatchObject({ embeddings: status.passages, indexed: status.passages, notice: null });
    });
  });
});

describe("maintenance", () => {
  it("lists the models with their hashes", async () => {
    const models = JSON.parse((await runCli(["models", "--json"], { env })).stdout) as {
      inUse: boolean;
      state: string;
    }[];
    const inUse = models.filter((model) => model.inUse);
    expect(inUse).toHaveLength(2);
    for (const model of inUse) {
      expect(model).toMatchObject({ state: "present", fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
    }
  });

  it("finds nothing wrong with a new store, and says how to repair a damaged one", async () => {
    await inTemporaryFolder(async (folder) => {
      const dateline = inStore(folder);
      const sound = await dateline("doctor");
      expect(sound.code).toBe(0);
      expect(sound.stdout).toMatch(/^ok {4}model runtime: /m);
      expect(sound.stdout).toMatch(/^warn {2}store: .* is empty\n {6}\S.*dateline ingest/m);
      expect(existsSync(join(folder, "store"))).toBe(false);

      mkdirSync(join(folder, "store"));
      writeFileSync(
        join(folder, "store", DATABASE_FILE),
        "this is no database, but long enough to be read as one".repeat(50),
      );
      const damaged = JSON.parse((await dateline("doctor", "--json")).stdout) as {
        name: string;
        state: string;
        remedy: string;
      }[];
      expect(damaged.find(({ name }) => name === "store")).toMatchObject({
        state: "fail",
        remedy: expect.stringMatching(/backup/),
      });
      expect((await dateline("doctor")).code).toBe(1);
    });
  });

  it("stays silent when the reader of a pipe has gone", async () => {
    const script = '("$0" dist/src/main/cli.js --help; echo "code $?" >&2) | true';
    const stderr = await new Promise<string>((resolve) => {
      execFile("sh", ["-c", script, process.execPath], { cwd: repositoryFolder }, (_error, _out, text) =>
        resolve(text),
      );
    });
    expect(stderr).toBe("code 0\n");
  });
});
