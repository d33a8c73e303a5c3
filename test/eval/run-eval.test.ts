// The whole evaluation on a made-up folder: index, ask, write, score, print, resume, ablate.
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { holdsGold, normalizeGold } from "../../src/eval/gold-text.js";
import type { EvalProgress } from "../../src/eval/pipeline.js";
import { toPrediction } from "../../src/eval/predictions.js";
import { type EvalOptions, type EvalResult, runEval } from "../../src/eval/run-eval.js";
import { documents, lateQuestions, questions, readPredictions, writeMadeUpBench } from "./made-up-bench.js";
import { hasReference, runReference, warnWithoutReference } from "./reference.js";
import { WordEmbedder, wordParts } from "./words-pipeline.js";

warnWithoutReference("agreement of a whole run with evaluate.py");

let folder: string;
let cacheFolder: string;
let lines: string[];
let events: EvalProgress[];
let embedder: WordEmbedder;
let options: EvalOptions;

beforeEach(async () => {
  folder = await writeMadeUpBench();
  cacheFolder = await mkdtemp(join(tmpdir(), "dateline-cache-"));
  lines = [];
  events = [];
  embedder = new WordEmbedder();
  options = {
    parts: wordParts(embedder),
    cacheFolder,
    out: null,
    ablate: false,
    limitDocs: null,
    onProgress: (event) => events.push(event),
    print: (line) => lines.push(line),
  };
});

/** Evaluates the made-up folder alone. */
async function evaluate(changed: Partial<EvalOptions> = {}): Promise<[EvalResult]> {
  return (await runEval([folder], { ...options, ...changed })) as [EvalResult];
}

describe("runEval", () => {
  it("finds, quotes and writes predictions that hold", async () => {
    const out = join(cacheFolder, "out");
    const [{ onTime, late }] = await evaluate({ out });
    expect(onTime.report.n).toEqual({ answerable: 4, unanswerable: 3, other: 1 });
    expect(onTime.report.metrics["passage_recall@5"]).toBe(1);
    expect(onTime.report.integrity).toMatchObject({
      missing_predictions: 0,
      passages_not_verbatim: 0,
      passages_from_the_future: 0,
      quotes_from_the_future: 0,
      verbatim_rate: 1,
    });
    expect(onTime.report.integrity.quotes).toBeGreaterThan(3);
    expect(late?.report.metrics["passage_recall@5"]).toBe(1);
    const written = await readPredictions(join(out, "predictions.jsonl"));
    expect(written.map((row) => row.id)).toEqual(questions.map((row) => row.id));
    expect(written[0]?.passages?.length).toBeGreaterThan(2);
    const writtenLate = await readPredictions(join(out, "predictions_late.jsonl"));
    expect(writtenLate.map((row) => row.id)).toEqual(lateQuestions.map((row) => row.id));
  });

  it("shows nothing of the day after the question", async () => {
    const out = join(cacheFolder, "out");
    await evaluate({ out });
    const published = new Map(documents.map((row) => [row.id, row.published]));
    for (const row of await readPredictions(join(out, "predictions.jsonl"))) {
      const day = questions.find((one) => one.id === row.id)?.asked_at ?? "";
      for (const { doc_id } of row.passages ?? []) expect((published.get(doc_id) ?? "9") <= day).toBe(true);
    }
  });

  it.skipIf(!hasReference)("prints what evaluate.py says of the files it wrote", async () => {
    const out = join(cacheFolder, "out");
    const [result] = await evaluate({ out });
    for (const [questionsFile, file, scored] of [
      ["questions.jsonl", "predictions.jsonl", result.onTime],
      ["questions_late.jsonl", "predictions_late.jsonl", result.late],
    ] as const) {
      const reference = runReference(
        join(folder, questionsFile),
        join(out, file),
        join(folder, "corpus.jsonl"),
      );
      const { ci95: _intervals, ...rest } = scored?.report ?? { ci95: {} };
      expect(rest).toEqual(reference);
    }
    const mrr = result.onTime.report.metrics["passage_mrr@10"]?.toFixed(4);
    expect(lines.find((line) => line.startsWith("passage_mrr@10"))).toContain(mrr);
    expect(lines.some((line) => line.startsWith("Risk over coverage (7 questions"))).toBe(true);
  });

  it("embeds nothing again for the same corpus, and the rest after a break", async () => {
    const broken = evaluate({ parts: wordParts(embedder, 4) });
    await expect(broken).rejects.toThrow("power cut");
    const before = embedder.embedded;
    expect(before).toBeGreaterThan(3);
    await evaluate();
    const all = embedder.embedded;
    expect(all - before).toBeLessThan(before);
    await evaluate();
    expect(embedder.embedded).toBe(all);
    expect(lines.filter((line) => line.includes("(0 stored by this run"))).toHaveLength(1);
    expect(await readdir(cacheFolder)).toHaveLength(1);
  });

  it("says loudly that a limited corpus is partial and keeps it apart", async () => {
    await evaluate({ limitDocs: 2 });
    expect(lines[0]).toMatch(/^PARTIAL: only the first 2 of 6 documents/);
    await evaluate();
    const stores = await readdir(cacheFolder);
    expect(stores.filter((name) => name.endsWith("-first-2"))).toHaveLength(1);
    expect(stores).toHaveLength(2);
  });

  it("reports progress to the end of every step", async () => {
    await evaluate();
    for (const label of ["Indexing the corpus", "Asking (default)", "Asking late (default)"]) {
      const last = events.filter((event) => event.label === label).at(-1);
      expect(last?.done).toBe(last?.total);
    }
  });

  it("fits the weights and tells how they hold on weeks not seen", async () => {
    const [{ onTime, late, variants }] = await evaluate({ fit: true });
    expect(variants).toEqual([]);
    expect(onTime.report.n).toEqual({ answerable: 4, unanswerable: 3 });
    expect(onTime.report.integrity).toMatchObject({ missing_predictions: 0, verbatim_rate: 1 });
    expect(late?.report.n).toEqual({ answerable: lateQuestions.length });
    const text = lines.join("\n");
    expect(text).toMatch(/Held out: .* \(6 folds\)/);
    expect(text).toMatch(/Weights for "reranked", fitted on every week:/);
    expect(text).toMatch(/final {3}\{ .*rerank: 1.*period: 8.*\}/);
    expect(text).toMatch(/bias -?[\d.]+, weights \{ evidence: -?[\d.]+/);
  });

  it("writes what the reader is trained on: what could be quoted, and whether it answers", async () => {
    const file = join(cacheFolder, "cases.jsonl");
    expect(await runEval([folder, folder], { ...options, cases: file })).toEqual([]);
    const cases = (await readFile(file, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const labelled = questions.filter(({ label }) => label !== "other");
    expect(cases).toHaveLength(2 * labelled.length); // a second folder is added to the first
    for (const [at, { label, answer_text }] of labelled.entries()) {
      const { isAnswerable, spans, passages } = cases[at];
      expect(isAnswerable).toBe(label === "answerable");
      const answering = spans.filter((span: { answers: boolean | null }) => span.answers);
      expect(answering.length > 0).toBe(isAnswerable);
      for (const { text } of answering) expect(holdsGold(normalizeGold(answer_text), text)).toBe(true);
      expect(spans.every(({ text }: { text: string }) => !/\s\s|\n/.test(text))).toBe(true);
      expect(passages.length).toBeGreaterThan(0);
    }
  });

  it("scores several folders apart and together, with leads beside the articles", async () => {
    const other = await writeMadeUpBench();
    const out = join(cacheFolder, "out");
    const results = await runEval([folder, other], { ...options, out, withLeads: true });
    expect(results).toHaveLength(2);
    const head = lines.find((line) => line.startsWith("asked on time"));
    expect(head).toMatch(/together$/);
    const row = lines.filter((line) => line.startsWith("passage_recall@5")).at(-2);
    expect(row?.trim().split(/\s+/).slice(1)).toEqual(["1.0000", "1.0000", "1.0000"]);
    expect(lines.some((line) => line.startsWith("precision of the surest 10 %"))).toBe(true);
    const written = await readdir(out);
    expect(written).toHaveLength(2);
    const [first = ""] = written;
    const predictions = await readPredictions(join(out, first, "predictions.jsonl"));
    expect(predictions).toHaveLength(questions.length);
  });

  it("sets every variant beside the default", async () => {
    const [{ variants }] = await evaluate({ ablate: true });
    expect(variants.map((variant) => variant.name)).toEqual([
      "default",
      "lexical only",
      "vectors only",
      "no rerank",
      "no time",
      "no form",
      "one sentence",
    ]);
    const head = lines.findIndex((line) => line.startsWith("Ablation"));
    expect(lines[head + 1]).toMatch(/^metric\s+default\s+lexical only\s+vectors only/);
    expect(lines.some((line) => /^late passage_recall@1\s/.test(line))).toBe(true);
    expect(lines.filter((line) => /\+\d+ −\d+ \(p \d\.\d\d\)/.test(line)).length).toBeGreaterThan(6);
  });
});

describe("toPrediction", () => {
  it("takes drafted quotes of an unanswered question, three at most", async () => {
    const pipeline = await wordParts(embedder).open(cacheFolder);
    const { answer } = await pipeline.answer("Who?", "2025-01-01T23:59:59.999Z", {
      lexical: true,
      vectors: true,
      rerank: true,
      time: true,
      form: true,
      grow: true,
    });
    const drafted = Array.from({ length: 4 }, (_, at) => ({
      articleId: "a".repeat(12),
      text: `quote ${at}`,
    }));
    const documentIds = new Map([["a".repeat(12), "d1"]]);
    const explained = { answer, candidates: [], drafted };
    const prediction = await toPrediction("q", explained, { pipeline, documentIds });
    await pipeline.close();
    expect(prediction).toEqual({
      id: "q",
      passages: [],
      quotes: [0, 1, 2].map((at) => ({ doc_id: "d1", text: `quote ${at}` })),
      abstained: true,
      confidence: 0,
      features: {},
    });
  });
});
