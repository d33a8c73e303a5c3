// `dateline eval --fit`: fits every weight on all sets together, measures the fit on weeks that it has not seen, prints the weights.

import type { AnswerModels } from "../../answer/answer.js";
import { confidenceOf, type Features } from "../../answer/confidence.js";
import { DAY_MS } from "../../model/time.js";
import { type BenchFolder, type BenchQuestion, CorpusTexts, endOfDay } from "../bench-folder.js";
import type { IndexedCorpus } from "../index-corpus.js";
import { judge } from "../judge.js";
import type { EvalProgress, FitParts } from "../pipeline.js";
import { type Prediction, toPrediction } from "../predictions.js";
import { type FormScores, formatReport, score } from "../report.js";
import { seededRandom } from "../statistics.js";
import { collectCase, type FitCase, type Form } from "./fit-case.js";
import { fitConfidence, fitRank, fitSentences, formatModels, type Outcome } from "./fit-models.js";

/** One folder of questions over its indexed corpus. */
export interface FitSet {
  readonly bench: BenchFolder;
  readonly corpus: Pick<IndexedCorpus, "pipeline" | "documentIds">;
  readonly parts: FitParts;
}

export interface FitOptions {
  readonly onProgress: (event: EvalProgress) => void;
  readonly print: (line: string) => void;
}

export interface FitResult {
  /** Fitted on every week. */
  readonly models: AnswerModels;
  /** Each question answered with weights fitted on other weeks, set by set. */
  readonly heldOut: readonly FormScores[];
}

/** Folds of the cross-validation: a sixth of the weeks is held out at a time. */
const FOLDS = 6;
const SEED = 11;

/** A case and the set that it comes from. */
interface SetCase extends FitCase {
  readonly set: FitSet;
}

/**
 * Fits on sets of questions and prints the held-out reports and the weights. Each question is answered once, with orders fitted
 * on other weeks; the confidence of each fold is fitted on the answers of the other folds.
 * @throws TypeError without a set, and whatever the pipelines throw
 */
export async function runFit(sets: readonly FitSet[], { onProgress, print }: FitOptions): Promise<FitResult> {
  const parts = sets[0]?.parts;
  if (parts === undefined) throw new TypeError("runFit: no set");
  const { mode, shipped } = parts;
  const isReranked = mode === "reranked";
  const cases = await collect(sets, onProgress);
  const fold = foldByWeek(cases.map(({ question }) => question));
  const texts = new Map(sets.map((set) => [set, new CorpusTexts(set.bench.documents)]));
  const rows: AskedQuestion[] = [];
  for (let held = 0; held < FOLDS; held += 1) {
    const models = fitOrders(
      cases.filter((_, at) => fold[at] !== held),
      parts,
    );
    for (const [at, one] of cases.entries()) {
      if (fold[at] !== held) continue;
      onProgress({
        label: "Asking what was held out",
        done: rows.length,
        total: cases.length,
        unit: "questions",
      });
      rows.push(await askWith(one, models, held, texts.get(one.set) as CorpusTexts));
    }
  }
  const heldOut = Array.from({ length: FOLDS }, (_, held) => {
    const others = rows.filter((row) => row.fold !== held).map(({ outcome }) => outcome);
    const confidence = fitConfidence(others, shipped.confidence, isReranked);
    return rows.filter((row) => row.fold === held).map((row) => decide(row, confidence));
  }).flat();
  const models = {
    ...fitOrders(cases, parts),
    confidence: fitConfidence(
      rows.map(({ outcome }) => outcome),
      shipped.confidence,
      isReranked,
    ),
  };
  print(`Held out: each question answered with weights fitted on other weeks (${FOLDS} folds)`);
  const reports = sets.map((set) => report(set, heldOut, texts.get(set) as CorpusTexts));
  for (const [at, { bench }] of sets.entries()) {
    print("");
    print(bench.path);
    for (const line of formatReport(reports[at] as FormScores)) print(line);
  }
  for (const line of formatModels(mode, models)) print(line);
  return { models, heldOut: reports };
}

function fitOrders(cases: readonly FitCase[], { mode, shipped }: FitParts): AnswerModels {
  const isReranked = mode === "reranked";
  const answerable = cases.filter(({ question }) => question.label === "answerable");
  const rank = fitRank(answerable, shipped.rank, isReranked);
  return { ...shipped, rank, sentences: fitSentences(answerable, rank, shipped.sentences, isReranked) };
}

async function collect(
  sets: readonly FitSet[],
  onProgress: (event: EvalProgress) => void,
): Promise<SetCase[]> {
  const labelled = sets.flatMap((set) => {
    const { questions, late, casual } = set.bench;
    const of = (form: Form, asked: readonly BenchQuestion[] | null) =>
      (asked ?? []).filter(({ label }) => label !== "other").map((question) => ({ set, form, question }));
    return [...of("onTime", questions), ...of("late", late), ...of("casual", casual)];
  });
  const cases: SetCase[] = [];
  for (const { set, form, question } of labelled) {
    onProgress({ label: "Collecting", done: cases.length, total: labelled.length, unit: "questions" });
    cases.push({ ...(await collectCase(question, form, set.parts, set.corpus.documentIds)), set });
  }
  return cases;
}

/** A question of a set, answered under some weights. */
interface AskedQuestion {
  readonly set: FitSet;
  readonly fold: number;
  readonly question: BenchQuestion;
  readonly prediction: Prediction;
  readonly outcome: Outcome;
}

/** Asks a question under these weights, with the clock set to its day. */
async function askWith(
  { set, question, form }: SetCase,
  models: AnswerModels,
  fold: number,
  texts: CorpusTexts,
): Promise<AskedQuestion> {
  const explanation = await set.parts.answer(question.question, endOfDay(question.asked_at), models);
  const prediction = await toPrediction(question.id, explanation, set.corpus);
  const [row] = judge([question], [prediction], texts).rows;
  const features = explanation.features as Partial<Features> | undefined;
  return {
    set,
    fold,
    question,
    prediction,
    outcome: {
      features: features?.evidence === undefined ? null : (features as Features),
      isAnswerable: question.label === "answerable",
      isHit: question.label === "answerable" && row?.broadQuoteRank === 0,
      form,
    },
  };
}

/** Decides the same answer again under another confidence model. */
function decide(row: AskedQuestion, model: AnswerModels["confidence"]): AskedQuestion {
  const { features } = row.outcome;
  const confidence = features === null ? 0 : confidenceOf(features, model);
  return { ...row, prediction: { ...row.prediction, confidence, abstained: confidence < model.weak } };
}

function report(set: FitSet, rows: readonly AskedQuestion[], texts: CorpusTexts): FormScores {
  const scored = (form: Form) => {
    const own = rows.filter((row) => row.set === set && row.outcome.form === form);
    return score(
      own.map(({ question }) => question),
      own.map(({ prediction }) => prediction),
      texts,
    );
  };
  return {
    onTime: scored("onTime"),
    late: set.bench.late === null ? null : scored("late"),
    casual: set.bench.casual === null ? null : scored("casual"),
  };
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
