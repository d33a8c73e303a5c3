// The evaluation over the very pipeline of the bot, with the real models, on the made-up corpus of six documents.
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type EvalResult, runEval } from "../../src/eval/run-eval.js";
import { parseConfig } from "../../src/main/config.js";
import { openBenchParts } from "../../src/main/measuring.js";
import { embedderName, modelsPath, rerankerName } from "../models.js";
import { writeMadeUpBench } from "./made-up-bench.js";

const hasModels = [embedderName, rerankerName].every((name) => existsSync(join(modelsPath, name, "onnx")));
if (!hasModels)
  process.stderr.write("LEFT OUT: evaluation with the real models: they are not in data/models\n");

describe.skipIf(!hasModels)("runEval with the real models", () => {
  it("finds every relevant document and quotes nothing but the corpus", { timeout: 300_000 }, async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), "dateline-eval-"));
    const config = parseConfig({
      DATELINE_MODELS: modelsPath,
      DATELINE_OFFLINE: "1",
      DATELINE_DATA: join(cacheFolder, "store"),
    });
    const lines: string[] = [];
    const options = {
      parts: await openBenchParts(config, { lexicalOnly: false, onProgress: () => undefined }),
      cacheFolder,
      out: null,
      ablate: false,
      limitDocs: null,
      onProgress: () => undefined,
      print: (line: string) => lines.push(line),
    };
    const [result] = await runEval([await writeMadeUpBench()], options);
    const { onTime, late } = result as EvalResult;
    expect(onTime.report.metrics["doc_recall@5"]).toBe(1);
    expect(onTime.report.metrics["passage_recall@5"]).toBe(1);
    expect(late?.report.metrics["passage_recall@5"]).toBe(1);
    expect(onTime.report.metrics["quote_hit@3"]).toBeGreaterThanOrEqual(0.75);
    for (const scored of [onTime, late]) {
      expect(scored?.report.integrity).toMatchObject({
        verbatim_rate: 1,
        passages_not_verbatim: 0,
        passages_from_the_future: 0,
        quotes_from_the_future: 0,
      });
    }
    expect(lines.some((line) => line.includes("(6 stored by this run"))).toBe(true);
  });
});
