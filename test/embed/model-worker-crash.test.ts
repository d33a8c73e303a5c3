// Crashes, hangs and overload of the worker, with a stand-in process that crashes on demand.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  createModelWorker,
  type ModelWorker,
  type ModelWorkerOptions,
} from "../../src/embed/model-worker.js";
import type { ProvidedModel } from "../../src/embed/provide-models.js";
import { realModels } from "../models.js";

const builtWorker = fileURLToPath(new URL("../../dist/src/embed/worker-main.js", import.meta.url));
const workerPath = fileURLToPath(new URL("marker-worker.mjs", import.meta.url));
let models: { embedder: ProvidedModel; reranker: ProvidedModel };
const open: ModelWorker[] = [];

beforeAll(async () => {
  models = await realModels();
});
afterEach(async () => {
  for (const worker of open.splice(0)) await worker.close();
});

async function start(options: Partial<ModelWorkerOptions> = {}): Promise<ModelWorker> {
  const worker = await createModelWorker({ ...models, workerPath, ...options });
  open.push(worker);
  return worker;
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    expect(error).toMatchObject({ code: "ESRCH" });
    return false;
  }
};
const lengths = (vectors: readonly Float32Array[]) => vectors.map(([length]) => length);
const words = (count: number) =>
  Array.from({ length: count }, (_, index) => "word ".repeat(1 + (index % 40)));

describe("a text that crashes the process", () => {
  it("fails alone, is named, and everything else continues", async () => {
    const worker = await start();
    const good = words(60);
    const bad = worker.embedder.embedPassages(["short", "a CRASH of a text"]);
    const rest = worker.embedder.embedPassages(good);
    await expect(bad).rejects.toMatchObject({
      code: "worker-failed",
      message: expect.stringMatching(/3 times on "a CRASH of a text.*SIGKILL.*about to crash/),
    });
    expect(lengths(await rest)).toEqual(good.map((text) => text.length));
    expect(worker.restarts).toBe(3);
    expect(lengths(await worker.embedder.embedPassages(["after"]))).toEqual([5]);
  });

  it("is the only one blamed: the batch sent after it is answered", async () => {
    const worker = await start({ batchTokens: 1 });
    const [bad, behind] = await Promise.allSettled([
      worker.embedder.embedPassages(["a CRASH of a text"]),
      worker.embedder.embedPassages(["behind"]),
    ]);
    expect(bad).toMatchObject({ reason: { code: "worker-failed" } });
    expect(behind.status === "fulfilled" && lengths(behind.value)).toEqual([6]);
    expect(worker.restarts).toBe(3);
  });

  it("fails alone and without a restart if the model only refuses it", async () => {
    const worker = await start();
    const [bad, rest] = await Promise.allSettled([
      worker.embedder.embedPassages(["FAIL"]),
      worker.embedder.embedPassages(["one", "three"]),
    ]);
    expect(bad).toMatchObject({ reason: { code: "worker-failed" } });
    expect(rest.status === "fulfilled" && lengths(rest.value)).toEqual([3, 5]);
    expect(worker.restarts).toBe(0);
  });

  it("is given up when the process answers out of turn", async () => {
    const worker = await start({ batchTokens: 1 });
    const [bad, behind] = await Promise.allSettled([
      worker.embedder.embedPassages(["EARLY"]),
      worker.embedder.embedPassages(["behind"]),
    ]);
    expect(bad).toMatchObject({ reason: { message: expect.stringMatching(/out of turn/) } });
    expect(behind.status === "fulfilled" && lengths(behind.value)).toEqual([6]);
  });

  it("is given up when the process stops answering", async () => {
    const worker = await start({ answerTimeoutMs: 400 });
    await expect(worker.embedder.embedPassages(["SILENCE"])).rejects.toMatchObject({
      message: expect.stringContaining("no answer for 400 ms"),
    });
  });
});

describe("the queue", () => {
  it("answers a question before many passages, and keeps the order of both", async () => {
    const worker = await start({ batchTokens: 50 });
    const done: string[] = [];
    const texts = words(400);
    const pile = worker.embedder.embedPassages(texts).then((vectors) => {
      done.push("passages");
      return vectors;
    });
    await worker.embedder.embedQuestion("what?").then(() => done.push("question"));
    await worker.reranker?.rerank("what?", ["a", "b"]).then(() => done.push("rerank"));
    expect(lengths(await pile)).toEqual(texts.map((text) => text.length));
    expect(done).toEqual(["question", "rerank", "passages"]);
  });

  it("refuses questions beyond its limit and holds back passages", async () => {
    const worker = await start({ maxWaitingQuestions: 3, maxWaitingTexts: 5 });
    const slow = worker.embedder.embedPassages(["SLOW"]);
    await new Promise((resolve) => setTimeout(resolve, 20)); // the slow one is in flight now
    // One question is sent ahead to the process, three wait, the others are too many.
    const questions = Array.from({ length: 6 }, (_, index) =>
      worker.embedder.embedQuestion(`question ${index}`),
    );
    const passages = worker.embedder.embedPassages(words(23));
    const outcomes = await Promise.allSettled(questions);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      ...Array(4).fill("fulfilled"),
      ...Array(2).fill("rejected"),
    ]);
    expect(outcomes[4]).toMatchObject({ reason: { code: "worker-busy" } });
    expect(await passages).toHaveLength(23);
    expect(lengths(await slow)).toHaveLength(1);
  });
});

const hasProc = existsSync("/proc/self/environ");
if (!hasProc) process.stderr.write("LEFT OUT: the environment of the worker: needs /proc\n");

describe("closing and starting", () => {
  it.skipIf(!hasProc)("gives the process no secrets", async () => {
    process.env.DISCORD_TOKEN = "a secret";
    const worker = await start();
    delete process.env.DISCORD_TOKEN;
    expect(await readFile(`/proc/${worker.pid}/environ`, "utf8")).not.toContain("secret");
  });

  it("ends the process when the parent disappears", async () => {
    const script = `
      import { fork } from "node:child_process";
      const child = fork(${JSON.stringify(builtWorker)}, [], { serialization: "advanced", env: {} });
      process.stdout.write(String(child.pid));`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script]);
    let pid = "";
    for await (const piece of parent.stdout) {
      pid += piece;
      parent.kill("SIGKILL");
    }
    await expect.poll(() => isAlive(Number(pid)), { timeout: 10_000 }).toBe(false);
  });

  it("ends the process promptly and rejects what waits", async () => {
    const worker = await start();
    const { pid } = worker;
    const waiting = worker.embedder.embedPassages(["SILENCE", "more"]);
    const rejected = expect(waiting).rejects.toMatchObject({
      code: "worker-failed",
      message: "The model worker was closed",
    });
    await worker.close();
    await rejected;
    expect(isAlive(pid ?? 0)).toBe(false);
    expect(worker.pid).toBeNull();
    await expect(worker.embedder.embedQuestion("late")).rejects.toMatchObject({ code: "worker-failed" });
    await expect(worker.embedder.embedPassages(["late"])).rejects.toMatchObject({ code: "worker-failed" });
  });

  it("restarts when the process is killed while idle", async () => {
    const worker = await start();
    const { pid } = worker;
    process.kill(pid ?? 0, "SIGKILL");
    await expect.poll(() => worker.restarts).toBe(1);
    expect(lengths(await worker.embedder.embedPassages(["back"]))).toEqual([4]);
    expect(worker.pid).not.toBe(pid);
  });

  it("says so when the models load but give nonsense", async () => {
    const broken = { ...models.embedder, path: "/BROKEN" };
    await expect(start({ embedder: broken })).rejects.toMatchObject({ code: "model-broken" });
  });

  it("says so when the process never stays up", async () => {
    await expect(start({ workerPath: "/does/not/exist.js" })).rejects.toMatchObject({
      code: "worker-failed",
      message: expect.stringContaining("Cannot find module"),
    });
  });
});
