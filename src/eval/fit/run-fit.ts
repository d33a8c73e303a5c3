// `dateline eval --fit`: fits every weight, measures the fit on weeks that it has not seen, prints the weights to copy into the code.

import type { AnswerModels } from "../../answer/answer.js";
import { confidenceOf, type Features } from "../../answer/confidence.js";
import { DAY_MS } from "../../model/time.js";
import { type BenchFolder, type BenchQuestion, CorpusTexts, endOfDay } from "../bench-folder.js";
import type { IndexedCorpus } from "../index-corpus.js";
import { judge } from "../judge.js";
import type { EvalProgress, FitParts } from "../pipeline.js";
import { type Prediction, toPrediction } from "../predictions.js";
import { formatReport, type Scored, score } from "../report.js";
import { seededRandom } from "../statistics.js";
import { collectCase, type FitCase } from "./fit-case.js";
import { fitConfidence, fitRank, fitSentences, formatModels, type Outcome } from "./fit-models.js";

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

/** Folds of the cross-validation: a sixth of the weeks is held out at a time. */
const FOLDS = 6;
const SEED = 11;

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
  const heldOut: AskedQuestion[] = [];
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
): Promise<AskedQuestion[]> {
  const rows: AskedQuestion[] = [];
  for (const one of cases) {
    onProgress({ label, done: rows.length, total: cases.length, unit: "questions" });
    rows.push(await askWith(one, models, { parts, corpus, texts }));
  }
  return rows;
}

/** A question of the set, answered under some weights. */
interface AskedQuestion {
  readonly question: BenchQuestion;
  readonly prediction: Prediction;
  readonly outcome: Outcome;
  /** True if nothing was found, so that the confidence is 0. */
  readonly isEmpty: boolean;
}

/** Features of an answer for which nothing was found. */
const NOTHING: Features = { evidence: -20, brief: 0, covered: 0, missing: 1, overlap: 0 };

/** Asks a question under these weights, with the clock set to its day. */
async function askWith(
  { question, isLate }: FitCase,
  models: AnswerModels,
  {
    parts,
    corpus,
    texts,
  }: {
    parts: FitParts;
    corpus: Pick<IndexedCorpus, "pipeline" | "documentIds">;
    texts: CorpusTexts;
  },
): Promise<AskedQuestion> {
  const explanation = await parts.answer(question.question, endOfDay(question.asked_at), models);
  const prediction = await toPrediction(question.id, explanation, corpus);
  const [row] = judge([question], [prediction], texts).rows;
  const features = explanation.features as Partial<Features> | undefined;
  const isEmpty = features?.evidence === undefined;
  return {
    question,
    prediction,
    outcome: {
      features: isEmpty ? NOTHING : (features as Features),
      isAnswerable: question.label === "answerable",
      isHit: question.label === "answerable" && row?.broadQuoteRank === 0,
      isLate,
    },
    isEmpty,
  };
}

/** Decides the same answer again under another confidence model. */
function decide(row: AskedQuestion, model: AnswerModels["confidence"]): AskedQuestion {
  const confidence = row.isEmpty ? 0 : confidenceOf(row.outcome.features as Features, model);
  return { ...row, prediction: { ...row.prediction, confidence, abstained: confidence < model.weak } };
}

function report(
  bench: BenchFolder,
  rows: readonly AskedQuestion[],
  texts: CorpusTexts,
): FitResult["heldOut"] {
  const of = (isLate: boolean) => rows.filter((row) => row.outcome.isLate === isLate);
  const scored = (own: readonly AskedQuestion[]) =>
    score(
      own.map(({ question }) => question),
      own.map(({ prediction }) => prediction),
      texts,
    );
  return { onTime: scored(of(false)), late: bench.late === null ? null : scored(of(true)) };
}

/**
 * Gives each question the number of its fold, 0 to `folds` − 1. A week (Monday to Sunday) stays whole, and a question
 * asked again later goes where it was first asked, so that nothing held out was seen.
 */
export function foldByWeek(
  questions: readonly Pick<BenchQuestion, "question" | "asked_at">[],
  folds: number = FOLDS,
): number[] {
  const firstAsked = new Map<string, string>();
  for (const { question, asked_at } of questions) {
    const known = firstAsked.get(question);
    if (known === undefined || asked_at < known) firstAsked.set(question, asked_at);
  }
  const weeks = [...new Set([...firstAsked.values()].map(weekOf))].sort((one, other) => one - other);
  const foldOf = new Map(shuffle(weeks).map((week, at) => [week, at % folds]));
  return questions.map(
    ({ question, asked_at }) => foldOf.get(weekOf(firstAsked.get(question) ?? asked_at)) ?? 0,
  );
}

/** Weeks since the Monday after 1970 began. */
function weekOf(day: string): number {
  return Math.floor((Date.parse(day) / DAY_MS - 4) / 7);
}

function shuffle<T>(items: readonly T[]): T[] {
  const random = seededRandom(SEED);
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
  }
  return shuffled;
}
