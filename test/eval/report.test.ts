// The report against evaluate.py, figure by figure, on made-up and (where present) real questions.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BenchDocument, type BenchQuestion, readBenchFolder } from "../../src/eval/bench-folder.js";
import { type Prediction, writePredictions } from "../../src/eval/predictions.js";
import { type Report, score } from "../../src/eval/report.js";
import { seededRandom } from "../../src/eval/statistics.js";
import { faultyPredictions, readPredictions, writeMadeUpBench } from "./made-up-bench.js";
import {
  hasReference,
  newsFolder,
  type ReferenceReport,
  runReference,
  warnWithoutReference,
} from "./reference.js";

warnWithoutReference("agreement of every metric with evaluate.py");

function expectSame(report: Report, reference: ReferenceReport): void {
  const { ci95, ...rest } = report;
  expect(Object.keys(ci95).length).toBeGreaterThan(0);
  expect(rest).toEqual(reference);
  expect(Object.keys(rest.metrics)).toEqual(expect.arrayContaining(Object.keys(reference.metrics)));
}

describe("score", () => {
  it("gives hand-computed values on made-up predictions", async () => {
    const bench = await readBenchFolder(await writeMadeUpBench());
    const { report } = score(bench.questions, faultyPredictions, bench.documents);
    // q1: relevant passage second; q2: relevant passage second; q3: second after one from the future; q4: no prediction.
    expect(report.metrics["passage_recall@1"]).toBe(0);
    expect(report.metrics["passage_recall@5"]).toBe(0.75);
    expect(report.metrics["passage_mrr@10"]).toBe(0.375);
    // Of the first quotes q1 lacks the gold, q2 holds it in a fresh weak document, q3 in a relevant one.
    expect(report.metrics["quote_hit@1"]).toBe(0.25);
    expect(report.metrics["quote_hit_broad@1"]).toBe(0.5);
    expect(report.metrics["quote_hit_lenient@1"]).toBe(0.5);
    // Answerable .9 .9 .4 0 against unanswerable .4 .7 0: wins 3 + 3 + 1.5 + .5 of 12.
    expect(report.metrics.abstain_auroc).toBe(0.6667);
    expect(report.metrics.coverage_answerable).toBe(0.5);
    expect(report.metrics.answered_precision).toBe(0.3333);
    expect(report.metrics.end_to_end_accuracy).toBe(0.4286);
    expect(report.integrity).toMatchObject({
      missing_predictions: 2,
      duplicate_ids: 1,
      unknown_ids: 1,
      passages_unknown_doc: 1,
      passages_from_the_future: 2,
      quotes_not_verbatim: 2,
      quotes_unknown_doc: 1,
    });
  });

  it("is the same twice, intervals included", async () => {
    const bench = await readBenchFolder(await writeMadeUpBench());
    const first = score(bench.questions, faultyPredictions, bench.documents).report;
    expect(score(bench.questions, faultyPredictions, bench.documents).report).toEqual(first);
    const [low, high] = first.ci95["quote_hit@1"] ?? [];
    expect(low).toBeLessThanOrEqual(first.metrics["quote_hit@1"] ?? -1);
    expect(high).toBeGreaterThanOrEqual(first.metrics["quote_hit@1"] ?? 2);
  });

  it.skipIf(!hasReference)("agrees with evaluate.py on every kind of fault", async () => {
    const folder = await writeMadeUpBench();
    const bench = await readBenchFolder(folder);
    const file = join(folder, "predictions.jsonl");
    await writePredictions(file, faultyPredictions);
    const { report } = score(bench.questions, await readPredictions(file), bench.documents);
    expectSame(report, runReference(join(folder, "questions.jsonl"), file, join(folder, "corpus.jsonl")));
  });

  it.skipIf(!hasReference)(
    "agrees with evaluate.py on the real questions, on time and late",
    { timeout: 300_000 },
    async () => {
      const bench = await readBenchFolder(newsFolder);
      const folder = await mkdtemp(join(tmpdir(), "dateline-eval-"));
      const corpus = join(newsFolder, "corpus.jsonl.gz");
      for (const [name, questions] of [
        ["questions", bench.questions],
        ["questions_late", bench.late ?? []],
      ] as const) {
        const file = join(folder, `${name}.jsonl`);
        await writePredictions(file, generatePredictions(questions, bench.documents));
        const { report } = score(questions, await readPredictions(file), bench.documents);
        expect(report.metrics["quote_hit@3"]).toBeGreaterThan(0.1);
        expectSame(report, runReference(join(newsFolder, `${name}.jsonl.gz`), file, corpus));
      }
    },
  );
});

/** Passages and quotes cut from relevant, weak and other documents, some spoiled; ties among confidences. */
function generatePredictions(
  questions: readonly BenchQuestion[],
  documents: readonly BenchDocument[],
): Prediction[] {
  const random = seededRandom(5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const texts = new Map(documents.map((document) => [document.id, document.text]));
  const cut = (question: BenchQuestion, words: number) => {
    const pool = [...question.relevant_doc_ids, ...question.weak_doc_ids];
    const doc_id = pool.length > 0 && random() < 0.6 ? pick(pool) : pick(documents).id;
    const text = texts.get(doc_id) ?? "";
    const needle = text.toLowerCase().indexOf(question.answer_text.toLowerCase());
    const from =
      needle >= 0 && random() < 0.7 ? Math.max(0, needle - 60) : Math.floor(random() * text.length);
    const excerpt = text
      .slice(from)
      .split(/\s/)
      .slice(0, words)
      .join(random() < 0.1 ? "  " : " ");
    return { doc_id, text: random() < 0.05 ? `${excerpt} indeed` : excerpt };
  };
  return questions.flatMap((question) =>
    random() < 0.05
      ? []
      : {
          id: question.id,
          passages: Array.from({ length: 11 }, () => cut(question, 150 + Math.floor(random() * 100))),
          quotes: Array.from({ length: 3 }, () => cut(question, 10 + Math.floor(random() * 60))),
          abstained: random() < 0.4,
          confidence: Math.round(random() * 20) / 20,
          ...(random() < 0.5 ? { choice: Math.floor(random() * 4) } : {}),
        },
  );
}
