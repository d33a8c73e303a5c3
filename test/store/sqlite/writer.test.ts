// What only a thread can get wrong: it holds up the caller, loses what waits, leaves the log behind, or hides what failed.
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { DatelineError } from "../../../src/model/errors.js";
import type { Store } from "../../../src/store/ports.js";
import { DATABASE_FILE, SqliteDatabase } from "../../../src/store/sqlite/database.js";
import { openSqliteStore } from "../../../src/store/sqlite/store.js";
import { StoreWriter, threadedStore } from "../../../src/store/sqlite/writer.js";
import { article, revisionOf, unitVector } from "../../conformance/samples.js";
import { tempFolder } from "../temp-folder.js";

beforeAll(() => {
  const built = new URL("../../../dist/src/store/sqlite/writer-thread.js", import.meta.url);
  if (!existsSync(built)) throw new Error("The thread runs the built program: run `npm run build` first.");
});

async function openThreaded(): Promise<{ folder: string; store: Store; writer: StoreWriter }> {
  const folder = await tempFolder();
  const writer = new StoreWriter(folder);
  const store = threadedStore(await openSqliteStore(folder, { tendsLog: false }), writer);
  onTestFinished(async () => {
    await store.close();
    await writer.close();
  });
  return { folder, store, writer };
}

describe("a store that is written on a thread", () => {
  it("leaves the calling thread free while another process holds the store", async () => {
    const { folder, store } = await openThreaded();
    await store.put(revisionOf(article(1), null));
    const other = new SqliteDatabase(join(folder, DATABASE_FILE));
    other.exec("BEGIN IMMEDIATE");
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const putting = store.put(revisionOf(article(2), null));
    await sleep(600);
    delay.disable();
    expect((await store.counts()).articles).toBe(1);
    other.exec("COMMIT");
    other.close();
    expect(await putting).toMatchObject({ outcome: "added" });
    expect((await store.counts()).articles).toBe(2);
    expect(delay.max / 1e6).toBeLessThan(200);
  });

  it("passes failures with their code and bugs as they are", async () => {
    const { store, writer } = await openThreaded();
    const failure = await store.remove("nobody").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatelineError);
    expect(failure).toMatchObject({ code: "article-unknown", message: expect.stringContaining("nobody") });
    await expect(store.put(revisionOf(article(1), [unitVector(1, 4)]))).rejects.toMatchObject({
      code: "store-fingerprint",
    });
    await expect(writer.call("articles", "nothing", [])).rejects.toThrow(TypeError);
  });

  it("refuses what comes after it was closed, and what cannot be sent", async () => {
    const { store, writer } = await openThreaded();
    await expect(writer.call("articles", "setSetting", ["k", () => 1])).rejects.toThrow(
      /could not be cloned/,
    );
    await store.setSetting("k", "1");
    await writer.close();
    await expect(store.setSetting("k", "2")).rejects.toThrow("closed");
    expect(await store.setting("k")).toBe("1");
  });

  it("tells what waited when the thread is lost, and goes on with another", async () => {
    const { store, writer } = await openThreaded();
    await store.setSetting("k", "1");
    // What cannot be a reply ends the thread: a function cannot be sent.
    const lost = writer.call("articles", "embeddings", []);
    const behind = store.setSetting("k", "2");
    await expect(lost).rejects.toMatchObject({ code: "store-broken" });
    await expect(behind).rejects.toMatchObject({ code: "store-broken" });
    await store.setSetting("k", "3");
    expect(await store.setting("k")).toBe("3");
  });

  it("keeps the log bounded while it writes, and leaves none at the end", { timeout: 120_000 }, async () => {
    const folder = await tempFolder();
    const writer = new StoreWriter(folder);
    const store = threadedStore(await openSqliteStore(folder, { tendsLog: false }), writer);
    const log = join(folder, `${DATABASE_FILE}-wal`);
    let largest = 0;
    for (let n = 1; n <= 400; n += 1) {
      const text = `Report ${n}. ${"A long paragraph of one article. ".repeat(2_000)}`;
      await store.put({ ...revisionOf(article(n), null), article: { ...article(n), text }, passages: [] });
      largest = Math.max(largest, (await stat(log)).size);
    }
    expect(largest).toBeLessThan(16e6);
    await store.close();
    await writer.close();
    expect(await readdir(folder)).toEqual([DATABASE_FILE]);
  });
});
