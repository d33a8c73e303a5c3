// Timelines and checks with the real models over the samples of this repository: what a person sees who asks for the first time.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClaimCheck } from "../../src/answer/claim.js";
import { createTimeline } from "../../src/answer/timeline.js";
import { timelineDeps } from "../../src/app/answer-pipeline.js";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { createIngest } from "../../src/ingest/ingest.js";
import type { Stores } from "../../src/store/ports.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { startRealWorker } from "../models.js";

const SAMPLES = resolve(import.meta.dirname, "../../data/articles");
const NOW = "2025-11-24T09:00:00.000Z";

describe("the samples", () => {
  const folder = mkdtempSync(join(tmpdir(), "dateline-timeline-"));
  let worker: ModelWorker;
  let stores: Stores;
  let deps: ReturnType<typeof timelineDeps>;

  beforeAll(async () => {
    worker = await startRealWorker();
    const { embedder, reranker } = worker;
    stores = await openSqliteStores(folder);
    await stores.articles.useFingerprint(embedder.fingerprint, embedder.dimensions);
    const index = await stores.openIndex(embedder.dimensions);
    const ingest = createIngest({
      store: stores.articles,
      index,
      embedder,
      tokens: embedder,
      now: () => NOW,
    });
    await ingest.ingestFiles([SAMPLES], {});
    deps = timelineDeps({ stores, index, embedder, reranker, rerankLimit: 12 });
  });

  afterAll(async () => {
    await stores.close();
    await worker.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const timeline = (question: string, asOf = NOW) =>
    createTimeline(deps)({ question, now: NOW, asOf, asOfChosen: asOf !== NOW, source: null, since: null });

  it("tell the story of a summit newest first, the copy folded, and nothing else", async () => {
    const { developments, citations } = await timeline("Trump Putin summit");
    const days = developments.map(({ at }) => at?.slice(0, 10));
    expect(days).toEqual([...days].sort().reverse());
    expect(days.slice(0, 2)).toEqual(["2025-10-22", "2025-10-21"]);
    expect(developments[1]?.quote.text).toContain("no plans to meet in the immediate future");
    expect(developments[1]?.also.map(({ isCopy }) => isCopy)).toEqual([true]);
    expect(days).toContain("2025-08-09");
    for (const { title } of citations) expect(title).toMatch(/Trump|Putin|Zelensky|Rubio/);
  });

  it("hold to an earlier day, and to silence", async () => {
    const { developments } = await timeline("Trump Putin summit", "2025-10-17T00:00:00.000Z");
    expect(developments[0]?.at?.slice(0, 10)).toBe("2025-10-16");
    expect((await timeline("cricket world cup final")).developments).toEqual([]);
  });

  it("hold both for and against a claim", async () => {
    const check = createClaimCheck(deps);
    const asked = { now: NOW, asOf: NOW, source: null, text: "A Trump–Putin summit is planned in Budapest." };
    const stances = (await check(asked)).claims[0]?.quotes.map(
      ({ stance, turns }) => `${stance} ${turns.join()}`,
    );
    expect(stances).toContain("differs no summit,no plans");
    expect(stances?.some((stance) => stance.startsWith("alike"))).toBe(true);
    const wrong = await check({ ...asked, text: "Pope Francis died at the age of 92." });
    expect(wrong.claims[0]?.quotes[0]).toMatchObject({ stance: "differs", turns: ["92/88"] });
  });
});
