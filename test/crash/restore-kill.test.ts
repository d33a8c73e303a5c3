// kill -9 in the middle of a restore, at many moments: the folder always has a whole store, the old one or the restored one.
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backUpStore } from "../../src/store/sqlite/backup.js";
import { DATABASE_FILE } from "../../src/store/sqlite/database.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { runCli } from "../cli/run-cli.js";
import { article, revisionOf } from "../conformance/samples.js";
import { tempFolder } from "../store/temp-folder.js";

const KILLS = 16;

async function fill(folder: string, n: number): Promise<void> {
  const stores = await openSqliteStores(folder);
  for (let id = 1; id <= n; id += 1)
    await stores.articles.put(
      revisionOf(article(id, { text: `${`Words of report ${id}. `.repeat(2000)}End.` })),
    );
  await stores.close();
}

it("leaves a whole store whenever it ends", async () => {
  const [folder, other] = [await tempFolder(), await tempFolder()];
  await fill(folder, 5);
  await fill(other, 30);
  const backup = join(await tempFolder(), "b.db");
  await backUpStore(other, backup);
  const args = ["restore", backup, "--store", folder];
  const started = performance.now();
  const whole = await runCli(args);
  expect(whole.code).toBe(0);
  const wholeMs = performance.now() - started;
  let killed = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await rm(folder, { recursive: true });
    await fill(folder, 5);
    let kill: (() => void) | undefined;
    // Most of the time goes into starting Node and reading modules: the last third is where something happens.
    const timer = setTimeout(() => kill?.(), wholeMs * (0.5 + (0.5 * round) / KILLS));
    const { code } = await runCli(args, { onStart: (send) => (kill = () => send("SIGKILL")) });
    clearTimeout(timer);
    if (code === null) killed += 1;
    expect(existsSync(join(folder, DATABASE_FILE))).toBe(true);
    const stores = await openSqliteStores(folder);
    const { articles } = await stores.articles.counts();
    await stores.close();
    expect([5, 30]).toContain(articles);
    const aside = (await readdir(folder)).find((name) => name.includes("before-restore"));
    if (articles === 30) expect(aside).toBeDefined();
  }
  expect(killed).toBeGreaterThan(0);
}, 120_000);
