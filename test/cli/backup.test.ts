// `dateline backup` beside a running bot, and `dateline restore` after it: exit codes, messages, JSON.
import { appendFile, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { writeSampleArticles } from "../app/sample-articles.js";
import { DiscordDouble } from "../discord/double.js";
import { inTemporaryFolder, type Run, runBin, runCli } from "./run-cli.js";

vi.setConfig({ testTimeout: 120_000 });

/** Runs the bot until `work` is done, and stops it. */
async function besideBot(folder: string, store: string, work: () => Promise<void>): Promise<void> {
  const discord = await DiscordDouble.open();
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATELINE_DATA: store,
    DATELINE_MODELS: join(folder, "no-models"),
    DATELINE_OFFLINE: "1",
  };
  let stop = (): void => undefined;
  let ended: Promise<Run> | null = null;
  await new Promise<void>((resolve, reject) => {
    ended = runBin("bot.js", [], {
      env,
      onOutput: (text, kill) => {
        stop = () => kill("SIGTERM");
        if (text.includes('"event":"ready"')) resolve();
      },
    });
    ended.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  await work();
  stop();
  await ended;
  await discord.close();
}

describe("dateline backup and restore", () => {
  it("back up while the bot runs, refuse to restore then, and restore once it has stopped", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = join(folder, "store");
      const file = join(folder, "backup.db");
      await runCli(["ingest", writeSampleArticles(folder), "--lexical", "--store", store]);
      await besideBot(folder, store, async () => {
        const made = await runCli(["backup", file, "--store", store, "--json"]);
        expect(made.code).toBe(0);
        const report = JSON.parse(made.stdout);
        expect(report).toMatchObject({ store, file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
        expect(report.articles).toBeGreaterThan(0);
        expect(await readFile(`${file}.sha256`, "utf8")).toBe(`${report.sha256}  backup.db\n`);
        expect(made.stderr).toMatch(/^Copying the store/m);
        const refused = await runCli(["restore", file, "--store", store]);
        expect(refused).toMatchObject({ code: 1, stdout: "" });
        expect(refused.stderr).toMatch(/Store is open elsewhere: .*\n {2}Stop the bot/);
      });
      const before = JSON.parse((await runCli(["status", "--store", store, "--json"])).stdout);
      const restored = await runCli(["restore", file, "--store", store]);
      expect(restored.code).toBe(0);
      expect(restored.stdout).toMatch(/^Restored .*: 3 articles, .*The next start rebuilds the index\.$/m);
      expect(restored.stdout).toMatch(/^The previous store was moved to .*before-restore-\d{8}T\d{6}Z$/m);
      const after = JSON.parse((await runCli(["status", "--store", store, "--json"])).stdout);
      expect({ ...after, startedAt: "" }).toEqual({ ...before, startedAt: "" });
    });
  });

  it("report what is wrong, exit with 1, and leave the store alone", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = join(folder, "store");
      const file = join(folder, "backup.db");
      const nothing = await runCli(["backup", file, "--store", store]);
      expect(nothing).toMatchObject({ code: 1, stdout: "" });
      expect(nothing.stderr).toMatch(/No store to back up: .*\n {2}.*--store/);
      await runCli(["ingest", writeSampleArticles(folder), "--lexical", "--store", store]);
      await runCli(["backup", file, "--store", store]);
      expect((await runCli(["backup", file, "--store", store])).stderr).toMatch(/would overwrite/);
      await appendFile(file, "x");
      const files = await readdir(store);
      const torn = await runCli(["restore", file, "--store", store]);
      expect(torn).toMatchObject({ code: 1, stdout: "" });
      expect(torn.stderr).toMatch(/torn or was changed/);
      expect(await readdir(store)).toEqual(files);
    });
  });

  it.each(["backup", "restore"])("%s shows an example", async (name) => {
    const help = await runCli([name, "--help"]);
    expect(help).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`Example: dateline ${name} /`)),
    });
  });
});
