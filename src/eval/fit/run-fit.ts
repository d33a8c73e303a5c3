// `dateline eval --fit`: fits every weight, tells how well the fit holds on weeks it has not seen, prints what to ship.

import type { AnswerModels } from "../../answer/answer-models.js";
import { confidenceOf, type Features } from "../../answer/confidence.js";
import type { BenchFolder, BenchQuestion } from "../bench-folder.js";
import { CorpusTexts } from "../corpus-texts.js";
import type { IndexedCorpus } from "../index-corpus.js";
import type { EvalProgress } from "../pipeline.js";
import { formatReport } from "../print-report.js";
import { type Scored, score } from "../report.js";
import { type AskedRow, askedRow } from "./asked-row.js";
import { collectCase, type FitCase, type FitParts } from "./fit-case.js";
import { fitConfidence } from "./fit-confidence.js";
import { fitRank, fitSentences } from "./fit-models.js";
import { FOLDS, foldByWeek } from "./folds.js";
import { formatModels } from "./format-models.js";

export interface FitOptions {
  readonly parts: FitParts;
  readonly corpus: Pick<IndexedCorpus, "pipeline" | "documentIds">;
  readonly onProgress: (event: EvalProgress) => void;
  readonly print: (line: string) => void;
}

export interface FitResult {
  /** Fitted on every week. */
  readonly models: AnswerModels;
  /** Each question answered with weights fitted on other weeks. */
  readonly heldOut: { readonly onTime: Scored; readonly late: Scored | null };
}

/** Fits on a folder of questions and prints the held-out report and the weights. @throws whatever the pipeline throws */
export async function runFit(bench: BenchFolder, options: FitOptions): Promise<FitResult> {
  const isReranked = options.parts.mode === "reranked";
  const { shipped } = options.parts;
  const labelled = [
    ...bench.questions
      .filter(({ label }) => label !== "other")
      .map((question) => ({ question, isLate: false })),
    ...(bench.late ?? []).map((question) => ({ question, isLate: true })),
  ];
  const cases = await collect(labelled, options);
  const fold = foldByWeek(cases.map(({ question }) => question));
  const texts = new CorpusTexts(bench.documents);
  const heldOut: AskedRow[] = [];
  for (let held = 0; held < FOLDS; held += 1) {
    const train = cases.filter((_, at) => fold[at] !== held);
    const draft = fitOrders(train, options);
    const rows = await askAll(cases, draft, texts, `Trying fold ${held + 1} of ${FOLDS}`, options);
    const trained = rows.filter((_, at) => fold[at] !== held).map(({ outcome }) => outcome);
    const confidence = fitConfidence(trained, shipped.confidence, isReranked);
    heldOut.push(...rows.filter((_, at) => fold[at] === held).map((row) => decide(row, confidence)));
  }
  const outcomes = heldOut.map(({ outcome }) => outcome);
  const models = {
    ...fitOrders(cases, options),
    confidence: fitConfidence(outcomes, shipped.confidence, isReranked),
  };
  const result = { models, heldOut: report(bench, heldOut, texts) };
  options.print(`Held out: each question answered with weights fitted on other weeks (${FOLDS} folds)`);
  for (const line of formatReport(result.heldOut.onTime, result.heldOut.late)) options.print(line);
  for (const line of formatModels(options.parts.mode, models)) options.print(line);
  return result;
}

function fitOrders(cases: readonly FitCase[], { parts: { mode, shipped } }: FitOptions): AnswerModels {
  const isReranked = mode === "reranked";
  const answerable = cases.filter(({ question }) => question.label === "answerable");
  const rank = fitRank(answerable, shipped.rank, isReranked);
  return { ...shipped, rank, sentences: fitSentences(answerable, rank, shipped.sentences, isReranked) };
}

async function collect(
  labelled: readonly { question: BenchQuestion; isLate: boolean }[],
  { parts, corpus, onProgress }: FitOptions,
): Promise<FitCase[]> {
  const cases: FitCase[] = [];
  for (const { question, isLate } of labelled) {
    onProgress({ label: "Collecting", done: cases.length, total: labelled.length, unit: "questions" });
    cases.push(await collectCase(question, isLate, parts, corpus.documentIds));
  }
  return cases;
}

async function askAll(
  cases: readonly FitCase[],
  models: AnswerModels,
  texts: CorpusTexts,
  label: string,
  { parts, corpus, onProgress }: FitOptions,
): Promise<AskedRow[]> {
  const rows: AskedRow[] = [];
  for (const one of cases) {
    onProgress({ label, done: rows.length, total: cases.length, unit: "questions" });
    rows.push(await askedRow(one, models, { parts, corpus, texts }));
  }
  return rows;
}

/** The same answer under another confidence. */
function decide(row: AskedRow, model: AnswerModels["confidence"]): AskedRow {
  const confidence = row.isEmpty ? 0 : confidenceOf(row.outcome.features as Features, model);
  return { ...row, prediction: { ...row.prediction, confidence, abstained: confidence < model.weak } };
}

function report(bench: BenchFolder, rows: readonly AskedRow[], texts: CorpusTexts): FitResult["heldOut"] {
  const of = (isLate: boolean) => rows.filter((row) => row.outcome.isLate === isLate);
  const scored = (own: readonly AskedRow[]) =>
    score(
      own.map(({ question }) => question),
      own.map(({ prediction }) => prediction),
      texts,
    );
  return { onTime: scored(of(false)), late: bench.late === null ? null : scored(of(true)) };
}
