// The real models in the real process: vectors, counts and scores, also after the process was killed.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createModelWorker, type ModelWorker } from "../../src/embed/model-worker.js";
import { cosine } from "../../src/embed/transformers.js";
import { realModels, startRealWorker } from "../models.js";

let worker: ModelWorker;
beforeAll(async () => {
  worker = await startRealWorker();
});
afterAll(async () => {
  await worker.close();
});

const sentences = [
  "The two presidents met in Geneva on Wednesday.",
  "Talks between the leaders were held in Switzerland this week. ".repeat(12),
  "Stir the flour into the melted butter.",
  "The central bank left its key rate unchanged. ".repeat(25),
  "A goal in extra time decided the cup final.",
];

describe("embedder", () => {
  it("returns unit vectors in the order of the input, the same alone and together", async () => {
    const together = await worker.embedder.embedPassages(sentences);
    expect(together).toHaveLength(sentences.length);
    for (const [index, text] of sentences.entries()) {
      const [alone = new Float32Array()] = await worker.embedder.embedPassages([text]);
      const vector = together[index] ?? new Float32Array();
      expect(vector).toHaveLength(worker.embedder.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      expect(alone).toEqual(vector);
    }
  });

  it("puts a question closer to its answer than to anything else", async () => {
    const question = await worker.embedder.embedQuestion("Where did the presidents meet?");
    const similarities = (await worker.embedder.embedPassages(sentences)).map((one) => cosine(question, one));
    expect(Math.max(...similarities)).toBe(similarities[0]);
    expect(similarities[1]).toBeGreaterThan(similarities[2] ?? 1);
  });

  it("embeds a question differently from a passage with the same words", async () => {
    const text = "Where did the presidents meet?";
    const [passage = []] = await worker.embedder.embedPassages([text]);
    expect(cosine(await worker.embedder.embedQuestion(text), passage)).toBeLessThan(0.99);
  });

  it("returns an empty list for an empty list, and a vector for an empty or very long text", async () => {
    expect(await worker.embedder.embedPassages([])).toEqual([]);
    const vectors = await worker.embedder.embedPassages(["", "word ".repeat(5000)]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it("has a fingerprint of weights, pooling and prefixes, the same every time", async () => {
    expect(worker.embedder.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(worker.reranker?.fingerprint).not.toBe(worker.embedder.fingerprint);
    expect(worker.embedder.maxTokens).toBe(512);
  });
});

describe("token counter", () => {
  it("counts as the model's own tokenizer does, without special tokens", async () => {
    // Counted by hand against the model's vocab.txt: "##" pieces continue a word.
    const counts = await worker.embedder.countTokens([
      "hello world", // hello, world
      "", // nothing
      "U.S. officials", // u, ., s, ., officials
      "Trump–Putin", // trump, –, putin
      "embeddings", // em, ##bed, ##ding, ##s
    ]);
    expect(counts).toEqual([2, 0, 5, 3, 4]);
  });

  it("counts a word the same wherever it stands, whatever white space is around it", async () => {
    const text = " embeddings\n\nU.S.\u00a0officials\t embeddings ";
    expect(await worker.embedder.countTokens([text, text, "embeddings"])).toEqual([13, 13, 4]);
  });

  it("counts beyond the model's limit", async () => {
    expect(await worker.embedder.countTokens(["word ".repeat(5000)])).toEqual([5000]);
  });
});

describe("reranker", () => {
  it("scores a text that answers the question above one that shares its words, in the order of the input", async () => {
    const scores = await worker.reranker?.rerank("Who won the cup final?", [
      "The final report on the cup-shaped craters was published.",
      "Riverton won the cup final 2-1 after extra time.",
      "Stir the flour into the melted butter. ".repeat(60),
    ]);
    const [sharing = 0, answering = 0, unrelated = 0] = scores ?? [];
    expect(answering).toBeGreaterThan(sharing);
    expect(sharing).toBeGreaterThan(unrelated);
    expect(answering).toBeGreaterThan(0);
    expect(await worker.reranker?.rerank("Who won?", [])).toEqual([]);
  });

  it("gives each text the score that it has alone, however many are read at the same time", async () => {
    const question = "What did the central bank decide?";
    const texts = Array.from(
      { length: 30 },
      (_, at) => `${at}: ${(sentences[at % 5] ?? "").slice(0, 40 + 9 * at)}`,
    );
    const together = await worker.reranker?.rerank(question, texts);
    const alone: number[] = [];
    for (const text of texts) alone.push(...((await worker.reranker?.rerank(question, [text])) ?? []));
    expect(together).toEqual(alone);
    expect(new Set(alone).size).toBe(texts.length);
  });

  it("gives copies of a text one score, each at its place", async () => {
    const [final, flour] = ["Riverton won the cup final 2-1.", "Stir the flour into the butter."];
    const scores = await worker.reranker?.rerank("Who won the cup final?", [flour, final, flour, final]);
    expect(scores).toHaveLength(4);
    expect([scores?.[2], scores?.[3]]).toEqual([scores?.[0], scores?.[1]]);
    expect(scores?.[1]).toBeGreaterThan(scores?.[0] ?? Number.NaN);
  });
});

describe("a killed process", () => {
  it("loses no result: the batch in flight is computed again", async () => {
    const texts = Array.from(
      { length: 16 },
      (_, index) => `${sentences[index % sentences.length]} Item ${index}.`,
    );
    const before = worker.restarts;
    const pending = worker.embedder.embedPassages(texts);
    await worker.embedder.embedQuestion("Is the pile under way?");
    const { pid } = worker;
    process.kill(pid ?? 0, "SIGKILL");
    const vectors = await pending;
    expect(worker.restarts).toBe(before + 1);
    const again = await worker.embedder.embedPassages(texts);
    for (const [index, vector] of vectors.entries()) {
      expect(again[index]).toEqual(vector);
    }
  });
});

describe("a question", () => {
  it("does not wait for many passages", async () => {
    const done: string[] = [];
    const pile = worker.embedder
      .embedPassages(Array.from({ length: 16 }, (_, index) => `${index} ${sentences[3]}`))
      .then(() => done.push("pile"));
    await worker.embedder.embedQuestion("Who won?").then(() => done.push("question"));
    await pile;
    expect(done).toEqual(["question", "pile"]);
  });
});

describe("start", () => {
  it("detects a model that gives nonsense", async () => {
    const { embedder } = await realModels();
    const path = await mkdtemp(join(tmpdir(), "dateline-broken-"));
    await cp(embedder.path, path, { recursive: true });
    const tokenizer = JSON.parse(await readFile(join(path, "tokenizer.json"), "utf8"));
    // Every word is read as another one, as if the runtime computed nonsense.
    const [first, ...others] = Object.keys(tokenizer.model.vocab).slice(1000);
    [...others, first].forEach((word, index) => {
      tokenizer.model.vocab[String(word)] = 1000 + index;
    });
    await writeFile(join(path, "tokenizer.json"), JSON.stringify(tokenizer));
    const start = createModelWorker({ embedder: { ...embedder, path }, reranker: null });
    await expect(start).rejects.toMatchObject({
      code: "model-broken",
      message: expect.stringMatching(/reference sentence: expected a cosine of at least 0\.98/),
    });
    await rm(path, { recursive: true });
  });
});
