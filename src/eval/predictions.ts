// Asks every question with the clock set to its day, and writes what came back as predictions.
import { writeFile } from "node:fs/promises";
import { type BenchQuestion, endOfDay } from "./bench-folder.js";
import type { IndexedCorpus } from "./index-corpus.js";
import type { EvalProgress, ExplainedAnswer, Switches } from "./pipeline.js";

/** Text of a document of the bench folder, by its id. */
export interface Excerpt {
  readonly doc_id: string;
  readonly text: string;
}

/** What was answered to one question, under the keys of evaluate.py. */
export interface Prediction {
  readonly id: string;
  /** Best first; the first 10 count. */
  readonly passages?: readonly Excerpt[] | null | undefined;
  /** Best first; the first 3 count. */
  readonly quotes?: readonly Excerpt[] | null | undefined;
  readonly abstained: boolean;
  /** Higher means more certain that it can be answered; compared within one file only. */
  readonly confidence?: number | null;
  /** Inputs of the confidence by name, for fitting it; no metric looks at them. */
  readonly features?: Readonly<Record<string, number>>;
  /** Index of the choice taken, for systems that take one. */
  readonly choice?: number | null;
}

/** Writes one prediction per line, replacing the file. */
export async function writePredictions(path: string, predictions: readonly Prediction[]): Promise<void> {
  await writeFile(path, predictions.map((prediction) => `${JSON.stringify(prediction)}\n`).join(""));
}

const PASSAGES = 10; // evaluate.py looks at the first 10
const QUOTES = 3; // and at the first 3

export interface Asked {
  readonly predictions: readonly Prediction[];
  /** Wall time of each question, in order. */
  readonly milliseconds: readonly number[];
}

/** Asks one question after another; it never sees the label or the gold answer. */
export async function askQuestions(
  questions: readonly BenchQuestion[],
  corpus: Pick<IndexedCorpus, "pipeline" | "documentIds">,
  switches: Switches,
  { label, isVariant = false }: { readonly label: string; readonly isVariant?: boolean },
  onProgress: (event: EvalProgress) => void,
): Promise<Asked> {
  const { pipeline } = corpus;
  const answer = (isVariant && pipeline.answerAgain) || pipeline.answer.bind(pipeline);
  const predictions: Prediction[] = [];
  const milliseconds: number[] = [];
  for (const { id, question, asked_at } of questions) {
    onProgress({ label, done: predictions.length, total: questions.length, unit: "questions" });
    const started = performance.now();
    const explained = await answer(question, endOfDay(asked_at), switches);
    milliseconds.push(performance.now() - started);
    predictions.push(await toPrediction(id, explained, corpus));
  }
  onProgress({ label, done: predictions.length, total: questions.length, unit: "questions" });
  return { predictions, milliseconds };
}

/** Turns an explained answer into a prediction: quotes as the reader meets them, earlier reports last. An unanswered one keeps
 * confidence, passages and drafted quotes, so that finding and deciding are measured apart. */
export async function toPrediction(
  id: string,
  explained: ExplainedAnswer,
  { pipeline, documentIds }: Pick<IndexedCorpus, "pipeline" | "documentIds">,
): Promise<Prediction> {
  const { answer, candidates, drafted = [], features = {} } = explained;
  const excerpt = ({ articleId, text }: { articleId: string; text: string }): Excerpt => ({
    doc_id: documentIds.get(articleId) ?? articleId,
    text,
  });
  const best = candidates.slice(0, PASSAGES).map((candidate) => candidate.passageId);
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : drafted;
  return {
    id,
    passages: (await pipeline.stores.articles.passages(best)).map(excerpt),
    quotes: quotes.slice(0, QUOTES).map(excerpt),
    abstained: answer.kind === "unanswered",
    confidence: answer.confidence,
    features: { ...features },
  };
}
