// Asks one question under given weights and judges what came back, for fitting. Decides nothing.

import type { AnswerModels } from "../../answer/answer-models.js";
import type { Features } from "../../answer/confidence.js";
import { toPrediction } from "../ask-questions.js";
import type { BenchQuestion } from "../bench-folder.js";
import { endOfDay } from "../corpus-articles.js";
import type { CorpusTexts } from "../corpus-texts.js";
import type { IndexedCorpus } from "../index-corpus.js";
import { judge } from "../judge.js";
import type { Prediction } from "../prediction.js";
import type { FitCase, FitParts } from "./fit-case.js";
import type { Outcome } from "./fit-confidence.js";

export interface AskedRow {
  readonly question: BenchQuestion;
  readonly prediction: Prediction;
  readonly outcome: Outcome;
  /** True where nothing at all was found, so that there is nothing to be confident of. */
  readonly isEmpty: boolean;
}

/** Features of an answer for which nothing was found. */
const NOTHING: Features = { evidence: -20, brief: 0, covered: 0, missing: 1, overlap: 0 };

/** Asks with the clock at the question's day. */
export async function askedRow(
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
): Promise<AskedRow> {
  const working = await parts.answer(question.question, endOfDay(question.asked_at), models);
  const prediction = await toPrediction(question.id, working, corpus);
  const [row] = judge([question], [prediction], texts).rows;
  const features = working.features as Partial<Features> | undefined;
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
