// The instruments of the bench: each must show a fault that is there.
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { askFigures, memoryFigures } from "../../../src/eval/bench/ask-speed.js";
import { ingestFigures } from "../../../src/eval/bench/ingest-speed.js";
import { memoryWhile, untilNotReset, watchWhile } from "../../../src/eval/bench/process-watch.js";
import { formatFigures, spread } from "../../../src/eval/bench/run-bench.js";
import { measureRecall } from "../../../src/eval/bench/store-speed.js";
import type { EvalPipeline } from "../../../src/eval/pipeline.js";
import type { VectorIndex } from "../../../src/store/ports.js";
import { tempStores } from "../../store/temp-folder.js";
import { WordEmbedder } from "../words-pipeline.js";

function blockMs(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe("watchWhile", () => {
  it("sees a blocked loop in full, and gives the result", async () => {
    const { result, responsiveness } = await watchWhile(async () => {
      await sleep(120);
      blockMs(400);
      await sleep(120);
      return "done";
    });
    expect(result).toBe("done");
    expect(responsiveness.eventLoop.max).toBeGreaterThan(300);
    expect(responsiveness.acknowledgement.max).toBeGreaterThan(300);
    expect(responsiveness.acknowledgement.count).toBeGreaterThan(8);
  });

  it("sees a loop that is blocked from the beginning of the work to its end", async () => {
    const { responsiveness } = await watchWhile(async () => blockMs(300));
    expect(responsiveness.eventLoop.max).toBeGreaterThan(200);
  });

  it("sees little where nothing blocks, and passes a failure on", async () => {
    const { responsiveness } = await watchWhile(() => sleep(300));
    expect(responsiveness.acknowledgement.p50).toBeLessThan(100);
    await expect(watchWhile(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });
});

describe("untilNotReset", () => {
  it("tries again after a reset, also one that is hidden in a cause, and after nothing else", async () => {
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    const failures = [reset, new TypeError("fetch failed", { cause: reset })];
    const work = async () => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return "done";
    };
    expect(await untilNotReset(work)).toBe("done");
    failures.push(...Array.from({ length: 5 }, () => reset));
    await expect(untilNotReset(work)).rejects.toBe(reset);
    failures.push(new TypeError("fetch failed"));
    await expect(untilNotReset(work)).rejects.toThrow("fetch failed");
  });
});

describe("memoryWhile", () => {
  it("sees what the work takes", async () => {
    const before = process.memoryUsage.rss();
    const { result, peak } = await memoryWhile(async () => {
      const taken = new Uint8Array(120e6).fill(1);
      await sleep(250);
      return taken.length;
    });
    expect(result).toBe(120e6);
    expect(peak.own - before).toBeGreaterThan(60e6);
    expect(peak.together).toBeGreaterThanOrEqual(peak.own);
    expect(peak.unshared ?? 120e6).toBeGreaterThanOrEqual(120e6);
    expect(peak.unshared ?? 0).toBeLessThan(peak.together);
  });
});

/** Finds every `step`-th of the nearest only. */
function skipping(index: VectorIndex, step: number): Pick<VectorIndex, "search"> {
  return {
    search: async (embedding, limit, scope) =>
      (await index.search(embedding, limit * step, scope)).filter((_, at) => at % step === 0),
  };
}

async function recallOf(step: number): Promise<number | undefined> {
  const embedder = new WordEmbedder();
  const stores = await tempStores();
  await stores.articles.useFingerprint(embedder.fingerprint, embedder.dimensions);
  const words = "harbour bridge river storm council grain mayor ship vote club boat coach".split(" ");
  const texts = Array.from({ length: 60 }, (_, at) =>
    [at, at * 7, at * 5 + 1, at * at]
      .map((one) => words[one % words.length])
      .join(" ")
      .concat(` number ${at}`),
  );
  const embeddings = await embedder.embedPassages(texts);
  for (const [at, text] of texts.entries()) {
    const id = at.toString(16).padStart(12, "0");
    const now = "2025-01-01T00:00:00.000Z";
    const article = {
      articleId: id,
      url: null,
      title: text,
      deck: null,
      text,
      source: null,
      agency: null,
      author: null,
      language: null,
      publishedAt: now,
      updatedAt: null,
      fetchedAt: now,
      dates: [],
      sample: false,
    };
    const span = { start: 0, end: text.length };
    const passages = [{ ...span, ordinal: 0, text, tokenCount: 6, sentences: [span] }];
    const embedding = embeddings[at] as Float32Array;
    await stores.articles.put({ article, passages, embeddings: [embedding] });
  }
  const index = skipping(await stores.openIndex(embedder.dimensions), step);
  const pipeline = { stores, index, embedder } as unknown as EvalPipeline;
  return (await measureRecall(pipeline, ["bridge over the river", "storm and ship", "number 7"]))?.recall;
}

describe("measureRecall", () => {
  it("is 1 for an exact index and less for one that skips", async () => {
    expect(await recallOf(1)).toBe(1);
    expect(await recallOf(2)).toBeLessThan(0.8);
  });

  it("is null while lexical only", async () => {
    const pipeline = { stores: await tempStores(), index: null, embedder: null } as unknown as EvalPipeline;
    expect(await measureRecall(pipeline, ["why?"])).toBeNull();
  });
});

describe("figures", () => {
  it("judges against the aims", () => {
    const peak = { own: 100e6, children: 50e6, together: 150e6, unshared: 90e6 };
    const met = (figures: readonly { met: boolean | null }[]) => figures.map((figure) => figure.met);
    expect(met(memoryFigures(peak, 40e6, 90e6))).toEqual([null, null, true, null]);
    expect(met(memoryFigures(peak, 40e6, 80e6))).toEqual([null, null, false, null]);
    const times = { firstAnswerMs: 1000, coldMs: [100, 200], warmMs: [100, 900] };
    expect(met(askFigures({ reranked: true, ...times, peak }))).toEqual([true, false, null]);
    expect(met(askFigures({ reranked: false, ...times, peak }))).toEqual([null, null, null]);
    const responsiveness = {
      eventLoop: { p50: 0, p99: 1, max: 2 },
      acknowledgement: { count: 3, p50: 1, p99: 2, max: 301 },
    };
    const speed = { passages: 10, passagesPerSecond: 9, rawPassagesPerSecond: 10, responsiveness };
    expect(met(ingestFigures({ ...speed, ratios: [0.7, 0.93, 0.99] }))).toEqual([
      null,
      null,
      true,
      null,
      false,
    ]);
    expect(met(ingestFigures({ ...speed, ratios: [0.92, 0.92, 1.2] }))).toEqual([
      null,
      null,
      false,
      null,
      false,
    ]);
  });

  it("are printed with value, aim and verdict", () => {
    const lines = formatFigures([
      { name: "speed", value: "3 m/s", aim: "≥ 2 m/s", met: true },
      { name: "weight", value: "3 kg", aim: "≤ 2 kg", met: false },
    ]);
    expect(lines[1]).toMatch(/^speed\s+3 m\/s\s+≥ 2 m\/s\s+met$/);
    expect(lines[2]).toMatch(/NOT MET$/);
  });
});

describe("spread", () => {
  it("takes evenly and in order, all where there are few", () => {
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
    expect(spread([1, 2], 5)).toEqual([1, 2]);
  });
});
