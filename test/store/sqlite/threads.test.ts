// What only a thread can get wrong: it holds up the caller, loses what waits, leaves the log behind, or hides what failed.
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { DatelineError } from "../../../src/model/errors.js";
import { DATABASE_FILE, openConnection, SqliteDatabase } from "../../../src/store/sqlite/database.js";
import {
  checkSavedIndex,
  openSqliteStores,
  openThreadedStores,
} from "../../../src/store/sqlite/open-stores.js";
import {
  createWriteThread,
  ThreadedAnswerStore,
  ThreadedArticleStore,
} from "../../../src/store/sqlite/written-stores.js";
import { answer, article, everything, here, revisionOf, unitVector } from "../../conformance/samples.js";
import { tempFolder } from "../temp-folder.js";

beforeAll(() => {
  const built = new URL("../../../dist/src/store/sqlite/write-thread.js", import.meta.url);
  if (!existsSync(built)) throw new Error("The thread runs the built program: run `npm run build` first.");
});

async function openThreaded() {
  const folder = await tempFolder();
  const connection = await openConnection(folder, { busyTimeoutMs: 5_000, tendsLog: false });
  const writer = createWriteThread(folder);
  onTestFinished(async () => {
    connection.close();
    await writer.close();
  });
  const articles = new ThreadedArticleStore(connection, writer);
  const answers = new ThreadedAnswerStore(connection, writer);
  /** Stores a small thing. */
  const note = (answerId: string) =>
    answers.putAnswer({
      answer: answer(answerId, "2025-10-22T00:00:00.000Z"),
      place: here,
      visibility: "public",
    });
  return { folder, writer, articles, answers, note };
}

describe("a store that is written on a thread", () => {
  it("leaves the calling thread free while another process holds the store", async () => {
    const { folder, articles } = await openThreaded();
    await articles.put(revisionOf(article(1), null));
    const other = new SqliteDatabase(join(folder, DATABASE_FILE));
    other.exec("BEGIN IMMEDIATE");
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const putting = articles.put(revisionOf(article(2), null));
    await sleep(2_000);
    delay.disable();
    expect((await articles.counts()).articles).toBe(1);
    other.exec("COMMIT");
    other.close();
    expect(await putting).toMatchObject({ outcome: "added" });
    expect((await articles.counts()).articles).toBe(2);
    expect(delay.max / 1e6).toBeLessThan(1_500);
  });

  it("passes failures with their code and bugs as they are", async () => {
    const { articles, writer } = await openThreaded();
    const failure = await articles.remove("nobody").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatelineError);
    expect(failure).toMatchObject({ code: "article-unknown", message: expect.stringContaining("nobody") });
    await expect(articles.put(revisionOf(article(1), [unitVector(1, 4)]))).rejects.toMatchObject({
      code: "store-fingerprint",
    });
    await expect(writer.call("articles", "nothing" as "counts")).rejects.toThrow(TypeError);
  });

  it("refuses what comes after it was closed, and what cannot be sent", async () => {
    const { answers, writer, note } = await openThreaded();
    const unsendable = (() => 1) as unknown as string;
    await expect(writer.call("answers", "removeAnswersOf", unsendable)).rejects.toThrow(
      /could not be cloned/,
    );
    await note("1");
    await writer.close();
    await expect(note("2")).rejects.toThrow("closed");
    expect((await answers.recentAnswers(here, 9)).map((record) => record.answer.answerId)).toEqual(["1"]);
  });

  it("tells what waited when the thread is lost, and goes on with another", async () => {
    const { answers, writer, note } = await openThreaded();
    await note("1");
    // What cannot be a reply ends the thread: a function cannot be sent.
    const lost = writer.call("articles", "embeddings" as "counts");
    const behind = note("2");
    await expect(lost).rejects.toMatchObject({ code: "store-broken" });
    await expect(behind).rejects.toMatchObject({ code: "store-broken" });
    await note("3");
    expect(await answers.answer("3")).not.toBeNull();
  });

  it("keeps the log bounded while it writes, and leaves none at the end", { timeout: 120_000 }, async () => {
    const folder = await tempFolder();
    const stores = await openThreadedStores(folder);
    const log = join(folder, `${DATABASE_FILE}-wal`);
    let largest = 0;
    for (let n = 1; n <= 400; n += 1) {
      const text = `Report ${n}. ${"A long paragraph of one article. ".repeat(2_000)}`;
      await stores.articles.put({
        ...revisionOf(article(n), null),
        article: { ...article(n), text },
        passages: [],
      });
      largest = Math.max(largest, (await stat(log)).size);
    }
    expect(largest).toBeLessThan(16e6);
    await stores.close();
    expect(await readdir(folder)).toEqual([DATABASE_FILE]);
  });
});

describe("the thread that searches", () => {
  async function openWithIndex() {
    const folder = await tempFolder();
    const stores = await openThreadedStores(folder);
    onTestFinished(() => stores.close());
    await stores.articles.useFingerprint("f", 8);
    const index = await stores.openIndex(8);
    const put = (id: number) =>
      stores.articles.put(revisionOf(article(id), [unitVector(id, 8), unitVector(id + 500, 8)]));
    return { folder, stores, index, put };
  }

  it("finds what was just stored, and passes on what a search throws", async () => {
    const { index, put, stores } = await openWithIndex();
    await put(1);
    const [found] = await index.search(unitVector(1, 8), 1, everything);
    expect(found?.passageId).toBe("000000000001.1.0");
    expect(await stores.search.searchText(["paragraph"], 9, everything)).toHaveLength(2);
    await expect(index.search(unitVector(1, 7), 1, everything)).rejects.toThrow(RangeError);
    await expect(stores.search.scopeCounts({ asOf: "x", source: null })).rejects.toThrow(RangeError);
  });

  it("follows by itself what another process stores, and saves what it holds", async () => {
    const { folder, index } = await openWithIndex();
    const other = await openSqliteStores(folder);
    await other.articles.useFingerprint("f", 8);
    for (let id = 1; id <= 30; id += 1) {
      await other.articles.put(revisionOf(article(id), [unitVector(id, 8), unitVector(id + 500, 8)]));
    }
    await other.close();
    await expect.poll(() => index.size(), { timeout: 20_000 }).toBe(60);
    await index.save();
    expect(await checkSavedIndex(folder, 8)).toEqual({ held: 60, differing: 0 });
  });
});
